"""An expression that a formula would repeat is put in a helper line, which is placed automatically."""

from __future__ import annotations

from model.expression.line import Line, operands
from model.expression.nodes import NOT_DISCLOSED, Aside, Column, Const, If, Rows
from model.expression.terms import find, is_, known, sum_ifs, sum_known, when
from model.workbook.asides import lines_of_block, with_asides
from model.workbook.blocks import Block, Sheet
from model.workbook.names import model_lines
from model.workbook.sheets import SHEETS
from tests.test_expression import text

ITEMS = Rows("item", "items", ("item",))
KINDS = Rows("kind", "items", ("kind",), distinct=True)
A, KIND = Column("items", "a", "number"), Column("items", "kind", "text")


def helpers(line: Line) -> list[Line]:
    leaves = operands(line.expr, into_gathers=True)
    return list(dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Line) and leaf.aside))


def test_a_line_makes_one_helper_line_of_an_aside_that_it_says_twice() -> None:
    twice = Aside("twice", "twice", "", A * 2, "Twice as much.")
    line = Line("amount", "Amount", "USD bn", when(twice > 1, twice, 0), ITEMS)
    (helper,) = helpers(line)
    assert (helper.name, helper.title, helper.unit, helper.over) == ("amount_twice", "Amount, twice", "USD bn", ITEMS)


def test_look_ups_by_the_same_key_share_the_row() -> None:
    """Under one name, whichever line is made first."""
    first = Line("first", "First", "text", find(A, KIND, ITEMS.key()), ITEMS)
    second = Line("second", "Second", "text", find(KIND, KIND, ITEMS.key(), Const("")), ITEMS)
    assert helpers(first) == helpers(second)
    assert [helper.name for helper in helpers(first)] == ["item_item_in_items_kind"]


def test_a_sum_that_may_be_of_nothing_says_its_conditions_once() -> None:
    line = Line("known", "Known", "USD bn", sum_known(A, is_(KIND, KINDS.key())), KINDS)
    assert [helper.name for helper in helpers(line)] == ["known_known", "known_sum"]


def test_what_is_not_disclosed_is_like_no_row() -> None:
    """A spreadsheet would find the rows that show n/d."""
    maybe = Line("maybe", "Maybe", "x", If(known(Column("items", "b", "number", True)), A, NOT_DISCLOSED), ITEMS)
    assert text(sum_ifs(A, is_(KIND, maybe))).startswith("IF(ISTEXT(maybe),0,SUMIFS(")


def test_helper_lines_stand_at_the_right_end_or_below_what_is_printed() -> None:
    line = Line("amount", "Amount", "USD bn", Aside("half", "half", "", A * 0.5, "Half of it.") * 3, ITEMS)
    (printed,) = with_asides([Sheet("Out", "?", (Block("Items", ITEMS, (line,)),), printed=1)])
    assert [block.lines for block in printed.blocks] == [(line,), tuple(helpers(line))]
    (workings,) = with_asides([Sheet("Work", "?", (Block("Items", ITEMS, (line,)),))])
    assert [block.lines for block in workings.blocks] == [(line, *helpers(line))]


def test_no_helper_line_of_the_model_is_printed() -> None:
    """And each has a place, a heading and a meaning."""
    asides = [line for line in model_lines() if line.aside]
    assert len(asides) > 100
    assert all(line.title and line.meaning and line.unit for line in asides)
    printed = [line for sheet in SHEETS for block in sheet.blocks[: sheet.printed] for line in lines_of_block(block)]
    assert not [line.name for line in printed if line.aside]
