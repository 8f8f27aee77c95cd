"""A figure is taken apart down to input cells and sources, and an input leads up to what rests on it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter

from model import CannotRun, explain
from model.cli import cli
from model.explaining.data import as_json
from model.explaining.edited import Edited, opened
from model.explaining.explain import answer, subject_of
from model.explaining.explanation import Explanation, Step
from model.explaining.points import Gathered, InputAt, Point
from model.explaining.questions import CellQuestion, RowQuestion, question_of
from model.explaining.standing import standing
from model.explaining.subject import Subject
from model.explaining.text import WIDTH, as_text
from model.pipeline import build
from model.workbook.names import model_lines
from model.workbook.published import published
from model.xlsx.rows import Content
from tests.conftest import SHIPPED, SMALL, TESTS, Golden
from tests.harness import write_tables
from tests.opened import NS, Opened
from tests.tiers import LONG, in_tier

GOLDEN = TESTS / "golden"
MOST_LINES = 65
BOOK: dict[str, list[dict[str, Any]]] = {
    "sources": [{"source": "s1", "title": "A report"}, {"source": "s2", "title": "A filing", "grade": "filing"}],
    "deals": [
        {"leg": "a", "payer": "P", "payee": "S", "base_bn": 100, "currency": "USD", "locator": "p1, p2"},
        {
            "leg": "b",
            "payer": "P",
            "payee": "T",
            "base_bn": 30,
            "currency": "USD",
            "sources": "s2; s1",
            "locator": "p7; p2",
        },
        {"leg": "c", "payer": "P", "payee": "S", "gigawatts": 6, "note": "no price is stated"},
        {"leg": "d", "payer": "Q", "payee": "S", "low_bn": 5, "base_bn": 20, "currency": "EUR", "qualifier": "at_most"},
    ],
    "fx_rates": [{"currency": "USD", "usd_per_unit": 1}, {"currency": "EUR", "usd_per_unit": 1.5}],
    "revenue": [
        {"company": "P", "period_start": "2024-01-01", "period_end": "2024-12-31", "base_bn": 10, "currency": "USD"}
    ],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Four legs: P owes 100 to S, 30 to T and six gigawatts without a price, Q at most 20 EUR, and at least 5."""
    return subject_of(write_tables(tmp_path_factory.mktemp("book") / "tables", BOOK))


@pytest.fixture(scope="module")
def small_book() -> Subject:
    return subject_of(SMALL)


@pytest.fixture(scope="module")
def wide_book(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """Fifteen payers, each of whom owes another payee: more than a page shows."""
    legs = [
        {"leg": f"leg{number}", "payer": f"P{number}", "payee": f"S{number}", "base_bn": number, "currency": "USD"}
        for number in range(1, 16)
    ]
    return subject_of(write_tables(tmp_path_factory.mktemp("wide") / "tables", {"deals": legs}))


def outline(steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.row or step.title, step.text) for step in steps]


def facts(explained: Explanation) -> dict[str, str]:
    return dict(explained.facts)


def test_a_key_figure_is_taken_apart_to_input_cells_and_their_sources(book: Subject) -> None:
    explained = answer(book, "key_stated", None)
    assert (explained.value, explained.text, explained.title) == (160, "160.0 USD bn", "Stated commitments")
    assert facts(explained)["of"] == "all payers"
    assert outline(explained.steps) == [("P", "130.0 USD bn"), ("Q", "30.0 USD bn")]  # 100 + 30, and 20 × 1.5
    p, q = explained.steps
    assert outline(p.steps) == [("a", "100.0 USD bn"), ("b", "30.0 USD bn")]
    assert p.lacking == 1  # c has no amount
    assert p.steps[0].about == "P → S, purchase, signed"
    cell = p.steps[1].steps[0]
    assert (cell.ask, cell.text, cell.place) == ("deals/b/base_bn", "30 USD bn", "deals.csv, row 3")
    assert [(each.source, each.locator) for each in cell.citations] == [("s2", "p7"), ("s1", "p2")]
    amount, rate = q.steps[0].steps
    assert (amount.text, rate.text) == ("20.0 EUR bn", "1.5000")
    assert amount.steps[0].ask == "deals/d/base_bn"
    assert rate.steps[0].ask == "fx_rates/EUR/usd_per_unit"
    assert [each.title for each in explained.sources] == ["A report", "A filing"]


def test_a_ratio_names_its_operands(book: Subject) -> None:
    explained = answer(book, "payer_total_cover P", None)
    assert explained.text == "13.0x"  # 130 ÷ 10
    assert facts(explained)["computed as"] == "‹Commitments› ÷ ‹Revenue›"
    assert [(step.title, step.text) for step in explained.steps] == [
        ("Commitments", "130.0 USD bn"),
        ("Revenue", "10.0 USD bn a year"),
    ]
    assert outline(explained.steps[0].steps) == [("a", "100.0 USD bn"), ("b", "30.0 USD bn")]


def test_an_assumption_is_named_with_its_reason(book: Subject) -> None:
    explained = answer(book, "legs_unpriced c", None)
    assert explained.text == "330.0 USD bn"  # 6 × 55
    assert sorted(step.text for step in explained.steps) == ["55 USD bn per GW", "6.0 GW"]
    (judgement,) = explained.judgements
    assert (judgement.name, judgement.rationale) == ("cost_per_gw", "case")
    assert judgement.cases == "low 50 USD bn per GW; base 55 USD bn per GW; high 60 USD bn per GW"


def test_what_is_not_disclosed_says_why(book: Subject) -> None:
    explained = answer(book, "payer_total_cover Q", None)
    assert (explained.value, explained.text, explained.heading) == (None, "n/d", "Why it is n/d")
    assert facts(explained)["data gap"] == "payers-revenue: Payers of commitments without revenue"
    (revenue,) = explained.steps
    assert (revenue.title, revenue.value) == ("Revenue", None)
    assert facts(explained)["because"] == "no row of revenue has company = Q"
    amount = answer(book, "legs_case_amount c", None)
    blank = next(step for step in all_steps(amount.steps) if step.ask == "deals/c/base_bn")
    assert (blank.text, blank.about) == ("blank", "no price is stated")
    assert facts(amount)["because"] == "base_bn and low_bn of deals/c are blank"


def all_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from all_steps(step.steps)


def test_a_line_alone_has_its_rows_and_a_row_its_years(book: Subject) -> None:
    rows = answer(book, "payer_total", None)
    assert outline(rows.steps) == [("P", "130.0 USD bn"), ("Q", "30.0 USD bn")]
    years = answer(book, "payer_due P", None)
    assert [step.column for step in years.steps] == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert years.steps[1].ask == "payer_due P 2026"
    year = answer(book, "payer_due P 2026", None)
    assert year.text == "26.0 USD bn"  # 130 over five years from the as-of day on
    assert outline(year.steps) == [("a", "20.0 USD bn"), ("b", "6.0 USD bn")]
    pair = answer(book, "matrix_commitments Q S", None)
    assert pair.text == "30.0 USD bn"


def test_long_answers_are_bounded_and_say_what_is_left_out(wide_book: Subject) -> None:
    explained = answer(wide_book, "payers_stated", None)
    assert explained.text == "120.0 USD bn"  # 1 + 2 + … + 15
    assert [step.row for step in explained.steps] == ["P15", "P14", "P13", "P12", "P11", "P10"]
    assert (explained.others, explained.others_text) == (9, "45.0 USD bn")
    assert "  … and 9 more, which come to 45.0 USD bn\n" in as_text(explained)
    line = answer(wide_book, "payer_stated", None)
    assert (len(line.steps), line.others, line.others_text) == (12, 3, "6.0 USD bn")
    assert 'tieout explain "payer_stated P15" --inputs x' in as_text(explained, " --inputs x")


def test_an_input_leads_to_the_key_figures_it_moves(book: Subject) -> None:
    explained = answer(book, "deals/a/base_bn", None)
    assert (explained.kind, explained.value, explained.text) == ("input cell", 100, "100 USD bn")
    assert explained.reach is not None
    assert explained.reach.method == "100 USD bn → 101 USD bn"
    assert "legs_middle" in dict(explained.reach.readers)
    effects = {each.name: (each.before, each.after) for each in explained.reach.effects}
    assert effects["key_stated"] == ("160.0 USD bn", "161.0 USD bn")
    assert effects["key_signed_to_revenue"] == ("13.0x", "13.1x")
    assert "key_unpriced_gigawatts" not in effects
    assert "payers-legs" in (*explained.reach.checks, "payers-legs")
    changes = [abs(each.change or math.inf) for each in explained.reach.effects]
    assert changes == sorted(changes, reverse=True)


def test_a_row_is_left_out_to_see_what_rests_on_it(book: Subject) -> None:
    explained = answer(book, "deals/a", None)
    assert explained.reach is not None
    assert explained.reach.method == "the row left out"
    effects = {each.name: (each.before, each.after) for each in explained.reach.effects}
    assert effects["key_stated"] == ("160.0 USD bn", "60.0 USD bn")
    made_of = {step.title: step.text for step in explained.steps}
    assert made_of["Amount, USD"] == "100.0 USD bn"
    assert made_of["Documented"] == "0.0 USD bn"
    assert "base_bn 100 USD bn" in facts(explained)["cells"]


def test_texts_blanks_and_days_are_tried_as_they_can_be(book: Subject) -> None:
    status = answer(book, "deals/a/status", None)
    assert status.reach is not None
    assert status.reach.method == "the row left out, because a text cannot be changed a little"
    blank = answer(book, "deals/c/base_bn", None)
    assert (blank.value, blank.text) == (None, "blank")
    assert blank.reach is not None
    assert (blank.reach.method, blank.reach.effects) == ("", ())
    day = answer(book, "as_of", None)
    assert day.reach is not None
    assert day.reach.method == "2025-10-06 → 2026-10-06 in all cases"
    term = answer(book, "assumptions/default_term_years", None)
    assert term.reach is not None
    assert term.reach.method == "5 years → 6 years in all cases"


def test_an_assumption_leads_to_what_it_moves(book: Subject) -> None:
    explained = answer(book, "cost_per_gw", None)
    assert explained.reach is not None
    assert [(each.name, each.before, each.after) for each in explained.reach.effects] == [
        ("key_all_in", "490.0 USD bn", "493.3 USD bn")  # 160 + 6 × 55, and 160 + 6 × 55.55
    ]
    assert explained.reach.readers[0][0] == "legs_unpriced"
    switch = answer(book, "assumptions/assume_timing/base", None)
    assert switch.reach is not None
    assert switch.reach.method == "1 → 0"


def test_a_source_leads_to_the_rows_that_cite_it_and_what_rests_on_them(book: Subject) -> None:
    explained = answer(book, "s2", None)
    assert (explained.kind, explained.text) == ("source", "A filing")
    assert [(row.ask, row.names) for row in explained.rows] == [("deals/b", ", at p7")]
    assert explained.reach is not None
    effects = {each.name: (each.before, each.after) for each in explained.reach.effects}
    assert effects["key_stated"] == ("160.0 USD bn", "130.0 USD bn")
    assert effects["key_documented_share"] == ("18.8 %", "0.0 %")  # 30 ÷ 160
    other = answer(book, "s1", None)
    assert {row.ask: row.names for row in other.rows}["deals/b"] == ", at p2, as its source number 2"
    with_rate = [row.ask for row in other.rows]
    assert "fx_rates/EUR" in with_rate
    assert other.reach is not None
    assert other.reach.method == "the 6 rows left out together"  # of b it is the second source


def test_a_paragraph_leads_to_the_rows_that_cite_it(book: Subject) -> None:
    explained = answer(book, "s1:p2", None)
    assert [row.ask for row in explained.rows] == ["deals/a", "deals/b"]
    assert explained.reach is not None
    assert explained.reach.method == "the row left out"
    second = answer(book, "s2:p7", None)
    assert [row.ask for row in second.rows] == ["deals/b"]
    with pytest.raises(CannotRun, match=r"no row cites p77 of s2\. Did you mean p7\?"):
        answer(book, "s2:p77", None)


@pytest.mark.long
def test_the_only_row_of_a_table_can_be_left_out(built_of_one_leg: Path) -> None:
    subject = subject_of(built_of_one_leg.parent / "tables")
    for where in ("deals/a", "s1", "companies/P", "fx_rates/USD"):
        explained = answer(subject, where, None)
        assert explained.reach is not None
        assert "tested with the" in as_text(explained)
    reach = answer(subject, "deals/a", None).reach
    assert reach is not None
    moved = [(each.name, each.before, each.after) for each in reach.effects]
    assert ("key_stated", "1.0 USD bn", "0.0 USD bn") in moved


def test_of_what_rests_on_no_first_source_it_says_so(tmp_path: Path) -> None:
    legs = [
        {
            "leg": "a",
            "payer": "P",
            "payee": "S",
            "base_bn": 1,
            "currency": "USD",
            "sources": "s1; s2",
            "locator": "p1; p2",
        }
    ]
    tables = {"sources": BOOK["sources"], "deals": legs}
    explained = explain("s2", write_tables(tmp_path / "tables", tables))
    assert explained.reach is None
    assert "no amount depends on it alone" in explained.notes[0]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("payer_totl", r"nothing is called 'payer_totl'\. Did you mean payer_total\?"),
        ("payer_total R", r"payer_total has no row 'R'\."),
        ("payer_due P 2024", r"payer_due has no row or year 'P 2024'\. Did you mean P 202\d\?"),
        ("payers_total P", r"payers_total is a single figure and has no row 'P'\."),
        ("deals/x", r"deals has no row 'x'\."),
        ("deals/a/bas_bn", r"deals has no column bas_bn\. Did you mean base_bn\?"),
        ("Sumary!A1", r"the workbook has no sheet 'Sumary'\. Did you mean Summary\?"),
        ("", "nothing is called ''"),
    ],
)
def test_what_is_not_there_is_answered_with_the_nearest_name(book: Subject, where: str, message: str) -> None:
    with pytest.raises(CannotRun, match=message):
        answer(book, where, None)


def test_a_key_that_several_tables_have_is_asked_back(tmp_path: Path) -> None:
    legs = [{"leg": "P", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD"}]
    subject = subject_of(write_tables(tmp_path / "tables", {"deals": legs}))
    with pytest.raises(CannotRun, match="ask for one of companies/P, deals/P"):
        answer(subject, "P", None)
    assert answer(subject, "S", None).title == "companies/S"


def test_a_company_has_the_rows_that_name_it(book: Subject) -> None:
    explained = answer(book, "companies/P", None)
    assert [row.ask for row in explained.rows][:3] == ["deals/a", "deals/b", "deals/c"]
    assert explained.rows[0].names == ", in payer"


@pytest.mark.parametrize(
    ("cell", "title", "role"),
    [
        ("Summary!A1", "Summary", "the title, question or status of the sheet"),
        ("Summary!A5", "Case", "a text beside the figures"),
        ("Summary!A40", "nothing", "the space of charts below the block"),
        ("'Headline bridge'!A27", "P", "the label of a row"),
        ("'Headline bridge'!C26", "Double counts", "a heading of a column"),
        ("deals!H6", "base_bn", "the heading of the column base_bn"),
        ("deals!H11", "nothing", "a free row below the table deals, column base_bn"),
        ("Legs!A9", "a", "the label of a row"),
        ("Legs!ZZ999", "nothing", "an empty cell"),
        ("'Line reference'!A5", "Line", "a text beside the figures"),
        ("Cases!A1", "Cases", "the title, question or status of the sheet"),
    ],
)
def test_a_cell_without_a_figure_says_what_stands_there(book: Subject, cell: str, title: str, role: str) -> None:
    explained = answer(book, cell, None)
    assert (explained.title, facts(explained)["is"]) == (title, role)


def test_cells_lead_to_what_they_speak_of(book: Subject) -> None:
    assert answer(book, "deals!H7", None).title == "base_bn of deals/a"
    assert answer(book, "Legs!A9", None).asks == ("deals/a",)
    assert answer(book, "'Line reference'!A6", None).asks == (model_lines()[0].name,)
    cell = next(
        cell
        for cell in book.sheets["As built"]
        if isinstance(cell.value, str) and cell.value == "a" and cell.column == 4
    )
    as_built = answer(book, f"'As built'!D{cell.row}", None)
    assert as_built.asks == ("deals/a/leg",)
    assert facts(as_built)["is"] == "what an input cell held at the build"
    assert answer(book, "'Headline bridge'!E3", None).title == "Master check"
    name = next(each.name for each in published(book.layout) if each.name.startswith("block_"))
    assert facts(answer(book, name, None))["means"].startswith("All rows with their headings")


def test_of_an_excerpt_all_others_are_explained_together(wide_book: Subject) -> None:
    """Of the matrix the first eight payers and payees stand on the page, the other seven in one row and one column."""
    excerpt = next(each for each in wide_book.layout.excerpts if each.place.sheet == "Counterparties")
    row, column = excerpt.place.last_row + 1, excerpt.place.first_year_column + excerpt.place.years
    others = answer(wide_book, f"Counterparties!{get_column_letter(column)}{row}", None)
    assert (others.title, others.text) == ("Commitments, 49 figures added up", "28.0 USD bn")  # 1 + 2 + … + 7
    assert [(step.row, step.column) for step in others.steps][:2] == [("P7", "S7"), ("P6", "S6")]


def figures_of(subject: Subject) -> Iterator[tuple[str, Content]]:
    """Every numeric formula cell of the workbook, with its sheet."""
    for sheet, cells in subject.sheets.items():
        yield from ((sheet, cell) for cell in cells if cell.formula is not None and isinstance(cell.value, float))


@pytest.mark.parametrize(("name", "every"), [("small_book", 5), ("wide_book", 1), in_tier(("small_book", 1), LONG)])
def test_every_cell_is_the_figure_that_the_placing_puts_there(
    name: str, every: int, request: pytest.FixtureRequest
) -> None:
    """The inverse of the placing, excerpts among it: the figures it names have the value that stands in the cell."""
    subject: Subject = request.getfixturevalue(name)
    without_figure = set()
    for sheet, cell in list(figures_of(subject))[::every]:
        there = standing(subject.layout, sheet, cell.row, cell.column)
        if not there.points:
            without_figure.add(there.role)
            continue
        numbers = [subject.reader.value(point) for point in there.points]
        total = math.fsum(number for number in numbers if isinstance(number, float) and number == number)
        assert math.isclose(total, float(cell.value or 0), abs_tol=1e-9), (sheet, cell)
    assert without_figure == {
        "a heading of a column",  # years
        "what became of an input row since the build",
        "whether an input cell differs from the build",
    }
    assert len(subject.layout.excerpts) > 3 * (name == "wide_book") - 1


def test_every_line_stands_where_the_placing_says(small_book: Subject) -> None:
    for line, spot in small_book.layout.spots.items():
        corners = ((0, 0), (spot.rows - 1, spot.years - 1)) if spot.rows else ()
        for row, column in corners:
            there = standing(small_book.layout, spot.sheet, spot.row + row, spot.column + column)
            assert there.points == (Point(line, row, column),), line


def value_of(subject: Subject, ask: str) -> float | str | None:
    """The value of what a question names."""
    match question_of(subject, ask):
        case Point() | InputAt() as origin:
            value = subject.reader.value(origin)
            if value == "" and isinstance(origin, InputAt):
                return None
        case RowQuestion("assumptions", row):
            value = subject.reader.value(InputAt("assumptions", row, subject.evaluation.data.selected.case))
        case CellQuestion(sheet, row, column):
            value = subject.reader.value(standing(subject.layout, sheet, row, column).points[0])
        case other:
            raise AssertionError(other)
    return None if value != value else value


@pytest.mark.parametrize("every", [in_tier(160, None), in_tier(1, LONG)])
def test_every_figure_has_an_answer_with_its_value(small_book: Subject, every: int) -> None:
    for sheet, cell in list(figures_of(small_book))[::every]:
        where = f"'{sheet}'!{get_column_letter(cell.column)}{cell.row}"
        explained = answer(small_book, where, None)
        assert isinstance(explained.value, float), where
        assert math.isclose(explained.value, float(cell.value or 0), abs_tol=1e-9), where
        lines = as_text(explained).splitlines()
        assert len(lines) <= MOST_LINES, where
        assert max(map(len, lines[:-1])) <= WIDTH, where  # the last is a command, which is not broken
        for step in all_steps(explained.steps):
            if step.ask:
                assert value_of(small_book, step.ask) == step.value, (where, step.ask)
        assert json.loads(as_json(explained))["value"] == explained.value


@pytest.mark.parametrize("every", [in_tier(80, None), in_tier(1, LONG)])
def test_what_is_gathered_comes_to_the_figure(small_book: Subject, every: int) -> None:
    """Of every figure of every line the gatherings it reads: the parts add up, or are as many, as was computed."""
    reader = small_book.reader
    points = [
        Point(line, row, column)
        for line in model_lines()
        for row in range(len(reader.evaluation.line(line)))
        for column in range(reader.evaluation.line(line).shape[1])
    ]
    tried = 0
    for point in points[::every]:
        for origin in reader.reads(point):
            if isinstance(origin, Gathered) and origin.how in ("sum", "count") and origin.value == origin.value:
                if origin.how == "count" and not origin.parts:  # labels of pairs have no cell of their own
                    continue
                tried += 1
                values = [reader.value(part) for part in origin.parts]
                expected = float(len(values)) if origin.how == "count" else math.fsum(map(float, values))
                assert math.isclose(expected, float(origin.value), rel_tol=1e-9, abs_tol=1e-9), (point, origin.node)
    assert tried > len(points) / every / 20


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("stated", "key_stated"),
        ("cover", "key_attributable_to_revenue"),
        ("not_disclosed", "payer_total_cover NA"),
        ("year", "payer_due Aurora Labs 2032"),
        ("leg", "deals/aurora-chips"),
        ("amount", "deals/na-hosting/base_bn"),
        ("source", "n2"),
    ],
)
def test_answers_read_as_they_were_reviewed(small_book: Subject, name: str, where: str, golden: Golden) -> None:
    golden(GOLDEN / f"explain_{name}.txt", as_text(answer(small_book, where, None)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(write_tables(folder / "tables", BOOK), folder / "good.xlsx")
    return folder / "good.xlsx"


def place_of(subject: Subject, ask: str) -> str:
    return facts(answer(subject, ask, None))["stands in"].partition(",")[0]


@pytest.fixture(scope="module")
def edited(book: Subject, built: Path) -> Edited:
    """The rows of deals are turned round and a's amount is 200 there; a total is typed over; a row is inserted above
    the matrix; another basis is selected; there is a sheet of somebody's own; and no value of a formula is stored."""
    workbook = openpyxl.load_workbook(built)
    deals = workbook["deals"]
    rows = [[cell.value for cell in deals[row]] for row in range(7, 11)]
    for row, values in enumerate(reversed(rows), start=7):
        for column, value in enumerate(values, start=1):
            deals.cell(row, column).value = value
    assert deals["A10"].value == "a"
    deals["H10"] = 200
    workbook["Headline bridge"][place_of(book, "payer_stated P").partition("!")[2]] = 77
    workbook["Counterparties"].insert_rows(5)
    workbook["Counterparties"]["A5"] = "my own words"
    workbook["Summary"]["B6"] = "signed"
    workbook.create_sheet("Mine")["A1"] = 1
    workbook.save(built.with_name("edited.xlsx"))
    return opened(built.with_name("edited.xlsx"))


@pytest.mark.long
def test_rows_that_were_sorted_edited_and_inserted_are_found(book: Subject, edited: Edited) -> None:
    subject = edited.subject
    cell = answer(subject, "deals!H10", edited)
    assert (cell.title, cell.text) == ("base_bn of deals/a", "200 USD bn")
    assert "in the workbook deals!H10" in facts(answer(subject, "deals/a/base_bn", edited))["stands in"]
    total = answer(subject, "key_stated", edited)
    assert total.text == "260.0 USD bn"  # 200 + 30 + 20 × 1.5
    assert total.notes == (
        "The file stores no values of formulas: what is shown is what the model computes from its tables.",
    )
    sheet, _, name = place_of(book, "matrix_commitments P T").partition("!")
    below = f"{sheet}!{name[0]}{int(name[1:]) + 1}"
    moved = answer(subject, below, edited)
    assert (moved.title, moved.text) == ("Commitments, P, T", "30.0 USD bn")
    assert facts(moved)["stands in"].startswith(below)
    row = answer(subject, "Counterparties!A5", edited)
    assert row.title == "my own words"
    assert "somebody added it" in facts(row)["is"]


@pytest.mark.long
def test_a_formula_that_was_typed_over_is_named(book: Subject, edited: Edited) -> None:
    explained = answer(edited.subject, place_of(book, "payer_stated P"), edited)
    assert explained.value == 77
    assert "stores this value, but from the tables in the file the model computes 230.0 USD bn" in explained.notes[0]
    assert "no longer contains a formula: somebody has typed over it" in explained.notes[1]


@pytest.mark.long
def test_what_the_workbook_has_selected_is_explained(edited: Edited) -> None:
    explained = answer(edited.subject, "payer_total Q", edited)
    assert explained.text == "7.5 USD bn"  # at least 5 × 1.5
    assert facts(explained)["selected"] == "case base, basis signed, as of 2025-10-06"


@pytest.mark.long
def test_a_sheet_of_ones_own_cannot_be_explained(edited: Edited) -> None:
    with pytest.raises(CannotRun, match="Mine is not a sheet of the model"):
        answer(edited.subject, "Mine!A1", edited)
    with pytest.raises(CannotRun, match=r"no sheet 'Summry'\. Did you mean Summary\?"):
        answer(edited.subject, "Summry!A1", edited)


@pytest.mark.long
def test_a_workbook_as_built_has_the_same_answers(built_of_one_leg: Path) -> None:
    there, tables = opened(built_of_one_leg), subject_of(built_of_one_leg.parent / "tables")
    for where in ("key_stated", "payer_total_cover P", place_of(tables, "payer_stated P")):
        ours, theirs = answer(tables, where, None), answer(there.subject, where, there)
        assert (theirs.value, theirs.text, theirs.notes) == (ours.value, ours.text, ())
        assert theirs.facts == ours.facts
    cell = answer(there.subject, "deals!H7", there)
    assert (cell.title, cell.text) == ("base_bn of deals/a", "1 USD bn")
    assert facts(cell)["stands in"] == "good.xlsx, deals, row 7; in the workbook deals!H7"


@pytest.mark.long
def test_a_stored_value_that_is_not_the_models_is_shown_as_stored(book: Subject, built: Path, tmp_path: Path) -> None:
    where = place_of(book, "payer_stated P")
    content = Opened(built.read_bytes())
    content.cell("Headline bridge", where.partition("!")[2]).find(f"{NS}v").text = "131"  # type: ignore[union-attr]
    (tmp_path / "b.xlsx").write_bytes(content.bytes())
    for asked in (where, "payer_stated P"):
        explained = explain(asked, workbook=tmp_path / "b.xlsx")
        assert (explained.value, explained.text) == (131, "131.0 USD bn")
        assert explained.notes == (
            f"{where} stores this value, but from the tables in the file the model computes 130.0 USD bn, explained "
            "below; tieout verify lists everything that differs.",
        )
        assert outline(explained.steps) == [("a", "100.0 USD bn"), ("b", "30.0 USD bn")]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["explain", *arguments], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.output


def test_the_command_answers_in_text_and_json(tmp_path: Path) -> None:
    code, text = run("payer_due", "Aurora Labs", "2032", "--inputs", str(SMALL))
    assert code == 0
    assert text.startswith("Payments due, Aurora Labs, 2032: ")
    assert f'" --inputs {SMALL}\n' in text
    code, output = run("key_stated", "--inputs", str(SMALL), "--format", "json")
    answered = json.loads(output)
    assert (code, answered["title"], answered["unit"]) == (0, "Stated commitments", "USD bn")
    assert answered["steps"][0]["ask"] == "payer_stated Aurora Labs"
    assert answered["bounds"]["steps below one figure"] == 6
    with pytest.raises(CannotRun, match="nothing is called 'nonsense'"):
        run("nonsense", "--inputs", str(SMALL))
    with pytest.raises(click.UsageError, match="cannot be used together"):
        run("key_stated", "--inputs", str(SMALL), "--workbook", "a.xlsx")
    with pytest.raises(CannotRun, match="does not exist"):
        run("key_stated", "--workbook", str(tmp_path / "none.xlsx"))


@pytest.mark.long
def test_an_analysts_questions_about_the_shipped_tables() -> None:
    subject = subject_of(SHIPPED)
    stated = answer(subject, "key_stated", None)
    assert stated.text == "843.5 USD bn"
    assert stated.steps[0].ask == "payer_stated OpenAI"
    cover = answer(subject, "key_attributable_to_revenue", None)
    assert (cover.text, facts(cover)["of"]) == ("33.3x", "OpenAI")
    assert [step.text for step in cover.steps] == ["300.0 USD bn", "9.0 USD bn a year"]
    share = answer(subject, "legs_attributable openai-stargate", None)
    blank = [step for step in all_steps(share.steps) if step.ask == "deals/openai-stargate/payer_share"]
    assert [step.text for step in blank] == ["blank"]
    assert answer(subject, "002", None).title == "002_e35c8c26962730e0"
    assert answer(subject, "001:p10", None).rows
    reach = answer(subject, "cost_per_gw", None).reach
    assert reach is not None
    assert [each.name for each in reach.effects] == ["key_all_in"]
