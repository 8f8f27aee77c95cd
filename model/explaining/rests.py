"""What figures rest on: assumptions and their rationale, sources, and the data gaps that count what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.explaining.explanation import Judgement
from model.explaining.inputs import Source
from model.explaining.points import Assumed, Gathered, InputAt, Point, Read
from model.explaining.subject import Subject
from model.expression.line import Line, operands
from model.expression.nodes import CASES, Column
from model.lines.gaps import GAPS


def assumption(subject: Subject, name: str, case: str) -> InputAt:
    """The input cell of an assumption in a case."""
    names = [str(each) for each in subject.inputs.frame("assumptions")["name"]]
    return InputAt("assumptions", names.index(name), case)


def judgements(subject: Subject, reads: Sequence[Read]) -> Iterator[Judgement]:
    """The assumptions among what was read, each once."""
    names = [read.name for read in reads if isinstance(read, Assumed)]
    cells = (read for read in reads if isinstance(read, InputAt) and read.table == "assumptions")
    names += [subject.inputs.key("assumptions", cell.row) for cell in cells]
    for name in dict.fromkeys(names):
        yield judgement(subject, name)


def judgement(subject: Subject, name: str) -> Judgement:
    """An assumption with its three cases, where they differ, and its rationale."""
    inputs = subject.inputs
    at = assumption(subject, name, subject.evaluation.data.selected.case)
    texts = [inputs.shown(InputAt(at.table, at.row, case)) for case in CASES]
    cases = "; ".join(f"{case} {text}" for case, text in zip(CASES, texts, strict=True))
    return Judgement(
        name,
        inputs.shown(at),
        cases if len(set(texts)) > 1 else "",
        inputs.note(at.table, at.row),
        inputs.place(at.table, at.row),
    )


def gaps(subject: Subject, reads: Sequence[Read]) -> Iterator[str]:
    """The data gaps that count what is not disclosed among what was read."""
    reader = subject.reader
    lacking = [read for read in reads if not isinstance(read, Gathered) and reader.lacks(read)]
    lines = {end.line for read in lacking if isinstance(read, Point) for end in (read, reader.follow(read))}
    columns = {(read.table, read.column) for read in lacking if isinstance(read, InputAt)}
    for name, text, node in GAPS:
        for leaf in operands(node, into_gathers=True):
            is_column = isinstance(leaf, Column) and (leaf.table, leaf.name) in columns
            if is_column or (isinstance(leaf, Line) and leaf in lines):
                yield f"{name}: {text}"
                break


def sources(subject: Subject, reads: Sequence[Read]) -> Iterator[Source]:
    """The sources of the input cells among what was read, each once."""
    inputs = subject.inputs
    cells = [read for read in reads if isinstance(read, InputAt) and read.table in subject.loaded.tables]
    cells += [assumption(subject, read.name, read.case) for read in reads if isinstance(read, Assumed)]
    keys = [each.source for at in cells for each in inputs.citations(at.table, at.row)]
    for key in dict.fromkeys(keys):
        if (source := inputs.source(key)) is not None:
            yield source
