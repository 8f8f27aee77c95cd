"""Low, base and high beside one another, whichever scenario is selected.

Each of the three repeats the definitions of `legs`, `commitments` and `capex` with that scenario's assumptions. A
check holds the selected one of them against the model. Dates do not enter here, so neither do years.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.expression.nodes import (
    NOT_DISCLOSED,
    SCENARIOS,
    Assumption,
    Choice,
    Each,
    If,
    Line,
    Lookup,
    Node,
    Op,
    Rows,
    Scenario,
    Total,
    first_known,
    gap,
    if_any,
    is_,
    known,
    sum_ifs,
    sum_known,
    total_of,
    when,
)
from model.lines import capex, commitments, legs
from model.lines.dated import Amount
from model.lines.inputs import CapexPlans, Deals, Revenue
from model.lines.rows import FIRMNESS, FIRMNESSES, KINDS, LEGS, PAYERS, PLANS, REVENUES, SPENDERS
from model.lines.rules import JOINT_VENTURE, chosen


@dataclass(frozen=True)
class Trio:
    """The same line in the three scenarios, and the word "selected" under the heading of one of them."""

    low: Line
    base: Line
    high: Line
    marks: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, Line, Line]:
        return self.low, self.base, self.high

    def of(self, scenario: Scenario) -> Line:
        return {"low": self.low, "base": self.base, "high": self.high}[scenario]

    def selected(self) -> Choice:
        """All rows of the selected scenario added up."""
        return Choice(*(Total(line) for line in self.lines))


def trio(name: str, unit: str, exprs: tuple[Node, ...], over: Rows | None, meaning: str, title: str = "") -> Trio:
    """The three lines; `title` goes before the scenario where several trios stand side by side."""
    low, base, high = (
        Line(
            f"{name}_{scenario}",
            f"{title}, {scenario}" if title else scenario.capitalize(),
            unit,
            expr,
            over,
            meaning=meaning,
        )
        for scenario, expr in zip(SCENARIOS, exprs, strict=True)
    )
    marks = tuple(
        Line(
            f"{name}_{scenario}_mark",
            "Selected",
            "text",
            when(chosen.eq(scenario), "selected", ""),
            meaning=f'Says "selected" where {scenario} is the scenario of the workbook.',
        )
        for scenario in SCENARIOS
    )
    return Trio(low, base, high, marks)


def usd_in(scenario: Scenario, stated: Amount, rate: Line) -> Node:
    """The amount in that scenario in US dollars; a blank low or high means the base amount."""
    bound = {"low": stated.low_bn, "base": stated.base_bn, "high": stated.high_bn}[scenario]
    return If(known(stated.base_bn), first_known(bound, stated.base_bn) * rate, NOT_DISCLOSED)


def usd_trio(name: str, stated: Amount, rate: Line, over: Rows) -> Trio:
    exprs = tuple(usd_in(scenario, stated, rate) for scenario in SCENARIOS)
    return trio(name, "USD bn", exprs, over, "The scenario's amount × US dollars per unit.", "Amount")


weight = trio(
    "scenario_weight",
    "share",
    tuple(Each(tuple(Assumption(f"weight_{each}", scenario) for each in FIRMNESSES)) for scenario in SCENARIOS),
    FIRMNESS,
    "How much of an amount of that firmness counts in the scenario.",
)

part = trio(
    "scenario_payer_part",
    "share",
    tuple(when(KINDS.key().eq(JOINT_VENTURE), Assumption("jv_lead_share", scenario), 1) for scenario in SCENARIOS),
    KINDS,
    "The part of a leg's amount that counts for its payer in the scenario.",
)

leg_usd = usd_trio(
    "scenario_leg_usd", Amount(Deals.low_bn, Deals.base_bn, Deals.high_bn, Deals.currency), legs.money.rate, LEGS
)


def counting(scenario: Scenario) -> Op:
    """How much of a leg's amount counts in the scenario."""
    return (
        Lookup(weight.of(scenario), FIRMNESS.key(), Deals.firmness)
        * Lookup(part.of(scenario), KINDS.key(), Deals.kind)
        * legs.in_total
    )


leg_implied = trio(
    "scenario_leg_implied",
    "USD bn",
    tuple(
        If(
            known(legs.weight),
            legs.implied_capacity
            * Assumption("cost_per_gw", scenario)
            * counting(scenario)
            * Assumption("include_implied", scenario),
            NOT_DISCLOSED,
        )
        for scenario in SCENARIOS
    ),
    LEGS,
    "Implied build-out that counts in the scenario: 0 unless the assumption include_implied is 1.",
    "Implied, let in",
)

leg_scheduled = trio(
    "scenario_leg_scheduled",
    "USD bn",
    tuple(
        If(
            known(leg_usd.of(scenario)),
            leg_usd.of(scenario) * counting(scenario),
            when(leg_implied.of(scenario) > 0, leg_implied.of(scenario), NOT_DISCLOSED),
        )
        for scenario in SCENARIOS
    ),
    LEGS,
    "What counts of the leg in the scenario, as Scheduled on Legs.",
    "Scheduled",
)

payer_total = trio(
    "scenario_payer_total",
    "USD bn",
    tuple(sum_known(leg_scheduled.of(scenario), *commitments.own_commitments) for scenario in SCENARIOS),
    PAYERS,
    "All commitment legs of the payer as counted in the scenario.",
)

payer_implied = trio(
    "scenario_payer_implied",
    "USD bn",
    tuple(commitments.implied_capacity * Assumption("cost_per_gw", scenario) for scenario in SCENARIOS),
    PAYERS,
    "Capacity without an amount × the scenario's cost per gigawatt; not in the commitments.",
)

revenue_usd = usd_trio(
    "scenario_revenue_usd",
    Amount(Revenue.low_bn, Revenue.base_bn, Revenue.high_bn, Revenue.currency),
    commitments.money.rate,
    REVENUES,
)

latest = (is_(REVENUES.key(), PAYERS.key()), is_(commitments.is_latest, 1))
latest_months = sum_ifs(commitments.months, *latest)

payer_revenue = trio(
    "scenario_payer_revenue",
    "USD bn a year",
    tuple(
        If(
            known(commitments.revenue.annualised),
            # never below 0; asked so that an error shows
            when(
                commitments.revenue.annualised < 0,
                NOT_DISCLOSED,
                sum_ifs(revenue_usd.of(scenario), *latest) * 12 / latest_months,
            ),
            NOT_DISCLOSED,
        )
        for scenario in SCENARIOS
    ),
    PAYERS,
    "The payer's latest period, annualised.",
)

payer_cover = trio(
    "scenario_payer_cover",
    "x",
    tuple(payer_total.of(scenario) / payer_revenue.of(scenario) for scenario in SCENARIOS),
    PAYERS,
    "All commitments ÷ annualised revenue.",
)

payer_excess = trio(
    "scenario_payer_excess",
    "USD bn",
    tuple(payer_total.of(scenario) - payer_revenue.of(scenario) for scenario in SCENARIOS),
    PAYERS,
    "All commitments, which run over years, less one year's revenue.",
)

plan_usd = usd_trio(
    "scenario_plan_usd",
    Amount(CapexPlans.low_bn, CapexPlans.base_bn, CapexPlans.high_bn, CapexPlans.currency),
    capex.money.rate,
    PLANS,
)

plan_counted = trio(
    "scenario_plan_counted",
    "USD bn",
    tuple(
        If(
            known(capex.weight),
            plan_usd.of(scenario)
            * Lookup(weight.of(scenario), FIRMNESS.key(), CapexPlans.firmness)
            * when(capex.umbrella_company.eq(CapexPlans.company), 0, 1),
            NOT_DISCLOSED,
        )
        for scenario in SCENARIOS
    ),
    PLANS,
    "Amount × weight of its firmness, 0 inside another plan of the same company.",
    "Counted",
)

spender_total = trio(
    "scenario_spender_total",
    "USD bn",
    tuple(if_any(capex.disclosed, sum_ifs(plan_counted.of(scenario), capex.own_plans)) for scenario in SCENARIOS),
    SPENDERS,
    "All plans of the company in the scenario; a group's row holds its members' spending.",
)


def all_rows(name: str, title: str, of: Trio) -> tuple[Line, ...]:
    return tuple(
        Line(f"{name}_{scenario}", title, "USD bn", total_of(of.of(scenario)), meaning=f"{title} added up.")
        for scenario in SCENARIOS
    )


all_payers = all_rows("scenario_payers_total", "All payers", payer_total)
all_implied = all_rows("scenario_payers_implied", "All payers", payer_implied)


model_gap = (
    gap(payer_total.selected(), Total(commitments.total))
    + gap(payer_implied.selected(), Total(commitments.implied_total))
    + gap(payer_revenue.selected(), Total(commitments.revenue.annualised))
    + gap(spender_total.selected(), Total(capex.total))
)
