"""Totals that others state, beside the model's own: estimates of commitments, and suppliers' reported backlogs."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, Aside, Assumption, Const, If
from model.expression.terms import and_, at_least, count_ifs, find, is_, known, max_ifs, max_known, or_, when
from model.lines.bridge import stated, unpriced_gigawatts
from model.lines.commitments import total
from model.lines.covers import ROWS, position_line
from model.lines.dated import source_lines
from model.lines.inputs import Figures
from model.lines.rows import FIGURES, OTHERS, PAYERS, SUPPLIERS
from model.lines.supplier_payments import outstanding
from model.lines.suppliers import contract_value
from schemas.terms import COMPARED

COMPANY, MEASURE = OTHERS.key(0), OTHERS.key(1)

source = source_lines("figure", FIGURES, Figures.sources)
position = position_line("figure", FIGURES)
rank = Line(
    "figure_rank",
    "Rank",
    "rank",
    If(
        known(Figures.base),
        If(
            known(source.source_date),
            when(source.source_date > Assumption("as_of"), NOT_DISCLOSED, source.source_date * ROWS - position),
            -position,
        ),
        NOT_DISCLOSED,
    ),
    FIGURES,
    meaning="Higher if published later; on one day, the first in the table ranks highest; undated ones rank last. n/d "
    "without a number, or if not yet published on the as-of day.",
)
same_figure = (is_(Figures.company, Figures.company), is_(Figures.measure, Figures.measure))
best_rank = Line(
    "figure_best_rank",
    "Rank of the figure used",
    "rank",
    If(known(rank), max_ifs(rank, *same_figure), NOT_DISCLOSED),
    FIGURES,
    meaning="The highest rank among the figures of the same company and measure.",
)
stands_instead = Line(
    "figure_stands_instead",
    "Figure used instead",
    "text",
    If(
        known(best_rank),
        when(
            Aside(
                "stands",
                "stays",
                "switch",
                when(or_(rank.eq(best_rank), and_(*(Figures.measure.ne(name) for name in COMPARED))), 1, 0),
                "1 where the figure is the one used, or its measure is not compared.",
            ).eq(1),
            "",
            find(FIGURES.key(), rank, best_rank, Const("")),
        ),
        Const(""),
    ),
    FIGURES,
    meaning="The later total for the same company and measure, which is compared with our own in place of this one.",
)
FIGURE_LINES = (
    Figures.company,
    Figures.measure,
    Figures.base,
    Figures.sources,
    source.first_source,
    source.source_date,
    position,
    rank,
    best_rank,
    stands_instead,
)

of_others = (is_(Figures.company, COMPANY), is_(Figures.measure, MEASURE))
others_totals = Line(
    "others_totals",
    "Totals published",
    "count",
    count_ifs(*of_others, at_least(rank, -ROWS)),
    OTHERS,
    meaning="Totals for the company and measure that were published by the as-of day; only one of them is used.",
)
others_rank = Line(
    "others_rank",
    "Rank of the figure used",
    "rank",
    max_known(rank, *of_others, count=others_totals),
    OTHERS,
    meaning="The highest of their ranks: that of the total published last or, on the same day, the first in the table.",
)
state = Line(
    "others_state",
    "Third-party total",
    "USD bn",
    If(known(others_rank), find(Figures.base, rank, others_rank), NOT_DISCLOSED),
    OTHERS,
    meaning="The total that a source reports or estimates (table figures); if there are several, the one published "
    "last.",
)
model = Line(
    "others_model",
    "The model",
    "USD bn",
    when(
        MEASURE.eq("reported_commitments"),
        find(total, PAYERS.key(), COMPANY),
        find(contract_value, SUPPLIERS.key(), COMPANY),
    ),
    OTHERS,
    meaning="The company's commitments, or as a supplier its contract value, on the basis selected; n/d where it has "
    "none.",
)
difference = Line(
    "others_difference",
    "Difference",
    "USD bn",
    state - model,
    OTHERS,
    meaning="The third-party total less the model's figure.",
)
others_remaining = Line(
    "others_remaining",
    "Model, remaining",
    "USD bn",
    when(MEASURE.eq("reported_backlog"), find(outstanding, SUPPLIERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="The part of a supplier's contract value that has not fallen due or has no date; a reported backlog is "
    "also net of deliveries.",
)
beyond_remaining = Line(
    "others_beyond_remaining",
    "Difference to remaining",
    "USD bn",
    state - others_remaining,
    OTHERS,
    meaning="The reported backlog less what remains of the contract value.",
)
others_unpriced_gigawatts = Line(
    "others_unpriced_gigawatts",
    "Unpriced capacity",
    "GW",
    when(MEASURE.eq("reported_commitments"), find(unpriced_gigawatts, PAYERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="Gigawatts of the company's commitments without an amount.",
)
stated_rung = Line(
    "others_stated_rung",
    "Stated commitments",
    "USD bn",
    when(MEASURE.eq("reported_commitments"), find(stated.amount, PAYERS.key(), COMPANY), NOT_DISCLOSED),
    OTHERS,
    meaning="The company's commitments on the stated rung of the bridge.",
)
beyond_stated = Line(
    "others_beyond_stated",
    "Difference to stated",
    "USD bn",
    state - stated_rung,
    OTHERS,
    meaning="The third-party total less the stated rung: the amount it would imply for the unpriced capacity.",
)
per_gigawatt = Line(
    "others_per_gigawatt",
    "Difference per GW unpriced",
    "USD bn per GW",
    beyond_stated / others_unpriced_gigawatts,
    OTHERS,
    meaning="That difference ÷ the unpriced capacity; if far below the cost per gigawatt, both cannot be right.",
)

LINES = (
    others_totals,
    state,
    model,
    difference,
    others_remaining,
    beyond_remaining,
    others_unpriced_gigawatts,
    stated_rung,
    beyond_stated,
    per_gigawatt,
)
