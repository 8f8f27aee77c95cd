"""A finished workbook as tests look at it: formulas, stored values, references, and the XML parts of the file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from model.expression.values import Evaluation
from model.workbook.layout import Layout
from model.workbook.write import lay_out
from model.xlsx.sizes import PLAIN_WIDTH
from tests.harness import Model

Place = tuple[str, int, int]  # sheet, row, column
INPUT_SHEETS = (
    *("Assumptions", "deals", "payments", "capex_plans", "equity_stakes", "tranches", "revenue", "customer_shares"),
    *("companies", "fx_rates", "sources", "Other facts"),
)
STATUS_ROW = 3
REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


@dataclass(frozen=True)
class Area:
    """The cells a reference points at."""

    sheet: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def single(self) -> bool:
        return (self.left, self.top) == (self.right, self.bottom)

    def places(self) -> Iterator[Place]:
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield self.sheet, row, column


@dataclass(frozen=True)
class Book:
    """A workbook, read with its formulas and with its stored values, and the model it was written from."""

    path: Path
    model: Model

    @cached_property
    def made(self) -> Workbook:
        return openpyxl.load_workbook(self.path)

    @cached_property
    def stored(self) -> Workbook:
        return openpyxl.load_workbook(self.path, data_only=True)

    @cached_property
    def parts(self) -> dict[str, str]:
        """The XML parts of the file by name."""
        with zipfile.ZipFile(self.path) as opened:
            return {name: opened.read(name).decode() for name in opened.namelist()}

    @property
    def evaluation(self) -> Evaluation:
        return self.model.evaluation

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.evaluation)

    @property
    def sheets(self) -> list[Worksheet]:
        return [self.made[name] for name in self.made.sheetnames]

    def cells(self, *sheets: str) -> Iterator[Cell]:
        """Every cell that holds something, of all sheets or of some."""
        for sheet in self.sheets:
            if not sheets or sheet.title in sheets:
                for row in sheet.iter_rows():
                    yield from (cell for cell in row if cell.value is not None and isinstance(cell, Cell))

    @cached_property
    def formulas(self) -> dict[Place, str]:
        """Every formula without its "="."""
        return {place_of(cell): str(cell.value)[1:] for cell in self.cells() if cell.data_type == "f"}

    @cached_property
    def tokens(self) -> dict[str, list[Token]]:
        """The tokens of every formula, each text once."""
        return {text: Tokenizer(f"={text}").items for text in set(self.formulas.values())}

    @cached_property
    def names(self) -> dict[str, str]:
        return {name: str(held.attr_text) for name, held in self.made.defined_names.items()}

    def areas(self, place: Place) -> list[Area]:
        """What the formula at a place points at; names are followed."""
        found = []
        before = ""
        for token in self.tokens[self.formulas[place]]:
            # ROW asks where a cell stands, not what it holds
            if token.type == Token.OPERAND and token.subtype == Token.RANGE and before != "ROW(":
                found.append(self.area(token.value, place[0]))
            before = token.value
        return found

    def area(self, reference: str, sheet: str) -> Area:
        text = self.names.get(reference, reference)
        before, _, cells = text.rpartition("!")
        left, top, right, bottom = range_boundaries(cells)
        assert left is not None and top is not None and right is not None and bottom is not None, reference  # noqa: PT018
        return Area(before.strip("'") or sheet, left, top, right, bottom)

    def value(self, place: Place) -> object:
        return self.stored[place[0]].cell(place[1], place[2]).value

    def style(self, place: Place) -> str:
        return str(self.made[place[0]].cell(place[1], place[2]).style)

    def index(self, sheet: str) -> int:
        return self.made.sheetnames.index(sheet)

    def width(self, sheet: str, column: int) -> float:
        held = self.made[sheet].column_dimensions
        letters = openpyxl.utils.get_column_letter(column)
        return float(held[letters].width) if letters in held else PLAIN_WIDTH


def place_of(cell: Cell) -> Place:
    return cell.parent.title, cell.row, cell.column


def relative(formula: str, row: int, column: int) -> str:
    """A formula with its references told by distance (R1C1), so that copies of one formula are alike."""

    def distance(match: re.Match[str]) -> str:
        down = match[4] if match[3] else f"[{int(match[4]) - row}]"
        across = match[2] if match[1] else f"[{column_index_from_string(match[2]) - column}]"
        return f"R{down}C{across}"

    quoted = re.split(r'("[^"]*")', formula)
    return "".join(part if part.startswith('"') else REFERENCE.sub(distance, part) for part in quoted)
