"""Joint ventures: how much of a venture's amount falls on the named payer, and how much on its partners. A part that a
partner or the venture itself buys counts for them alone; the payer's own part carries the payer's share.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, If, Lookup, Node
from model.expression.terms import and_, is_, known, largest, place_of, smallest, sum_ifs, when
from model.lines.amounts import floor
from model.lines.inputs import Deals
from model.lines.levels import by_level
from model.lines.parts import counts, kept_floor, payer_family
from model.lines.rows import LEGS
from model.lines.versions import whole

JOINT_VENTURE = "joint_venture"

venture_itself = Line(
    "legs_venture_itself",
    "Is a venture",
    "text",
    when(and_(Deals.kind.eq(JOINT_VENTURE), counts.eq(1)), LEGS.key(), ""),
    LEGS,
    meaning="The leg, where it is a joint venture that counts.",
)


def around(inner: Line) -> Node:
    """The venture that the leg's whole is, or is part of; otherwise the leg itself, if it is a venture."""
    outer = Lookup(inner, place_of(LEGS.key(), whole))
    return when(whole.eq(""), venture_itself, when(outer.eq(""), venture_itself, outer))


venture = Line(
    "legs_venture",
    "Venture",
    "text",
    around(venture_itself),
    LEGS,
    meaning="The outermost joint venture that the leg is, or is part of; empty where there is none.",
)
ventures = by_level(venture, "up", around)
venture_3 = ventures[-1]

is_venture = Line(
    "legs_is_venture",
    "Venture's own leg",
    "switch",
    when(and_(venture_3.ne(""), venture_3.eq(LEGS.key())), 1, 0),
    LEGS,
    meaning="1 for the leg that stands for the whole venture.",
)
venture_payer = Line(
    "legs_venture_payer",
    "Family of the venture's payer",
    "text",
    when(venture_3.eq(""), "", Lookup(payer_family, place_of(LEGS.key(), venture_3))),
    LEGS,
    meaning="The family of the company that the venture's leg names as payer.",
)
venture_payee = Line(
    "legs_venture_payee",
    "The venture",
    "text",
    when(venture_3.eq(""), "", Lookup(Deals.payee, place_of(LEGS.key(), venture_3))),
    LEGS,
    meaning="The company that is the venture.",
)
bought_by_venture = Line(
    "legs_bought_by_venture",
    "Bought by the venture",
    "switch",
    when(and_(venture_3.ne(""), is_venture.eq(0), venture_payee.eq(Deals.payer)), 1, 0),
    LEGS,
    meaning="1 where the venture itself is the buyer, using what its partners put in.",
)
own_part = Line(
    "legs_own_part",
    "Payer's own part",
    "switch",
    when(and_(venture_3.ne(""), is_venture.eq(0), venture_payer.eq(payer_family)), 1, 0),
    LEGS,
    meaning="1 for a part of a venture that the venture's payer buys.",
)
share = Line(
    "legs_share",
    "Payer's share",
    "share",
    If(
        known(Deals.payer_share),
        when(Deals.kind.eq(JOINT_VENTURE), Deals.payer_share, 1),
        when(is_venture + own_part > 0, Lookup(Deals.payer_share, place_of(LEGS.key(), venture_3)), 1),
    ),
    LEGS,
    meaning="For a joint venture, and for its payer's own parts, the payer's share as stated; otherwise 1.",
)
venture_buys = Line(
    "legs_venture_buys",
    "Bought by the venture, total",
    "USD bn",
    sum_ifs(kept_floor, is_(venture_3, LEGS.key()), is_(bought_by_venture, 1)),
    LEGS,
    meaning="For the leg of a venture: the sum of what the venture itself buys.",
)
share_of_parts = Line(
    "legs_share_of_parts",
    "Share × floor",
    "USD bn",
    If(known(kept_floor, share), kept_floor * share, NOT_DISCLOSED),
    LEGS,
    meaning="The leg's floor without parts × the payer's share.",
)
own_parts = Line(
    "legs_own_parts",
    "Payer's own parts, total",
    "USD bn",
    sum_ifs(share_of_parts, is_(venture_3, LEGS.key()), is_(own_part, 1)),
    LEGS,
    meaning="For the leg of a venture: the sum counted for its payer's own parts.",
)
left_of_share = Aside(
    "left",
    "remaining share",
    "",
    share * (floor - venture_buys) - own_parts,
    "The payer's share of what the venture does not buy itself, less what is counted for the payer's own parts.",
)
attributed = Line(
    "legs_attributed",
    "Falls on the payer",
    "USD bn",
    when(
        is_venture.eq(1),
        If(
            known(kept_floor, left_of_share),
            smallest(kept_floor, largest(0, left_of_share)),
            NOT_DISCLOSED,
        ),
        share_of_parts,
    ),
    LEGS,
    meaning="The payer's part of the floor: all of it; for a venture the payer's share, less what the venture itself "
    "buys and what the payer's own parts count for. n/d where the share is not disclosed.",
)

LINES = (
    venture_itself,
    *ventures,
    is_venture,
    venture_payer,
    venture_payee,
    bought_by_venture,
    own_part,
    share,
    venture_buys,
    share_of_parts,
    own_parts,
    attributed,
)
