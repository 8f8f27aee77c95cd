"""CSV files as they come: what is accepted, and what is named with its line instead of being guessed."""

import os
from pathlib import Path

import pytest

from model.errors import CannotRun
from model.findings import Finding
from model.inputs import Loaded, load
from tests.strategies import REQUIRED, csv_text, valid_tables, write_folder

pytestmark = pytest.mark.usefixtures("tables_typed_once")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "inputs", valid_tables())


def deals() -> str:
    return csv_text(valid_tables()["deals"])


def loaded_with(folder: Path, content: str | bytes, table: str = "deals") -> Loaded:
    path = folder / f"{table}.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(folder, REQUIRED)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str | None]]:
    return [(finding.code, finding.row, finding.column) for finding in findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_or_without_its_mark(folder: Path, encoding: str) -> None:
    loaded = loaded_with(folder, deals().replace("GPU capacity", "Capacité ☃").encode(encoding))
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.loc[5, "deal"] == "Capacité ☃"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_endings_are_read(folder: Path, ending: str) -> None:
    loaded = loaded_with(folder, deals().replace("\n", ending))
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.index.tolist() == [2, 3, 4, 5]


def test_mixed_line_endings_and_quoted_line_breaks_keep_row_numbers_right(folder: Path) -> None:
    tables = valid_tables()
    tables["deals"][0]["note"] = "first\nsecond\r\nthird"
    lines = csv_text(tables["deals"]).replace("L4,", "\n,,,\nL4,").replace("\nL3", "\r\nL3")
    loaded = loaded_with(folder, lines.replace("14.2", "lots"))
    assert loaded.tables["deals"].frame.index.tolist() == [2, 5, 6, 9]
    assert loaded.tables["deals"].frame.loc[2, "note"] == "first\nsecond\nthird"
    assert places(loaded.findings) == [("not-a-number", 9, "base_bn")]


def test_blank_rows_are_skipped_and_counted(folder: Path) -> None:
    loaded = loaded_with(folder, "\n" + deals().replace("L2,", "\n\n  ,,\nL2,") + "\n\n")
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.index.tolist() == [3, 7, 8, 9]


def test_columns_may_stand_in_any_order_and_case(folder: Path) -> None:
    rows = [dict(reversed(row.items())) for row in valid_tables()["deals"]]
    header, _, body = csv_text(rows).partition("\n")
    loaded = loaded_with(folder, f"{header.upper()}\n{body}")
    assert loaded.findings == ()
    assert loaded.tables["deals"].frame.loc[2, "payer"] == "OpenAI"


def test_western_encoding_is_named_with_its_line_and_byte(folder: Path) -> None:
    (finding,) = loaded_with(folder, deals().replace("GPU", "Capacité").encode("cp1252")).findings
    assert (finding.code, finding.file, finding.row) == ("not-utf8", "deals.csv", 5)
    assert "0xE9" in finding.message
    assert "é" in finding.message


def test_utf16_without_its_mark_is_named(folder: Path) -> None:
    (finding,) = loaded_with(folder, deals().encode("utf-16-le")).findings
    assert finding.code == "not-utf8"
    assert "UTF-16" in finding.message


def test_lone_surrogates_are_named_with_their_line(folder: Path) -> None:
    content = deals().replace("GPU", "\ud800").encode("utf-16", "surrogatepass")
    assert places(loaded_with(folder, content).findings)[0] == ("not-utf8", 5, None)


def test_more_columns_than_a_spreadsheet_has_are_named(folder: Path) -> None:
    content = ",".join(f"c{n}" for n in range(20_000))
    assert places(loaded_with(folder, content).findings) == [("not-csv", 1, None)]


def test_a_cut_off_utf16_file_is_named(folder: Path) -> None:
    assert "not-utf8" in [f.code for f in loaded_with(folder, deals().encode("utf-16")[:-1]).findings]


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_named_csv_is_named(folder: Path, content: bytes) -> None:
    assert places(loaded_with(folder, content).findings) == [("not-csv", None, None)]


@pytest.mark.parametrize("content", ["", "\n\n", ",,,\n", "\ufeff"])
def test_an_empty_file_is_named(folder: Path, content: str) -> None:
    assert places(loaded_with(folder, content).findings) == [("empty-file", None, None)]


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_delimiter_is_named(folder: Path, separator: str, name: str) -> None:
    (finding,) = loaded_with(folder, deals().replace(",", separator)).findings
    assert (finding.code, finding.row) == ("wrong-delimiter", 1)
    assert name in finding.message


@pytest.mark.parametrize("first", ["sep=;", "sep=,"])
def test_a_line_that_names_the_delimiter_is_named(folder: Path, first: str) -> None:
    (finding,) = loaded_with(folder, f"{first}\n{deals()}").findings
    assert (finding.code, finding.row) == ("wrong-delimiter", 1)
    assert "sep=" in finding.message


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_opens(folder: Path) -> None:
    loaded = loaded_with(folder, deals().replace("L3,Oracle", 'L3,"Oracle'))
    assert places(loaded.findings) == [("open-quote", 4, None)]
    assert loaded.tables["deals"].frame.index.tolist() == [2, 3]


def test_a_quotation_mark_left_open_over_a_long_file_is_found(folder: Path) -> None:
    loaded = loaded_with(folder, deals() + '"L5,' + "x,\n" * 200_000)
    assert places(loaded.findings) == [("open-quote", 6, None)]


def test_text_after_a_closing_quotation_mark_is_found(folder: Path) -> None:
    (finding,) = loaded_with(folder, deals().replace("L3,Oracle cloud", 'L3,"Oracle" cloud')).findings
    assert (finding.code, finding.row) == ("open-quote", 4)
    assert "twice" in (finding.suggestion or "")


def test_a_header_that_cannot_be_read_is_one_finding(folder: Path) -> None:
    loaded = loaded_with(folder, deals().replace("leg,", '"leg" number,', 1))
    assert places(loaded.findings) == [("open-quote", 1, None)]
    assert loaded.findings[0].message == "text follows a closing quotation mark"
    assert loaded.tables["deals"].frame.empty


def test_a_row_longer_than_the_header_is_found_and_not_shifted(folder: Path) -> None:
    loaded = loaded_with(folder, deals().replace("14.2", "1,234.5"))
    assert places(loaded.findings) == [("ragged-row", 5, None)]


def test_a_row_shorter_than_the_header_is_found(folder: Path) -> None:
    assert places(loaded_with(folder, deals() + "L5,Some deal\n").findings) == [("ragged-row", 6, None)]


@pytest.mark.parametrize("twin", ["note", "NOTE", " Note "])
def test_columns_of_the_same_name_are_found(folder: Path, twin: str) -> None:
    rows = [{**row, twin if twin != "note" else "note ": ""} for row in valid_tables()["deals"]]
    assert places(loaded_with(folder, csv_text(rows)).findings) == [("duplicate-column", 1, twin.strip())]


def test_a_renamed_column_is_missing_and_the_new_name_unknown(folder: Path) -> None:
    loaded = loaded_with(folder, deals().replace("base_bn", "base_amount_bn", 1))
    assert places(loaded.findings) == [
        ("unknown-column", 1, "base_amount_bn"),
        ("missing-column", 1, "base_bn"),
    ]
    assert "base_bn" in (loaded.findings[0].suggestion or "")
    assert "base_amount_bn" in (loaded.findings[1].suggestion or "")


def test_a_missing_key_column_brings_no_flood_of_unknown_keys(folder: Path) -> None:
    loaded = loaded_with(folder, csv_text(valid_tables()["companies"]).replace("company", "name", 1), "companies")
    assert places(loaded.findings) == [("unknown-column", 1, "name"), ("missing-column", 1, "company")]


def test_an_unknown_column_is_a_warning(folder: Path) -> None:
    rows = [{**row, "remarks": "x"} for row in valid_tables()["deals"]]
    (finding,) = loaded_with(folder, csv_text(rows)).findings
    assert (finding.code, finding.severity, finding.column) == ("unknown-column", "warning", "remarks")


def test_columns_without_name_may_be_blank_but_not_filled(folder: Path) -> None:
    lines = deals().splitlines()
    assert loaded_with(folder, "\n".join(f"{line},," for line in lines)).findings == ()
    lines = [f"{line}," for line in lines]
    lines[2] += "stray"
    assert places(loaded_with(folder, "\n".join(lines)).findings) == [("nameless-column", 3, None)]


@pytest.mark.parametrize("above", ["Deals as of November", "Deals,as of November,,,", "Deals\n\nin USD bn"])
def test_a_title_above_the_header_is_one_finding(folder: Path, above: str) -> None:
    (finding,) = loaded_with(folder, f"{above}\n\n{deals()}").findings
    assert (finding.code, finding.row) == ("rows-above-header", 1)
    assert finding.message == f"the header stands in row {above.count(chr(10)) + 3}, below other rows"


def test_a_header_of_strangers_without_another_one_is_not_late(folder: Path) -> None:
    assert "rows-above-header" not in {code for code, _, _ in places(loaded_with(folder, "a,b\n1,2\nleg,2\n").findings)}


def test_minus_zero_is_zero(folder: Path) -> None:
    loaded = loaded_with(folder, deals().replace(",9,100,100,", ",-0,100,100,"))
    assert str(loaded.tables["deals"].frame.at[3, "low_bn"]) == "0.0"


def test_a_cell_without_end_is_named_as_such(folder: Path) -> None:
    (finding,) = loaded_with(folder, deals() + "L9," + "x" * 200_000 + "\n").findings
    assert (finding.code, finding.row) == ("open-quote", 6)
    assert "longer than 131,072 characters" in finding.message


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "deals.csv").unlink()
    found = load(folder, REQUIRED).findings
    assert [(f.code, f.table, f.file) for f in found] == [("missing-table", "deals", "deals.csv")]


def test_a_file_that_is_no_table_is_a_warning_with_a_guess(folder: Path) -> None:
    (folder / "deal.csv").write_text("x")
    (folder / "readme.txt").write_text("x")
    (finding,) = load(folder, REQUIRED).findings
    assert (finding.code, finding.file) == ("unknown-table", "deal.csv")
    assert "deals" in (finding.suggestion or "")


@pytest.mark.parametrize("name", ["figures.tsv", "figures.CSV.txt", "figures.csv"])
def test_a_table_that_is_no_csv_file_is_a_warning(folder: Path, name: str) -> None:
    """The last one is a link to nothing."""
    (folder / "figures.csv").unlink()
    if name == "figures.csv":
        (folder / name).symlink_to(folder / "nowhere")
    else:
        (folder / name).write_text("x")
    (finding,) = load(folder, REQUIRED).findings
    assert (finding.code, finding.file, finding.suggestion) == ("unknown-table", name, "save the table as figures.csv")


def test_two_files_of_one_table_are_found(folder: Path) -> None:
    (folder / "Deals.CSV").write_text(deals())
    assert [f.code for f in load(folder, REQUIRED).findings] == ["duplicate-table"]


def test_a_folder_without_tables_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="holds none of the tables"):
        load(tmp_path, REQUIRED)


def test_a_path_that_does_not_exist_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="does not exist"):
        load(tmp_path / "nowhere", REQUIRED)


@pytest.mark.parametrize("given", [".", "inputs.xlsx"], ids=["folder", "workbook"])
def test_a_file_of_more_than_a_gigabyte_cannot_run(folder: Path, given: str) -> None:
    large = folder / ("deals.csv" if given == "." else given)
    large.touch()
    os.truncate(large, 1_000_000_001)
    with pytest.raises(CannotRun, match=f"{large.name} is larger than 1000 MB and is not read"):
        load(folder / given, REQUIRED)


def test_a_device_cannot_run() -> None:
    with pytest.raises(CannotRun, match="neither a folder nor a file"):
        load(Path("/dev/null"), REQUIRED)


@pytest.mark.long
def test_a_long_table_is_read_to_its_end(folder: Path) -> None:
    row = valid_tables()["deals"][3]
    rows = [{**row, "leg": f"L{n} of many", "base_bn": f"{n % 9973 / 100}"} for n in range(40_000)]
    rows[37_777]["base_bn"] = "lots"
    loaded = loaded_with(folder, csv_text(rows))
    assert ("not-a-number", 37_779, "base_bn") in places(loaded.findings)
    assert len(loaded.tables["deals"].frame) == 40_000
