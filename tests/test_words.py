"""Definitions in words: every node has some, and they say what the formula says."""

from __future__ import annotations

import pytest

from model.errors import DefinitionError
from model.expression import control_nodes, nodes
from model.expression.control_nodes import Beside, Copy, Headings, Product
from model.expression.line import Line
from model.expression.nodes import (
    NOT_DISCLOSED,
    YEAR,
    AsBuilt,
    Aside,
    Assumption,
    Choice,
    Column,
    Const,
    Each,
    Edits,
    Errors,
    FirstKnown,
    If,
    Known,
    Lookup,
    Node,
    Order,
    Pick,
    Place,
    Position,
    Rows,
    Selector,
    ToDate,
    Total,
    call,
)
from model.expression.terms import above, is_, size, sum_ifs
from model.expression.words import say, words
from model.workbook.names import model_lines

LEGS = Rows("leg", "deals", ("leg",))
amount = Column("deals", "base_bn", "number", optional=True)
payer = Column("deals", "payer", "text")
rate = Line("rate", "USD per unit", "rate", Const(1.0), LEGS)
due = Line("due", "Due", "USD bn", Const(1.0), LEGS, by_year=True)

SENTENCES = [
    (amount * rate, "deals[base_bn] × ‹USD per unit›"),
    (amount / (rate + 1), "deals[base_bn] ÷ (‹USD per unit› + 1)"),
    (amount - (rate - 1), "deals[base_bn] − (‹USD per unit› − 1)"),
    (-rate, "−‹USD per unit›"),
    (NOT_DISCLOSED, "n/d"),
    (Assumption("cost_per_gw"), "cost_per_gw"),
    (Assumption("cost_per_gw", "low"), "cost_per_gw (low)"),
    (Selector("basis"), "the basis selected"),
    (YEAR, "the year"),
    (LEGS.key(), "this leg"),
    (If(rate > 0, amount, NOT_DISCLOSED), "if ‹USD per unit› > 0: deals[base_bn], else n/d"),
    (Known((amount, rate)), "deals[base_bn] and ‹USD per unit› are disclosed"),
    (Known((amount,)), "deals[base_bn] is disclosed"),
    (FirstKnown((amount, Const(0.0))), "the first disclosed of (deals[base_bn], 0)"),
    (Choice(Const(1.0), Const(2.0), Const(3.0)), "by case (1; 2; 3)"),
    (
        sum_ifs(amount, is_(payer, "Ada"), above(amount, 0)),
        'sum of deals[base_bn] where deals[payer] = "Ada" and deals[base_bn] > 0',
    ),
    (Lookup(rate, Place(payer, Const("Ada"))), '‹USD per unit› in the row whose deals[payer] is "Ada"'),
    (Lookup(rate, rate), "‹USD per unit› in the row with the number ‹USD per unit›"),
    (Pick(rate, (amount, Const(0.0))), "by ‹USD per unit› (deals[base_bn]; 0)"),
    (Total(rate), "sum of ‹USD per unit› over all rows"),
    (Total(due, "both"), "sum of ‹Due› over all rows and columns"),
    (Product(rate, rate), "‹USD per unit› × ‹USD per unit› added up"),
    (Beside(rate, rate, ">="), "sum of ‹USD per unit› where ‹USD per unit› ≥ 0"),
    (Copy(rate, due), "sum of ‹USD per unit› as shown beside ‹Due›"),
    (Headings(due), "sum of the years above ‹Due›"),
    (ToDate(due), "‹Due› added up from the first year"),
    (Position(LEGS), "the number of the row"),
    (amount >= rate * 2, "deals[base_bn] ≥ ‹USD per unit› × 2"),
    (size(amount), "deals[base_bn] in whole millionths"),
    (Errors("Legs"), "whether a figure of Legs is an error"),
    (Edits("deals", "deals as built", ("leg",), "removed"), "how many rows of deals as built were removed"),
    (AsBuilt(amount), "deals[base_bn] at the build"),
    (Order(rate), "the place of ‹USD per unit› among all, the largest first"),
    (call("abs", amount - 1), "the absolute value of deals[base_bn] − 1"),
    (1 - Total(rate), "1 − (sum of ‹USD per unit› over all rows)"),
]


@pytest.mark.parametrize(("node", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_words_say_what_the_node_says(node: Node, sentence: str) -> None:
    assert say(node) == sentence


def test_every_kind_of_node_has_words() -> None:
    """Each stands in the sentences above or is the definition of a whole line; asides become lines of their own."""
    every = (*vars(nodes).values(), *vars(control_nodes).values())
    kinds = {kind for kind in every if isinstance(kind, type) and issubclass(kind, Node)}
    kinds = kinds - {Node} | {Line}
    told: set[type] = {Each, Aside}

    def add(value: object) -> None:
        if isinstance(value, Node):
            told.add(type(value))
            for part in vars(value).values():
                add(part)
        elif isinstance(value, tuple):
            for part in value:
                add(part)

    for node, _ in SENTENCES:
        add(node)
    assert told == kinds


def test_rows_with_definitions_of_their_own_are_told_one_by_one() -> None:
    each = Line("steps", "Steps", "USD bn", Each((Total(rate), Const(2.0))), Rows("step", labels=("a", "b")))
    assert words(each) == "row by row: sum of ‹USD per unit› over all rows; 2"


def test_a_node_without_words_is_refused() -> None:
    with pytest.raises(DefinitionError, match="no words for Node"):
        say(Node())


def test_no_line_is_told_as_python_would_show_it() -> None:
    for line in model_lines():
        assert "<" not in words(line).replace(" < ", ""), line.name
