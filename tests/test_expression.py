"""The expression core: nodes refuse misuse, formulas keep Excel's precedence, missing figures travel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import DefinitionError
from model.expression.formula import formula
from model.expression.gathering import ordered
from model.expression.line import Line, precedents
from model.expression.nodes import (
    NOT_DISCLOSED,
    YEAR,
    Assumption,
    Axis,
    Column,
    Const,
    Gathering,
    If,
    Ifs,
    Node,
    Op,
    Rows,
    Total,
    Where,
    call,
)
from model.expression.ops import OPERATORS, operator
from model.expression.templates import Text, fill
from model.expression.terms import and_, at_most, below, known, max_ifs, sum_ifs, when
from model.expression.values import Data, Evaluation

ITEMS = Rows("item", "items", ("item",))
A = Column("items", "a", "number")
B = Column("items", "b", "number", optional=True)
NAME = Column("items", "item", "text")


@dataclass(frozen=True)
class Names:
    """Places that are just names, enough to read a formula."""

    def here(self, node: Node, of: Line) -> Text:
        return (getattr(node, "name", "year"),)

    def rows(self, node: Node, of: Line) -> Text:
        return (f"{getattr(node, 'name', 'key')}s",)

    years = to_date = both = down_to = with_heading = rows

    def copy(self, node: Node, beside: Line, of: Line) -> Text:
        return (*self.rows(node, of), f" beside {beside.name}")

    def headings(self, node: Line, of: Line) -> Text:
        return (f"years above {node.name}",)

    def gathered(self, nodes: Sequence[Node], of: Line) -> list[Text]:
        return [self.rows(node, of) for node in nodes]

    def area(self, sheet: str) -> Text:
        return (sheet,)

    def as_built(self, table: str, what: Literal["edited", "removed"]) -> Text:
        return (f"{table} as built, {what}",)

    def assumption(self, node: Assumption) -> Text:
        return (node.name,)

    def case_number(self) -> Text:
        return ("case_number",)


def text(expr: Node, over: Rows | None = ITEMS) -> str:
    return fill(formula(Line("line", "Line", "x", expr, over), Names()), 1, 1)


def value(expr: Node, a: float = 2.0, b: float = 3.0) -> float:
    data = Data(
        {"items": {"item": np.array(["i"], dtype=object), "a": np.array([a]), "b": np.array([b])}},
        {},
        (),
    )
    return float(Evaluation(data).line(Line("line", "Line", "x", expr, ITEMS))[0, 0])


def test_an_expression_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="no truth value"):
        bool(A)


def test_a_line_of_other_rows_cannot_be_used_in_a_row() -> None:
    other = Line("other", "Other", "x", Const(1), Rows("thing", "things", ("thing",)))
    with pytest.raises(DefinitionError, match="does not run over the same rows"):
        Line("line", "Line", "x", A + other, ITEMS)


def test_a_line_by_year_needs_a_total_in_a_line_without_years() -> None:
    yearly = Line("yearly", "Yearly", "x", A * YEAR, ITEMS, by_year=True)
    with pytest.raises(DefinitionError):
        Line("line", "Line", "x", A + yearly, ITEMS)


def test_an_operator_that_is_not_in_the_table_has_no_rendering() -> None:
    with pytest.raises(DefinitionError, match="no operator 'power'"):
        text(call("power", A, 2))
    with pytest.raises(DefinitionError, match="no operator 'power'"):
        value(call("power", A, 2))


def test_a_node_without_a_rendering_raises() -> None:
    class Surprise(Node):
        pass

    with pytest.raises(DefinitionError):
        text(Surprise())
    with pytest.raises(DefinitionError):
        value(Surprise())


def test_a_gathering_leaves_out_what_differs_from_a_constant_only() -> None:
    with pytest.raises(DefinitionError, match="differs from a constant"):
        Where(A, "<>", B)


def test_a_gathering_compares_by_order_with_one_value_of_the_row() -> None:
    with pytest.raises(DefinitionError, match="one value of the row at hand"):
        sum_ifs(A, below(A, A), at_most(A, A))


def test_a_bound_of_the_row_at_hand_is_joined_to_its_sign() -> None:
    same = Where(NAME, "=", ITEMS.key())
    assert text(max_ifs(A, same, below(A, A))) == '_xlfn.MAXIFS(as,items,year,as,"<"&a)'
    assert text(sum_ifs(A, at_most(A, A + 1))) == 'SUMIFS(as,as,"<="&a+1)'
    assert text(sum_ifs(A, at_most(A, 3))) == 'SUMIFS(as,as,"<=3")'


def test_without_its_bound_a_gathering_is_not_disclosed() -> None:
    """Else a spreadsheet would look for texts below "n/d"."""
    assert text(sum_ifs(A, below(A, B))) == 'IF(b="","n/d",SUMIFS(as,as,"<"&b))'
    assert text(1 + sum_ifs(A, below(A, B))) == 'IF(b="","n/d",1+SUMIFS(as,as,"<"&b))'
    assert np.isnan(value(1 + sum_ifs(A, below(A, B)), b=np.nan))
    assert value(1 + sum_ifs(A, below(A, B))) == 3.0


ROWS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.integers(0, 5), st.one_of(st.none(), st.integers(-4, 4))), max_size=12
)


@given(ROWS, st.sampled_from(("sum", "count", "max", "min")), st.sampled_from(("<", "<=", ">", ">=")))
def test_rows_up_to_a_bound_are_gathered_as_one_by_one(
    rows: list[tuple[str, int, int | None]], how: Gathering, compare: str
) -> None:
    """Against a plain loop over all pairs of rows."""
    group, order = Column("items", "item", "text"), Column("items", "order", "number")
    data = Data(
        {
            "items": {
                "item": np.array([name for name, _, _ in rows], dtype=object),
                "order": np.array([float(at) for _, at, _ in rows]),
                "b": np.array([np.nan if number is None else float(number) for *_, number in rows]),
            }
        },
        {},
        (),
    )
    where = (Where(group, "=", ITEMS.key()), Where(order, compare, order))  # type: ignore[arg-type]
    values = None if how == "count" else B
    result = Evaluation(data).value(Ifs(how, values, where))
    meets = {"<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__}[compare]
    folds: dict[str, Callable[[list[float]], float]] = {"sum": sum, "count": len, "max": max, "min": min}
    for (name, at, _), found in zip(rows, result[:, 0], strict=True):
        near = [b for of, there, b in rows if of == name and meets(float(there), float(at))]
        counted = [1.0 for _ in near] if how == "count" else [float(b) for b in near if b is not None]
        assert found == (folds[how](counted) if counted else 0.0)


def test_the_smallest_of_a_row_passes_over_what_lacks() -> None:
    near = Line("near", "Near", "x", when(YEAR >= A, YEAR, NOT_DISCLOSED), ITEMS, by_year=True)
    first = Line("first", "First", "x", Total(near, "years", "min"), ITEMS)
    assert fill(formula(first, Names()), 1, 1) == "MIN(nears)"
    columns = {"items": {"item": np.array(["i", "j"], dtype=object), "a": np.array([2026.0, 2030.0])}}
    assert Evaluation(Data(columns, {}, (2025, 2026, 2027))).line(first)[:, 0].tolist() == [2026.0, 0.0]


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (A + A * A, "a+a*a"),
        ((A + A) * A, "(a+a)*a"),
        (A - (A - A), "a-(a-a)"),
        (A - A - A, "a-a-a"),
        (-(A**2), 'IF(a>0,-(a^2),"n/d")'),
        ((-A) ** 2, 'IF(-a>0,-a^2,"n/d")'),
        ((A**A) ** 2, 'IF(a>0,IF(a^a>0,a^a^2,"n/d"),"n/d")'),
        (A ** (A**2), 'IF(a>0,a^(a^2),"n/d")'),
        (A * 2 > A + 1, "ROUND(a*2-(a+1),6)>0"),
        (Const(-1) ** 2, "-1^2"),
    ],
)
def test_parentheses_stand_where_excel_needs_them(expr: Node, expected: str) -> None:
    """Excel: unary minus binds tighter than ^, and ^ runs from left to right."""
    assert text(expr) == expected


def test_a_lacking_operand_makes_the_result_not_disclosed() -> None:
    assert text(A * B) == 'IF(b="","n/d",a*b)'
    assert np.isnan(value(A * B, b=np.nan))


def test_a_division_tests_its_divisor() -> None:
    assert text(A / A) == 'IF(a=0,"n/d",a/a)'
    assert text(A / 12) == "a/12"
    assert np.isnan(value(A / A, a=0.0))


def test_a_figure_tested_before_is_not_tested_again() -> None:
    assert text(If(known(B), A * B, Const(0))) == 'IF(b="",0,a*b)'


def test_whether_a_figure_is_disclosed_may_be_one_condition_of_several() -> None:
    assert text(when(and_(known(B), A > 1), 1, 0)) == 'IF(AND(NOT(b=""),a>1),1,0)'
    assert value(when(and_(known(B), A > 1), 1, 0), b=np.nan) == 0


def test_a_condition_on_a_lacking_figure_is_not_disclosed() -> None:
    assert text(when(B > 1, 1, 0)) == 'IF(b="","n/d",IF(b>1,1,0))'
    assert np.isnan(value(when(B > 1, 1, 0), b=np.nan))


def test_a_blank_input_never_shows_as_zero() -> None:
    assert text(B) == 'IF(b="","n/d",b)'
    assert text(NOT_DISCLOSED) == '"n/d"'


def test_a_blank_text_input_never_shows_as_zero() -> None:
    remark = Column("items", "remark", "text", optional=True)
    assert text(remark) == 'remark&""'
    assert text(Op("&", (remark, NAME))) == "remark&item"


def test_texts_are_joined_as_a_spreadsheet_joins_them() -> None:
    assert operator("&").compute(np.array([["a"], ["b"]], dtype=object), np.array([["-c"]])).tolist() == [
        ["a-c"],
        ["b-c"],
    ]


def test_a_constant_may_stand_in_front() -> None:
    assert text(2 * A - 1 / (3 - A)) == 'IF(3-a=0,"n/d",2*a-1/(3-a))'
    assert value(2 * A - 1 / (3 - A), a=2.0) == 3.0


def test_quotes_in_texts_are_doubled() -> None:
    assert text(when(NAME.eq('a "b"'), 1, 0)) == 'IF(item="a ""b""",1,0)'


def test_precedents_are_named_once_in_order() -> None:
    line = Line("line", "Line", "x", sum_ifs(A, Where(NAME, "=", ITEMS.key())) + Assumption("rate") * A, ITEMS)
    assert precedents(line) == (A, NAME, Axis(ITEMS, 0), Assumption("rate"))


@given(st.dates(min_value=np.datetime64("1900-03-01").astype(object)), st.integers(-500, 1200))
def test_months_later_keeps_the_day_or_takes_the_month_s_last(day: object, months: int) -> None:
    import calendar
    import datetime

    assert isinstance(day, datetime.date)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1900 < year < 9999:
        return
    expected = datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    epoch = datetime.date(1899, 12, 30)
    assert value(call("edate", A, months), a=float((day - epoch).days)) == (expected - epoch).days


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_operators_compute_what_they_say(a: float, b: float) -> None:
    assert value(A + B, a, b) == a + b
    assert value(A - B, a, b) == a - b
    assert value(A * B, a, b) == a * b
    assert value(Op("max", (A, B)), a, b) == max(a, b)
    assert value(when(A < B, 1, 0), a, b) == float(a < b and abs(a - b) >= 5e-7)


# date aside: lines give it the year of the column, which never lacks
@pytest.mark.parametrize("name", [op.name for op in OPERATORS if not op.text and op.name != "date"])
def test_every_operator_lacks_a_value_where_any_operand_does(name: str) -> None:
    operands = {"neg": 1, "abs": 1, "year": 1, "month": 1, "day": 1, "int": 1, "is_error": 1}.get(name, 2)
    for lacking in range(operands):
        args = [np.array([[np.nan if index == lacking else 1.0]]) for index in range(operands)]
        with np.errstate(invalid="ignore"):
            assert np.isnan(operator(name).compute(*args).astype(float)).all(), (name, lacking)


def test_the_largest_is_first_and_equal_ones_keep_their_order() -> None:
    assert ordered(np.array([[5.0], [7.0], [np.nan], [7.0], [3.0]]))[:, 0].tolist()[:2] == [3.0, 1.0]
    assert np.isnan(ordered(np.array([[5.0], [np.nan]]))[1, 0])
    assert ordered(np.array([[7.0], [7.0]]))[:, 0].tolist() == [1.0, 2.0]


def test_what_grows_beyond_all_numbers_raises_no_warning() -> None:
    assert value(A**B, 1e200, 2.0) == np.inf
