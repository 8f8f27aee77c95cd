"""The lines that stand on the sheets, and the defined names that formulas use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from model.errors import DefinitionError
from model.expression.line import Line, leaves_of
from model.expression.nodes import Assumption
from model.lines import checks, rules
from model.workbook.blocks import Chosen
from model.workbook.layout import Layout
from model.workbook.places import address
from model.workbook.published import published
from model.workbook.sheets import SHEETS
from model.workbook.summary_sheet import selector_names
from model.xlsx.rows import SheetCells

IDENTIFIER = re.compile(r"(?<![\w.$!'\"])[A-Za-z_]\w*(?![\w(!'\"])")


def defined_names(layout: Layout) -> list[tuple[str, str]]:
    """The names formulas use: the case, the first year, the master check, and every assumption read."""
    number, master = layout.spot(rules.case_number), layout.spot(checks.master)
    names = [
        *selector_names(layout),
        *((each.selector.name, address(sheet, *cell)) for each, sheet, *cell in chosen_cells(layout)),
        ("case_number", address(number.sheet, number.row, number.column)),
        ("master_check", address(master.sheet, master.row, master.column)),
    ]
    spot = layout.spot(rules.selected)
    for name in required_assumptions():
        names.append((name, address(spot.sheet, spot.row + layout.assumptions[name], spot.column)))
    return names


def chosen_cells(layout: Layout) -> Iterator[tuple[Chosen, str, int, int]]:
    """The cells in blocks in which the reader chooses: what is chosen there, sheet, row and column."""
    for place in layout.blocks:
        for index, each in enumerate(place.block.lines):
            if isinstance(each, Chosen):
                yield each, place.sheet, place.first_row + index, place.line_columns[index]


def column_names(layout: Layout, sheets: Iterable[SheetCells], others: Sequence[str]) -> list[tuple[str, str]]:
    """The names of the columns of tables and lines that formulas read down, and those that are published."""
    columns = [
        (place.name(column), place.range(column)) for place in layout.tables.values() for column in place.columns
    ]
    texts = {text for cells in sheets for text in cells.formula_texts()}
    read_names = {name for text in texts for name in IDENTIFIER.findall(text)}
    shows = [pair for place in layout.blocks for pair in place.names().items() if pair[0] in read_names]
    lines = [(line.name, layout.column_name(line)) for line in layout.spots if line.over is not None]
    for_others = {each.name: each.where for each in published(layout)}
    more = for_others.items() - set(lines)
    spellings = Counter(name.casefold() for name in (*others, *(name for name, _ in (*columns, *shows, *lines, *more))))
    twice = [name for name, times in spellings.items() if times > 1]
    if twice:
        raise DefinitionError(f"two things have the name {twice[0]}")
    for_formulas = {name: where for name, where in columns + shows + lines if name in read_names}
    return list((for_formulas | for_others).items())


@cache
def model_lines() -> tuple[Line, ...]:
    """Every line that stands on a sheet, in the order of the sheets."""
    lines: list[Line] = []
    for sheet in SHEETS:
        lines += sheet.beside
        for block in sheet.blocks:
            lines += [*block.own_lines, *((block.wide,) if block.wide is not None else ()), *block.heads, *block.totals]
    return tuple(lines)


@cache
def required_assumptions() -> tuple[str, ...]:
    """The assumptions the model's lines read, in the order of their first use."""
    names = (part.name for line in model_lines() for part in leaves_of(line) if isinstance(part, Assumption))
    return tuple(dict.fromkeys(names))
