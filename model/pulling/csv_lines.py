"""Editing the text of a CSV file cell by cell: what is not edited keeps its characters.

A text is cut into lines of cells as `model.inputs.csv_file` reads it, and put together again from the same pieces,
with cells replaced, lines added, left out or in another order. Nothing here knows what a table means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
PLAIN = re.compile(r"[^,\r\n]*")
LINE_END = re.compile(r"\r\n|\r|\n|\Z")
NEEDS_QUOTES = re.compile(r'[,"\r\n]')


@dataclass(frozen=True)
class Line:
    """A record of the file: its cells as they are spelled, with quotation marks, and how it ends.

    A cell with line breaks goes over several lines of the file. `end` is "" where the file ends without a line break.
    """

    cells: tuple[str, ...]
    end: str

    @property
    def is_blank(self) -> bool:
        """Whether all cells are empty: readers skip such a line."""
        return not any(value(cell).strip() for cell in self.cells)

    def __str__(self) -> str:
        return ",".join(self.cells) + self.end


@dataclass(frozen=True)
class Lines:
    """The lines of a file: up to and with the header, then each row with the blank lines that follow it."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]

    @property
    def header(self) -> list[str]:
        """The titles of the columns."""
        title = next((line for line in self.head if not line.is_blank), Line((), ""))
        return [value(cell) for cell in title.cells]


@dataclass(frozen=True)
class Row:
    """A row of the new text: a row of the old one by its number, counted from 0, with new texts in some of its columns;
    or a new row, all of whose texts are given. Columns are counted from 0."""

    old: int | None
    texts: Mapping[int, str]


def lines_of(text: str) -> Lines:
    """The text in lines. ValueError where a quotation mark is left open, or text follows a closing one."""
    head: list[Line] = []
    rows: list[list[Line]] = []
    has_header = False
    for line in each_line(text):
        if line.is_blank or not has_header:
            (rows[-1] if rows else head).append(line)
            has_header = has_header or not line.is_blank
        else:
            rows.append([line])
    return Lines(tuple(head), tuple(map(tuple, rows)))


def each_line(text: str) -> Iterator[Line]:
    position = 0
    while position < len(text):
        cells: list[str] = []
        while True:
            match = (QUOTED if text.startswith('"', position) else PLAIN).match(text, position)
            if match is None:
                raise ValueError("a quotation mark is left open")
            cells.append(match[0])
            position = match.end()
            if not text.startswith(",", position):
                break
            position += 1
        end = LINE_END.match(text, position)
        if end is None:
            raise ValueError("text follows a closing quotation mark")
        position = end.end()
        yield Line(tuple(cells), end[0])


def value(cell: str) -> str:
    """What a cell says, without its quotation marks."""
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def spelling(text: str, before: str = "") -> str:
    """A cell of that text, between quotation marks where it needs them, or where it had them before."""
    if NEEDS_QUOTES.search(text) or (before.startswith('"') and text):
        return '"' + text.replace('"', '""') + '"'
    return text


def rewritten(lines: Lines, new_columns: Sequence[str], rows: Sequence[Row]) -> str:
    """The text with these rows in this order, and with columns to the right of the old ones.

    Blank lines stay below the row they stood below, or below the one before it where that row goes. Whether the last
    line has an end stays as it was; a new line ends as the one before it does.
    """
    width = len(lines.header)
    gaps, top = gaps_below(lines, {row.old for row in rows if row.old is not None})
    out = [widened(line, new_columns) if not line.is_blank else line for line in lines.head] + top
    waiting: Sequence[Line] = ()
    for row in rows:
        if row.old is None:
            cells = [spelling(row.texts.get(at, "")) for at in range(width + len(new_columns))]
            out.append(Line(tuple(cells), out[-1].end))
        else:
            out += waiting
            out.append(edited(lines.rows[row.old][0], row.texts, len(new_columns)))
            waiting = gaps[row.old]
    out += waiting
    return "".join(map(str, with_ends(out, lines)))


def gaps_below(lines: Lines, staying: set[int]) -> tuple[dict[int, list[Line]], list[Line]]:
    """The blank lines below each row that stays, and those to stand above all rows."""
    gaps: dict[int, list[Line]] = {}
    top: list[Line] = []
    place = top
    for number, (_, *blank) in enumerate(lines.rows):
        if number in staying:
            place = gaps[number] = []
        place += blank
    return gaps, top


def widened(header: Line, new_columns: Sequence[str]) -> Line:
    return replace(header, cells=(*header.cells, *map(spelling, new_columns)))


def edited(line: Line, texts: Mapping[int, str], more: int) -> Line:
    """The line with other texts in some of its cells, and with more cells."""
    if not texts and not more:
        return line
    cells = [*line.cells, *[""] * more]
    for at, text in texts.items():
        cells[at] = spelling(text, cells[at])
    return Line(tuple(cells), line.end)


def with_ends(out: Sequence[Line], lines: Lines) -> Iterator[Line]:
    """The lines, each but the last with an end, and the last with one if the file had one there."""
    old = [*lines.head, *(line for row in lines.rows for line in row)]
    usual = next((line.end for line in old if line.end), "\n")
    last_end = old[-1].end
    while not last_end and out[-1].cells == ("",):  # an empty line without an end would be none
        out = out[:-1]
    for line in out[:-1]:
        yield line if line.end else replace(line, end=usual)
    yield out[-1] if last_end else replace(out[-1], end="")
