"""Which companies and arrows the picture shows: the largest, as many as can be told apart."""

from __future__ import annotations

from dataclasses import dataclass

from model.one_page.facts import Facts, Flow

MOST_COMPANIES, MOST_ARROWS = 14, 20


@dataclass(frozen=True)
class Arrow:
    """A flow that is drawn, and whether money comes back: it is part of a circular pair or of a loop."""

    flow: Flow
    comes_back: bool


@dataclass(frozen=True)
class Network:
    """What is drawn, in the order of size, out of how many arrows between how many companies."""

    companies: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    all_arrows: int
    all_companies: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Payer and payee of each arrow."""
        return tuple((arrow.flow.payer, arrow.flow.payee) for arrow in self.arrows)


def network(facts: Facts) -> Network:
    """The largest flows between at most MOST_COMPANIES; those without an amount come last, those of 0 are left out."""
    flows = [flow for flow in facts.flows if (flow.amount.is_some or not flow.amount.is_known) and not is_within(flow)]
    flows.sort(key=lambda flow: -flow.amount.value if flow.amount.is_known else 0.0)
    backs = circular_steps(facts)
    companies: list[str] = []
    for flow in flows:
        newcomers = [company for company in (flow.payer, flow.payee) if company not in companies]
        companies += newcomers if len(companies) + len(newcomers) <= MOST_COMPANIES else []
    between = [flow for flow in flows if {flow.payer, flow.payee} <= {*companies}][:MOST_ARROWS]
    ends = {company for flow in between for company in (flow.payer, flow.payee)}
    arrows = [Arrow(flow, (flow.payer, flow.payee) in backs) for flow in between]
    return Network(
        tuple(company for company in companies if company in ends),
        tuple(arrows),
        len(flows),
        len({company for flow in flows for company in (flow.payer, flow.payee)}),
    )


def is_within(flow: Flow) -> bool:
    """Whether both ends are one company, which no arrow can show."""
    return flow.payer == flow.payee


def circular_steps(facts: Facts) -> set[tuple[str, str]]:
    """Payer and payee of every flow that is part of a circular pair or of a loop."""
    pairs = {(circle.payer, circle.payee) for circle in facts.circles}
    loops = {step for path in facts.loops.paths for step in zip(path, (*path[1:], path[0]), strict=True)}
    return pairs | {(payee, payer) for payer, payee in pairs} | loops
