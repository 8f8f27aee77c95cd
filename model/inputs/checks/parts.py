"""Parts: a row that is part of another has the same class, an allowed payer, at least the same firmness, and no
larger amount."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from model.findings import Finding
from model.inputs.checks.versions import Versions, versions_of
from model.inputs.typed import Inputs
from schemas.terms import DEAL_CLASSES

_TOLERANCE = 1e-9
_FIRMNESS = {"reported": 0, "non_binding": 1, "signed": 2}  # how firm a status is; others bind nobody or count nothing


def parts_of_another_class(inputs: Inputs) -> Iterator[Finding]:
    """A leg inside one of another class: a purchase inside an investment would be in no total at all."""
    legs = inputs.once(Legs)
    for name, whole in legs.pairs():
        ours, theirs = (DEAL_CLASSES.get(legs.cell(each, "kind")) for each in (name, whole))
        if ours and theirs and ours != theirs:
            message = f"a leg that is {ours} cannot be part of {whole}, which is {theirs}"
            yield legs.finding("part-class", name, message, "name a leg of the same class, or leave the cell blank")


def parts_of_split_legs(inputs: Inputs) -> Iterator[Finding]:
    """A part of a leg that several legs replaced says which of them it is part of now."""
    legs = inputs.once(Legs)
    for name in legs.current():
        whole = legs.versions.whole_beyond(name)
        pieces = legs.versions.split(whole) if whole else ()
        if pieces and name not in pieces:
            message = f"{whole} was split into {', '.join(pieces)}, and the leg may be part of any of them"
            yield legs.finding("part-of-split", name, message, "name the one it is part of")


def parts_of_another_payer(inputs: Inputs) -> Iterator[Finding]:
    """A part is paid by the payer of its whole or its family; of a venture also by a partner or by the venture."""
    legs, family = inputs.once(Legs), families(inputs)
    relations = inputs.frame("relations")
    partners = {
        (company, counterparty)
        for company, relation, counterparty in zip(
            *(relations[name].tolist() for name in ("company", "relation", "counterparty")), strict=True
        )
        if relation == "partner"
    }
    known_companies = set(inputs.frame("companies")["company"])
    for name, whole in legs.pairs():
        ours, theirs, venture = legs.cell(name, "payer"), legs.cell(whole, "payer"), legs.cell(whole, "payee")
        if family.get(ours, ours) == family.get(theirs, theirs) or not {ours, theirs} <= known_companies:
            continue
        if legs.cell(whole, "kind") == "joint_venture" and (ours == venture or (ours, venture) in partners):
            continue
        message = f"{ours} pays this leg, but {theirs} pays {whole}: these are two separate commitments"
        advice = (
            "leave part_of blank; or enter the payer as a partner of the venture in relations, or its parent in "
            "companies"
        )
        yield legs.finding("part-payer", name, message, advice)


def parts_less_firm(inputs: Inputs) -> Iterator[Finding]:
    """A part by the same payer is as firm as its whole, and is a ceiling only if its whole is."""
    legs = inputs.once(Legs)
    for name, whole in legs.pairs():
        if legs.cell(name, "payer") != legs.cell(whole, "payer"):
            continue
        ours, theirs = legs.cell(name, "status"), legs.cell(whole, "status")
        if _FIRMNESS.get(ours, 2) < _FIRMNESS.get(theirs, 0):
            message = (
                f"the leg is {ours} and {whole}, which it is part of, is {theirs}; a part of it must be {theirs} too"
            )
            yield legs.finding("part-less-firm", name, message, "correct the status of one of the two", "status")
        elif legs.cell(name, "qualifier") == "at_most" != legs.cell(whole, "qualifier"):
            message = f"the leg's qualifier is at_most, but that of {whole}, which it is part of, is not"
            advice = "a part of an exact amount is exact: correct the qualifier of one of the two"
            yield legs.finding("part-less-firm", name, message, advice, "qualifier")


def circles_over_versions(inputs: Inputs) -> Iterator[Finding]:
    """No leg is part of itself through amendments, that is, part of a leg whose newest version is part of it."""
    legs = inputs.once(Legs)
    wholes = legs.wholes
    settled: set[str] = set()
    for start in wholes:
        path: dict[str, None] = {}  # an ordered set
        name = start
        while name in wholes and name not in path and name not in settled:
            path[name] = None
            name = wholes[name]
        stated = {each: legs.versions.part_of[each] for each in path}
        if name in path and any(wholes[each] != whole for each, whole in stated.items()):
            circle = list(path)[list(path).index(name) :]
            message = f"with their amendments these legs form a circle: {' part of '.join([*circle, name])}"
            yield legs.finding("names-circle", name, message, "clear part_of in the leg that is not part of the other")
        settled.update(path)


def parts_exceed_whole(inputs: Inputs) -> Iterator[Finding]:
    """Parts that add up to more than what they are part of, in US dollars or in gigawatts."""
    legs, rates = inputs.once(Legs), inputs.usd_per_unit()
    frame, rows = legs.frame, legs.versions.rows
    rate = frame["currency"].map(rates).astype("float64")
    least = frame["base_bn"].fillna(frame["low_bn"]) * rate
    most = frame[["low_bn", "base_bn", "high_bn"]].max(axis=1) * rate
    capacity = frame["gigawatts"]
    wholes = {
        rows[name]: (rows[whole], whole) for name, whole in legs.pairs() if legs.cell(name, "status") != "overview"
    }
    for parts, whole_amounts, form in ((least, most, "USD {:.6g} bn"), (capacity, capacity, "{:.6g} GW")):
        for row, total, bound in _first_above(wholes, by_row(parts), by_row(whole_amounts)):
            message = (
                f"up to this row the parts of {wholes[row][1]} add up to {form.format(total)}, more than the "
                f"{form.format(bound)} of the whole"
            )
            advice = "check the figures, or leave part_of blank if the amounts are additional"
            yield inputs.finding("parts-exceed", ("deals", row, "part_of"), message, advice)


def by_row(numbers: pd.Series[float]) -> dict[int, float]:
    return dict(zip(numbers.index.tolist(), numbers.tolist(), strict=True))


def _first_above(
    wholes: Mapping[int, tuple[int, str]], parts: Mapping[int, float], bounds: Mapping[int, float]
) -> Iterator[tuple[int, float, float]]:
    """For each whole the row with which its parts exceed it, their sum up to there, and the whole."""
    sums: dict[int, float] = {}
    for row, (outer, _) in wholes.items():
        if math.isnan(parts[row]) or math.isnan(bounds[outer]):
            continue
        before = sums.get(outer, 0.0)
        sums[outer] = before + parts[row]
        if before <= bounds[outer] * (1 + _TOLERANCE) < sums[outer]:
            yield row, sums[outer], bounds[outer]


def families(inputs: Inputs) -> dict[str, str]:
    """The topmost parent of every company that has one; a circle ends where it closes."""
    frame = inputs.frame("companies")
    parents = {child: parent for child, parent in zip(frame["company"], frame["parent"], strict=True) if parent}
    roots: dict[str, str] = {}
    for company in parents:
        path = [company]
        while path[-1] in parents and parents[path[-1]] not in path:
            path.append(parents[path[-1]])
        roots[company] = path[-1]
    return roots


class Legs:
    """The legs with their versions, as the rules about parts ask for them."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.frame: pd.DataFrame = inputs.frame("deals")
        self.versions: Versions = inputs.once(versions_of, "deals")
        self.columns: dict[str, dict[int, Any]] = {}
        self.wholes = {name: whole for name in self.current() if (whole := self.versions.whole(name))}

    def current(self) -> Iterator[str]:
        """The legs that nothing replaces and that are not cancelled."""
        for name in self.versions.rows:
            if name not in self.versions.replaced_by and self.cell(name, "status") != "cancelled":
                yield name

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each current leg that is part of another, and that other as it stands today, unless it is an overview.

        Legs in a circle are left out: they have a finding of their own.
        """
        for name, whole in self.wholes.items():
            if self.cell(whole, "status") != "overview" and not self.in_circle(name):
                yield name, whole

    def in_circle(self, name: str) -> bool:
        """Whether the legs around a leg never end."""
        path = [name]
        while path[-1] in self.wholes:
            if self.wholes[path[-1]] in path:
                return True
            path.append(self.wholes[path[-1]])
        return False

    def cell(self, name: str, column: str) -> Any:
        if column not in self.columns:  # a list once is faster than cell after cell
            self.columns[column] = dict(zip(self.frame.index.tolist(), self.frame[column].tolist(), strict=True))
        return self.columns[column][self.versions.rows[name]]

    def finding(self, code: str, name: str, message: str, advice: str, column: str = "part_of") -> Finding:
        """A finding about a leg."""
        return self.inputs.finding(code, ("deals", self.versions.rows[name], column), message, advice)
