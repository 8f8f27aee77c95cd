"""Parts: how much of a leg's amount, floor and gigawatts its parts take, so that each dollar counts once.

A whole keeps what its parts do not take. A part takes the larger of its own figure, if it counts, and what its own
parts take; one that does not count passes its parts on. Formulas go down a few levels below a whole.
"""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, If, Lookup, Node
from model.expression.terms import and_, first_known, is_, known, largest, place_of, smallest, sum_ifs, when
from model.lines.amounts import floor, has_amount, legs_class, usd
from model.lines.families import family_line
from model.lines.inputs import Deals
from model.lines.levels import by_level
from model.lines.rows import LEGS
from model.lines.versions import is_current, whole

payer_family = family_line("legs", "payer", Deals.payer, LEGS)
payee_family = family_line("legs", "payee", Deals.payee, LEGS)

counts = Line(
    "legs_counts",
    "Counts",
    "switch",
    when(and_(is_current.eq(1), payer_family.ne(payee_family)), 1, 0),
    LEGS,
    meaning="1 where the leg is current and its payer and payee belong to different families.",
)


def taken_of_whole(own: Line, step: Node | None = None) -> tuple[Line, ...]:
    """What a part takes of its whole: its own figure, or what its own parts take if that is more, level by level.

    `step` is 1 where a leg passes on what its parts take, and 0 where they end at it; without it every leg does.
    """

    def with_parts(last: Line) -> Node:
        below = sum_ifs(last, is_(whole, LEGS.key()))
        return largest(own, below if step is None else step * below)

    return by_level(own, "down", with_parts)


def of_parts(name: str, title: str, unit: str, lines: tuple[Line, ...], meaning: str) -> Line:
    return Line(name, title, unit, sum_ifs(lines[-1], is_(whole, LEGS.key())), LEGS, meaning=meaning)


amount_taken = taken_of_whole(
    Line(
        "legs_amount_taken",
        "Amount taken from its whole",
        "USD bn",
        counts * first_known(usd, 0),
        LEGS,
        meaning="The amount that the leg takes from the leg it is part of.",
    )
)
parts_amount = of_parts(
    "legs_parts_amount", "Amount of its parts", "USD bn", amount_taken, "How much of the leg's amount its parts take."
)

stated = Line(
    "legs_stated",
    "Stated",
    "USD bn",
    If(known(usd), counts * largest(0, usd - parts_amount), NOT_DISCLOSED),
    LEGS,
    meaning="The amount that sources state, less what its parts take, not below 0; 0 where it does not count.",
)

floor_taken = taken_of_whole(
    Line(
        "legs_floor_taken",
        "Floor taken from its whole",
        "USD bn",
        counts * first_known(floor, 0),
        LEGS,
        meaning="How much the leg takes of the floor of the leg it is part of.",
    )
)
parts_floor = of_parts(
    "legs_parts_floor", "Floor of its parts", "USD bn", floor_taken, "How much of the leg's floor its parts take."
)
kept_floor = Line(
    "legs_kept_floor",
    "Floor, without parts",
    "USD bn",
    If(known(stated), smallest(stated, largest(0, floor - parts_floor)), NOT_DISCLOSED),
    LEGS,
    meaning="The leg's floor less what its parts take, but no more than the amount without parts.",
)

gigawatts_counted = Line(
    "legs_gigawatts_counted",
    "Capacity, if it counts",
    "GW",
    when(legs_class.eq("commitment"), counts * first_known(Deals.gigawatts, 0), 0),
    LEGS,
    meaning="Gigawatts of a commitment that counts; 0 where the leg states none.",
)
passes_gigawatts = Line(
    "legs_passes_gigawatts",
    "Passes on the capacity of its parts",
    "switch",
    when(and_(counts.eq(1), gigawatts_counted.eq(0), first_known(usd, -1) >= 0), 0, 1),
    LEGS,
    meaning="0 where the leg has an amount and no gigawatts: its parts lie inside that amount.",
)
gigawatts_taken = taken_of_whole(
    Line(
        "legs_gigawatts_taken",
        "Capacity taken from its whole",
        "GW",
        gigawatts_counted,
        LEGS,
        meaning="Gigawatts that the leg takes from the leg it is part of.",
    ),
    passes_gigawatts,
)
parts_gigawatts = of_parts(
    "legs_parts_gigawatts", "Capacity of its parts", "GW", gigawatts_taken, "Gigawatts that the leg's parts take."
)

cost_own = Line(
    "legs_cost_own",
    "Amount deducted from cost",
    "USD bn",
    when(gigawatts_counted.eq(0), largest(amount_taken[0], counts * when(known(usd), parts_amount, 0)), 0),
    LEGS,
    meaning="The amount of a leg without gigawatts, deducted from the cost of unpriced capacity it is part of.",
)
passes_cost = Line(
    "legs_passes_cost",
    "Passes its parts' amounts on",
    "switch",
    when(and_(gigawatts_counted.eq(0), passes_gigawatts.eq(1)), 1, 0),
    LEGS,
    meaning="1 where the leg has neither an amount nor gigawatts that count.",
)
cost_taken = taken_of_whole(
    Line(
        "legs_cost_taken",
        "Cost deducted",
        "USD bn",
        cost_own,
        LEGS,
        meaning="Amounts without gigawatts that are deducted from the cost of the unpriced capacity that the leg is "
        "part of.",
    ),
    passes_cost,
)
parts_cost = of_parts(
    "legs_parts_cost", "Cost deducted by its parts", "USD bn", cost_taken, "What the leg's parts take of its cost."
)

has_price = Line(
    "legs_has_price",
    "Counts with an amount",
    "switch",
    counts * has_amount,
    LEGS,
    meaning="1 where the leg counts and a source states its amount.",
)


def at_whole(line: Line) -> If:
    """The value of the leg that this one is part of; 0 where it stands alone."""
    return when(whole.eq(""), 0, Lookup(line, place_of(LEGS.key(), whole)))


inside_price = Line(
    "legs_inside_price",
    "Inside a priced leg",
    "switch",
    at_whole(has_price),
    LEGS,
    meaning="1 where a leg that this one is directly or indirectly part of counts with an amount.",
)
inside_price_levels = by_level(inside_price, "up", lambda last: largest(inside_price, at_whole(last)))

own_gigawatts = Line(
    "legs_own_gigawatts",
    "Capacity, without parts",
    "GW",
    largest(0, gigawatts_counted - parts_gigawatts),
    LEGS,
    meaning="Gigawatts of a commitment that counts, less those of its parts.",
)
has_cost = Line(
    "legs_has_cost",
    "Unpriced capacity",
    "switch",
    when(and_(gigawatts_counted > 0, has_amount.eq(0), inside_price_levels[-1].eq(0)), 1, 0),
    LEGS,
    meaning="1 where the leg states gigawatts, and neither its own amount nor that of a leg it is part of prices them.",
)
unpriced_gigawatts = Line(
    "legs_unpriced_gigawatts",
    "Capacity without an amount",
    "GW",
    when(has_cost.eq(1), own_gigawatts, 0),
    LEGS,
    meaning="Gigawatts of a commitment whose amount no source states, less those of its parts.",
)
states_no_capacity = and_(legs_class.eq("commitment"), counts.eq(1), gigawatts_counted.eq(0))
unpriced = Line(
    "legs_unpriced",
    "At cost per GW",
    "USD bn",
    when(
        has_cost.eq(1),
        largest(0, unpriced_gigawatts * Assumption("cost_per_gw") - parts_cost - first_known(stated, 0)),
        when(
            Aside(
                "lacks_price",
                "has no price",
                "switch",
                when(and_(states_no_capacity, inside_price_levels[-1].eq(0), first_known(stated, -1) < 0), 1, 0),
                "1 where the leg is a commitment that counts, and neither an amount nor gigawatts price it.",
            ).eq(1),
            NOT_DISCLOSED,
            0,
        ),
    ),
    LEGS,
    meaning="Capacity without an amount × cost per gigawatt, less what its parts without gigawatts and its own "
    "payments price: build-out cost, not money owed to the payee. n/d where neither is stated.",
)
unpriced_whole = Line(
    "legs_unpriced_whole",
    "At cost per GW, parts included",
    "USD bn",
    when(
        has_amount.eq(0),
        largest(0, gigawatts_counted * Assumption("cost_per_gw") - counts * first_known(usd, 0)),
        0,
    ),
    LEGS,
    meaning="The cost of all its capacity, as an announcement would add it up, however much of it is counted in other "
    "legs.",
)
announced_amount = Line(
    "legs_announced_amount",
    "Announced",
    "USD bn",
    when(
        and_(legs_class.eq("commitment"), is_current.eq(1)),
        when(
            Aside(
                "lacking",
                "not stated",
                "switch",
                when(and_(counts.eq(1), gigawatts_counted.eq(0), first_known(usd, -1) < 0), 1, 0),
                "1 where a leg that counts states neither an amount nor gigawatts.",
            ).eq(1),
            NOT_DISCLOSED,
            first_known(usd, 0) + unpriced_whole,
        ),
        0,
    ),
    LEGS,
    meaning="The leg as an announcement states it: its amount, or its capacity at cost per gigawatt, double counts "
    "included; n/d where it states neither.",
)

LINES = (
    payer_family,
    payee_family,
    counts,
    *amount_taken,
    parts_amount,
    stated,
    *floor_taken,
    parts_floor,
    kept_floor,
    gigawatts_counted,
    passes_gigawatts,
    *gigawatts_taken,
    parts_gigawatts,
    cost_own,
    passes_cost,
    *cost_taken,
    parts_cost,
    has_price,
    *inside_price_levels,
    own_gigawatts,
    has_cost,
    unpriced_gigawatts,
    unpriced,
    unpriced_whole,
    announced_amount,
)
