"""verify says the cause first, and once: one finding for what was done, and one that counts what follows from it."""

from __future__ import annotations

import copy
import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from model.errors import CannotRun
from model.pipeline import build
from model.start_tables import start_empty
from model.verify.verify import Verified, verify
from model.xlsx.book import box, cell_name
from tests.harness import Row, write_tables
from tests.opened import NS, Opened

DAY = datetime.date(2031, 3, 4)
LEG = {"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


def tables(folder: Path, legs: Sequence[Row] = (LEG,), **others: Sequence[Row]) -> Path:
    """Tables of one leg, or of others."""
    return write_tables(folder, {"deals": legs, **others})


def built(folder: Path, inputs: Path, as_of: datetime.date | None = None) -> Path:
    """A workbook of these tables."""
    path = folder / "built.xlsx"
    assert build(inputs, path, as_of=as_of).summary is not None
    return path


def codes(verified: Verified) -> list[str]:
    return [each.code for each in verified.differences]


# the day of the build


@pytest.mark.long
@pytest.mark.parametrize("source", [{"published": "2024-01-05"}, {}])
def test_a_workbook_built_as_of_another_day_is_what_its_tables_say(source: Mapping[str, str], tmp_path: Path) -> None:
    """Its warnings are those of that day too: in 2031 a report of 2024 is old."""
    inputs = tables(tmp_path / "tables", sources=[{"source": "s1", **source}])
    workbook = built(tmp_path, inputs, DAY)
    assert ("stale-date" in {each.code for each in build(inputs, workbook, as_of=DAY).findings}) is bool(source)
    verified = verify(workbook, inputs)
    assert codes(verified) == []
    assert "as of 2031-03-04" in verified.inputs
    assert codes(verify(workbook, None)) == []


@pytest.mark.long
def test_a_day_edited_in_the_workbook_is_no_day_of_the_build(tmp_path: Path) -> None:
    inputs = tables(tmp_path / "tables")
    workbook = built(tmp_path, inputs)
    opened = Opened(workbook.read_bytes())
    frame = opened.book.sheets["Assumptions"].values
    row = next(row for (row, column), value in frame.items() if value == "as_of")
    for column in "CDE":
        opened.put("Assumptions", f"{column}{row}", 46387.0)
    workbook.write_bytes(opened.bytes())
    edits = [each for each in verify(workbook, inputs).differences if each.code == "input-edited"]
    assert [each.cell for each in edits] == [f"{column}{row}" for column in "CDE"]


@pytest.mark.long
def test_a_day_of_the_build_is_no_excuse_for_tables_that_were_edited_since(tmp_path: Path) -> None:
    workbook = built(tmp_path, tables(tmp_path / "tables"), DAY)
    newer = tables(tmp_path / "tables", [LEG | {"base_bn": 2}])
    differences = verify(workbook, newer).differences
    assert [each.message for each in differences if each.code == "inputs-newer"] == ["deals, a, base_bn: 1 → 2"]


# other rows, other years


def row_below(opened: Opened, table: str, **cells: str | float) -> None:
    """A row typed below a table, which grows, as Excel lets it grow."""
    sheet = next(each for each in opened.book.sheets.values() if table in each.tables)
    ref, columns = sheet.tables[table]
    top, left, bottom, right = box(ref)
    for at, column in enumerate(columns, start=left):
        if column in cells:
            opened.put(sheet.name, cell_name((bottom + 1, at)), cells[column])
    grown = f"{cell_name((top, left))}:{cell_name((bottom + 1, right))}"
    opened.table(table).set("ref", grown)
    for node in opened.table(table).iter(f"{NS}autoFilter"):
        node.set("ref", grown)


@pytest.mark.parametrize("second", [False, pytest.param(True, marks=pytest.mark.long)])
def test_rows_added_in_a_workbook_are_one_finding_each_and_one_for_all_that_follows(
    second: bool, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    row_below(opened, "companies", company="Newco", kind="company")
    causes = {"input-added": 1, "rebuild-needed": 1}
    if second:
        row_below(opened, "sources", source="s2", title="a report")
        causes["input-added"] = 2
    (tmp_path / "grown.xlsx").write_bytes(opened.bytes())
    count = Counter(codes(verify(tmp_path / "grown.xlsx", None)))
    assert {code: count[code] for code in causes} == causes
    assert count - Counter(causes) == Counter(["value-wrong"])  # nobody recomputed the file


@pytest.mark.long
@pytest.mark.parametrize("given", [False, True])
def test_a_year_more_is_one_finding_and_needs_a_rebuild(given: bool, tmp_path: Path) -> None:
    inputs = tables(tmp_path / "tables", [LEG | {"end": "2031-01-01"}])
    workbook = built(tmp_path, inputs)
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", "end"), 49000.0)  # in 2034
    workbook.write_bytes(opened.bytes())
    causes = ["input-edited", "rebuild-needed"]
    found_codes = codes(verify(workbook, inputs if given else None))
    assert found_codes[:2] == causes
    assert len(found_codes) < 20


@pytest.mark.parametrize(
    "newer",
    [
        pytest.param({"companies": [{"company": "Newco"}]}, marks=pytest.mark.long),
        {"deals": [LEG | {"end": "2036-01-01"}]},
        pytest.param({"deals": [LEG, LEG | {"leg": "b", "payer": "Q"}]}, marks=pytest.mark.long),
    ],
    ids=["a company", "years", "a leg and its payer"],
)
def test_tables_that_moved_on_are_all_that_is_said_of_an_old_workbook(
    newer: Mapping[str, Sequence[Row]], built_of_one_leg: Path, tmp_path: Path
) -> None:
    inputs = write_tables(tmp_path / "newer", {"deals": [LEG], **newer})
    assert set(codes(verify(built_of_one_leg, inputs))) == {"inputs-newer", "input-file-differs"}


@pytest.mark.long
def test_a_formula_overwritten_shows_beside_a_row_that_was_added(built_of_one_leg: Path, tmp_path: Path) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    row_below(opened, "companies", company="Newco", kind="company")
    place = opened.formula_where(lambda sheet, _, __, value: sheet.name == "Legs" and isinstance(value, float))
    opened.put(*place, 12345.5)
    (tmp_path / "both.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "both.xlsx", None).differences
    assert ("formula-overwritten", *place) == (differences[0].code, differences[0].sheet, differences[0].cell)


@pytest.mark.long
def test_another_company_as_payer_needs_a_rebuild(tmp_path: Path) -> None:
    """As many rows as before, and one of them for a payer that pays nothing any more."""
    workbook = built(tmp_path, tables(tmp_path / "tables", companies=[{"company": "Q"}]))
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", "payer"), "Q")
    workbook.write_bytes(opened.bytes())
    found_codes = codes(verify(workbook, None))
    assert found_codes[:2] == ["input-edited", "rebuild-needed"]
    assert len(found_codes) == 3  # and one for the values


# what is found at the build, and what holds no model


@pytest.mark.long
@pytest.mark.parametrize(("column", "value"), [("status", "cancelled"), ("status", "non_binding")])
def test_loops_found_at_the_build_stay_where_a_leg_is_edited(column: str, value: str, tmp_path: Path) -> None:
    legs = [LEG | {"leg": f"{payer}{payee}", "payer": payer, "payee": payee} for payer, payee in ("PQ", "QR", "RP")]
    workbook = built(tmp_path, tables(tmp_path / "tables", legs))
    opened = Opened(workbook.read_bytes())
    opened.put(*opened.input_where("deals", column), value)
    workbook.write_bytes(opened.bytes())
    found_codes = set(codes(verify(workbook, None)))
    assert found_codes <= {"input-edited", "value-wrong", "check-fails"}
    assert "input-edited" in found_codes


def test_tables_without_a_model_are_not_verified(tmp_path: Path) -> None:
    start_empty(tmp_path / "tables.xlsx", DAY)
    with pytest.raises(CannotRun, match=r"no model yet.*tieout validate --inputs .*tables\.xlsx"):
        verify(tmp_path / "tables.xlsx", None)


# charts of somebody's own


def second_chart(opened: Opened, **by: int) -> str:
    """The first chart of a sheet drawn once more, that many rows or columns further."""
    sheet = next(each for each in opened.book.sheets.values() if each.frames)
    part = next(
        name
        for name in sorted(opened.parts)
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) and len(opened.tree(name)) == len(sheet.frames)
    )
    anchor = copy.deepcopy(opened.tree(part)[0])
    for node in anchor.iter():
        axis = node.tag.rpartition("}")[2]
        if axis in by:
            node.text = str(int(node.text or "0") + by[axis])
    opened.tree(part).append(anchor)
    return sheet.name


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ({"col": 20}, "chart-added"),
        pytest.param({}, "chart-changed", marks=pytest.mark.long),  # over the model's own chart
        pytest.param({"row": -14}, "chart-changed", marks=pytest.mark.long),  # over figures
    ],
)
def test_a_chart_of_ones_own_is_a_warning_unless_it_covers_ours(
    by: Mapping[str, int], code: str, built_of_one_leg: Path, tmp_path: Path
) -> None:
    opened = Opened(built_of_one_leg.read_bytes())
    sheet = second_chart(opened, **by)
    (tmp_path / "drawn.xlsx").write_bytes(opened.bytes())
    found_places = {(each.code, each.sheet) for each in verify(tmp_path / "drawn.xlsx", None).differences}
    assert (code, sheet) in found_places
    assert ("chart-changed" in {each for each, _ in found_places}) is (code == "chart-changed")
