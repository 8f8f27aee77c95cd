"""What figures rest on: assumptions and their rationale, sources, and the data gaps that count what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.explaining.explanation import Judgement
from model.explaining.inputs import Source
from model.explaining.points import Assumed, Gathered, InputAt, Origin, Point
from model.explaining.subject import Subject
from model.expression.line import Line, operands
from model.expression.nodes import CASES, Column
from model.lines.gaps import GAPS


def assumption(subject: Subject, name: str, case: str) -> InputAt:
    """The input cell of an assumption in a case."""
    names = [str(each) for each in subject.inputs.frame("assumptions")["name"]]
    return InputAt("assumptions", names.index(name), case)


def judgements(subject: Subject, reads: Sequence[Origin]) -> Iterator[Judgement]:
    """The assumptions among what was read, each once."""
    names = [origin.name for origin in reads if isinstance(origin, Assumed)]
    cells = (origin for origin in reads if isinstance(origin, InputAt) and origin.table == "assumptions")
    names += [subject.inputs.key("assumptions", cell.row) for cell in cells]
    for name in dict.fromkeys(names):
        yield judgement(subject, name)


def judgement(subject: Subject, name: str) -> Judgement:
    """An assumption with its three cases, where they differ, and its rationale."""
    inputs = subject.inputs
    at = assumption(subject, name, subject.evaluation.data.selected.case)
    texts = [inputs.spelling(InputAt(at.table, at.row, case)) for case in CASES]
    cases = "; ".join(f"{case} {text}" for case, text in zip(CASES, texts, strict=True))
    return Judgement(
        name,
        inputs.spelling(at),
        cases if len(set(texts)) > 1 else "",
        inputs.note(at.table, at.row),
        inputs.place(at.table, at.row),
    )


def gaps(subject: Subject, reads: Sequence[Origin]) -> Iterator[str]:
    """The data gaps in which the undisclosed figures among those read are counted."""
    reader = subject.reader
    lacking = [origin for origin in reads if not isinstance(origin, Gathered) and reader.lacks(origin)]
    lines = {end.line for origin in lacking if isinstance(origin, Point) for end in (origin, reader.follow(origin))}
    columns = {(origin.table, origin.column) for origin in lacking if isinstance(origin, InputAt)}
    for name, text, node in GAPS:
        for leaf in operands(node, into_gathers=True):
            is_column = isinstance(leaf, Column) and (leaf.table, leaf.name) in columns
            if is_column or (isinstance(leaf, Line) and leaf in lines):
                yield f"{name}: {text}"
                break


def sources(subject: Subject, reads: Sequence[Origin]) -> Iterator[Source]:
    """The sources of the input cells among what was read, each once."""
    inputs = subject.inputs
    cells = [origin for origin in reads if isinstance(origin, InputAt) and origin.table in subject.loaded.tables]
    cells += [assumption(subject, origin.name, origin.case) for origin in reads if isinstance(origin, Assumed)]
    keys = [each.source for at in cells for each in inputs.citations(at.table, at.row)]
    for key in dict.fromkeys(keys):
        if (source := inputs.source(key)) is not None:
            yield source
