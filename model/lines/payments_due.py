"""What falls due of each payer year by year, against its revenue."""

from __future__ import annotations

from model.expression.line import Line
from model.expression.nodes import NOT_DISCLOSED, YEAR, Aside, Assumption, Const, If, Node, ToDate, Total
from model.expression.terms import above, and_, first_known, known, max_known, sum_ifs, total_of, when
from model.lines.calendar import Part, Parts, parts_of
from model.lines.commitments import own_commitments, path, revenue, total
from model.lines.leg_periods import period
from model.lines.rows import PAYERS
from model.lines.rungs import counted
from model.lines.schedule import assume_timing, due_assumed, due_stated
from model.lines.schedule import assumed as leg_assumed
from model.lines.schedule import not_dated as leg_not_dated

NEAR_THE_PEAK = Const(0.99)  # full years differ by rounding, and by a stub at either end


def of_payer(line: Line) -> If:
    """A line added up over the payer's commitments."""
    return If(known(total), sum_ifs(line, *own_commitments), NOT_DISCLOSED)


assumed = Line(
    "payer_assumed",
    "Timing assumed",
    "USD bn",
    of_payer(leg_assumed),
    PAYERS,
    meaning="Commitments that fall due on days no source states.",
)
not_dated = Line(
    "payer_not_dated",
    "Not dated",
    "USD bn",
    of_payer(leg_not_dated),
    PAYERS,
    meaning="Commitments without a date; with assume_timing 0, also those whose dates are only assumed.",
)


def stated_in(part: Part) -> Node:
    return of_payer(due_stated[part])


def assumed_in(part: Part) -> Node:
    left_out = and_(assume_timing.eq(0), assumed > 0)
    return when(left_out, NOT_DISCLOSED, sum_ifs(due_assumed[part], *own_commitments))


stated = parts_of(
    Line(
        "payer_due_stated",
        "Payments due, timing stated",
        "USD bn",
        stated_in("year"),
        PAYERS,
        by_year=True,
        meaning="The part of the payer's commitments that falls due on days stated by sources.",
    ),
    stated_in,
)
assumed_due = parts_of(
    Line(
        "payer_due_assumed",
        "Payments due, timing assumed",
        "USD bn",
        assumed_in("year"),
        PAYERS,
        by_year=True,
        meaning="Commitments that fall due on assumed days; n/d where assume_timing is 0 and there are any.",
    ),
    assumed_in,
)

dated = Line(
    "payer_dated",
    "Dated",
    "USD bn",
    when(and_(total > 0, not_dated >= total), NOT_DISCLOSED, total - not_dated),
    PAYERS,
    meaning="Amounts with a date, stated or assumed; n/d if none.",
)


def due_in(part: Part) -> Node:
    return If(known(dated), stated[part] + first_known(assumed_due[part], 0), NOT_DISCLOSED)


payer_due = parts_of(
    Line(
        "payer_due",
        "Payments due",
        "USD bn",
        due_in("year"),
        PAYERS,
        by_year=True,
        meaning="What falls due in the year, on stated and on assumed days; n/d where nothing is dated.",
    ),
    due_in,
)

due_total = Line(
    "payer_due_total",
    "Total",
    "USD bn",
    If(
        known(total),
        not_dated
        + first_known(payer_due.earlier, 0)
        + Total(payer_due.year, "years")
        + first_known(payer_due.later, 0),
        NOT_DISCLOSED,
    ),
    PAYERS,
    meaning="The sum of the payer's row: earlier, the years, later and not dated.",
)

due_to_date = Line(
    "payer_due_to_date",
    "Payments due, cumulative",
    "USD bn",
    payer_due.earlier + ToDate(payer_due.year),
    PAYERS,
    by_year=True,
    meaning="All that falls due by the end of the year, including earlier years.",
)

remaining = Line(
    "payer_remaining",
    "Remaining",
    "USD bn",
    dated - payer_due.fallen_due,
    PAYERS,
    meaning="What falls due after the as-of day.",
)

due_cover = Line(
    "payer_due_cover",
    "Payments due ÷ revenue",
    "x",
    payer_due.year / path.revenue,
    PAYERS,
    by_year=True,
    meaning="Payments due in the year as a multiple of the year's revenue.",
)

funding_gap = Line(
    "payer_funding_gap",
    "Funding gap",
    "USD bn",
    payer_due.year - path.revenue,
    PAYERS,
    by_year=True,
    meaning="Payments due less revenue of the year; below 0 where revenue is larger.",
)

break_even_revenue = Line(
    "payer_break_even_revenue",
    "Break-even revenue",
    "USD bn",
    payer_due.year / Assumption("max_commitment_share"),
    PAYERS,
    by_year=True,
    meaning="The revenue of which the payments due in the year would be the chosen share.",
)

last_end = Line(
    "payer_last_end",
    "Last commitment ends",
    "date",
    max_known(period.end, *own_commitments, above(counted, 0)),
    PAYERS,
    meaning="The last day of the payer's longest counted commitment.",
)

peak_payments = Line(
    "payer_peak_payments",
    "Peak-year payments",
    "USD bn",
    If(known(dated), Total(payer_due.year, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The largest amount that falls due in one year.",
)

near_peak = Line(
    "payer_near_peak",
    "Years near the peak",
    "year",
    when(payer_due.year >= peak_payments * NEAR_THE_PEAK, YEAR, NOT_DISCLOSED),
    PAYERS,
    by_year=True,
    meaning="The year, if the payments due in it are within 1 % of the largest; otherwise n/d.",
)

peak_year = Line(
    "payer_peak_year",
    "Peak year",
    "year",
    when(peak_payments > 0, Total(near_peak, "years", "min"), NOT_DISCLOSED),
    PAYERS,
    meaning="The first year in which payments due are within 1 % of the largest year's.",
)

peak_to = Line(
    "payer_peak_to",
    "Peak year, to",
    "year",
    when(peak_payments > 0, Total(near_peak, "years", "max"), NOT_DISCLOSED),
    PAYERS,
    meaning="The last year in which what falls due is within 1 % of the most.",
)

years_ahead = Line(
    "payer_years_ahead",
    "Years to grow",
    "years",
    peak_year - revenue.year,
    PAYERS,
    meaning="From the revenue year to the peak year.",
)

required_revenue = Line(
    "payer_required_revenue",
    "Required revenue",
    "USD bn a year",
    peak_payments / Assumption("max_commitment_share"),
    PAYERS,
    meaning="Revenue of which peak-year payments are the chosen share, max_commitment_share.",
)

required_growth = Line(
    "payer_required_growth",
    "Required revenue growth",
    "growth",
    when(
        years_ahead > 0,
        Aside(
            "factor",
            "times today's",
            "x",
            required_revenue / revenue.annualised,
            "The required revenue ÷ today's revenue.",
        )
        ** (1 / years_ahead)
        - 1,
        NOT_DISCLOSED,
    ),
    PAYERS,
    meaning="The yearly growth with which peak-year payments would be the chosen share of revenue in the peak year.",
)


timing_stated = Line(
    "payer_timing_stated",
    "Timing stated",
    "USD bn",
    dated - assume_timing * assumed,  # with assume_timing 0 what is assumed is not dated
    PAYERS,
    meaning="Commitments that fall due on days sources state.",
)


def all_payers(name: str, line: Line, meaning: str) -> Line:
    return Line(name, "All payers", "USD bn", total_of(line), by_year=line.by_year, meaning=meaning)


def all_parts(name: str, parts: Parts) -> tuple[Line, ...]:
    """The totals under a line by year and its twins."""
    return (
        all_payers(f"{name}_earlier", parts.earlier, "All payers, before the first year."),
        all_payers(f"{name}_later", parts.later, "All payers, after the last year."),
        all_payers(f"{name}_fallen_due", parts.fallen_due, "All payers, up to the as-of day."),
        all_payers(name, parts.year, "All payers, by year."),
    )


all_stated = all_parts("payers_due_stated", stated)
all_assumed = all_parts("payers_due_assumed", assumed_due)
all_due = all_parts("payers_due", payer_due)
payers_not_dated = all_payers("payers_not_dated", not_dated, "All payers, without a day.")
payers_remaining = all_payers("payers_remaining", remaining, "All payers, after the as-of day.")
payers_due_total = all_payers("payers_due_total", due_total, "All payers, all columns.")
payers_due_to_date = all_payers("payers_due_to_date", due_to_date, "All payers, cumulative.")
payers_revenue = all_payers("payers_revenue", path.revenue, "Revenue of the payers that state it, by year.")
