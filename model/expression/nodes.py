"""The nodes of an expression: what a model line says, and nothing about Excel or numpy.

Nodes are frozen dataclasses. The plain ones, and Python's operators that build them, are in `arithmetic`. Rendering
lives elsewhere: `formula` (Excel text) and `values` (numpy arrays).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from model.errors import DefinitionError
from model.expression.arithmetic import Const as Const
from model.expression.arithmetic import Node as Node
from model.expression.arithmetic import Op as Op
from model.expression.arithmetic import Operand as Operand
from model.expression.arithmetic import call as call

if TYPE_CHECKING:
    from model.expression.line import Line

Gathering = Literal["sum", "count", "max", "min"]
Case = Literal["low", "base", "high"]
CASES: tuple[Case, ...] = ("low", "base", "high")


@dataclass(frozen=True)
class Rows:
    """What the rows of a block stand for: every row of a table, a table's distinct keys, or fixed labels.

    `only` keeps the table rows whose column holds one of the values. Distinct keys keep the table's order. `headings`
    are what the parts of the key are called, where the table's column names will not do; `units` are the units of
    labels that each have their own.
    """

    name: str
    table: str = ""
    keys: tuple[str, ...] = ()
    distinct: bool = False
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)  # they are looked up by the thousand, and their names differ

    @property
    def parts(self) -> tuple[str, ...]:
        """What the parts of the key are called."""
        return self.headings or self.keys or (self.name,)

    def key(self, part: int = 0) -> Axis:
        """The label of the row (part 0, 1 … where several columns make the key)."""
        return Axis(self, part)

    def across(self) -> Axis:
        """The label of the column, in a matrix whose columns stand for these rows."""
        return Axis(self, across=True)


@dataclass(frozen=True)
class Missing(Node):
    """A figure that no source states, shown as "n/d"; never 0."""


@dataclass(frozen=True)
class Assumption(Node):
    """A judgement from the assumptions table: the selected case's value, or a named case's."""

    name: str
    case: Case | None = None


@dataclass(frozen=True)
class Selector(Node):
    """What the reader has chosen, a text: the case, the basis of totals, or a driver of the two-way grid."""

    name: Literal["case", "basis", "grid_down", "grid_across"]


@dataclass(frozen=True)
class Axis(Node):
    """The label of the row (`rows` given), of a matrix's column (`across`), or the column's year (`rows` None)."""

    rows: Rows | None = None
    part: int = 0
    across: bool = False


YEAR = Axis()


@dataclass(frozen=True)
class Column(Node):
    """A column of an input table; `optional` when a cell of it may be blank."""

    table: str
    name: str
    kind: Literal["number", "date", "text"]
    optional: bool = False


@dataclass(frozen=True)
class AsBuilt(Node):
    """What a table's column held when the workbook was built: fixed numbers in the workbook, no formula."""

    column: Column


@dataclass(frozen=True)
class If(Node):
    """`then` where the condition holds, else `otherwise`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True)
class Known(Node):
    """True where every one of the figures is disclosed."""

    args: tuple[Node, ...]


@dataclass(frozen=True)
class FirstKnown(Node):
    """The first of the figures that is disclosed; the last stands when none before it is."""

    args: tuple[Node, ...]


@dataclass(frozen=True)
class Choice(Node):
    """The value of the selected case."""

    low: Node
    base: Node
    high: Node


@dataclass(frozen=True)
class Where:
    """One condition of a gathering: `column` compared with `value`, a constant or a value of the row at hand.

    What is compared by order with the row at hand must be whole numbers, such as days: a spreadsheet writes the value
    into a text, to 15 digits.
    """

    column: Column | Line | Axis
    compare: Literal["=", "<>", "<", "<=", ">", ">="]
    value: Node

    def __post_init__(self) -> None:
        if self.compare == "<>" and not isinstance(self.value, Const):
            raise DefinitionError("what differs in a gathering differs from a constant")

    @property
    def bound(self) -> bool:
        """Whether rows are compared by order with a value of the row at hand."""
        return self.compare != "=" and not isinstance(self.value, Const)


@dataclass(frozen=True)
class Ifs(Node):
    """Sum, count, largest or smallest of the values whose rows meet all conditions (SUMIFS and similar functions).

    Undisclosed values are left out; nothing found gives 0. Values and conditions stand in one table, or in one block
    (the layout sees to that), so that their ranges are equal whatever is inserted or deleted in the workbook.
    """

    how: Gathering
    values: Column | Line | None
    where: tuple[Where, ...]

    def __post_init__(self) -> None:
        tables = {each.table if isinstance(each, Column) else "" for each in self.gathered()}
        if len(tables) > 1:
            raise DefinitionError("a gathering reads one table or one block")
        if sum(each.bound for each in self.where) > 1:
            raise DefinitionError("a gathering compares by order with one value of the row at hand")

    def gathered(self) -> tuple[Column | Line | Axis, ...]:
        """The columns that are read: the values, then those of the conditions."""
        first = () if self.values is None else (self.values,)
        return (*first, *(each.column for each in self.where))


@dataclass(frozen=True)
class Place(Node):
    """The number of the row whose key equals `at`, from 1; in a table the heading is row 1. Use it only where such a
    row exists."""

    key: Column | Line | Axis
    at: Node


@dataclass(frozen=True)
class Lookup(Node):
    """The value in the row of that number, as `Place` counts."""

    value: Column | Line | Axis
    place: Node


@dataclass(frozen=True)
class Pick(Node):
    """The argument of that number, from 1."""

    number: Node
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Aside(Node):
    """A part of a definition that gets a cell of its own, so that a formula contains it once and stays short. The line
    makes a helper line of it, named after the line. A `shared` aside has its own name and serves every line with the
    same expression.
    """

    name: str
    title: str
    unit: str
    expr: Node
    meaning: str
    shared: bool = False


@dataclass(frozen=True)
class Total(Node):
    """All rows, all years, or both, of a line or column: their sum, the largest or smallest, how many are numbers, or
    filled.

    Of a table's column the free rows below the table count too.
    """

    values: Column | Line
    along: Literal["rows", "years", "both"] = "rows"
    how: Literal["sum", "max", "min", "count", "filled"] = "sum"


@dataclass(frozen=True)
class ToDate(Node):
    """The line added up from the first year to the column's year."""

    line: Line


@dataclass(frozen=True)
class Position(Node):
    """The number of the row at hand among its rows, from 1."""

    rows: Rows


@dataclass(frozen=True)
class Order(Node):
    """The place of the row among all rows of a line of `size`: 1 for the largest, equal ones in their order."""

    line: Line


@dataclass(frozen=True)
class Errors(Node):
    """1 where a figure of a sheet's blocks or a cell of a table is an error, else 0; in our own evaluation none is."""

    where: str


@dataclass(frozen=True)
class Edits(Node):
    """How many rows of a table as built were edited or removed since; undisclosed where the workbook does not hold
    what was built. `built` is the table as built, `key` the columns by which a row of it is found again."""

    table: str
    built: str
    key: tuple[str, ...]
    what: Literal["edited", "removed"]


@dataclass(frozen=True)
class Each(Node):
    """One expression for each row, for blocks whose rows are fixed labels."""

    args: tuple[Node, ...]


NOT_DISCLOSED = Missing()
