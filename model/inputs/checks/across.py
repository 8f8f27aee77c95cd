"""The checks of rows and tables against each other, in their order. Nearly all find errors."""

from collections.abc import Callable, Iterator

from model.findings import Finding
from model.inputs.checks import (
    assumptions,
    circles,
    parts,
    payments,
    periods,
    references,
    revenue,
    shares,
    unknown,
    versions,
)
from model.inputs.typed import Inputs

CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    references.duplicate_keys,
    references.groupings_alike,
    unknown.unknown_keys,
    circles.circles,
    references.members_of_groups,
    references.groups_too_deep,
    payments.payments_in_a_currency,
    versions.replaced_by_another_class,
    versions.replaced_twice,
    versions.replaces_later,
    parts.circles_over_versions,
    parts.parts_of_another_class,
    parts.parts_of_split_legs,
    parts.parts_of_another_payer,
    parts.parts_less_firm,
    shares.customer_share_sums,
    revenue.periods_overlap,
    periods.periods_matched,
    assumptions.assumptions_present,
    assumptions.assumptions_in_their_units,
)
