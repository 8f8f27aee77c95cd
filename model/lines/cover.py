"""The few figures on the Cover: links to where they are defined."""

from __future__ import annotations

from model.expression.nodes import Assumption, Line
from model.lines import bridge, capex, checks, commitments

as_of = Line("cover_as_of", "As of", "date", Assumption("as_of"), meaning="The day the tables describe; an input.")
master = Line("cover_master", "Master check", "text", checks.master, meaning="PASS where every check passes.")
failing = Line("cover_failing", "Checks failing", "count", checks.failing, meaning="See the sheet Checks.")
to_do = Line(
    "cover_to_do",
    "What to do",
    "text",
    checks.advice,
    meaning="What to do where a table no longer has the rows of the model.",
)
gaps = Line(
    "cover_gaps",
    "Data gaps",
    "count",
    checks.gaps_total,
    meaning="Figures no source states: n/d, or a date by assumption. See Checks.",
)
headline = Line(
    "cover_headline",
    "Commitments, headline",
    "USD bn",
    bridge.total_headline,
    meaning="Every disclosed commitment, added up as a headline would.",
)
firm = Line(
    "cover_firm",
    "Commitments, firm",
    "USD bn",
    bridge.total_firm,
    meaning="Without up-to excess, intent, superseded legs and legs inside another; weights are not applied.",
)
counted = Line(
    "cover_counted",
    "Commitments, counted in the scenario",
    "USD bn",
    commitments.all_commitments,
    meaning="Commitments × the scenario's weights and payers' parts; with implied build-out if include_implied is 1.",
)
implied = Line(
    "cover_implied",
    "Implied build-out, beside",
    "USD bn",
    commitments.all_implied,
    meaning="Cost of capacity promised without an amount, before weights; in no total unless switched in.",
)
spending = Line(
    "cover_spending",
    "Capital spending, counted in the scenario",
    "USD bn",
    capex.all_plans,
    meaning="All companies and groups; a member's plans are taken to lie within its group's figure.",
)
