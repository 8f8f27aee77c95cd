"""The marked copy: the user's own input with everything it held, findings coloured, commented and listed."""

import datetime
import io
import re
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from model.errors import CannotRun
from model.inputs import load
from model.reports import findings_sheet, marked
from model.reports.marked import marked_copy
from tests.conftest import SHIPPED
from tests.programs import path_of
from tests.strategies import REQUIRED, Rows, csv_text, valid_tables, write_folder, write_workbook

ERROR, WARNING = "00FFC7CE", "00FFEB9C"

pytestmark = pytest.mark.usefixtures("tables_typed_once")


def faulty() -> dict[str, Rows]:
    tables = valid_tables()
    tables["deals"][0] |= {"base_bn": "1,234.50", "payer": "OpenIA", "note": "=1+1"}
    tables["deals"][1] |= {"uncertain": "yes", "note": "#N/A", "payee": "OpenAI "}
    tables["revenue"][0] |= {"currency": ""}
    return tables


def copy_of(path: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(marked_copy(path, load(path, REQUIRED))))


def at(sheet: Worksheet, row: int, column: str, header: int = 1) -> Any:
    return next(sheet.cell(row, cell.column) for cell in sheet[header] if cell.value == column)


@pytest.fixture(params=["csv", "xlsx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "csv":
        return write_folder(tmp_path / "i", faulty())
    return write_workbook(tmp_path / "i.xlsx", faulty())


def test_every_cell_is_there_as_text(path: Path) -> None:
    book = copy_of(path)
    for table, rows in faulty().items():
        texts = [list(rows[0]), *(list(row.values()) for row in rows)]
        held = [[cell.value or "" for cell in row] for row in book[table].iter_rows()]
        assert held == texts, table
        assert {cell.data_type for row in book[table].iter_rows() for cell in row if cell.value} == {"s"}


def test_cells_are_coloured_by_severity_and_commented(path: Path) -> None:
    deals = copy_of(path)["deals"]
    for row, column, colour, words in (
        (2, "base_bn", ERROR, "1234.50"),
        (2, "payer", ERROR, "did you mean OpenAI?"),
        (3, "uncertain", WARNING, "[uncertain]"),
        (3, "payee", WARNING, "[surrounding-spaces]"),
    ):
        cell = at(deals, row, column)
        assert cell.fill.fgColor.rgb == colour
        assert words in cell.comment.text
    assert at(deals, 2, "leg").comment is None
    assert at(deals, 2, "leg").fill.fgColor.rgb == "00000000"


def test_a_blank_cell_can_be_marked(path: Path) -> None:
    cell = at(copy_of(path)["revenue"], 2, "currency")
    assert cell.value is None
    assert cell.fill.fgColor.rgb == ERROR
    assert "[currency-missing]" in cell.comment.text


def test_the_first_sheet_lists_every_finding_with_a_link_errors_first(path: Path) -> None:
    book, findings = copy_of(path), load(path, REQUIRED).findings
    sheet = book.worksheets[0]
    assert sheet.title == "Findings"
    assert book.active is sheet
    assert sum(bool(each.sheet_view.tabSelected) for each in book.worksheets) <= 1
    assert sheet["A1"].value == "Findings: 3 errors, 2 warnings"
    listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert sorted((row[8], row[1], row[2], row[3]) for row in listed) == sorted(
        (f.code, f.table, f.row, f.column) for f in findings
    )
    assert [row[0] for row in listed] == ["error"] * 3 + ["warning"] * 2
    for row in range(4, sheet.max_row + 1):
        link = sheet.cell(row, 5)
        title, _, place = link.hyperlink.location.partition("!")
        assert book[title.strip("'")][place].comment is not None


def test_the_copy_is_the_same_bytes_each_time(path: Path) -> None:
    loaded = load(path, REQUIRED)
    first = marked_copy(path, loaded)
    time.sleep(1.1)  # the clock of a document counts seconds
    assert marked_copy(path, loaded) == first


def test_an_input_changed_meanwhile_is_not_marked(path: Path) -> None:
    loaded = load(path, REQUIRED)
    file = path / "deals.csv" if path.is_dir() else path
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(CannotRun, match="changed while"):
        marked_copy(path, loaded)


def test_an_input_removed_meanwhile_is_not_marked(path: Path) -> None:
    loaded = load(path, REQUIRED)
    file = path / "deals.csv" if path.is_dir() else path
    file.unlink()
    with pytest.raises(CannotRun, match=f"{file.name} cannot be read: No such file"):
        marked_copy(path, loaded)


def test_a_table_with_more_lines_than_a_sheet_has_rows_is_not_marked(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    (folder / "deals.csv").write_text(csv_text(valid_tables()["deals"]).replace("L4,", "\n" * (1 << 20) + "L4,"))
    loaded = load(folder, REQUIRED)
    assert loaded.findings == ()
    with pytest.raises(CannotRun, match=r"deals\.csv has more lines than a sheet has rows; take the report as CSV"):
        marked_copy(folder, loaded)


def test_a_workbook_that_openpyxl_cannot_open_whole_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Its tables can be read without the style that a cell names; a copy of it cannot be made."""
    path = write_workbook(tmp_path / "whole.xlsx", faulty())
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(damaged, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content.replace(b'<c r="A1"', b'<c r="A1" s="99"'))
    loaded = load(damaged, REQUIRED)
    with pytest.raises(CannotRun, match=r"parts of .*damaged.xlsx are damaged"):
        marked_copy(damaged, loaded)


def test_findings_without_a_row_stand_on_the_header(tmp_path: Path) -> None:
    tables = valid_tables()
    for row in tables["deals"]:
        row["remarks"] = row.pop("payee")
    del tables["assumptions"][1], tables["sources"][0]["published"], tables["sources"][1]["published"]
    for row in tables["deals"]:
        row["announced"] = ""
    del tables["companies"]
    path = write_folder(tmp_path / "i", tables)
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(path, load(path, (*REQUIRED, "as_of")))))
    assert "[unknown-column]" in at(book["deals"], 1, "remarks").comment.text
    assert "[missing-column]" in book["deals"]["A1"].comment.text
    assert "[missing-assumption]" in at(book["assumptions"], 1, "name").comment.text
    assert "companies" not in book.sheetnames
    assert "missing-table" in [row[8].value for row in book["Findings"].iter_rows(min_row=4)]


def test_an_optional_table_that_is_not_there_is_not_marked(tmp_path: Path) -> None:
    tables = faulty()
    del tables["relations"]
    book = copy_of(write_workbook(tmp_path / "i.xlsx", tables))
    assert book.sheetnames == ["Findings", *tables]
    assert book["Findings"]["A1"].value == "Findings: 3 errors, 2 warnings"


def test_the_worst_finding_colours_a_cell_whichever_comes_first(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"][0]["payee"] = "Orcale "
    tables["deals"].append({**tables["deals"][3], "leg": "l4"})
    deals = copy_of(write_folder(tmp_path / "i", tables))["deals"]
    for row, column, codes in (
        (2, "payee", ["surrounding-spaces", "unknown-key"]),  # a warning, then an error
        (6, "leg", ["keys-look-equal", "probable-duplicate"]),  # an error, then a warning
    ):
        cell = at(deals, row, column)
        assert re.findall(r"\[([a-z-]+)\]", cell.comment.text) == codes
        assert cell.fill.fgColor.rgb == ERROR


def test_cells_beyond_the_comments_a_sheet_can_bear_are_coloured(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked, "MOST_COMMENTS", 2)
    book = copy_of(path)
    coloured = [cell for row in book["deals"].iter_rows(min_row=2) for cell in row if cell.fill.fill_type == "solid"]
    assert [cell.comment is not None for cell in coloured].count(True) == 2
    assert len(coloured) == 4
    assert at(book["revenue"], 2, "currency").comment is not None


def test_findings_beyond_the_rows_of_a_sheet_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_sheet, "MOST_ROWS", 6)
    sheet = copy_of(write_workbook(tmp_path / "i.xlsx", faulty()))["Findings"]
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == ["error"] * 3
    assert sheet["A1"].value == "Findings: 3 errors, 2 warnings"


def test_rows_keep_the_numbers_of_their_lines(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    tables = valid_tables()
    tables["deals"][0]["note"] = "first\r\nsecond"
    text = csv_text(tables["deals"]).replace("L3,", "\n,,,\nL3,").replace("14.2", "lots")
    (folder / "deals.csv").write_text(text, newline="")
    deals = copy_of(folder)["deals"]
    assert at(deals, 2, "note").value == "first\nsecond"
    assert at(deals, 8, "base_bn").value == "lots"
    assert "[not-a-number]" in at(deals, 8, "base_bn").comment.text


def test_what_could_not_be_read_as_a_table_is_there_line_by_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    text = csv_text(valid_tables()["deals"])
    (folder / "deals.csv").write_bytes(text.replace("L3,", '"L3,').encode())
    (folder / "revenue.csv").write_bytes(csv_text(valid_tables()["revenue"]).replace("p9", "é").encode("cp1252"))
    (folder / "tranches.csv").write_text("stake,tranche\nE2,first,gigawatts,1\n")
    (folder / "figures.csv").write_bytes(b"PK\x03\x04rest")
    (folder / "relations.csv").write_text("")
    book = copy_of(folder)
    assert book["deals"]["A4"].value == '"' + text.splitlines()[3]
    assert book["deals"]["A5"].value == text.splitlines()[4]
    assert "[open-quote]" in book["deals"]["A4"].comment.text
    assert at(book["revenue"], 2, "locator").value == "é"
    assert [cell.value for cell in book["tranches"][2]] == ["E2", "first", "gigawatts", "1"]
    assert "[not-csv]" in book["figures"]["A1"].comment.text
    assert "[empty-file]" in book["relations"]["A1"].comment.text


def test_what_a_cell_cannot_hold_is_shown_with_escapes_or_cut(tmp_path: Path) -> None:
    tables = valid_tables()
    for row, text in zip(tables["deals"], ("a\0b\ufffe", "x" * 40_000, "_x000D_", "😀" * 20_000), strict=True):
        row["note"] = text
    deals = copy_of(write_folder(tmp_path / "i", tables))["deals"]
    notes = [at(deals, row, "note").value for row in range(2, 6)]
    assert notes == ["a\\x00b\\ufffe", "x" * 32_767, "_x005F_x000D_", "😀" * 16_383]


def with_own_work(path: Path) -> None:
    """Add to a workbook of tables what its user may have made: a sheet, a comment, widths, fonts."""
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Own calculations")
    sheet["A1"], sheet["A2"] = 0.1, 1 / 3
    sheet["A3"], sheet["B3"] = "=A1+A2", "=A1&CHAR(65)"
    sheet["C3"] = datetime.datetime(2025, 10, 6, 12, 30)
    sheet["D3"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    sheet["E3"], sheet["F3"] = True, "#DIV/0!"
    sheet["A4"].font = Font(bold=True)
    sheet.merge_cells("G1:H2")
    book.create_sheet("Findings")["A1"] = "mine"
    from openpyxl.comments import Comment

    at(book["deals"], 2, "payer").comment = Comment("ask Jo", "me")
    at(book["deals"], 2, "payer").font = Font(italic=True)
    book["deals"].column_dimensions["B"].width = 33
    book["deals"].row_dimensions[4].hidden = True
    book.save(path)
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"<f>A1+A2</f><v />", b"<f>A1+A2</f><v>0.43333333333333335</v>")
            data = data.replace(b"<f>A1&amp;CHAR(65)</f><v />", b"<f>A1&amp;CHAR(65)</f><v>0.1A</v>")
            data = data.replace(b'<c r="B3"><f>', b'<c r="B3" t="str"><f>')
            new.writestr(name, data.replace(b"<v>0.3333333333333333</v>", b"<v>0.33333333333333331</v>"))


def test_a_workbook_keeps_what_the_user_made(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "i.xlsx", faulty())
    with_own_work(path)
    names = openpyxl.load_workbook(path).sheetnames
    made = marked_copy(path, load(path, REQUIRED))
    copy = openpyxl.load_workbook(io.BytesIO(made), rich_text=True)
    results = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert copy.sheetnames == ["Findings of tieout", *names]
    own = copy["Own calculations"]
    assert own["A2"].value == 1 / 3
    assert (own["A3"].value, own["B3"].value) == ("=A1+A2", "=A1&CHAR(65)")
    stored = results["Own calculations"]
    assert (stored["A3"].value, stored["B3"].value) == (0.43333333333333335, "0.1A")
    assert own["C3"].value == datetime.datetime(2025, 10, 6, 12, 30)
    assert isinstance(own["D3"].value, CellRichText)
    assert str(own["D3"].value) == "plain bold"
    assert (own["E3"].value, own["F3"].value, own["F3"].data_type) == (True, "#DIV/0!", "e")
    assert own["A4"].font.b
    assert "G1:H2" in own.merged_cells
    assert copy["Findings"]["A1"].value == "mine"
    payer = at(copy["deals"], 2, "payer")
    assert payer.font.i
    assert payer.comment.text.startswith("ask Jo")
    assert "OpenIA" in payer.comment.text
    assert copy["deals"].column_dimensions["B"].width == 33
    assert copy["deals"].row_dimensions[4].hidden


def test_a_workbook_keeps_blank_texts_days_in_iso_form_and_formulas_of_several_cells(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "i.xlsx", faulty())
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Own calculations")
    sheet["A1"], sheet["A1"].font = "HERE", Font(bold=True)
    sheet["A2"] = datetime.date(2025, 10, 6)
    book.save(path)
    part = f"xl/worksheets/sheet{len(book.sheetnames)}.xml"
    cells = (
        b'<c r="A1" s="1" t="inlineStr"><is><t></t></is></c><c r="B1" t="inlineStr"><is><t></t></is></c>'
        b'<c r="C1"><f t="array" ref="C1:C2">A2:A3*2&lt;5</f><v>7</v></c>'
        b'<c r="D1"><f t="dataTable" ref="D1:D2" dt2D="0" dtr="0" r1="A2"/><v>8</v></c></row>'
        b'<row r="2"><c r="A2" s="2" t="d"><v>2025-10-06T12:30:00</v></c><c r="C2"><v>9</v></c>'
        b'<c r="D2" s="2" t="d"><f>A2</f><v>2025-10-06</v></c></row></sheetData>'
    )
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = re.sub(rb'<c r="A1".*</sheetData>', cells, content)
                assert cells in content
            new.writestr(name, content)
    made = marked_copy(path, load(path, REQUIRED))
    own = openpyxl.load_workbook(io.BytesIO(made))["Own calculations"]
    stored = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["Own calculations"]
    assert (own["A1"].value, own["A1"].font.b, own["B1"].value) == (None, True, None)
    array, table = own["C1"].value, own["D1"].value
    assert isinstance(array, ArrayFormula)
    assert (array.ref, array.text) == ("C1:C2", "=A2:A3*2<5")
    assert isinstance(table, DataTableFormula)
    assert (table.ref, table.r1) == ("D1:D2", "A2")
    assert (stored["C1"].value, stored["D1"].value, stored["C2"].value) == (7, 8, 9)
    assert own["A2"].value == datetime.datetime(2025, 10, 6, 12, 30)
    assert (own["D2"].value, stored["D2"].value) == ("=A2", datetime.datetime(2025, 10, 6))


def test_findings_in_merged_cells_stand_on_the_one_that_shows(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "i.xlsx", valid_tables())
    book = openpyxl.load_workbook(path)
    book["deals"].merge_cells("D2:D4")
    book.save(path)
    deals = copy_of(path)["deals"]
    assert "[merged-cells]" in deals["A2"].comment.text
    assert "[blank-cell]" in deals["D2"].comment.text


@pytest.mark.long
@pytest.mark.program("libreoffice")
def test_libreoffice_opens_the_copies_and_shows_the_findings(tmp_path: Path) -> None:
    copies = []
    for name, path in (("folder", write_folder(tmp_path / "i", faulty())), ("book", tmp_path / "i.xlsx")):
        if path.suffix:
            write_workbook(path, faulty())
        made = tmp_path / f"{name}.xlsx"
        made.write_bytes(marked_copy(path, load(path, REQUIRED)))
        copies.append(made)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [path_of("libreoffice"), profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, copies)], check=True, capture_output=True, timeout=120)
    for made in copies:
        with zipfile.ZipFile(tmp_path / "out" / made.with_suffix(".ods").name) as archive:
            content = archive.read("content.xml").decode()
        assert content.count("<office:annotation") == 5
        for words in ("did you mean OpenAI?", "#ffc7ce", "Findings: 3 errors, 2 warnings", "=1+1", "#N/A"):
            assert words in content, words
        assert 'table:formula="' not in content


def test_the_shipped_tables_can_be_marked(tmp_path: Path) -> None:
    from model.pipeline import check

    book = openpyxl.load_workbook(io.BytesIO(marked_copy(SHIPPED, check(SHIPPED))))
    assert len(book.sheetnames) == 14
