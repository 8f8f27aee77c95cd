"""The formulas that cells share with one another, each as it reads in its own cell.

A cell with a shared formula has the formula of the cell that defines it, whatever its own text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from model.errors import CannotRun
from model.xlsx.book import SheetHeld, Spot, cell_name
from model.xlsx.formula_text import shifted
from model.xlsx.spelling import canonical

MOST_SHARED_TEXT = 50_000_000  # characters of formulas filled from shared ones


class Formula(NamedTuple):
    """A formula as a cell's part says it; the number is that of the formula it shares, "" where it shares none."""

    text: str
    array: bool = False
    number: str | None = None
    master: bool = False  # whether the cell shares it with others

    @classmethod
    def of(cls, text: str, attributes: Mapping[str, str]) -> Formula | None:
        """What the element says; none where it says nothing."""
        kind = attributes.get("t", "normal")
        if kind == "shared":
            return cls(text, number=attributes.get("si", ""), master=bool(text and attributes.get("ref")))
        if kind == "dataTable":
            return cls("TABLE", array=True)
        return cls(text, array=kind == "array") if text or kind == "array" else None


class SharedFormulas:
    """The cells of a sheet that share formulas, as they are met: cells above may follow from one below."""

    def __init__(self, sheet: SheetHeld) -> None:
        self.sheet = sheet
        self.masters: dict[str, tuple[Spot, str]] = {}
        self.sharing: dict[Spot, Formula] = {}

    def take(self, spot: Spot, formula: Formula | None) -> None:
        """Note a cell's formula. Of two cells of one place the last counts."""
        if formula is None or formula.number is None:
            if self.sharing:
                self.sharing.pop(spot, None)
            return
        self.sharing[spot] = formula
        if formula.master and self.masters.setdefault(formula.number, (spot, formula.text)) != (spot, formula.text):
            self.sheet.doubt(cell_name(spot), f"the shared formula {formula.number} is there twice")

    def formulas(self, longest: int | None = None) -> Iterator[tuple[Spot, str]]:
        """The formula of each cell that shares one; "" of one that nobody shares.

        Formulas of more characters than `longest` are given as the cell says that shares them.
        """
        length = 0
        for spot, formula in self.sharing.items():
            number, text = formula.number or "", formula.text
            if number not in self.masters:
                message = (
                    f"the shared formula {number} has no range" if text else f"there is no shared formula {number}"
                )
                self.sheet.doubt(cell_name(spot), message)
                if text:
                    self.masters[number] = spot, text  # as Gnumeric reads it
                yield spot, text
                continue
            (row, column), shared = self.masters[number]
            if longest is not None and len(shared) > longest:
                yield spot, shared
                continue
            own = shifted(shared, spot[0] - row, spot[1] - column)
            length += len(own)
            if length > MOST_SHARED_TEXT:
                raise CannotRun("the workbook fills more formulas from shared ones than can be read.")
            if text and canonical(text) != canonical(own):
                message = f"the cell shares the formula of {cell_name((row, column))}, and has another one of its own"
                self.sheet.doubt(cell_name(spot), message)
            yield spot, own
