"""Edits made in a workbook go back into the CSV tables: only what was edited, all or nothing, and never by guess."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from model import pull
from model.cli import cli
from model.errors import CannotRun
from model.inputs import load
from model.pipeline import build, digest
from model.pulling.pull import WITNESSES
from model.pulling.result import Pulled
from model.workbook.names import required_assumptions
from tests.conftest import SHIPPED, SMALL
from tests.harness import write_tables
from tests.tiers import sampled

Rows = list[dict[str, Any]]
Edit = Callable[[Rows], Rows]
LEG = {"payer": "P", "payee": "S", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}
LEGS = [LEG | {"leg": name, "base_bn": amount, "note": "a, note"} for name, amount in (("a", 300), ("b", 20), ("c", 7))]


@dataclass(frozen=True)
class Deal:
    """Tables in a folder, and a workbook that was built from them."""

    tables: Path
    workbook: Path
    thin: Path | None = None  # the same workbook without outputs and workings, which takes less time to edit

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.tables.iterdir())}

    def replace(self, file: str, old: str, new: str) -> None:
        """Change a table as an editor does."""
        path = self.tables / file
        text = path.read_bytes().decode()
        assert text.count(old) == 1, text
        path.write_bytes(text.replace(old, new).encode())

    def edit(self, **edits: Edit) -> Path:
        """The workbook with rows of its tables edited."""
        book = openpyxl.load_workbook(self.thin or self.workbook)
        for name, each in edits.items():
            edit_rows(book, name, each)
        path = self.workbook.with_name("edited.xlsx")
        book.save(path)
        return path

    def pulled(self, **edits: Edit) -> Pulled:
        return pull(self.edit(**edits), self.tables)

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.tables / f"{table}.csv").open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))


def edit_rows(book: Workbook, name: str, edit: Edit) -> None:
    """Rows of an Excel table as a person edits them; the table ends with the last row."""
    sheet = next(each for each in book.worksheets if name in each.tables)
    table = sheet.tables[name]
    left, top, right, bottom = (at or 0 for at in range_boundaries(table.ref))
    titles = [str(sheet.cell(top, column).value) for column in range(left, right + 1)]
    rows = [
        dict(zip(titles, (sheet.cell(row, column).value for column in range(left, right + 1)), strict=True))
        for row in range(top + 1, bottom + 1)
    ]
    new = edit([row for row in rows if any(cell is not None for cell in row.values())])
    last = top + max(1, len(new))
    for number, row in enumerate([*new, *[{}] * (bottom - top)][: max(bottom - top, len(new))], start=top + 1):
        for column, title in enumerate(titles, start=left):
            sheet.cell(number, column).value = row.get(title)
    table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{last}"


def put(key: str, column: str, value: object) -> Edit:
    """A cell of the row whose first cell says the key."""
    return lambda rows: [row | {column: value} if next(iter(row.values())) == key else row for row in rows]


def drop(key: str) -> Edit:
    return lambda rows: [row for row in rows if next(iter(row.values())) != key]


def insert(at: int, **cells: object) -> Edit:
    """A copy of the first row with other cells, before the row of that number."""
    return lambda rows: [*rows[:at], rows[0] | cells, *rows[at:]]


@pytest.fixture(scope="module")
def of_three_legs(tmp_path_factory: pytest.TempPathFactory) -> Deal:
    folder = tmp_path_factory.mktemp("three legs")
    deal = Deal(write_tables(folder / "tables", {"deals": LEGS}), folder / "deal.xlsx")
    build(deal.tables, deal.workbook)
    return replace(deal, thin=thinned(deal.workbook, folder / "thin.xlsx"))


def thinned(workbook: Path, to: Path) -> Path:
    """The workbook without its outputs and workings."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        if not (sheet.tables or sheet.title in WITNESSES):
            book.remove(sheet)
    book.save(to)
    return to


@pytest.fixture(scope="module")
def thin_small(built_small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return thinned(built_small, tmp_path_factory.mktemp("thin small") / "thin.xlsx")


@pytest.fixture
def deal(of_three_legs: Deal, tmp_path: Path) -> Deal:
    """Three legs, to change."""
    shutil.copytree(of_three_legs.tables, tmp_path / "tables")
    shutil.copy(of_three_legs.workbook, tmp_path / "deal.xlsx")
    return Deal(tmp_path / "tables", tmp_path / "deal.xlsx", of_three_legs.thin)


def built(folder: Path, **options: Any) -> Deal:
    build(folder, folder.parent / "deal.xlsx", **options)
    return Deal(folder, folder.parent / "deal.xlsx")


def contents(path: Path) -> dict[str, str]:
    """The digest of every table as it is read; rows of assumptions in any order, as defaults come last in files."""
    tables = load(path, required_assumptions()).tables
    return {
        name: digest(table.frame.sort_values("name") if name == "assumptions" else table.frame)
        for name, table in tables.items()
    }


def spelt(pulled: Pulled) -> list[tuple[str, ...]]:
    return [tuple(part for part in (edit.table, edit.kind, edit.key, edit.column) if part) for edit in pulled.edits]


# what nobody edited


def test_a_workbook_as_it_was_built_changes_no_byte(deal: Deal) -> None:
    before = deal.bytes()
    pulled = pull(deal.workbook, deal.tables)
    assert (pulled.edits, pulled.files, pulled.is_written, pulled.is_clean) == ((), (), False, True)
    assert deal.bytes() == before


@pytest.mark.long
@pytest.mark.parametrize(("tables", "how"), [(SHIPPED, {}), (SMALL, {}), (SMALL, {"as_of": datetime.date(2031, 1, 2)})])
def test_an_unedited_workbook_changes_no_byte(tables: Path, how: Mapping[str, Any], tmp_path: Path) -> None:
    deal = built(shutil.copytree(tables, tmp_path / "tables"), **how)
    before = deal.bytes()
    for path in (deal.workbook, deal.edit()):  # the second as another program saves it
        pulled = pull(path, deal.tables)
        assert (pulled.edits, pulled.files, pulled.is_written, pulled.is_clean) == ((), (), False, True)
    assert deal.bytes() == before
    assert pull(deal.edit(), deal.tables, base=deal.tables).edits == ()


@pytest.mark.long
def test_selectors_are_no_edits(deal: Deal) -> None:
    book = openpyxl.load_workbook(deal.workbook)
    book["Summary"]["B5"], book["Summary"]["B6"] = "low", "signed"
    book.save(deal.workbook)
    assert pull(deal.workbook, deal.tables).edits == ()


# what was edited


@pytest.mark.long
def test_one_cell_edited_is_the_one_that_changes_in_the_file(deal: Deal) -> None:
    rest = "USD,2025-01-01,signed,s1,p1"
    text = "\ufeffdeal,LEG,mine,payer,payee,kind,base_bn,currency,start,status,sources,locator,note\r\n"
    text += f'x,a,"keep, me",P,S,purchase,"300.0",{rest}, "" \n' + ",,,,,,,,,,,,\r\n"
    text += f"x,b,1,P,S,purchase,20.00,{rest},\r" + f'x,c,,P,S,purchase,7e0,{rest},"a, note"'
    (deal.tables / "deals.csv").write_bytes(text.encode())
    deal = built(deal.tables)
    before = deal.bytes()
    pulled = deal.pulled(deals=put("b", "base_bn", 21.5))
    assert spelt(pulled) == [("deals", "cell", "b", "base_bn")]
    assert deal.bytes() == before | {"deals.csv": before["deals.csv"].replace(b"20.00", b"21.5")}
    assert pulled.files == ("deals.csv",)


DAY = datetime.datetime(2025, 1, 2)
PAYMENT = {"leg": "a", "start": DAY, "base_bn": 3, "sources": "s1", "locator": "p2"}
EDITS: tuple[Mapping[str, Edit], ...] = (
    {
        "deals": lambda rows: [rows[2], rows[0] | {"leg": "new", "payee": "T"}, rows[1] | {"low_bn": 1.5}],
        "companies": insert(1, company="T"),
        "assumptions": put("default_term_years", "base", 4),
    },
    {"deals": put("a", "base_bn", 250)},
    {"deals": put("a", "start", DAY)},
    {"deals": put("a", "note", "two\nlines")},
    {"deals": put("a", "note", None)},
    {"deals": put("b", "leg", "renamed")},
    {"deals": drop("b")},
    {"deals": insert(0, leg="new")},
    {"deals": insert(2, leg="new")},
    {"deals": insert(3, leg="new", uncertain="yes", gigawatts=2.25)},
    {"deals": lambda rows: rows[::-1]},
    {"fx_rates": insert(1, currency="EUR", usd_per_unit=1.1, as_of=DAY, source="s1")},
    {"payments": lambda _: [PAYMENT]},
)


@pytest.mark.parametrize("edits", sampled(EDITS, now=99))
def test_tables_after_a_pull_are_those_of_the_workbook(edits: Mapping[str, Edit], deal: Deal) -> None:
    workbook = deal.edit(**edits)
    pulled = pull(workbook, deal.tables)
    assert pulled.is_written, pulled
    assert contents(deal.tables) == contents(workbook)


@pytest.mark.long
def test_a_row_added_stands_where_it_stands_in_the_workbook(deal: Deal) -> None:
    before = (deal.tables / "deals.csv").read_text()
    deal.pulled(deals=insert(1, leg="new", base_bn=1234.5))
    header, first, *rest = before.splitlines(keepends=True)
    new = first.replace("a,", "new,", 1).replace(",300,", ",1234.5,")
    assert (deal.tables / "deals.csv").read_text() == "".join([header, first, new, *rest])


@pytest.mark.long
def test_a_table_without_a_file_gets_one_with_its_header(deal: Deal) -> None:
    (deal.tables / "relations.csv").unlink()
    new = {"company": "P", "relation": "customer", "counterparty": "S", "sources": "s1", "locator": "p1"}
    pulled = deal.pulled(relations=lambda _: [new])
    assert pulled.files == ("relations.csv",)
    assert (deal.tables / "relations.csv").read_text() == (
        "company,relation,counterparty,sources,locator,note\nP,customer,S,s1,p1,\n"
    )


def test_rows_typed_on_the_sheet_of_empty_tables_are_pulled_and_get_a_sheet(deal: Deal) -> None:
    before = openpyxl.load_workbook(deal.workbook, read_only=True).sheetnames
    assert "Empty tables" in before
    assert "payments" not in before
    new = {"leg": "a", "start": "2025-03-01", "base_bn": 5, "sources": "s1", "locator": "p1"}
    pulled = deal.pulled(payments=lambda _: [new])
    assert "payments.csv" in pulled.files
    assert deal.rows("payments")[0] | new == deal.rows("payments")[0] | {"base_bn": 5}
    after = openpyxl.load_workbook(built(deal.tables).workbook, read_only=True).sheetnames
    assert "payments" in after


# defaults of the package


@pytest.fixture
def of_defaults(tmp_path: Path) -> Deal:
    """Tables without assumptions and rates."""
    sources = [{"source": "s1", "published": "2025-02-03"}]
    folder = write_tables(tmp_path / "tables", {"deals": LEGS, "sources": sources})
    for name in ("assumptions", "fx_rates"):
        (folder / f"{name}.csv").unlink()
    return built(folder)


@pytest.mark.long
def test_an_edited_default_becomes_a_row_and_the_others_do_not(of_defaults: Deal) -> None:
    pulled = of_defaults.pulled(assumptions=put("default_term_years", "base", 4))
    assert pulled.files == ("assumptions.csv",)
    (row,) = of_defaults.rows("assumptions")
    assert (row["name"], row["unit"], row["base"]) == ("default_term_years", "years", "4")


@pytest.mark.long
def test_defaults_nobody_edited_are_not_written_even_as_they_move(of_defaults: Deal) -> None:
    of_defaults.replace("sources.csv", "2025-02-03", "2025-08-09")  # and so the default as_of
    before = of_defaults.bytes()
    assert of_defaults.pulled(assumptions=drop("check_tolerance")).edits == ()
    assert of_defaults.bytes() == before
    days = dict.fromkeys(("low", "base", "high"), datetime.datetime(2025, 3, 4))
    pulled = of_defaults.pulled(
        assumptions=lambda rows: [row | days if row["name"] == "as_of" else row for row in rows]
    )
    assert pulled.is_written
    assert [row["base"] for row in of_defaults.rows("assumptions")] == ["2025-03-04"]


@pytest.mark.long
def test_a_day_given_to_the_build_stays_out_of_the_tables(deal: Deal) -> None:
    deal = built(deal.tables, as_of=datetime.date(2025, 5, 6))
    pulled = deal.pulled(deals=put("a", "base_bn", 5))
    assert spelt(pulled) == [("deals", "cell", "a", "base_bn")]
    deal = built(deal.tables, as_of=datetime.date(2025, 5, 6))
    workbook = deal.edit(deals=put("a", "base_bn", 6))
    pulled = pull(workbook, deal.tables, base=shutil.copytree(deal.tables, deal.tables.with_name("base")))
    assert spelt(pulled) == [("deals", "cell", "a", "base_bn")]


# both sides


@pytest.mark.long
def test_edits_of_both_sides_are_put_together_or_named(deal: Deal) -> None:
    deal.replace("deals.csv", ",300,", ",310,")
    workbook = deal.edit(deals=lambda rows: put("b", "base_bn", 21)(put("a", "base_bn", 250)(rows)))
    before = deal.bytes()
    (conflict,) = pull(workbook, deal.tables).conflicts
    assert (conflict.place, conflict.base, conflict.ours, conflict.theirs) == ("deals/a/base_bn", "300", "310", "250")
    assert deal.bytes() == before
    with pytest.raises(CannotRun, match=r"deals/b/base_bn: there is no such conflict; there are 1 conflicts"):
        pull(workbook, deal.tables, take=["deals/b/base_bn=ours"])
    assert pull(workbook, deal.tables, take=["deals/a=theirs"], dry_run=True).edits[0].after == "250"
    assert deal.bytes() == before
    assert pull(workbook, deal.tables, take=["deals/a/base_bn=ours"]).is_written
    assert [row["base_bn"] for row in deal.rows("deals")] == ["310", "21", "7"]


@pytest.mark.parametrize("take", ["deals/a/base_bn", "deals/a/base_bn=mine", "=", ""])
def test_what_is_taken_must_say_from_whom(take: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="write TABLE/KEY/COLUMN=ours"):
        pull(tmp_path / "no.xlsx", tmp_path, take=[take])


@pytest.mark.long
def test_ours_and_theirs_meet_in_every_way(deal: Deal) -> None:
    """A row they removed and we edited, a row both added, rows sorted here and there."""
    deal.replace("deals.csv", ",20,", ",25,")
    (conflict,) = deal.pulled(deals=drop("b")).conflicts
    assert (conflict.place, conflict.ours, conflict.theirs) == ("deals/b", "changed: base_bn 20 → 25", "removed")
    assert pull(deal.workbook.with_name("edited.xlsx"), deal.tables, take=["deals/b=theirs"]).is_written
    assert [row["leg"] for row in deal.rows("deals")] == ["a", "c"]


# refusals


def refused(workbook: Path, tables: Path, words: str, **options: Any) -> None:
    before = {path: path.read_bytes() for path in tables.iterdir()} if tables.is_dir() else {}
    with pytest.raises(CannotRun, match=words):
        pull(workbook, tables, **options)
    assert before == ({path: path.read_bytes() for path in tables.iterdir()} if tables.is_dir() else {})


def test_tables_that_would_have_errors_are_refused_whole(deal: Deal) -> None:
    before = deal.bytes()
    pulled = deal.pulled(deals=put("a", "payer", "Nobody"), companies=insert(1, company="T"))
    assert ([each.code for each in pulled.findings], pulled.findings_of) == (["unknown-key"], "tables")
    assert (deal.bytes(), pulled.is_written) == (before, False)


@pytest.mark.parametrize(
    ("edit", "code"),
    sampled(
        [
            (put("a", "base_bn", "much"), "not-a-number"),
            (put("a", "base_bn", "=1+1"), "formula-cell"),
            (put("b", "leg", "a"), "duplicate-key"),
            (put("a", "status", "surely"), "unknown-term"),
        ],
        now=0,
    ),
)
def test_what_cannot_be_read_in_the_workbook_is_refused(edit: Edit, code: str, deal: Deal) -> None:
    before = deal.bytes()
    pulled = deal.pulled(deals=edit)
    assert ([each.code for each in pulled.findings], pulled.findings_of) == ([code], "workbook")
    assert deal.bytes() == before


@pytest.mark.long
def test_a_row_below_the_excel_table_is_told_as_everywhere(deal: Deal) -> None:
    book = openpyxl.load_workbook(deal.workbook)
    sheet = book["deals"]
    sheet.cell(range_boundaries(sheet.tables["deals"].ref)[3] + 1, 1).value = "below"  # type: ignore[operator]
    book.save(deal.workbook)
    assert [each.code for each in pull(deal.workbook, deal.tables).findings] == ["rows-below-table"]


@pytest.mark.long
def test_an_as_built_sheet_that_was_touched_asks_for_the_base(deal: Deal) -> None:
    book = openpyxl.load_workbook(deal.edit(deals=put("a", "base_bn", 250)))
    cell = next(cell for cells in book["As built"].iter_rows() for cell in cells if cell.value == 300)
    cell.value = 250
    book.save(deal.workbook)
    refused(deal.workbook, deal.tables, r"As built of .* was changed.*--base FOLDER")
    base = shutil.copytree(deal.tables, deal.tables.with_name("base"))
    assert pull(deal.workbook, deal.tables, base=base).is_written
    refused(
        deal.workbook, deal.tables, "does not contain the tables that .* was built from: deals differ", base=deal.tables
    )


@pytest.mark.long
def test_a_workbook_without_as_built_asks_for_the_base(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.as_built.MOST_ROWS", 5)
    large = built(deal.tables)
    monkeypatch.undo()
    workbook = large.edit(deals=put("a", "base_bn", 250))
    refused(workbook, deal.tables, r"has no sheet As built.*--base FOLDER")
    assert pull(workbook, deal.tables, base=shutil.copytree(deal.tables, deal.tables.with_name("base"))).is_written


@pytest.mark.long
def test_a_foreign_workbook_needs_a_base_and_leaves_tables_it_lacks_alone(deal: Deal) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "deals"
    for row in csv.reader(io.StringIO((deal.tables / "deals.csv").read_text().replace(",300,", ",301,"))):
        sheet.append(row)
    book.save(deal.workbook)
    refused(deal.workbook, deal.tables, "has no sheet As built")
    before = deal.bytes()
    pulled = pull(deal.workbook, deal.tables, base=deal.tables)
    assert deal.bytes() == before | {"deals.csv": before["deals.csv"].replace(b",300,", b",301,")}
    assert [note.split(":")[0] for note in pulled.notes] == ["sources", "companies"]


@pytest.mark.long
def test_a_column_that_was_deleted_in_the_workbook_is_no_edit_of_its_cells(deal: Deal) -> None:
    book = openpyxl.load_workbook(deal.workbook)
    sheet = book["deals"]
    titles = [cell.value for cell in sheet[6]]
    sheet.cell(6, titles.index("note") + 1).value = "my remark"
    book.save(deal.workbook)
    assert pull(deal.workbook, deal.tables).edits == ()


@pytest.mark.long
def test_what_is_no_folder_or_no_workbook_is_refused_with_advice(deal: Deal, tmp_path: Path) -> None:
    refused(deal.workbook, deal.workbook, "a folder of CSV tables. Edit that file itself")
    refused(deal.workbook, tmp_path / "nowhere", "does not exist")
    refused(tmp_path / "nowhere.xlsx", deal.tables, "does not exist")
    refused(deal.tables, deal.tables, "is not a file")
    refused(deal.tables / "deals.csv", deal.tables, "is text, not a workbook")
    old = openpyxl.Workbook()
    old.worksheets[0].title = "deals"
    old.worksheets[0].append(["leg", "deal", "payer", "payee", "kind", "firmness", "within"])
    old.save(tmp_path / "old.xlsx")
    refused(tmp_path / "old.xlsx", deal.tables, "tieout init NEW --from")
    deal.replace("deals.csv", ",300,", ",many,")
    refused(deal.workbook, deal.tables, "has 1 error; tieout validate")


@pytest.mark.long
def test_a_read_only_table_is_said_before_anything_is_written(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # who runs as root may write everywhere
    refused(deal.edit(deals=put("a", "base_bn", 5)), deal.tables, "is read-only; nothing was written")


# the command


def command(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["pull", *arguments], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.output


def test_the_command_says_what_it_did_and_what_stands_in_the_way(deal: Deal) -> None:
    workbook = str(deal.edit(deals=lambda rows: insert(1, leg="new")(put("a", "base_bn", 250)(drop("c")(rows)))))
    inputs = ("--inputs", str(deal.tables))
    deal.replace("deals.csv", ",300,", ",310,")
    code, text = command(workbook, *inputs)
    assert code == 1
    assert (
        "  deals / a / base_bn: 300 at the build, 310 in the tables, 250 in the workbook\n"
        "    --take deals/a/base_bn=ours or --take deals/a/base_bn=theirs\n"
    ) in text
    code, text = command(workbook, *inputs, "--take", "deals/a/base_bn=theirs")
    assert (code, text.splitlines()[-1]) == (
        0,
        f"Written: deals.csv. tieout build --inputs {deal.tables} builds the workbook from them.",
    )


@pytest.mark.long
def test_a_dry_run_shows_what_would_be_written(deal: Deal) -> None:
    workbook = str(deal.edit(deals=lambda rows: insert(1, leg="new")(put("a", "base_bn", 250)(drop("c")(rows)))))
    before = deal.bytes()
    code, text = command(workbook, "--inputs", str(deal.tables), "--dry-run")
    assert (code, deal.bytes()) == (0, before)
    assert "deals: 1 cell changed, 1 row added, 1 row removed\n  deals / a / base_bn: 300 → 250\n" in text
    assert text.endswith("\nNothing was written; without --dry-run these files would be: deals.csv.\n")


@pytest.mark.long
def test_what_was_pulled_is_not_pulled_again(deal: Deal) -> None:
    workbook = str(deal.edit(**EDITS[0]))
    assert command(workbook, "--inputs", str(deal.tables))[0] == 0
    assert command(workbook, "--inputs", str(deal.tables)) == (
        0,
        f"Nothing to pull: the tables already contain every edit in {workbook}.\n",
    )


@pytest.mark.long
def test_the_command_shows_findings_as_other_reports_do(deal: Deal) -> None:
    code, text = command(str(deal.edit(deals=put("a", "payer", "Nobody"))), "--inputs", str(deal.tables))
    assert (code, "[unknown-key]" in text) == (1, True)
    assert text.endswith("Nothing was written: with these edits the tables would have the errors above.\n")
    many = deal.edit(deals=lambda rows: [rows[0] | {"leg": f"n{number}"} for number in range(30)])
    code, text = command(str(many), "--inputs", str(deal.tables), "--dry-run")
    assert (code, "deals: 30 rows added, 3 rows removed" in text, "  … and 13 more" in text) == (0, True, True)


# whatever is edited


def at_random(random: Random, rows: Rows) -> Rows:
    """One of the things that people do to rows: cells, new rows, rows removed, another order."""
    place = random.randrange(len(rows))
    new: dict[str, Any]
    match random.choice(["number", "text", "blank", "new", "new", "removed", "sorted", "moved"]):
        case "number":
            changes = [name for name, cell in rows[place].items() if isinstance(cell, int | float)]
            new = {name: random.choice([7, 0.25, 12345.678]) for name in changes[:1]}
        case "text":
            texts = ["p1", "p3; p4", 'a "quoted" place', "two\nlines"]
            new = {name: random.choice(texts) for name in ("locator", "note", "title") if name in rows[place]}
        case "blank":
            new = {name: None for name in ("note", "scope", "country") if name in rows[place]}
        case "new":
            key = next(iter(rows[0]))
            row = random.choice(rows) | {key: f"new {random.randrange(1000)}"}
            return [*rows[:place], row, *rows[place:]]
        case "removed":
            return [*rows[:place], *rows[place + 1 :]] if len(rows) > 1 else rows
        case "sorted":
            return sorted(rows, key=lambda row: str(next(iter(row.values()))), reverse=random.random() < 0.5)
        case _:
            return [*rows[place:], *rows[:place]]
    return [row | new if at == place else row for at, row in enumerate(rows)]


@pytest.mark.parametrize("seed", sampled(range(60), now=0, long=10))
def test_edits_at_random_are_in_the_tables_or_nothing_is(seed: int, thin_small: Path, tmp_path: Path) -> None:
    random = Random(seed)
    deal = Deal(Path(shutil.copytree(SMALL, tmp_path / "tables")), tmp_path / "deal.xlsx", thin_small)
    names = random.sample(["deals", "revenue", "sources", "capex_plans", "companies", "fx_rates"], 2)
    edits = {name: lambda rows: at_random(random, at_random(random, rows)) for name in names}
    before, workbook = deal.bytes(), deal.edit(**edits)
    pulled = pull(workbook, deal.tables)
    assert pulled.conflicts == ()
    if pulled.findings:
        assert deal.bytes() == before
    else:
        assert contents(deal.tables) == contents(workbook)
        assert pulled.is_written == bool(pulled.edits)
        untouched = {f"{name}.csv" for name in names} ^ before.keys()
        assert {name: deal.bytes()[name] for name in untouched} == {name: before[name] for name in untouched}
