"""The checks of rows and tables against each other, in their order. Nearly all find errors."""

from collections.abc import Callable, Iterator

from model.findings import Finding
from model.inputs.checks import assumptions, parts, periods, references, shares
from model.inputs.typed import Inputs

CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    references.duplicate_keys,
    references.groupings_alike,
    references.unknown_keys,
    references.parents_sound,
    references.members_of_groups,
    references.groups_too_deep,
    parts.parts_of_another_class,
    parts.parts_exceed_whole,
    shares.tranche_sums,
    shares.customer_share_sums,
    periods.periods_matched,
    assumptions.assumptions_present,
    assumptions.assumptions_in_their_units,
)
