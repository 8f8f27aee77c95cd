"""Checks of rows and tables against each other. Nearly all are errors; CHECKS lists them in order."""

import bisect
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.checks import parts as umbrellas
from model.inputs.raw import nearest
from model.inputs.typed import Inputs
from schemas import TABLES, Column, keys
from schemas.assumptions import BY_NAME

# Looking for the nearest name compares with every name; this many comparisons stay well below a second.
_MOST_COMPARISONS = 20_000
_TOLERANCE = 1e-9  # shares that add up to their maximum on paper may miss it by this much in binary

# Columns that are no key of their table but by which spreadsheet formulas pick rows.
_GROUPINGS = (("deals", "deal"),)
# Columns that name another row of their own table.
_PARENTS = (
    ("companies", "company", "member_of"),
    ("deals", "leg", "within"),
    ("capex_plans", "plan", "within"),
)


def duplicate_keys(inputs: Inputs) -> Iterator[Finding]:
    """Keys are unique, also in the eyes of a spreadsheet."""
    for description in TABLES:
        frame = inputs.frame(description.name)
        columns = list(description.key)
        complete = frame[~((frame[columns] == "") | frame[columns].isna()).any(axis=1)]
        folded_keys = [_keys_of(complete[column]) for column in columns]
        exact = [complete[column].tolist() for column in columns]
        if len(set(zip(*folded_keys, strict=True))) == len(complete):
            continue
        first_rows: dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]] = {}
        for row, key, text in zip(
            complete.index, zip(*folded_keys, strict=True), zip(*exact, strict=True), strict=True
        ):
            first, text_there = first_rows.setdefault(key, (int(row), text))
            if first == row:
                continue
            if text == text_there:
                code, message = "duplicate-key", f"row {first} has the same key"
                advice = "remove one of the rows, or give it a key of its own"
            else:
                code, message = (
                    "keys-look-equal",
                    f"a spreadsheet takes this key as equal to {_joined(text_there)} in row {first}",
                )
                advice = "choose keys that differ in more than case, form or leading zeros"
            yield inputs.finding(code, description.name, int(row), columns[-1], message, advice)


def groupings_alike(inputs: Inputs) -> Iterator[Finding]:
    """Two spellings of one group's name would fall into one group in a spreadsheet, and into two here."""
    for table, column in _GROUPINGS:
        firsts = inputs.frame(table)[column].drop_duplicates()
        first_rows: dict[str, tuple[int, str]] = {}
        firsts = firsts[firsts != ""]
        for row, text in zip(firsts.index.tolist(), firsts.tolist(), strict=True):
            first, text_there = first_rows.setdefault(keys.alike(text), (row, text))
            if text != text_there:
                yield inputs.finding(
                    "keys-look-equal",
                    table,
                    row,
                    column,
                    f"a spreadsheet takes this as equal to {quoted(text_there)} in row {first}",
                    "write both the same way",
                )


def unknown_keys(inputs: Inputs) -> Iterator[Finding]:
    """Whatever a cell refers to exists."""
    for description in TABLES:
        for column in description.columns:
            target, _, field = column.refers.partition(".")
            if not target or target in inputs.partial:
                continue
            field = field or next(table.key[0] for table in TABLES if table.name == target)
            yield from _unknown(inputs, description.name, column, target, field)


def _unknown(inputs: Inputs, table: str, column: Column, target: str, field: str) -> Iterator[Finding]:
    cells = inputs.frame(table)[column.name]
    names = set(inputs.frame(target)[field]) - {""}
    split = keys.entries if column.kind == "list" else lambda cell: (cell,) if cell else ()
    missing = {
        cell: strangers for cell in cells.unique() if (strangers := [name for name in split(cell) if name not in names])
    }
    if not missing:
        return
    advice: dict[str, str] = {}
    for row, cell in cells[cells.isin(list(missing))].items():
        for name in missing[cell]:
            if name not in advice:
                searchable = len(advice) * len(names) < _MOST_COMPARISONS
                advice[name] = _advice(name, names, target, nearest(name, names) if searchable else None)
            code, message = (
                "unknown-key",
                f"{target} has no {field} {quoted(name)}" if name else "an entry of the list is blank",
            )
            if target == "fx_rates":
                code, message = "no-rate", f"{quoted(name)} has no rate in fx_rates"
            yield inputs.finding(code, table, int(str(row)), column.name, message, advice[name], value=name or cell)


def _advice(name: str, names: set[str], target: str, near: str | None) -> str:
    if near is None:
        return f"add it to {target}, or correct the name"
    if keys.visible(name) == keys.visible(near) and name != near:
        return f"retype it: it differs from {near} only by characters that do not show"
    return f"did you mean {near}? Otherwise add it to {target}"


def parents_sound(inputs: Inputs) -> Iterator[Finding]:
    """No row lies within itself, directly or in a circle."""
    for table, key, parent in _PARENTS:
        frame = inputs.frame(table)
        inside = frame[(frame[parent] != "") & (frame[key] != "")]
        rows = dict(zip(inside[key].tolist(), inside.index.tolist(), strict=True))
        parents = dict(zip(inside[key].tolist(), inside[parent].tolist(), strict=True))
        settled: set[str] = set()
        for start in parents:
            path: dict[str, None] = {}  # an ordered set
            name = start
            while name in parents and name not in settled and name not in path:
                path[name] = None
                name = parents[name]
            if name in path:
                circle = list(path)[list(path).index(name) :]
                first = min(circle, key=rows.__getitem__)
                if len(circle) == 1:
                    yield inputs.finding(
                        "within-itself",
                        table,
                        rows[first],
                        parent,
                        "the row names itself",
                        "name the row that includes this one, or leave the cell blank",
                    )
                else:
                    chain = " within ".join([*circle[:5], "…"] if len(circle) > 5 else [*circle, circle[0]])
                    yield inputs.finding(
                        "within-circle",
                        table,
                        rows[first],
                        parent,
                        f"these lie in a circle: {chain}",
                        "break the circle where one does not include the other",
                    )
            settled.update(path)


def members_of_groups(inputs: Inputs) -> Iterator[Finding]:
    """member_of names a group."""
    frame = inputs.frame("companies")
    kinds = dict(zip(frame["company"], frame["kind"], strict=True))
    for row, group in frame["member_of"][frame["member_of"] != ""].items():
        kind = kinds.get(group, "group")
        if kind not in ("group", ""):
            yield inputs.finding(
                "not-a-group",
                "companies",
                int(str(row)),
                "member_of",
                f"{group} is a {kind}, not a group",
                f"name a group, or make {group}'s kind group",
            )


def groups_too_deep(inputs: Inputs) -> Iterator[Finding]:
    """A group may be in a group, and that in none: the model looks two levels up."""
    frame = inputs.frame("companies")
    group_of = {child: group for child, group in zip(frame["company"], frame["member_of"], strict=True) if group}
    for row, company, group in zip(frame.index, frame["company"], frame["member_of"], strict=True):
        middle = group_of.get(group, "")
        outer = group_of.get(middle, "")
        if company and middle and outer and len({company, group, middle, outer}) == 4:
            yield inputs.finding(
                "groups-too-deep",
                "companies",
                int(row),
                "member_of",
                f"{company} is in {group}, in {middle}, in {outer}: capital spending is kept apart for two "
                "groups around a company, not for three",
                "leave one of the groups out",
            )


def tranche_sums(inputs: Inputs) -> Iterator[Finding]:
    """The tranches of a stake vest at most its maximum share."""
    stakes = inputs.frame("equity_stakes").drop_duplicates("stake")
    tranches = inputs.frame("tranches")
    most = tranches["stake"].map(stakes.set_index("stake")["max_share"]).fillna(1.0)
    shares = tranches["share"]
    totals = shares.where(shares.between(0, 1), 0.0).groupby(tranches["stake"]).cumsum()
    for row in _first_over(totals, most, tranches["stake"]):
        yield inputs.finding(
            "tranche-sum",
            "tranches",
            row,
            "share",
            f"up to this row the tranches of {tranches['stake'][row]} add up to {totals[row]:.6g}, "
            f"more than the stake's maximum of {most[row]:.6g}",
            "check the shares, and max_share in equity_stakes",
        )


def customer_share_sums(inputs: Inputs) -> Iterator[Finding]:
    """Customers' shares of one period add up to at most 1."""
    frame = inputs.frame("customer_shares")
    period = frame["company"] + " " + frame["period_end"].astype("str")
    shares = frame["share"].fillna(frame["share_low"])
    totals = shares.where(shares.between(0, 1), 0.0).groupby(period).cumsum()
    for row in _first_over(totals, pd.Series(1.0, index=frame.index), period):
        column = "share_low" if pd.isna(frame["share"][row]) else "share"
        yield inputs.finding(
            "share-sum",
            "customer_shares",
            row,
            column,
            f"up to this row the customers of {period[row]} add up to {totals[row]:.6g}",
            "check the shares",
        )


def _first_over(totals: "pd.Series[float]", most: "pd.Series[float]", group: "pd.Series[str]") -> Iterator[int]:
    """The first row of each group whose running total exceeds its maximum."""
    over = group[totals > most + _TOLERANCE].drop_duplicates()
    yield from (int(row) for row in over.index)


def periods_matched(inputs: Inputs) -> Iterator[Finding]:
    """Customer shares are of a period whose revenue is given; one that ends amid such a period is an error."""
    revenue = inputs.frame("revenue")
    spans = zip(*(revenue[name].tolist() for name in ("company", "period_start", "period_end")), strict=True)
    periods: dict[str, list[tuple[pd.Timestamp, tuple[pd.Timestamp, pd.Timestamp]]]] = {}
    for company, start, end in sorted(span for span in spans if not (pd.isna(span[1]) or pd.isna(span[2]))):
        before = periods.setdefault(company, [])
        # Beside each start, the start and end of the period that reaches furthest so far.
        before.append((start, max(((start, end), *(each[1] for each in before[-1:])), key=lambda span: span[1])))
    ends = set(zip(revenue["company"].tolist(), revenue["period_end"].tolist(), strict=True))
    shares = inputs.frame("customer_shares")
    rows, days = shares.index.tolist(), shares["period_end"].tolist()
    for row, company, day in zip(rows, shares["company"].tolist(), days, strict=True):
        if company not in periods or pd.isna(day) or (company, day) in ends:
            continue
        until = bisect.bisect_right(periods[company], day, key=lambda period: period[0])
        around = periods[company][until - 1][1] if until and periods[company][until - 1][1][1] > day else None
        if around is not None:
            code = "period-mismatch"
            message = f"the revenue of {company} is given for {around[0]:%Y-%m-%d} to {around[1]:%Y-%m-%d}"
        else:
            code, message = "period-unmatched", f"no revenue of {company} is given for a period that ends on this day"
        advice = "check the day, or add the revenue of that period"
        yield inputs.finding(code, "customer_shares", row, "period_end", message, advice)


def assumptions_present(inputs: Inputs) -> Iterator[Finding]:
    """The model's lines find every assumption they use."""
    if "assumptions" in inputs.partial:
        return
    names = set(inputs.frame("assumptions")["name"])
    spare = names.difference(inputs.required_assumptions)
    for name in inputs.required_assumptions:
        if name not in names:
            near = nearest(name, spare)
            yield inputs.finding(
                "missing-assumption",
                "assumptions",
                None,
                "name",
                f"the model needs the assumption {name}",
                f"did you mean it by {near}?" if near else "add a row with its unit, low, base and high",
                value=name,
            )


def assumptions_in_their_units(inputs: Inputs) -> Iterator[Finding]:
    """Assumptions the model knows are given in the unit it reads them in."""
    frame = inputs.frame("assumptions")
    for row, name, unit in zip(frame.index, frame["name"], frame["unit"], strict=True):
        model_unit = (BY_NAME[name].unit if name in BY_NAME else "") or unit
        if unit not in ("", model_unit):
            message = f"the model reads {name} in the unit {model_unit}, not in {quoted(unit)}"
            advice = f"write {model_unit}, and the values in it"
            yield inputs.finding("wrong-unit", "assumptions", row, "unit", message, advice)


CHECKS: tuple[Callable[[Inputs], Iterator[Finding]], ...] = (
    duplicate_keys,
    groupings_alike,
    unknown_keys,
    parents_sound,
    members_of_groups,
    groups_too_deep,
    umbrellas.parts_of_another_class,
    umbrellas.parts_exceed_whole,
    tranche_sums,
    customer_share_sums,
    periods_matched,
    assumptions_present,
    assumptions_in_their_units,
)


def _keys_of(cells: "pd.Series[Any]") -> list[Any]:
    """Cells as a spreadsheet look-up compares them; dates as they are."""
    texts = cells.tolist()
    if cells.dtype != "str":
        return texts
    return keys.all_alike(texts)


def _joined(key: tuple[Any, ...]) -> str:
    return ", ".join(str(part.date()) if isinstance(part, pd.Timestamp) else quoted(part) for part in key)
