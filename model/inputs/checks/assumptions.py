"""Assumptions: all that the model reads are there, in the unit it reads them in."""

from collections.abc import Iterator

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.typed import Inputs
from schemas.judgements import BY_NAME


def assumptions_present(inputs: Inputs) -> Iterator[Finding]:
    """The model's lines find every assumption they use; whatever the table lacks has a default, except days."""
    if "assumptions" in inputs.partial:
        return
    names = set(inputs.frame("assumptions")["name"])
    for name in inputs.required_assumptions:
        if name not in names:
            message = f"no source or deal has a date, so the model has no default for {name}"
            advice = f"add the row {name} with the unit date and one date in low, base and high, or date a source"
            yield inputs.finding("missing-assumption", ("assumptions", None, "name"), message, advice, value=name)


def assumptions_in_their_units(inputs: Inputs) -> Iterator[Finding]:
    """Assumptions the model knows are given in the unit it reads them in."""
    frame = inputs.frame("assumptions")
    for row, name, unit in zip(frame.index, frame["name"], frame["unit"], strict=True):
        model_unit = (BY_NAME[name].unit if name in BY_NAME else "") or unit
        if unit not in ("", model_unit):
            message = f"the model reads {name} in the unit {model_unit}, not in {quoted(unit)}"
            advice = f"write {model_unit}, and give the values in that unit"
            yield inputs.finding("wrong-unit", ("assumptions", row, "unit"), message, advice)
