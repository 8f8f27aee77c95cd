"""What helps a reader, besides figures: charts, shades and flags, links, drop-downs, loops found at build, pages."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from model.as_built import with_derived
from model.lines import case_changes, payments_due, tornado
from model.lines.rows import PAYERS
from model.pipeline import build
from model.workbook import loops as loops_module
from model.workbook.build_record import BuildRecord
from model.workbook.charts import BAR, DEDUCTION, FUNDING, LIGHT, LINE, STANDS
from model.workbook.extras import extra_cells
from model.workbook.loops import Loops, loop_cells, loops
from model.workbook.names import model_lines
from model.workbook.pages import ends
from model.workbook.places import SPARE_ROWS
from model.workbook.write import lay_out
from model.xlsx.rows import Content, SheetCells
from model.xlsx.sizes import header_width, line_count
from schemas import TABLES
from tests.book import Book
from tests.conftest import SMALL
from tests.harness import Row, model_of, write_tables


def charts(book: Book) -> list[str]:
    return [part for name, part in sorted(book.parts.items()) if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]


def test_charts_have_a_title_and_two_axis_titles_one_with_the_unit(book: Book) -> None:
    titles = [re.findall(r"<a:t>([^<]+)</a:t>", part) for part in charts(book)]
    assert titles == [
        ["From everything announced to what is documented", "Step", "USD bn"],
        ["Who funds whom", "Funder and funded", "USD bn"],
        ["Payments due against revenue, all payers", "Year", "USD bn"],
        ["Commitments in the low, base and high case", "Payer", "USD bn"],
        ["What moves peak-year payments ÷ revenue", "Driver", "Difference from the model's figure, x revenue"],
    ]


def test_charts_are_told_in_words(book: Book) -> None:
    drawings = [part for name, part in sorted(book.parts.items()) if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
    told = [re.findall(r'<(?:\w+:)?cNvPr id="\d+" name="(Chart \d)" descr="([^"]+)"', drawing) for drawing in drawings]
    assert [[name for name, _ in each] for each in told] == [["Chart 1", "Chart 2", "Chart 3"], ["Chart 1", "Chart 2"]]
    for _, words in (pair for each in told for pair in each):
        assert len(words) > 50
        assert "billions of US dollars" in words or "multiples of revenue" in words


def test_charts_take_their_colours_from_the_palette_and_no_two_series_share_one(book: Book) -> None:
    for part in charts(book):
        series = re.findall(r"<c:ser>.*?</c:ser>", part, re.DOTALL)
        colours = [re.findall(r'srgbClr val="(\w+)"', each)[:1] for each in series]
        shown = [colour for held in colours for colour in held]
        assert shown
        assert set(shown) <= {BAR, FUNDING, LIGHT, LINE, STANDS, DEDUCTION}
        assert len(set(shown)) == len(shown)
        assert sum("<a:noFill" in each for each in series) == len(series) - len(shown)


def test_the_chart_by_year_leaves_no_payer_out(book: Book) -> None:
    """Its columns are the totals of all payers, on stated and on assumed days, not the largest payers."""
    chart = next(part for part in charts(book) if "Payments due against revenue" in part)
    series_areas = [book.area(each, "") for each in re.findall(r"<c:val>.*?<c:f>([^<]+)</c:f>", chart, re.DOTALL)]
    totals = (payments_due.all_stated[-1], payments_due.all_assumed[-1], payments_due.payers_revenue)
    spots = [book.layout.spot(line) for line in totals]
    assert [(area.sheet, area.top, area.left, area.right) for area in series_areas] == [
        (spot.sheet, spot.row, spot.column, spot.last_column) for spot in spots
    ]


def test_charts_read_live_cells(book: Book) -> None:
    for part in charts(book):
        for reference in re.findall(r"<c:f>([^<]+)</c:f>", part):
            area = book.area(reference, "")
            for sheet, row, column in area.places():
                assert book.made[sheet].cell(row, column).value is not None, reference


def test_the_heat_map_lies_on_the_matrix_and_nowhere_else(book: Book) -> None:
    shaded = [
        (sheet.title, str(held.sqref))
        for sheet in book.sheets
        for held in sheet.conditional_formatting
        for rule in held.rules
        if rule.type == "colorScale"
    ]
    (at,) = [held for held in book.layout.blocks if held.block.title == "Commitments, payer by payee"]
    assert shaded == [
        (sheet, f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
        for sheet, left, top, right, bottom in (
            ("Counterparties", at.first_year_column, at.first_row, at.first_year_column + at.years - 1, at.last_row),
        )
    ]


def test_each_label_leads_to_the_first_input_row_that_it_stands_for(book: Book) -> None:
    """In the first block of each set of rows on each sheet; a company leads to the first row it has a part in."""
    followed: Counter[str] = Counter()
    for at in book.layout.blocks:
        rows = at.block.rows
        if rows is None or not rows.table:
            continue
        table = book.layout.tables[rows.table]
        firsts = pd.MultiIndex.from_frame(book.model.frames[rows.table][list(rows.keys)].astype(str))
        for index, label in enumerate(zip(*book.evaluation.labels(rows), strict=True)):
            link = book.made[at.sheet].cell(at.first_row + index, 1).hyperlink
            if link is None:
                continue  # of a later block
            target = book.area(str(link.location), "")
            assert target.sheet == table.sheet
            assert firsts[target.top - table.first_row] == tuple(map(str, label))
            if rows.distinct and not rows.only:
                assert target.top - table.first_row == list(firsts).index(tuple(map(str, label)))
            followed[at.sheet] += 1
    assert set(followed) >= {"Headline bridge", "Commitment vs revenue", "Capex", "Equity stakes", "Counterparties"}
    assert followed["Legs"] > len(book.model.frames["deals"])


def test_legs_can_be_filtered_though_the_sheet_is_locked(book: Book) -> None:
    legs = book.made["Legs"]
    assert legs.protection.sheet
    assert not legs.protection.autoFilter  # what is not protected is allowed
    place = next(held for held in book.layout.blocks if held.sheet == "Legs")
    assert legs.auto_filter.ref.startswith(f"A{place.first_row - 1}:")
    assert legs.auto_filter.ref.endswith(str(place.last_row))


def test_check_flags_say_pass_and_fail_in_words_and_colour(book: Book) -> None:
    flags = {
        (sheet.title, str(held.sqref)): [(rule.formula[0], rule.dxf.fill.bgColor.rgb) for rule in held.rules]
        for sheet in book.sheets
        for held in sheet.conditional_formatting
        if held.rules[0].type == "cellIs"
    }
    assert len(flags) == len(book.sheets) + 2  # every status line, and the columns of checks and of controls
    for held in flags.values():
        assert [(word, str(colour)[-6:]) for word, colour in held] == [('"PASS"', "C6EFCE"), ('"FAIL"', "FFC7CE")]


def test_links_lead_to_cells_that_hold_something(book: Book) -> None:
    count = 0
    for sheet in book.sheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    assert cell.hyperlink.location, (sheet.title, cell.coordinate)
                    area = book.area(cell.hyperlink.location, sheet.title)
                    assert area.single
                    assert book.made[area.sheet].cell(area.top, area.left).value is not None
                    count += 1
    assert count > 300


def test_each_input_row_links_to_its_source(book: Book) -> None:
    for table in TABLES:
        column = next((each.name for each in table.columns if each.refers == "sources"), None)
        place = book.layout.tables[table.name]
        if column is not None:
            sheet, across = book.made[place.sheet], place.column_of(column)
            for row in range(place.first_row, place.last_row + 1):
                cell = sheet.cell(row, across)
                if cell.value:
                    assert cell.hyperlink is not None, (table.name, row)
                    target = book.area(str(cell.hyperlink.location), place.sheet)
                    assert book.made[target.sheet].cell(target.top, 1).value == str(cell.value).partition(";")[0]


def leads_to(book: Book, sheet: str, row: int, column: int) -> str:
    link = book.made[sheet].cell(row, column).hyperlink
    assert link is not None, (sheet, row, column)
    return str(link.location)


def test_three_clicks_lead_from_each_figure_of_the_summary_to_an_input_row_and_its_source(book: Book) -> None:
    """From a figure to where it is worked out, from a label there to an input row, from that row to its source."""
    tables = {place.sheet: place for place in book.layout.tables.values() if place.table in ("deals", "capex_plans")}
    figures = [cell for cell in book.made["Summary"]["F"] if cell.hyperlink is not None]
    assert len(figures) == 13
    for figure in figures:
        home = book.area(str(figure.hyperlink.location), "")
        at = next(
            place
            for place in book.layout.blocks
            if place.sheet == home.sheet and place.title_row <= home.top < place.next_row
        )
        assert at.count, figure.coordinate
        for row in range(at.first_row, at.last_row + 1):
            inputs = book.area(leads_to(book, home.sheet, row, 1), "")
            behind = {cell.value for cell in book.made[inputs.sheet][inputs.top]}
            labels = {book.made[home.sheet].cell(row, column).value for column in range(1, at.label_columns + 1)}
            assert labels <= behind, (figure.coordinate, row)
            place = tables[inputs.sheet]
            source = leads_to(book, inputs.sheet, inputs.top, place.column_of("sources"))
            assert book.area(source, "").sheet == "sources"


@pytest.mark.long
def test_the_page_of_a_source_is_one_click_away(tmp_path: Path) -> None:
    sources = [
        {"source": "s1", "url": "https://example.com/a?b=1&c=2#d", "published": "2025-01-01"},
        {"source": "words", "url": "see the filing", "published": "2025-01-01"},
        {"source": "script", "url": "javascript:alert(1)", "published": "2025-01-01"},
    ]
    deals = [{"leg": "a", "payer": "P", "payee": "S", "base_bn": 1, "currency": "USD"}]
    build(write_tables(tmp_path / "tables", {"sources": sources, "deals": deals}), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["sources"]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["https://example.com/a?b=1&c=2#d"] == "https://example.com/a?b=1&c=2#d"
    assert [target for target in links.values() if target] == ["https://example.com/a?b=1&c=2#d"]


def test_dropdowns_cover_their_table_and_its_free_rows(book: Book) -> None:
    lists = 0
    for table in TABLES:
        place = book.layout.tables[table.name]
        for rule in book.made[place.sheet].data_validations.dataValidation:
            (where,) = rule.sqref.ranges
            if not place.first_column <= where.min_col <= place.last_column:
                continue  # of the table beside it
            last = place.last_row + SPARE_ROWS
            if table.name == "assumptions" and where.min_row != place.first_row:  # each has a rule of its unit
                assert (where.min_row, where.max_row) in {(place.last_row + 1, last), (where.min_row, where.min_row)}
            elif table.name != "assumptions" or where.max_row != where.min_row:
                assert (where.min_row, where.max_row) == (place.first_row, last)
            if rule.type == "list" and not str(rule.formula1).startswith('"'):
                (column,) = re.findall(r"COUNTA\(([^()]+)\)", str(rule.formula1))
                area = book.area(column, "")
                source = next(
                    each
                    for each in book.layout.tables.values()
                    if each.sheet == area.sheet and each.first_column <= area.left <= each.last_column
                )
                assert (area.top, area.bottom) == (source.first_row, source.last_row + SPARE_ROWS)
                lists += 1
    assert lists > 10


def legs(*pairs: str) -> pd.DataFrame:
    return pd.DataFrame([(*pair.split(">"), "purchase") for pair in pairs], columns=["payer", "payee", "kind"])


def test_loops_of_three_and_more_parties_are_found_once_each() -> None:
    found = loops(legs("C>A", "A>B", "B>C", "B>A", "C>D", "D>A"))
    assert found.paths == (("A", "B", "C"), ("A", "B", "C", "D"))
    assert not found.more


def test_pairs_make_no_loop() -> None:
    assert loops(legs("A>B", "B>A", "A>A")).paths == ()


def test_the_search_for_loops_takes_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty parties, each paying all the later ones: no loop, and more paths than anyone waits for."""
    parties = [f"P{number:02}" for number in range(60)]
    later = [f"{payer}>{payee}" for index, payer in enumerate(parties) for payee in parties[index + 1 :]]
    assert (loops(legs(*later)).paths, loops(legs(*later)).more) == ((), False)
    monkeypatch.setattr(loops_module, "MOST_STEPS", 1_000)
    held = loops(legs(*later, "P59>P00"))
    assert held.more
    assert len(held.paths) <= 1_000
    assert "so far" in str(next(cell.value for cell in loop_cells(1, Loops((), {}, more=True)) if cell.row == 2))


def test_loops_beyond_the_cap_are_left_out_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = legs(*(f"{one}>{other}" for one in "ABCDE" for other in "ABCDE" if one != other))
    assert len(loops(everybody).paths) == 20 + 30 + 24
    monkeypatch.setattr(loops_module, "MOST", 7)
    capped = loops(everybody)
    assert (len(capped.paths), capped.more) == (7, True)
    assert "the first 7" in texts(list(loop_cells(1, capped)))


def test_loops_longer_than_the_limit_are_not_searched() -> None:
    ring = "ABCDEFG"
    assert loops(legs(*(f"{one}>{other}" for one, other in zip(ring, ring[1:] + "A", strict=True)))).paths == ()
    assert loops(legs(*(f"{one}>{other}" for one, other in zip(ring[:6], ring[1:6] + "A", strict=True)))).paths


@pytest.mark.parametrize(
    "last", [{"status": "cancelled"}, {"status": "overview"}, {"announced": "2026-01-01"}, {"replaced": "yes"}]
)
def test_legs_that_are_not_current_make_no_loop(last: dict[str, str], tmp_path: Path) -> None:
    """Cancelled, an overview, not known yet, or replaced by a leg to somebody else."""
    deals: list[dict[str, object]] = [
        {"leg": leg, "payer": leg[0], "payee": leg[1], "base_bn": 1, "currency": "USD"} for leg in ("XY", "YZ", "ZX")
    ]
    if "replaced" in last:
        deals.append({"leg": "ZW", "payer": "Z", "payee": "W", "base_bn": 1, "currency": "USD", "replaces": "ZX"})
    else:
        deals[-1] |= last
    assert below_counterparties({"deals": deals}, tmp_path)[-1].startswith("Found at build: none. ")


def below_counterparties(tables: Mapping[str, Sequence[Row]], folder: Path) -> list[str]:
    """What stands below the blocks of the sheet Counterparties."""
    model = model_of(write_tables(folder / "t", tables))
    frames, record = with_derived(model.frames), BuildRecord("test", [])
    cells, _ = extra_cells(model.evaluation, frames, lay_out(model.evaluation), record, model_lines())
    return [str(cell.value) for cell in cells["Counterparties"]]


def texts(cells: Sequence[Content]) -> str:
    return " | ".join(str(cell.value) for cell in cells)


def test_loops_stand_on_counterparties_labelled_as_found_at_build(tmp_path: Path) -> None:
    deals: list[Row] = [
        {"leg": leg, "payer": leg[0], "payee": leg[1], "kind": kind, "base_bn": 1, "currency": "USD"}
        for leg, kind in (("XY", "purchase"), ("YZ", "investment"), ("ZX", "purchase"))
    ]
    shown = below_counterparties({"deals": deals}, tmp_path)
    assert shown[0] == "Loops of three or more parties"
    assert shown[1].startswith("Found at build: 1. ")
    assert shown[-3:] == ["X → Y → Z → X", "3.0", "purchase → investment → purchase"]


def test_where_there_is_no_loop_it_says_so(book: Book) -> None:
    texts = [str(cell.value) for cell in book.made["Counterparties"]["A"] if cell.value]
    assert texts[-1].startswith("Found at build: none. ")


def blocks(*rows: int, last: int) -> SheetCells:
    return SheetCells([*(Content(row, 1, "title", "block") for row in rows), Content(last, 1, "end", "label")])


def test_a_page_ends_before_the_block_that_would_be_cut() -> None:
    tall = [10.0] * 100
    assert list(ends(blocks(5, 25, 45, last=60), tall, 500.0, 3)) == [43]
    assert list(ends(blocks(5, 25, 45, last=50), tall, 500.0, 3)) == []


def test_a_block_longer_than_a_page_begins_where_its_heading_keeps_some_rows() -> None:
    tall = [10.0] * 300
    assert list(ends(blocks(5, 30, last=300), tall, 500.0, 3)) == []
    assert list(ends(blocks(5, 45, last=300), tall, 500.0, 3)) == [43]


def test_pages_of_the_shipped_workbook_end_before_a_block(book: Book) -> None:
    for sheet in book.sheets:
        for held in sheet.row_breaks.brk:
            title = (sheet.title, held.id + 2, 1)  # below a free row
            assert book.style(title) == "block", title
    broken = {sheet.title for sheet in book.sheets if sheet.row_breaks.brk}
    assert broken >= {"Schedule", "Headline bridge", "Checks"}


@pytest.mark.long
def test_sheets_that_nobody_prints_keep_the_breaks_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond some thousand rows; here beyond none."""
    monkeypatch.setattr("model.workbook.pages.WORTH_BREAKING", 0)
    build(SMALL, tmp_path / "long.xlsx")
    assert not any(sheet.row_breaks.brk for sheet in openpyxl.load_workbook(tmp_path / "long.xlsx").worksheets)


def test_a_heading_takes_the_width_at_which_it_runs_over_three_lines() -> None:
    assert [header_width(text) for text in ("", "  ", "Year", "USD bn a year", "Undisclosed")] == [0, 0, 4, 5, 11]


@pytest.mark.parametrize("width", [1, 4, 9, 13, 40])
def test_lines_are_counted_as_they_break(width: int) -> None:
    texts = ("", "Year", "USD bn a year", "per-leg amounts in US dollars, as-of date", "a" * 13, f"{'b' * 9} cc ddd")
    for text in texts:
        broken = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        assert line_count(text, width) == len(broken)


def test_line_reference_tells_of_each_line_what_it_reads_and_what_reads_it(book: Book) -> None:
    sheet = book.stored["Line reference"]
    head, *rows = sheet.iter_rows(min_row=5, max_col=9, values_only=True)
    assert head == (
        *("Line", "Heading", "Sheet", "Block", "Unit", "Meaning"),
        "Definition in words",
        "Reads",
        "Read by",
    )
    rows = list(takewhile(lambda row: row[0], rows))  # below them stand the names for other workbooks
    by_name = {str(row[0]): dict(zip(head, row, strict=True)) for row in rows}
    assert list(by_name) == [line.name for line in model_lines()]
    total = by_name["payer_total"]
    assert (total["Sheet"], total["Block"]) == ("Commitment vs revenue", "Payers")
    assert "payer_legs; payer_without" in str(total["Reads"])
    assert str(total["Read by"]).endswith(" more")  # of more than twelve
    for name, row in by_name.items():
        assert "else n/d" not in str(row["Definition in words"]), name
        assert all(str(row[column] or "").count(";") <= 12 for column in ("Reads", "Read by")), name
        for reader in str(row["Read by"] or "").split("; ")[:12]:
            if reader in by_name and not str(by_name[reader]["Reads"]).endswith(" more"):
                assert name in str(by_name[reader]["Reads"]).split("; "), (name, reader)


def test_the_tornado_draws_what_the_sorted_drivers_differ_by(book: Book) -> None:
    """Left and right of 0, which is the model's figure; the cases are drawn of the payers that have a name."""
    tornado_chart, clusters = (
        next(chart for chart in charts(book) if title in chart)
        for title in ("What moves peak-year payments", "Commitments in the low, base and high case")
    )
    assert '<c:overlap val="100"' in tornado_chart
    for chart, lines, rows in (
        (tornado_chart, (tornado.change_low, tornado.change_high), 8),
        (clusters, case_changes.amounts, book.evaluation.count(PAYERS)),
    ):
        areas = [book.area(each, "") for each in re.findall(r"<c:val>.*?<c:f>([^<]+)</c:f>", chart, re.DOTALL)]
        spots = [book.layout.spot(line) for line in lines]
        assert [(area.left, area.top, area.bottom) for area in areas] == [
            (spot.column, spot.row, spot.row + rows - 1) for spot in spots
        ]
