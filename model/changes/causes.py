"""Why figures move: the causes, in the order in which changes are applied, and the cause of each change.

The order is fixed, because the effect of a change depends on the changes made before it: a new leg in euros counts at
the new rate, and an amended leg counts with the status it had before its status changed.

    renamed other names for the same rows; rows in another order. No dollar moves. names new companies, sources and
relations, which are in no total but are needed by later changes as_of the as-of day, by which more or less is known
rates exchange rates assumptions all other assumptions cancelled rows that are gone, that became cancelled, or that
cancel another amended amounts, capacity, parties and the place among other legs; new rows that replace others new new
legs and plans status how firm a leg is, or the stage of a plan timing when it was announced, when it starts and ends,
when it is paid revenue revenue evidence sources of rows, and the grade and day of a source other everything else:
parents of companies, and cells on which no key figure depends
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from model.changes.books import Op


class Cause(StrEnum):
    """The causes in their order; the value is what reports call them."""

    RENAMED = "Renamed"
    NAMES = "New companies and sources"
    AS_OF = "As-of day"
    RATES = "Exchange rates"
    ASSUMPTIONS = "Assumptions"
    CANCELLED = "Cancelled"
    AMENDED = "Amended"
    NEW = "New"
    STATUS = "Status"
    TIMING = "Timing"
    REVENUE = "Revenue"
    EVIDENCE = "Evidence"
    OTHER = "Other"


# What a figure's move is called instead where it becomes known, or is known no longer.
BECAME_KNOWN, NOW_UNKNOWN = "Became known", "No longer known"
CAUSES = tuple(each.value for each in Cause)
REPORTED = (*CAUSES, BECAME_KNOWN, NOW_UNKNOWN)
MOST_NAMED = 3  # subjects of an edit

SUPPORTING = ("sources", "companies", "relations")
VERSIONED = ("deals", "capex_plans")  # whose rows replace and cancel one another
OF_COLUMN = {
    **dict.fromkeys(("status", "stage"), Cause.STATUS),
    **dict.fromkeys(("announced", "start", "end", "term_years"), Cause.TIMING),
    **dict.fromkeys(("sources", "locator"), Cause.EVIDENCE),
}


@dataclass(frozen=True)
class Edit:
    """Changes that are made together: their cause, what they are about, and the amount of that in USD bn.

    `is_rest` says that it stands for many small ones, which are not named.
    """

    cause: Cause
    subjects: tuple[str, ...]
    ops: tuple[Op, ...]
    size: float = 0.0
    is_rest: bool = False

    @property
    def label(self) -> str:
        """What the edit is about, in a few words."""
        count = len(self.subjects)
        if self.is_rest:
            return f"{count:,} others"
        if count > MOST_NAMED:
            return f"{self.subjects[0]} with {count - 1:,} others"
        return " with ".join(self.subjects)

    def joined(self, *others: Edit) -> Edit:
        """The edit with others that are made with it; the cause is its own."""
        edits = (self, *others)
        subjects = dict.fromkeys(subject for each in edits for subject in each.subjects)
        ops = tuple(op for each in edits for op in each.ops)
        return Edit(self.cause, tuple(subjects), ops, max(each.size for each in edits), self.is_rest)


def cause_of(op: Op, cells: Mapping[str, str]) -> Cause:
    """The cause of a change to a row; of a row that comes, `cells` are its cells."""
    table, column = op.table, op.column
    match table:
        case "assumptions":
            return Cause.AS_OF if op.key == ("as_of",) else Cause.ASSUMPTIONS
        case "fx_rates":
            return Cause.RATES
        case "payments":
            return Cause.TIMING
        case "revenue":
            return Cause.REVENUE
        case "sources":
            return Cause.NAMES if column is None and op.value else Cause.EVIDENCE
        case _ if table in SUPPORTING:
            return Cause.NAMES if column is None and op.value else Cause.OTHER
        case _ if table in VERSIONED:
            return of_version(op, cells)
    return Cause.OTHER


def of_version(op: Op, cells: Mapping[str, str]) -> Cause:
    """The cause of a change to a leg or a plan."""
    if op.column is None:
        if not op.value or (cells["replaces"] and cells.get("status") == "cancelled"):
            return Cause.CANCELLED
        return Cause.AMENDED if cells["replaces"] else Cause.NEW
    if op.column == "status" and op.value == "cancelled":
        return Cause.CANCELLED
    return OF_COLUMN.get(op.column, Cause.AMENDED)
