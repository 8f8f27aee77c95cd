"""The parts sheets are made of: a sheet holds blocks, a block holds lines. No addresses here."""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.nodes import Line, Rows


@dataclass(frozen=True)
class Block:
    """A grid of lines over the same rows, with at most one that runs by year or across, or a list of single figures.

    `shows` are lines of another block over the same rows, right of the row labels, for the gatherings that read this
    block; `lines` are the columns between them and the wide line; `heads` are single figures that stand under the
    headings of the last of them; `totals` stand in one row below the data, each under the
    line it adds up; `space` rows are left free below for charts. With `rows` None every line is a row of its own:
    heading, value, meaning.
    """

    title: str
    rows: Rows | None
    lines: tuple[Line, ...] = ()
    wide: Line | None = None
    totals: tuple[Line, ...] = ()
    note: str = ""
    heads: tuple[Line, ...] = ()
    space: int = 0
    shows: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is called, the question it answers, and its blocks from top to bottom.

    `table` names the input table the sheet shows; `beside` are lines over its rows, right of the table.
    Blocks begin in `first_row`.
    """

    name: str
    question: str
    blocks: tuple[Block, ...] = ()
    table: str = ""
    beside: tuple[Line, ...] = ()
    first_row: int = 5
