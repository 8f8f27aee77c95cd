"""What is allowed but worth a look. All of these are warnings; WARNINGS lists the checks in order."""

from collections.abc import Callable, Iterator

from model.findings import Finding
from model.inputs.checks.age import dates_after, stale_dates, undated_rates
from model.inputs.checks.doubles import parties_reversed, probable_duplicates
from model.inputs.checks.names import mixed_letters, names_alike
from model.inputs.checks.parts import parts_exceed_whole
from model.inputs.checks.plausible import (
    cases_out_of_order,
    implausible_amounts,
    implausible_capacities,
    implausible_days,
    implausible_terms,
)
from model.inputs.checks.rates import implausible_rates
from model.inputs.raw import nearest
from model.inputs.typed import Inputs
from schemas import TABLES
from schemas.judgements import BY_NAME

_SPREAD_OVER_TIME = (("deals", "leg"), ("capex_plans", "plan"))


def uncertain_rows(inputs: Inputs) -> Iterator[Finding]:
    """Rows whose source is unclear or may be wrong."""
    for description in TABLES:
        frame = inputs.frame(description.name)
        if "uncertain" not in frame:
            continue
        for row in frame.index[frame["uncertain"]]:
            note = str(frame.at[row, "note"])
            yield inputs.finding(
                "uncertain",
                (description.name, int(row), "uncertain"),
                f"the row is marked uncertain; its note: {note}",
                "look at the source before relying on the figure",
                value="yes",
            )


def same_parties(inputs: Inputs) -> Iterator[Finding]:
    """Legs that a company pays to itself."""
    frame = inputs.frame("deals")
    advice = "check both names; what a company spends on sites of its own is a row of capex_plans"
    for row in frame.index[(frame["payer"] == frame["payee"]) & (frame["payer"] != "")]:
        yield inputs.finding(
            "same-parties", ("deals", int(row), "payee"), "payer and payee are the same company", advice
        )


def terms_disagree(inputs: Inputs) -> Iterator[Finding]:
    """Rows whose start and term lead more than a month away from their end."""
    for table, _ in _SPREAD_OVER_TIME:
        frame = inputs.frame(table)
        years = (frame["end"] - frame["start"]).dt.days / 365.25
        terms = frame["term_years"].where(frame["term_years"] > 0)
        for row in frame.index[(years - terms).abs() > 1 / 12]:
            yield inputs.finding(
                "term-disagrees",
                (table, int(row), "term_years"),
                f"start to end is {years[row]:.1f} years, not {terms[row]:g}; the end is used",
                "correct one of the three, or leave the term blank",
            )


def unused_assumptions(inputs: Inputs) -> Iterator[Finding]:
    """Assumptions that the model does not know."""
    names = inputs.tables["assumptions"].stated["name"]
    required = set(inputs.required_assumptions)
    known_names = [*BY_NAME, *required]
    missing = required.difference(names)
    for row, name in names[~names.isin(known_names) & (names != "")].items():
        near = nearest(name, missing)
        yield inputs.finding(
            "unused-assumption",
            ("assumptions", int(str(row)), "name"),
            f"no line of the model uses {name}",
            f"did you mean {near}?" if near else "remove the row if it is not needed",
        )


WARNINGS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    implausible_rates,
    implausible_amounts,
    implausible_capacities,
    implausible_terms,
    implausible_days,
    cases_out_of_order,
    names_alike,
    mixed_letters,
    uncertain_rows,
    probable_duplicates,
    parties_reversed,
    same_parties,
    terms_disagree,
    unused_assumptions,
    parts_exceed_whole,
    stale_dates,
    dates_after,
    undated_rates,
)
