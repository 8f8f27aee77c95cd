"""Helper lines get their places here: at the right end of the block that reads them, or in blocks of their own below
it.

They are listed nowhere, and printed pages do not contain them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from model.expression.line import Line, leaves_of
from model.workbook.blocks import Block, Sheet


def with_asides(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The same sheets, each with the helper lines that are first read on it; sheets stand in the order of stages."""
    placed = {line for sheet in sheets for line in lines_of(sheet)}
    return tuple(with_own(sheet, placed) for sheet in sheets)


def with_own(sheet: Sheet, placed: set[Line]) -> Sheet:
    """The sheet with its helper lines; `placed` are the lines that have a place, and grows."""
    before = len(placed)
    beside = asides_of(sheet.beside, placed)
    blocks: list[Block] = []
    below: list[Line] = []
    for number, block in enumerate(sheet.blocks):
        right: list[Line] = []
        for line in asides_of(lines_of_block(block), placed):
            fits = takes_columns(block) and number >= sheet.printed and line.over == block.rows and not line.wide
            (right if fits else below).append(line)
        blocks.append(replace(block, lines=(*block.lines, *right)))
    if len(placed) == before:
        return sheet
    return replace(sheet, beside=(*sheet.beside, *beside), blocks=(*blocks, *blocks_below(below)))


def takes_columns(block: Block) -> bool:
    """Whether a column more at the right end moves nothing else."""
    has_years = block.wide is not None and block.wide.by_year
    return block.rows is not None and not block.heads and (bool(block.lines) if has_years else block.wide is None)


def blocks_below(lines: Sequence[Line]) -> Iterator[Block]:
    """Blocks of helper lines: those of the same rows together, one by year in a block of its own."""
    for rows in dict.fromkeys(line.over for line in lines if not line.wide):
        title = "Working: single figures" if rows is None else f"Working: helper columns by {rows.name}"
        yield Block(title, rows, tuple(line for line in lines if line.over == rows and not line.wide))
    for line in lines:
        if line.wide:
            yield Block(f"Working: {line.title[0].lower()}{line.title[1:]}", line.over, (), line)


def asides_of(lines: Sequence[Line], placed: set[Line]) -> list[Line]:
    """The helper lines that the lines read and that have no place yet, each after those that it reads itself."""
    asides: list[Line] = []
    for line in lines:
        for leaf in leaves_of(line):
            if isinstance(leaf, Line) and leaf.aside and leaf not in placed:
                placed.add(leaf)
                asides += [*asides_of((leaf,), placed), leaf]
    return asides


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines that stand on a sheet."""
    return [*sheet.beside, *(line for block in sheet.blocks for line in lines_of_block(block))]


def lines_of_block(block: Block) -> tuple[Line, ...]:
    """The lines that stand in a block and nowhere else."""
    wide = () if block.wide is None else (block.wide,)
    return (*block.own_lines, *wide, *block.heads, *block.totals)
