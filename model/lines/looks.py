"""What the model's own lines show to be worth a look: which values, and what to say about them. A rule is stated in its
line and nowhere else, so a warning never disagrees with the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.expression.arithmetic import PLACES
from model.expression.line import Line
from model.lines import (
    amounts,
    capex,
    equity,
    group_overlaps,
    leg_periods,
    leg_rates,
    legs,
    others,
    payments,
    periods,
    plan_parts,
    plan_versions,
    plausible,
    versions,
)
from model.lines.dated import PeriodLines
from model.lines.inputs import CapexPlans, Figures

ABOVE_0, ANY_TEXT = "above 0", "any text"


@dataclass(frozen=True)
class Look:
    """A finding about the table's rows in which a line has one of some texts, or a number ABOVE_0.

    `says` gives the message by the text, `column` the column it is about; {names} in a message are `figures` of the
    same row. Where `of` is given, only rows in which it is above 0 are looked at. `together` is the message for
    several rows at once. `normal` gives, by the text, a column and a term in it of whose rows nothing is said.
    """

    code: str
    line: Line
    says: Mapping[str, str]
    column: Mapping[str, str]
    advice: str
    figures: Mapping[str, Line] = field(default_factory=dict)
    of: Line | None = None
    together: Mapping[str, str] = field(default_factory=dict)
    normal: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def key_of(self, value: str | float) -> str:
        """The key in `says` for a value of the line; numbers are compared to the millionth, as on a sheet."""
        if isinstance(value, str):
            return ANY_TEXT if value and ANY_TEXT in self.says else value
        return ABOVE_0 if round(value, PLACES) > 0 else ""


def assumed_dates(period: PeriodLines, current: Line, undated: str, of_several: str) -> Look:
    return Look(
        "assumed-date",
        period.basis,
        {
            "start assumed": "no start is stated; {start} is used",
            "end assumed": "neither end nor term is stated; {end} is used",
            "both assumed": f"no start, end or term is stated: {undated}",
        },
        {"start assumed": "start", "end assumed": "end", "both assumed": "start"},
        "give the dates or the term if a source states them; the earliest dated source gives the day it was known",
        {"start": period.start, "end": period.end},
        current,
        together={
            "start assumed": "no start is stated; the day they were known, or else the as-of day, is used",
            "end assumed": "neither end nor term is stated; the default term is used",
            "both assumed": f"no start, end or term is stated: {of_several}",
        },
    )


def cost_outside_range(line: Line, cost: Line, normal: Mapping[str, tuple[str, str]]) -> Look:
    message = "the amount is {cost} USD bn per gigawatt, {where} the range of the assumption cost_per_gw"
    of_several = "the amount per gigawatt is {where} the range of the assumption cost_per_gw"
    return Look(
        "cost-outside-range",
        line,
        {where: message.replace("{where}", where) for where in ("below", "above")},
        dict.fromkeys(("below", "above"), "gigawatts"),
        "check the amount and the capacity; they may not cover the same thing",
        {"cost": cost},
        together={where: of_several.format(where=where) for where in ("below", "above")},
        normal=normal,
    )


def later_rate(day: Line, of: Line) -> Look:
    return Look(
        "later-rate",
        day,
        {ABOVE_0: "the amount is converted at the rate of {day}, because no earlier rate is given"},
        {ABOVE_0: "currency"},
        "add to fx_rates the rate of the day on which the amount was known, or of an earlier one",
        {"day": day},
        of,
    )


LOOKS: tuple[Look, ...] = (
    assumed_dates(
        leg_periods.period,
        versions.is_current,
        "the period {start} to {end} is used",
        "the default term, from the day they were known, is used",
    ),
    assumed_dates(
        plan_parts.period, plan_versions.is_current, "the amount is in no year", "the amounts are in no year"
    ),
    # The rent of a site is less than what it costs to build, chips included.
    cost_outside_range(legs.cost_range, legs.cost_per_gw, {"below": ("kind", "lease")}),
    cost_outside_range(capex.cost_range, capex.cost_per_gw, {}),
    Look(
        "payments-exceed",
        amounts.payments_over,
        {ABOVE_0: "the stated payments add up to USD {payments} bn, more than the USD {most} bn of the leg"},
        {ABOVE_0: "base_bn"},
        "check the amount and the payments; the leg counts what the payments add up to",
        {"payments": payments.legs_payments, "most": amounts.most},
    ),
    later_rate(leg_rates.own_rate_later_day, amounts.usd),
    later_rate(plan_parts.own_rate_later_day, plan_parts.money.usd),
    later_rate(periods.rate.later_day, periods.money.usd),
    later_rate(equity.rate.later_day, equity.issuer_equity),
    Look(
        "implausible-amount",
        plausible.implausible,
        {
            plausible.ABOVE_MOST: "the leg comes to USD {usd} bn, more than the assumption plausible_most",
            plausible.FAR_OFF: "the leg comes to USD {usd} bn, far above the mean of the other legs, USD {mean} bn, "
            "and far above its payer's revenue, USD {revenue} bn",
        },
        dict.fromkeys((plausible.ABOVE_MOST, plausible.FAR_OFF), "base_bn"),
        "amounts are in billions: check that millions were not typed",
        {"usd": amounts.usd, "mean": plausible.others_mean, "revenue": plausible.revenue_of_payer},
    ),
    Look(
        "implausible-amount",
        plausible.totals_apart,
        {
            text: "others state USD {stated} bn, " + text + " the sum of the model's legs, USD {own} bn"
            for text in (plausible.FAR_BELOW, plausible.FAR_ABOVE)
        },
        dict.fromkeys((plausible.FAR_BELOW, plausible.FAR_ABOVE), "base"),
        "totals are in billions of US dollars: check that neither trillions nor millions were typed",
        {"stated": Figures.base, "own": plausible.own_total},
    ),
    Look(
        "ownership-exceeds",
        equity.ownership_over,
        {
            ABOVE_0: "the amount invested buys {implied} of the issuer at the stated value, more than the stake's "
            "max_share"
        },
        {ABOVE_0: "max_share"},
        "check max_share, the issuer's equity value, and whether the leg's amount pays for this stake alone",
        {"implied": equity.ownership},
    ),
    Look(
        "member-and-group",
        group_overlaps.plan_of_group,
        {ANY_TEXT: "{group}, which includes {company}, has the plan {plan} for the same time"},
        {ANY_TEXT: "company"},
        "if that amount includes this one, name its plan in part_of",
        {
            "group": group_overlaps.group,
            "company": CapexPlans.company,
            "plan": group_overlaps.plan_of_group,
        },
    ),
    Look(
        "several-totals",
        others.stands_instead,
        {ANY_TEXT: "another {measure} of {company} is used: {other}, published on the same day or later"},
        {ANY_TEXT: "measure"},
        "leave it as history; if both count, enter their sum, or give one of them another measure",
        {"measure": Figures.measure, "company": Figures.company, "other": others.stands_instead},
    ),
    Look(
        "tranche-sum",
        equity.tranches_over,
        {ABOVE_0: "the tranches of the stake add up to {sum}, more than its maximum share"},
        {ABOVE_0: "max_share"},
        "check the shares in tranches, and max_share",
        {"sum": equity.tranche_shares},
    ),
)
