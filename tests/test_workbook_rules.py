"""The rules 1 to 48 that a finance reviewer works through, each followed by the workbook of the shipped tables.

Where a rule is broken on purpose, its test asserts what is done instead and says why.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

import pytest
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter, range_boundaries

from model.lines import bridge, capex, commitments, suppliers
from model.lines.rows import LARGEST_FUNDERS, LARGEST_PAYERS, PAYERS
from model.workbook.blocks import Chosen, Shown
from model.workbook.cells import SPEAKING, stored
from model.workbook.names import model_lines
from model.workbook.published import published
from model.xlsx.sizes import RUNNING, WRAPPED
from model.xlsx.styles import AS_TYPED
from schemas import TABLES
from schemas.fields import AS_STATED
from schemas.judgements import BY_NAME
from tests.book import INPUT_SHEETS, STATUS_ROW, Area, Book, Place, place_of, relative
from tests.conftest import SHIPPED
from tests.test_parity import may_be_empty
from tests.tiers import sampled

CALCULATIONS = ("Legs", "Schedule")
OUTPUTS = (
    *("Commitment vs revenue", "Capex", "Equity stakes", "Headline bridge"),
    *("Counterparties", "Cases"),
)
ORDER = ["Summary", *OUTPUTS, *INPUT_SHEETS, *CALCULATIONS, *("Checks", "Line reference", "As built")]
# what is computed from what: a sheet reads those before it
STAGES = [
    *(*INPUT_SHEETS, "Legs", "Schedule", "Capex", "Equity stakes", "Commitment vs revenue", "Headline bridge"),
    *("Counterparties", "Cases", "As built", "Checks"),
]
REASONS = {"assumptions": "rationale", "accepted": "reason"}
TIMELINES = ("Schedule", "Capex", "Equity stakes", "Commitment vs revenue")
NUMBER = re.compile(r"-?[\d,]+(\.\d+)?%?")
BLUE, BLACK, GREEN = "000000FF", "00000000", "00006100"


def numbers(book: Book, *sheets: str) -> list[Place]:
    """The cells that hold a number or show one."""
    held = []
    for cell in book.cells(*sheets):
        value = book.value(place_of(cell))
        if isinstance(value, int | float | datetime.datetime) and not isinstance(value, bool):
            held.append(place_of(cell))
    return held


def operators(tokens: list[Token], sign: str) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.type == Token.OP_IN and token.value == sign]


def operand(tokens: list[Token], start: int, step: int) -> tuple[str, int]:
    """The operand that begins (or, backwards, ends) at a token, as text, and where it ends (or begins)."""
    depth, parts, at = 0, [], start
    while True:
        token = tokens[at]
        depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0) * step
        parts.append(token.value)
        if depth <= 0:
            return "".join(parts[::step]), at
        at += step


# Structure


def test_rule_01_sheets_stand_in_reading_order(book: Book) -> None:
    assert book.made.sheetnames == ORDER


def test_rule_02_nothing_is_hidden(book: Book) -> None:
    assert [sheet.title for sheet in book.sheets if sheet.sheet_state != "visible"] == []
    for name, part in book.parts.items():
        if name.startswith("xl/worksheets/sheet"):
            assert 'hidden="1"' not in part, name
            assert 'zeroHeight="1"' not in part, name


def test_rule_03_the_summary_says_what_it_is_and_leads_everywhere(book: Book) -> None:
    summary = book.made["Summary"]
    said = {str(cell.value): book.value((cell.parent.title, cell.row, 2)) for cell in summary["A"] if cell.value}
    assert "compute" in str(summary["A2"].value)
    assert isinstance(said["As of"], datetime.datetime)
    assert (said["Case"], said["Basis"], said["Master check"]) == ("base", "stated", "PASS")
    assert said["Made by tieout"] == "test"
    assert any(re.fullmatch("[0-9a-f]{64}", str(cell.value)) for cell in summary["E"])
    assert "USD bn" in str(summary["A3"].value)
    for colour in ("Blue", "Green", "Grey"):
        assert any(text.startswith(f"{colour}: ") for text in said)
    assert len(summary._charts) == 3  # type: ignore[attr-defined]
    figures = [cell for cell in summary["F"] if cell.hyperlink is not None]
    assert len(figures) == 13
    assert all(book.area(cell.hyperlink.location, "").sheet == cell.value for cell in figures)
    contents = [cell.hyperlink.location for column in ("H", "I") for cell in summary[column] if cell.hyperlink]
    assert contents == [f"{name}!A1" if re.fullmatch(r"\w+", name) else f"'{name}'!A1" for name in ORDER[1:]]


def test_rule_04_every_sheet_has_a_title_and_a_units_line(book: Book) -> None:
    for sheet in book.sheets:
        assert sheet["A1"].value == sheet.title
        assert len(str(sheet["A2"].value)) > 20
        assert sheet["A3"].value == "USD bn unless a unit is stated"


def test_rule_05_a_year_stands_in_one_column(book: Book) -> None:
    years = {float(year) for year in book.evaluation.data.years}
    columns: dict[float, set[int]] = defaultdict(set)
    sheets: set[str] = set()
    for cell in book.cells():
        value = book.value(place_of(cell))
        if cell.style == "header number" and value in years:
            columns[float(str(value))].add(cell.column)
            sheets.add(cell.parent.title)
    assert sheets == set(TIMELINES)
    assert set(columns) == years
    assert {len(held) for held in columns.values()} == {1}


def test_rule_06_panes_are_frozen_and_pages_are_clean(book: Book) -> None:
    for sheet in book.sheets:
        assert sheet.freeze_panes, sheet.title
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (1, 2)
        assert sheet.page_setup.fitToHeight == (1 if sheet.title == "Summary" else 0) or sheet.title in OUTPUTS
        top = int(re.sub(r"\D", "", str(sheet.freeze_panes))) - 1
        assert str(sheet.print_title_rows).replace("$", "") == f"1:{top}"
        _, _, right, bottom = range_boundaries(str(sheet.print_area).rpartition("!")[2])
        assert right is not None
        if sheet.title not in OUTPUTS:  # of which the answers are printed, and not the workings
            assert right >= sheet.max_column
            assert bottom == sheet.max_row
        blocks = {cell.row for cell in sheet["A"] if cell.style == "block"}
        assert {held.id + 2 for held in sheet.row_breaks.brk} <= blocks, sheet.title


def as_displayed(value: float | datetime.datetime, section: str) -> str:
    """A value in the first section of its number format: the digits and signs that need room."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    decimals = len(section.partition(".")[2].rstrip('_)%"x'))
    percent = "%" in section
    if section.startswith("General"):
        return f"{value:g}"
    return (
        f"{100 * value if percent else value:,.{decimals}f}"
        + ("%" if percent else "")
        + ("x" if "x" in section else "")
    )


def test_rule_07_widths_fit(book: Book) -> None:
    """Numbers fit their columns, texts run into nothing, and what runs over free cells stays within the print area."""
    for sheet, row, column in numbers(book):
        cell = book.made[sheet].cell(row, column)
        value = book.value((sheet, row, column))
        assert isinstance(value, int | float | datetime.datetime)
        digits = max(len(as_displayed(value, section)) for section in cell.number_format.split(";")[:1])
        shown = 0.9 * digits + 1  # in letters of ten points; a width counts letters of eleven
        assert shown <= book.width(sheet, column), (sheet, cell.coordinate, value)
    for cell in book.cells():
        value = book.value(place_of(cell))
        style = str(cell.style)
        if not isinstance(value, str) or style in WRAPPED or style.startswith("header"):
            continue
        sheet, row, column = place_of(cell)
        room = book.width(sheet, column)
        _, _, right, bottom = range_boundaries(str(book.made[sheet].print_area).rpartition("!")[2])
        assert right is not None
        assert bottom is not None
        if sheet in OUTPUTS and (row > bottom or column > right):  # workings take the widths of what is printed
            continue
        if cell.alignment.horizontal != "right":
            while column < right and not book.made[sheet].cell(row, column + 1).value:
                column += 1
                room += book.width(sheet, column)
        letter = 0.85 * float(cell.font.sz or 10) / 10  # of ten points, of a column's character
        assert letter * len(value) <= room, (sheet, cell.coordinate, value)


def test_rule_08_sheet_names_are_short_and_plain(book: Book) -> None:
    for name in book.made.sheetnames:
        assert len(name) <= 31
        assert re.fullmatch(r"[A-Za-z][A-Za-z_ ]*", name)


def test_rule_09_opens_on_the_cover_at_the_top(book: Book) -> None:
    assert book.made.active is book.made["Summary"]
    assert [sheet.title for sheet in book.sheets if sheet.sheet_view.tabSelected] == ["Summary"]
    for sheet in book.sheets:
        assert {held.activeCell for held in sheet.sheet_view.selection} == {"A1"}
        assert sheet.sheet_view.topLeftCell in (None, "A1")


def test_rule_10_no_cells_are_merged(book: Book) -> None:
    assert [sheet.title for sheet in book.sheets if sheet.merged_cells.ranges] == []


# Formulas


def test_rule_11_no_number_is_typed_into_a_calculation_sheet(book: Book) -> None:
    typed = [
        place for place in numbers(book, *CALCULATIONS, *OUTPUTS, "Checks", "Summary") if place not in book.formulas
    ]
    # lengths of loops and assumptions as built, labelled as found at build
    assert {book.style(place) for place in typed} <= {"found count", "found stated"}


def test_rule_12_one_pattern_in_each_row_of_a_timeline(book: Book) -> None:
    """The declared first period is the row of years: its first cell reads the Summary, each next one adds 1."""
    first = {
        held.first_year_column for held in book.layout.blocks if held.block.wide is not None and held.block.wide.by_year
    }
    (start,) = first
    years = len(book.evaluation.data.years)
    checked = 0
    for sheet in TIMELINES:
        rows = {
            row
            for held in book.layout.blocks
            if held.sheet == sheet and held.block.wide is not None and held.block.wide.by_year
            for row in range(held.header_row, held.total_row + (1 if held.block.totals else 0))
        }
        for row in sorted(rows):
            held = [book.formulas.get((sheet, row, start + year)) for year in range(years)]
            patterns = [relative(text, row, start + year) for year, text in enumerate(held) if text is not None]
            header = book.style((sheet, row, start)) == "header number"
            assert len(set(patterns[1:] if header else patterns)) <= 1, (sheet, row, patterns)
            assert len(patterns) in (0, years)
            checked += len(patterns)
    assert checked > 500


@pytest.mark.long
def test_rule_13_literals_are_calendar_constants_or_of_the_one_definition_of_comparison(book: Book) -> None:
    """Beside 0 and 1: months, days of a week, a month and a year, the halves that round to whole days and months, the
    order of revenue periods, 1 to 4, and of the bases, 1 to 6, the 10 of two digits; what figures are compared and
    ranked to, a millionth, as the day and the row in one number are; the width that entries of a list are set apart
    by, 999; and the peak, whose first year is within a hundredth of it."""
    units = {"1000"}  # millions in a billion
    calendar = {"12", "7", "31", "365", "365.25", "0.5", "0.015625"}
    labels = {"2", "3", "4", "5", "6", "10", "1000000", "998", "999", "0.99"}
    for text, tokens in book.tokens.items():
        plain = re.sub(r"\*1000000,0\)", "", text.replace(",6)", ")")) if "ROUND(" in text else text
        literals = re.findall(r"(?<![\w$.\"])\d+(?:\.\d+)?(?![\w.\"])", re.sub(r'"[^"]*"', "", plain))
        numbers = {token.value for token in tokens if token.subtype == Token.NUMBER}
        assert numbers & set(literals) <= {"0", "1"} | units | calendar | labels, text


def test_rule_14_formulas_can_be_read(book: Book) -> None:
    """What a formula says more than once stands in a helper line beside it. Left on purpose: every operand that may be
    undisclosed is tested in the formula itself, so that a few nest deeper than three functions."""
    lengths, depths = [], []
    for text in book.formulas.values():
        depth, deepest = 0, 0
        for token in book.tokens[text]:
            if token.type == Token.FUNC:
                depth += 1 if token.subtype == Token.OPEN else -1
                deepest = max(deepest, depth)
        lengths.append(len(text))
        depths.append(deepest)
    assert max(lengths) <= 250
    assert sum(length > 120 for length in lengths) <= 0.05 * len(lengths)
    assert max(depths) <= 5
    assert sum(depth > 3 for depth in depths) <= 0.07 * len(depths)


def test_rule_14_a_gathering_reads_defined_names(book: Book) -> None:
    """No range of several rows is spelt in a gathering, but a line by year, which is read in the column's own year."""
    for text in book.formulas.values():
        for arguments in re.findall(r"IFS\(([^()]*)", text):
            for first, last in re.findall(r"\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", arguments):
                assert first == last, text


def functions(book: Book) -> set[str]:
    return {
        token.value.rstrip("(").removeprefix("_xlfn.")
        for tokens in book.tokens.values()
        for token in tokens
        if token.type == Token.FUNC and token.subtype == Token.OPEN
    }


def test_rule_15_no_volatile_functions(book: Book) -> None:
    assert not functions(book) & {"OFFSET", "INDIRECT", "NOW", "TODAY", "RAND", "RANDBETWEEN", "CELL", "INFO"}


def test_rule_16_no_whole_columns(book: Book) -> None:
    for place in book.formulas:
        for area in book.areas(place):  # a whole column has no rows, and fails
            assert area.bottom - area.top < 100_000


def test_rule_17_no_links_to_other_files(book: Book) -> None:
    assert not [name for name in book.parts if "externalLink" in name]
    assert not [text for text in book.formulas.values() if "[" in text]
    assert all("TargetMode" not in part for part in book.parts.values())


def test_rule_18_only_functions_that_every_engine_knows(book: Book) -> None:
    """Those of Excel, LibreOffice, Gnumeric, IronCalc and formualizer; RANK is none: it compares two digits more."""
    assert functions(book) <= {
        *(
            "ABS",
            "AND",
            "CHOOSE",
            "COUNT",
            "COUNTA",
            "COUNTIF",
            "COUNTIFS",
            "DATE",
            "DAY",
            "EDATE",
            "EXACT",
            "FIND",
            "IF",
        ),
        *(
            "INDEX",
            "INT",
            "ISERROR",
            "ISNUMBER",
            "ISTEXT",
            "LEFT",
            "MATCH",
            "MAX",
            "MAXIFS",
            "MIN",
            "MINIFS",
            "N",
            "MONTH",
            "OR",
        ),
        *("MID", "NOT", "REPT", "ROUND", "ROW", "ROWS", "SUBSTITUTE", "SUM", "SUMIFS", "SUMPRODUCT", "TRIM", "YEAR"),
    }


def test_rule_19_divisions_are_guarded_by_a_test_of_the_divisor(book: Book) -> None:
    assert not functions(book) & {"IFERROR", "IFNA"}
    counted = {place[0] for place, text in book.formulas.items() if "ISERROR(" in text}
    assert counted == {"Checks"}  # where errors are counted
    divisions = 0
    for text, tokens in book.tokens.items():
        for at in operators(tokens, "/"):
            divisor, _ = operand(tokens, at + 1, 1)
            if tokens[at + 1].subtype != Token.NUMBER and not divisor.startswith("MAX(365,"):  # days of a year
                bare = divisor[1:-1] if divisor.startswith("(") else divisor
                assert re.search(rf"(^|[^A-Z0-9$!]){re.escape(bare)}(=0|>0)", text), text
                divisions += 1
    assert divisions > 20


@pytest.mark.long
def test_rule_20_no_circular_references(book: Book) -> None:
    assert not book.made.calculation.iterate
    state: dict[Place, int] = {}
    for start in book.formulas:
        stack = [start]
        while stack:
            place = stack[-1]
            if place not in state:
                state[place] = 1
                ahead = [each for area in book.areas(place) for each in area.places() if each in book.formulas]
                assert not [each for each in ahead if state.get(each) == 1], place
                stack += [each for each in ahead if each not in state]
            else:
                state[place] = 2
                stack.pop()


def test_rule_21_references_end_in_cells_that_hold_something(book: Book) -> None:
    """A blank cell may be read in an input table, where it means that no source states the figure, and in a block
    without rows, and nowhere else."""
    empty = {(held.sheet, held.first_row) for held in book.layout.blocks if not held.count}
    filled = {place_of(cell) for cell in book.cells()}
    read = {
        area: place for place, text in book.formulas.items() if "ISERROR(" not in text for area in book.areas(place)
    }
    assert len(read) > 1_000
    for area, place in read.items():
        assert area.sheet in ORDER
        if area.sheet in (*INPUT_SHEETS, "As built"):
            assert area.top >= 5, (place, area)
            assert area.top <= book.made[area.sheet].max_row, (place, area)
        elif (area.sheet, area.top) not in empty:
            assert filled.issuperset(area.places()), (place, area)


def test_rule_22_totals_hold_all_rows_and_no_totals(book: Book) -> None:
    totals = 0
    for held in book.layout.blocks:
        for line in held.block.totals:
            spot = book.layout.spot(line)
            for column in range(spot.column, spot.last_column + 1):
                place = (held.sheet, spot.row, column)
                assert book.style(place).startswith("total ")
                own = [
                    area
                    for area in book.areas(place)
                    if area.sheet == held.sheet and area.top <= spot.row and area.bottom >= held.first_row
                ]  # a condition may look elsewhere
                assert own
                for area in own:
                    assert area == Area(held.sheet, column, held.first_row, column, held.last_row)
                    assert spot.row == area.bottom + 1
                totals += 1
    assert totals == sum(book.style(place).startswith("total ") for place in book.formulas) > 20


def test_rule_23_nothing_refers_to_a_later_stage(book: Book) -> None:
    """Inputs, workings, outputs, checks. Left on purpose: The Summary sums up everything, and every sheet's third
    line shows the master check. Legs show what falls due of them; the rungs of each leg stand with the bridge they
    make up, and what falls due, is bought and compares counts them."""
    allowed = {(sheet, "Headline bridge") for sheet in ("Schedule", "Equity stakes", "Commitment vs revenue")}
    allowed |= {("Legs", "Schedule"), ("Commitment vs revenue", "Cases")}
    later = {
        (place[0], area.sheet)
        for place in book.formulas
        if place[0] != "Summary" and place[1] != STATUS_ROW
        for area in book.areas(place)
        if area.sheet != "Summary" and STAGES.index(area.sheet) > STAGES.index(place[0])
    }
    assert later == allowed


def links(book: Book) -> dict[Place, Place]:
    """Cells that repeat a cell of another sheet, and which."""
    found = {}
    for place, text in book.formulas.items():
        if len(book.tokens[text]) == 1 and place[1] != STATUS_ROW:
            for area in book.areas(place):
                if area.single and area.sheet != place[0]:
                    found[place] = next(area.places())
    return found


def test_rule_24_no_link_leads_to_a_link(book: Book) -> None:
    """The third line of every sheet is aside: it repeats the master check and the case by their names."""
    held = links(book)
    assert len(held) > 100
    assert [place for place, target in held.items() if target in held] == []


def test_rule_25_nothing_is_calculated_twice(book: Book) -> None:
    """The same formula with the same precedents in two cells. Left on purpose: a row of the last year to date equals
    the row's sum over all years, which stands beside it to be compared; and Cases repeats the model for each
    case, in formulas of its own, which a check compares with the model. Marks that are no figures are aside, and so
    are checks and controls, which work figures out again to compare them."""
    held: dict[tuple[str, tuple[Area, ...]], list[Place]] = defaultdict(list)
    linked = links(book)
    for place, text in book.formulas.items():
        areas = tuple(book.areas(place))
        shape = "".join("#" if token.subtype == Token.RANGE else token.value for token in book.tokens[text])
        figure = isinstance(book.value(place), int | float)
        shape += str(place[1]) if "ROW()" in text else ""  # row n of a table
        aside = place in linked or place[1] == STATUS_ROW or place[0] == "Checks"
        if not aside and len(areas) > 0 and figure and len(book.tokens[text]) > 1:
            held[shape, areas].append(place)
    due = [book.layout.spot(line) for line in model_lines() if line.name in ("payer_due_total", "payer_due_to_date")]
    twice = [places for places in held.values() if len(places) > 1]
    assert len(twice) <= due[0].rows
    for place in (place for places in twice for place in places):
        assert any(place[0] == spot.sheet and spot.row <= place[1] <= spot.last_row for spot in due), place


def test_rule_26_nothing_is_rounded_but_to_compare_and_to_rank(book: Book) -> None:
    """INT only makes whole months and days of a term, and finds the middle of a revenue period; months of revenue are
    whole."""
    assert not functions(book) & {"ROUNDUP", "ROUNDDOWN", "MROUND", "TRUNC", "CEILING", "FLOOR"}
    for text in book.formulas.values():
        for end in re.findall(r"ROUND\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(..?)", text):
            assert end.startswith((">", "<", ")")) or "*12/365.25,0)" in text, text
    whole = {
        line.name
        for line in model_lines()
        for spot in [book.layout.spot(line)]
        if "INT(" in book.formulas.get((spot.sheet, spot.row, spot.column), "")
    }
    assert whole == {"legs_months", "legs_odd_days", "plans_months", "plans_odd_days", "revenue_year"} | {
        *("default_term_months", "default_term_days"),
    }


# Values


def test_rule_27_every_formula_has_a_stored_value_that_is_no_error(book: Book) -> None:
    for place, text in book.formulas.items():
        value = book.value(place)
        assert value is not None or may_be_empty(text), place
        assert not str(value).startswith("#"), place


@pytest.mark.parametrize("case", sampled(["base", "low", "high"], now=3))
def test_rule_28_stored_values_are_the_models(case: str, books: Mapping[str, Book]) -> None:
    """That independent engines recompute the same from the formulas is tests/test_parity.py's part."""
    held = books[f"shipped-{case}"]
    cells = 0
    for line in model_lines():
        spot, values = held.layout.spot(line), held.evaluation.line(line)
        for down in range(spot.rows):
            for across in range(spot.years):
                shown = held.value((spot.sheet, spot.row + down, spot.column + across))
                if isinstance(shown, datetime.datetime):
                    shown = (shown - datetime.datetime(1899, 12, 30)).days
                assert (shown or "") == (stored(values[down, across]) or ""), (line.name, down, across)
                cells += 1
    assert cells > 2_000


def test_rule_29_excel_calculates_on_opening(book: Book) -> None:
    assert book.made.calculation.fullCalcOnLoad
    assert book.made.calculation.calcMode == "auto"
    assert book.made.calculation.fullPrecision is not False
    assert 'fullPrecision="0"' not in book.parts["xl/workbook.xml"]


# Formats


def test_rule_30_inputs_are_blue_formulas_black_links_green(book: Book) -> None:
    linked = set(links(book))
    for cell in book.cells():
        place = place_of(cell)
        colour = str(cell.font.color.rgb) if cell.font.color is not None else BLACK
        if place in book.formulas:
            assert colour != BLUE, place
            if book.style(place).startswith(("calc ", "link ", "total ")):
                row_of_table = re.fullmatch(r"(IF\()?INDEX\(\w+,ROW\(\)-.*", book.formulas[place])
                assert colour == (GREEN if place in linked or row_of_table else BLACK), place
        elif cell.parent.title in INPUT_SHEETS and cell.row > 6 and not book.style(place).startswith("found "):
            assert colour == BLUE, place


def test_rule_31_numbers_look_alike(book: Book) -> None:
    formats = defaultdict(set)
    for place in numbers(book):
        style = book.style(place)
        if style.split(" ")[0] == "input" and style.split(" ")[1] in AS_TYPED:
            assert book.made[place[0]].cell(place[1], place[2]).number_format == "General_)"  # as many digits as stated
            continue
        formats[style.partition(" ")[2]].add(book.made[place[0]].cell(place[1], place[2]).number_format)
    assert all(len(held) == 1 for name, held in formats.items() if name != "cell")
    for name in ("money", "share", "multiple", "capacity", "count", "index"):
        (held,) = formats[name]
        _, negative, zero, text = held.split(";")
        assert negative.startswith("(")
        assert negative.endswith(")")
        assert zero == '"–"_)'
        assert text == "@_)"
    assert formats["share"] == {'0.0%_);(0.0%);"–"_);@_)'}
    assert formats["multiple"] == {'0.0"x"_);(0.0"x");"–"_);@_)'}
    assert formats["date"] == {"yyyy-mm-dd_);@_)"}
    assert formats["year"] == formats["number"] == {"0_);(0);0_);@_)"}
    shown = {book.value(place) for place in book.formulas}
    assert "n/d" in shown
    assert not shown & {"n.a.", "N/A", "-", "nan"}


def test_rule_32_every_number_has_a_unit(book: Book) -> None:
    for held in book.layout.blocks:
        block = held.block
        for index, (each, column) in enumerate(zip(block.lines, held.line_columns, strict=True)):
            if isinstance(each, Chosen):  # a name
                continue
            line = each.line if isinstance(each, Shown) else each
            row = held.first_row + index if block.rows is None else held.unit_row
            if row is None:  # of each row its own, beside it
                assert line.unit in ("text", AS_STATED), line.name
                continue
            unit = book.made[held.sheet].cell(row, 3 if block.rows is None else column).value
            speaks = line.unit in (SPEAKING if block.rows is None else ("text", AS_STATED))
            assert unit == line.unit or (speaks and not unit), line.name
        if block.wide is not None:
            assert held.unit_row is not None or block.wide.unit in ("text", AS_STATED), block.title
            sheet, beside = book.made[held.sheet], held.label_columns + 1
            if sheet.cell(held.header_row, beside).value == "Unit":
                rows = range(held.first_row, held.first_row + held.count)
                assert {sheet.cell(row, beside).value for row in rows} <= {block.wide.unit}
                continue
            for column in range(held.first_year_column, held.first_year_column + held.years if held.unit_row else 0):
                assert sheet.cell(held.unit_row or 1, column).value == block.wide.unit
    for table in TABLES:
        place = book.layout.tables[table.name]
        for across, name in enumerate(place.columns, start=place.first_column):
            if table.column(name).kind in ("number", "date"):
                unit = book.made[place.sheet].cell(place.first_row - 2, across).value
                own = "unit" in place.columns or name == "threshold"  # by row: its unit, or what its trigger says
                assert unit or own, (table.name, name)


def test_rule_33_the_sign_convention_is_stated(book: Book) -> None:
    said = " ".join(str(cell.value) for cell in book.made["Summary"]["E"])
    assert "Amounts are outflows of the payer, shown as positive numbers" in said
    assert "(1.0) is negative" in said


def test_rule_34_styles_are_few_named_and_used(book: Book) -> None:
    assert [place_of(cell) for cell in book.cells() if cell.style == "Normal"] == []
    used = {str(cell.style) for sheet in book.sheets for row in sheet.iter_rows() for cell in row if cell.has_style}
    assert set(book.made.named_styles) - {"Normal"} == used
    assert len(used) <= 62
    assert len(re.findall("<xf ", book.parts["xl/styles.xml"].partition("<cellXfs")[2])) <= len(used) + 1


# Inputs in the workbook


def test_rule_35_every_input_row_has_its_source_and_locator(book: Book) -> None:
    """Assumptions are judgements and acceptances decisions: each has a reason. Companies are names; what is said of
    them has sources."""
    rows = 0
    for table in TABLES:
        place = book.layout.tables[table.name]
        names = [name for name in ("source", "sources", "locator") if name in place.columns]
        if table.name in ("sources", "companies"):
            assert names in ([], ["source"])
            continue
        assert names or table.name in REASONS, f"{table.name} needs sources and locator, or a reason in REASONS"
        for row in range(place.first_row, place.first_row + place.count):
            held = {name: book.made[place.sheet].cell(row, place.column_of(name)).value for name in place.columns}
            reason = REASONS.get(table.name)
            told = held[reason] if reason else all(held[name] for name in names)
            told = told or held.get("usd_per_unit") == 1  # the dollar is a dollar
            assert told, (table.name, row)
            rows += 1
    assert rows > 100


def test_rule_36_categories_shares_and_dates_are_limited_with_a_message(book: Book) -> None:
    for table in TABLES:
        place = book.layout.tables[table.name]
        sheet = book.made[place.sheet]
        for across, name in enumerate(place.columns, start=place.first_column):
            column = table.column(name)
            limited = (
                column.terms or column.kind in ("date", "flag", "number") or (column.refers and column.kind == "text")
            )
            first = f"{get_column_letter(across)}{place.first_row}"
            rules = [rule for rule in sheet.data_validations.dataValidation if first in rule.sqref]
            if limited:
                (rule,) = rules
                assert rule.showErrorMessage
                assert rule.error
                assert rule.prompt
    limits = {
        ("assumptions", "own_reported", "base"): "AND(ISNUMBER({0}),{0}>=0,{0}<=1)",
        ("assumptions", "assume_timing", "low"): '"0,1"',
        ("assumptions", "default_term_years", "low"): "AND(ISNUMBER({0}),{0}>0,{0}<=100)",
        ("assumptions", "revenue_growth", "low"): "AND(ISNUMBER({0}),{0}>-1,{0}<=5)",
        ("assumptions", "as_of", "high"): "61",
        ("deals", "openai-amd-gpus", "base_bn"): "AND(ISNUMBER({0}),{0}>=0,{0}<=1000000000)",
        ("deals", "openai-amd-gpus", "gigawatts"): "AND(ISNUMBER({0}),{0}>0,{0}<=100000)",
        ("equity_stakes", "openai-in-amd", "max_share"): "AND(ISNUMBER({0}),{0}>=0,{0}<=1)",
    }
    for (name, key, field), wanted in limits.items():
        place = book.layout.tables[name]
        sheet = book.made[place.sheet]
        row = next(cell.row for cell in sheet["A"] if cell.value == key)
        cell = f"{get_column_letter(place.column_of(field))}{row}"
        (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
        assert rule.formula1 == wanted.format(str(rule.sqref).partition(":")[0]), (name, key, field)
    assert [rule.formula1 for rule in book.made["Summary"].data_validations.dataValidation] == [
        '"low,base,high"',
        '"all_in,stated,signed,attributable,documented,own"',
    ]


def test_rule_37_inputs_are_unlocked_and_formulas_locked_without_a_password(book: Book) -> None:
    """Left on purpose: sheets of inputs are not protected: Excel lets no table grow on a protected one."""
    for sheet in book.sheets:
        inputs = sheet.title in INPUT_SHEETS
        assert sheet.protection.sheet is not inputs
        assert not sheet.protection.password
        assert not sheet.protection.hashValue
    for cell in book.cells():
        style = str(cell.style)
        unlocked = style == "selector" or style.startswith("input ")
        if style != "input text" or cell.parent.title != "Summary":
            assert cell.protection.locked is not unlocked, cell.coordinate
    selectors = {str(rule.sqref) for rule in book.made["Summary"].data_validations.dataValidation}
    assert len(selectors) == 2
    assert not any(book.made["Summary"][cell].protection.locked for cell in selectors)


def test_rule_38_no_number_is_stored_as_text(book: Book) -> None:
    """A text column of an input table may hold a year or a page, as text; nothing else looks like a number."""
    kinds = ("number", "date")
    numeric = {(table.name, column.name) for table in TABLES for column in table.columns if column.kind in kinds}
    typed = (*INPUT_SHEETS, "As built")
    for cell in book.cells():
        if isinstance(cell.value, str) and cell.data_type != "f" and cell.parent.title not in typed:
            assert not NUMBER.fullmatch(cell.value), (cell.parent.title, cell.coordinate, cell.value)
    for table, name in numeric:
        place = book.layout.tables[table]
        across = place.column_of(name)
        for row in range(place.first_row, place.last_row + 1):
            assert not isinstance(book.made[place.sheet].cell(row, across).value, str), (table, name, row)


def test_rule_39_input_tables_are_excel_tables_with_filters(book: Book) -> None:
    for table in TABLES:
        place = book.layout.tables[table.name]
        sheet = book.made[place.sheet]
        held = sheet.tables[table.name]
        left, right = get_column_letter(place.first_column), get_column_letter(place.last_column)
        assert held.ref == f"{left}{place.first_row - 1}:{right}{place.last_row}"
        assert held.autoFilter is not None
        assert held.autoFilter.ref == held.ref
        headings = [cell.value for cell in sheet[place.first_row - 1]][place.first_column - 1 : place.last_column]
        assert [column.name for column in held.tableColumns] == headings


# Checks and package


def test_rule_40_checks_show_value_tolerance_and_verdict_and_the_master_is_everywhere(book: Book) -> None:
    (held,) = [at for at in book.layout.blocks if at.block.title == "Checks"]
    sheet = book.made["Checks"]
    status = held.line_columns[-1]
    flagged = [rule.sqref for rule in sheet.conditional_formatting]
    for row in range(held.first_row, held.last_row + 1):
        cells = (book.value(("Checks", row, at)) for at in range(1, 9))
        name, tests, model, must_be, difference, unit, tolerance, verdict = cells
        assert re.fullmatch("[a-z-]+", str(name))
        assert len(str(tests)) > 10
        assert isinstance(difference, int | float)
        assert isinstance(model, int | float)
        assert isinstance(must_be, int | float)
        assert difference == abs(model - must_be)
        assert tolerance == (0 if unit == "count" else 1e-6)
        assert verdict == ("PASS" if difference <= tolerance else "FAIL")
        assert any(sheet.cell(row, status).coordinate in where for where in flagged)
    assert held.count >= 15
    for each in book.sheets[1:]:  # the Summary has it among its own figures
        at = next(cell.column for cell in each[STATUS_ROW] if cell.value == "=master_check")
        where = each.cell(STATUS_ROW, at).coordinate
        rules = [rule for held in each.conditional_formatting if where in held.sqref for rule in held.rules]
        assert sorted(rule.formula[0] for rule in rules) == ['"FAIL"', '"PASS"']


def test_rule_41_rows_tie_to_the_files(book: Book) -> None:
    """Counted here from the CSV files themselves; a table without a file has no rows. What each row held stands on As
    built: see tests/test_as_built.py."""
    (held,) = [at for at in book.layout.blocks if at.block.title == "Rows of the input tables"]
    logged = {
        book.value((held.sheet, row, 1)): [book.value((held.sheet, row, at)) for at in (2, 3, 4)]
        for row in range(held.first_row, held.last_row + 1)
    }
    expected: dict[str, int] = {}
    for table in TABLES:
        path = SHIPPED / f"{table.name}.csv"
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True))) if path.exists() else []
        # what the file leaves out, and the package takes for it
        absent = {"assumptions": set(BY_NAME), "fx_rates": {"USD"}}.get(table.name, set())
        expected[table.name] = len(rows) + len(absent - {row[table.key[0]] for row in rows})
    assert logged == {name: [count, count, 0] for name, count in expected.items()}


def test_rule_42_schedules_companies_and_the_matrix_add_up(book: Book) -> None:
    """Added up here from the stored values, and by checks in the workbook."""

    def column(name: str) -> list[float]:
        line = next(each for each in model_lines() if each.name == name)
        spot = book.layout.spot(line)
        cells = [
            book.value((spot.sheet, spot.row + down, spot.column + across))
            for down in range(spot.rows)
            for across in range(spot.years)
        ]
        return [float(cell) for cell in cells if isinstance(cell, int | float)]

    def columns(*names: str) -> float:
        return sum(sum(column(name)) for name in names)

    due = columns("legs_due_earlier", "legs_due", "legs_due_later", "legs_not_dated")
    assert due == pytest.approx(sum(column("legs_counted")))
    spent = columns("plans_year_earlier", "plans_year", "plans_year_later", "plans_no_period")
    assert spent == pytest.approx(sum(column("plans_counted")))
    spending = columns("spender_earlier", "spender_year", "spender_later", "spender_no_period")
    assert spending == pytest.approx(sum(column("plans_counted")))
    assert sum(column("payer_total")) == pytest.approx(column("payers_total")[0])
    assert sum(column("matrix_commitments")) == pytest.approx(column("payers_total")[0])
    assert sum(column("matrix_columns")) == pytest.approx(sum(column("matrix_row")))
    assert {"legs-schedule", "plans-schedule", "companies-plans", "matrix-legs", "bridge-steps", "bridge-rungs"} <= {
        str(cell.value) for cell in book.made["Checks"]["A"]
    }


def test_rule_43_names_resolve_are_used_and_do_not_look_like_cells(book: Book) -> None:
    used = {token.value for tokens in book.tokens.values() for token in tokens if token.subtype == Token.RANGE}
    tables = {f"{table.name}_" for table in TABLES}
    empty = {(held.sheet, held.first_row) for held in book.layout.blocks if not held.count}
    for_others = {each.name: each for each in published(book.layout)}
    for name in book.names:
        area = book.area(name, "Summary")
        if name in for_others:
            assert book.names[name] == for_others[name].where
        else:
            assert name in used, name
        # a column of a table may be blank
        if (area.sheet, area.top) not in empty and not name.startswith(tuple(tables)):
            assert book.made[area.sheet].cell(area.top, area.left).value is not None, name
        assert not re.fullmatch(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*", name)
    assert {text for text in used if re.fullmatch("[a-z_0-9]+", text)} | for_others.keys() == set(book.names)
    listed = {cell.value for cell in book.made["Line reference"]["A"]}
    assert listed >= for_others.keys()


@pytest.mark.long
def test_rule_44_the_log_names_files_and_the_same_inputs_give_the_same_bytes(
    book: Book, books: Mapping[str, Book], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """That the built file's log holds each file's SHA-256 is tests/test_build.py's part."""
    texts = {str(cell.value) for cell in book.cells("Checks")}
    assert {"Build record", "File", "Rows in it", "SHA-256", "Table read", "SHA-256 of the table as read"} <= texts
    small = books["small-base"]
    again = small.model.workbook(tmp_path_factory.mktemp("again") / "again.xlsx")
    assert again.read_bytes() == small.path.read_bytes()


def test_rule_45_charts_are_titled_with_units_and_readable_colours(book: Book) -> None:
    """More of the charts in tests/test_workbook_extras.py."""
    charts = [part for name, part in book.parts.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 5
    for part in charts:
        titles = re.findall(r"<a:t>([^<]+)</a:t>", part)
        assert len(titles) == 3
        assert "USD bn" in titles or "Difference from the model's figure, x revenue" in titles
        seen = set(re.findall(r'<c:ser>.*?<c:spPr><a:solidFill><a:srgbClr val="(\w+)"', part, re.DOTALL))
        assert seen <= {"0072B2", "56B4E9", "E69F00", "009E73", "A6CFE9", "D55E00"}


def test_rule_46_charts_carry_their_values_show_everything_and_keep_assumed_timing_apart(book: Book) -> None:
    """Values against cells in tests/test_clients.py; that nobody is left out in tests/cases: all others have a bar."""
    charts = [part for name, part in book.parts.items() if name.startswith("xl/charts/chart")]
    for part in charts:
        series = re.findall(r"<c:ser>.*?</c:ser>", part, re.DOTALL)
        assert series
        assert all("<c:numCache>" in each for each in series)
    (by_year,) = [part for part in charts if "Payments due against revenue" in part]
    names = re.findall(r"<c:tx>.*?<c:v>([^<]*)</c:v>", by_year, re.DOTALL)
    assert [name.partition(",")[2].partition(",")[0].strip() for name in names[:2]] == [
        "timing stated",
        "timing assumed",
    ]
    for rows in (LARGEST_PAYERS, LARGEST_FUNDERS):
        assert rows.labels[-1] == "all others"


def test_rule_47_other_workbooks_may_refer_to_key_figures_and_blocks(books: Mapping[str, Book]) -> None:
    """Every book has the same names for them, and each is what it says."""
    shipped, small = books["shipped-base"], books["small-base"]
    names = [each.name for each in published(shipped.layout)]
    assert names == [each.name for each in published(small.layout)]
    assert len(set(names)) == len(names) > 100
    for book in (shipped, small):
        stated = book.evaluation.line(bridge.stated.total)[0, 0]
        for name in ("key_stated", "payers_stated"):
            area = book.area(name, "")
            assert area.single
            assert book.value((area.sheet, area.top, area.left)) == pytest.approx(stated)
        area = book.area("block_payers", "")
        labels = [book.value((area.sheet, row, area.left)) for row in range(area.top, area.bottom + 1)]
        assert labels == ["Payer", *book.evaluation.labels(PAYERS)[0], "All payers"]


def test_rule_48_names_of_any_length_wrap_and_rows_stand_by_size(book: Book) -> None:
    """Long names are tried in tests/test_print_set.py."""
    labels = [cell for cell in book.cells(*OUTPUTS) if cell.style == "label"]
    assert len(labels) > 50
    assert all(cell.alignment.wrap_text for cell in labels)
    for line in (commitments.total, suppliers.contract_value, capex.total):
        spot = book.layout.spot(line)
        column = [book.value((spot.sheet, row, spot.column)) for row in range(spot.row, spot.last_row + 1)]
        figures = [float(value) for value in column if isinstance(value, int | float)]
        assert figures == sorted(figures, reverse=True), line.name
        assert column[len(figures) :] == ["n/d"] * (len(column) - len(figures)), line.name


def test_widths_and_pages_know_the_styles(book: Book) -> None:
    """The names by which widths and pages treat texts are styles that are there."""
    assert set(RUNNING) | set(WRAPPED) <= set(book.made.named_styles)
    assert all(
        first < second for first, second in pairwise(sorted(held.id for held in book.made["Checks"].row_breaks.brk))
    )
