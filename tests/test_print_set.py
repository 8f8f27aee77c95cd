"""The printed set: the outputs on ten pages in 8-point type or larger, with nothing cut, however many parties there
are.

Long blocks print as excerpts: the first rows, all others as one row, and the total, each a link or a sum of the block.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl.utils import range_boundaries

from model.expression.line import Line
from model.expression.values import Evaluation
from model.lines import commitments, counterparties, payments_due
from model.pipeline import build
from model.workbook.blocks import Block
from model.workbook.pages import LEAST_SCALE, PAGE_WIDTH, POINTS
from model.workbook.places import Excerpt
from model.workbook.placing import LARGEST, MOST_WHOLE
from model.workbook.sheets import SHEETS
from model.workbook.widths import last_printed
from tests.book import Book
from tests.conftest import SHIPPED
from tests.drafts import Draft
from tests.engines import differences, recompute
from tests.harness import write_tables
from tests.render import render

WORDS = (
    *("Aurora", "Borealis", "Cirrus", "Dune", "Ember", "Fjord", "Glacier", "Harbour"),
    *("Inlet", "Jetty", "Kelp", "Loch", "Moor", "Nunatak", "Oasis", "Pass"),
)
KINDS = ("purchase", "purchase", "purchase", "lease", "licence", "loan", "investment", "joint_venture")


def long_book(legs: int, companies: int = 47) -> Draft:
    """So many legs between companies, every third of which has a long name; plans, revenue and stakes to match."""
    luck = Random(legs)
    draft = Draft(luck)
    names = [" ".join((*luck.sample(WORDS, 3), str(number))) for number in range(companies)]
    names = [f"{name} Infrastructure Partners Holding" if at % 3 == 0 else name for at, name in enumerate(names)]
    for at in range(legs):
        payer, payee = luck.sample(names, 2)
        first, size = luck.randint(2023, 2027), luck.randint(1, 300)
        capacity = {"gigawatts": luck.randint(1, 10)} if at % 5 == 0 else {}
        years = (first, first + luck.randint(0, 12))
        draft.leg(payer, payee, "" if capacity else size, years, kind=luck.choice(KINDS), **capacity)
    for _ in range(legs // 3):
        draft.plan(luck.choice(names), luck.randint(1, 200), luck.randint(2024, 2028), stage="guidance")
    for name in names[::2]:
        draft.revenue(name, luck.randint(1, 300), "2024-01-01", "2024-12-31")
    for _ in range(legs // 8):
        holder, issuer = luck.sample(names, 2)
        draft.tranche(draft.stake(holder, issuer, max_share="0.1"), "date", "2026-12-31", "0.05")
    return draft


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("long")
    model = long_book(30, companies=28).model(folder / "tables")
    return Book(model.workbook(folder / "long.xlsx"), model)


def excerpt_of(book: Book, line: object) -> tuple[Excerpt, Block]:
    excerpt = next(each for each in book.layout.excerpts if line in (*each.of.all_lines, each.of.wide))
    return excerpt, excerpt.of


def shown(book: Book, excerpt: Excerpt, row: int, column: int) -> float:
    value = book.value((excerpt.place.sheet, row, column))
    assert isinstance(value, int | float), (row, column)
    return float(value)


def figures_of(evaluation: Evaluation, line: Line) -> list[float]:
    return [float(value) for value in evaluation.line(line)[:, 0]]


@pytest.mark.long
def test_an_excerpt_shows_the_largest_rows_all_others_as_one_and_the_total(book: Book) -> None:
    excerpt, of = excerpt_of(book, commitments.total)
    column = excerpt.place.line_columns[of.all_lines.index(commitments.total)]
    figures = figures_of(book.evaluation, commitments.total)
    assert len(figures) > MOST_WHOLE
    rows = range(excerpt.place.first_row, excerpt.place.first_row + LARGEST)
    assert [shown(book, excerpt, row, column) for row in rows] == figures[:LARGEST]
    rest = [figure for figure in figures[LARGEST:] if figure == figure]
    assert shown(book, excerpt, excerpt.place.last_row + 1, column) == pytest.approx(sum(rest))
    assert shown(book, excerpt, excerpt.total_row, column) == pytest.approx(sum(figures[:LARGEST]) + sum(rest))
    label = book.value((excerpt.place.sheet, excerpt.place.last_row + 1, 1))
    assert label == f"{len(figures) - LARGEST} others"


@pytest.mark.long
def test_an_excerpt_adds_up_in_every_year(book: Book) -> None:
    excerpt, _ = excerpt_of(book, payments_due.payer_due.year)
    place = excerpt.place
    for column in range(place.first_year_column, place.first_year_column + place.years):
        rows = [book.value((place.sheet, row, column)) for row in range(place.first_row, excerpt.total_row)]
        total = shown(book, excerpt, excerpt.total_row, column)
        assert sum(value for value in rows if isinstance(value, int | float)) == pytest.approx(total)


def test_a_matrix_is_cut_both_ways_and_adds_up_both_ways(book: Book) -> None:
    excerpt, of = excerpt_of(book, counterparties.commitments)
    place, total = excerpt.place, excerpt.total_row
    assert of.wide is counterparties.commitments
    last = place.first_year_column + place.years  # of all other payees
    for row in (*range(place.first_row, excerpt.total_row), total):
        cells = [book.value((place.sheet, row, column)) for column in range(place.first_year_column, last + 1)]
        numbers = [value for value in cells if isinstance(value, int | float)]
        whole = book.value((place.sheet, row, place.line_columns[0]))
        assert sum(numbers) == pytest.approx(whole if isinstance(whole, int | float) else 0), row


def test_a_ratio_has_no_figure_for_the_others(book: Book) -> None:
    excerpt, of = excerpt_of(book, commitments.total_cover)
    column = excerpt.place.line_columns[of.all_lines.index(commitments.total_cover)]
    assert book.value((excerpt.place.sheet, excerpt.place.last_row + 1, column)) is None


def test_the_shipped_book_needs_no_excerpt(books: Mapping[str, Book]) -> None:
    assert books["shipped-base"].layout.excerpts == ()


def test_a_page_holds_every_column_of_a_block_by_year_at_eight_points(book: Book) -> None:
    """The label, the unit, the total, the years, then earlier, later and what has no day."""
    excerpt, of = excerpt_of(book, payments_due.payer_due.year)
    sheet = book.made[excerpt.place.sheet]
    _, _, right, _ = range_boundaries(str(sheet.print_area).rpartition("!")[2])
    assert right is not None
    assert len(book.evaluation.data.years) == 10
    for line in (payments_due.payer_due.earlier, payments_due.payer_due.later, payments_due.not_dated):
        assert excerpt.place.line_columns[of.all_lines.index(line)] <= right, line.name
    for held in SHEETS:
        if held.printed:
            _, _, right, _ = range_boundaries(str(book.made[held.name].print_area).rpartition("!")[2])
            assert right is not None
            width = sum(book.width(held.name, column) for column in range(1, right + 1))
            assert PAGE_WIDTH / (width * POINTS) >= LEAST_SCALE - 0.005, held.name


def test_a_sheet_may_print_a_single_block(books: Mapping[str, Book]) -> None:
    layout = books["small-base"].layout
    bridge = next(each for each in SHEETS if each.name == "Headline bridge")
    alone = replace(bridge, blocks=bridge.blocks[:1], printed=1)
    (place,) = (each for each in layout.blocks if each.block is bridge.blocks[0])
    assert last_printed(alone, layout) == place.next_row - 1


@pytest.mark.long
def test_engines_agree_on_excerpts(book: Book, tmp_path: Path) -> None:
    assert len(book.layout.excerpts) > 5
    for engine in ("ironcalc", "formualizer"):
        (again,) = recompute(engine, [book.path], tmp_path)
        compared, found = differences(book.path, again)
        assert not found
        assert compared == len(book.formulas)


@pytest.mark.long
@pytest.mark.program("libreoffice")
@pytest.mark.parametrize("legs", [14, 46, 120])
def test_the_print_set_is_ten_pages(legs: int, tmp_path: Path) -> None:
    tables = SHIPPED
    if legs != 14:
        draft = long_book(legs)
        tables = write_tables(tmp_path / "tables", draft.rows, draft.assumptions)
    build(tables, tmp_path / "book.xlsx")
    names = {"Summary", *(sheet.name for sheet in SHEETS if sheet.printed)}
    assert len(names) == 7
    assert 7 <= len(render(tmp_path / "book.xlsx", tmp_path / "pages", names, 20, crop=False)) <= 10
