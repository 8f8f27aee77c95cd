"""The tables of version 0.1.0: how they are recognised, and the current names of their columns and terms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What a word of an old column says now: the word of the new one, and a qualifier where it said that too."""

    word: str
    qualifier: str = ""


# by table: columns of 0.1.0, and their names now
RENAMED: Mapping[str, Mapping[str, str]] = {
    "deals": {"firmness": "status", "within": "part_of"},
    "capex_plans": {"firmness": "stage", "within": "part_of"},
    "revenue": {"basis": "stage"},
}
# by table: columns of 0.1.0 that are gone
WITHOUT: Mapping[str, tuple[str, ...]] = {"equity_stakes": ("invested_bn",)}
# by table: the words of firmness
FIRMNESS: Mapping[str, Mapping[str, Words]] = {
    "deals": {
        "firm": Words("signed"),
        "up_to": Words("signed", "at_most"),
        "intent": Words("non_binding"),
        "reported": Words("reported"),
        "superseded": Words("signed"),
    },
    "capex_plans": {
        "firm": Words("announced"),
        "up_to": Words("announced", "at_most"),
        "intent": Words("announced"),
        "reported": Words("reported"),
        "superseded": Words("announced"),
    },
}
SUPERSEDED = "superseded"  # what the later row now says of the earlier, in replaces
QUALIFIERS: Mapping[str, str] = {"exact": "", "over": "at_least", "nearly": "about"}
# assumptions that no line reads any more
DROPPED = (
    *("include_implied", "jv_lead_share", "undated_start", "large_year_share"),
    *("weight_firm", "weight_up_to", "weight_intent", "weight_reported", "weight_superseded"),
)


def old_columns(table: str, names: Collection[str]) -> list[str]:
    """The columns that show that a table is of 0.1.0: those that have a new name that the table lacks, or no
    successor."""
    renamed = [old for old, new in RENAMED.get(table, {}).items() if old in names and new not in names]
    return [*renamed, *(old for old in WITHOUT.get(table, ()) if old in names)]
