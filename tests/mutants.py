"""Mutants of the model's lines, each with one operator, constant or operand of its definition changed.

Not changed are lines of headings, and lines in a case, which are rewritten from another line and say nothing of their
own. What a line says in several rows alike is changed in all of them. To how many places a figure is rounded is not
changed either: that keeps the last bit from deciding.

What a template says, such as the guard of a look-up (`tests/templates.py`), is one definition, however many lines
contain it: a change of it is one mutant, noticed where any of those lines shows it. What a line gives a template is the
line's own, and a look-up's operand is changed wherever the template repeats it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from model.errors import DefinitionError
from model.expression.control_nodes import Beside
from model.expression.line import Line, operands
from model.expression.missing import is_text
from model.expression.nodes import (
    CASES,
    AsBuilt,
    Assumption,
    Axis,
    Column,
    Const,
    Each,
    If,
    Ifs,
    Lookup,
    Missing,
    Node,
    Op,
    Position,
    Selector,
    Total,
    Where,
)
from model.lines import cases
from model.workbook.names import model_lines
from tests.line_graph import readers
from tests.templates import TEMPLATES, template_of, tested, with_operand

OPERATORS = {
    **{"+": "-", "-": "+", "*": "/", "/": "*", "^": "*", "<": "<=", "<=": "<", ">": ">=", ">=": ">"},
    **{"=": "<>", "<>": "=", "and": "or", "or": "and", "min": "max", "max": "min"},
}
WITHOUT = ("neg", "abs", "int", "trim", "first_item")
FOLDS = {"sum": "max", "max": "min", "min": "max", "count": "filled", "filled": "count"}
READ_DOWN = ("values", "column", "key", "line", "left", "right", "other")
Change = tuple[str, Any]


@dataclass(frozen=True)
class Mutant:
    """A line with one change in its definition; the name says which."""

    line: Line
    change: str
    expr: Node
    alike: tuple[Mutant, ...] = ()
    """The same change of a template in the other lines that contain it."""

    @property
    def name(self) -> str:
        return self.change if of_template(self.change) else f"{self.line.name}: {self.change}"


@cache
def all_mutants() -> tuple[Mutant, ...]:
    """The mutants of all lines but those of headings and those that another line is in a case."""
    pairs = ((line, cases.in_case(line, case)) for line in model_lines() for case in CASES)
    in_cases = {in_case for line, in_case in pairs if in_case is not line}
    counted = (line for line in model_lines() if line not in in_cases and not is_heading(line))
    single: list[Mutant] = []
    of_templates: dict[str, list[Mutant]] = {}
    for mutant in (mutant for line in counted for mutant in mutants(line)):
        alike = of_templates.setdefault(mutant.change, []) if of_template(mutant.change) else single
        alike.append(mutant)
    return (*single, *(replace(first, alike=tuple(others)) for first, *others in of_templates.values()))


def of_template(change: str) -> bool:
    return change.partition(": ")[0] in TEMPLATES


def is_heading(line: Line) -> bool:
    """Whether a line holds nothing but a text for each row."""
    match line.expr:
        case Each(args):
            return all(isinstance(arg, Const) and isinstance(arg.value, str) for arg in args)
    return False


def mutants(line: Line) -> Iterator[Mutant]:
    """Each change once that leaves a definition which can be computed, numbered where two are called the same."""
    seen: Counter[str] = Counter()
    for change, expr in changes(line.expr, line):
        try:
            replace(line, expr=expr)
        except DefinitionError:
            continue
        yield Mutant(line, change if of_template(change) else numbered(change, seen), expr)


def numbered(change: str, seen: Counter[str]) -> str:
    seen[change] += 1
    return change if seen[change] == 1 else f"{change} ({seen[change]})"


def changes(part: Any, line: Line) -> Iterator[Change]:
    """A node or condition with one change, for each one there is; those of a template are called after it."""
    template = template_of(part)
    if not template:
        yield from all_changes(part, line)
        return
    seen: Counter[str] = Counter()
    said = {new: f"{template}: {numbered(change, seen)}" for change, new in said_by(template, part, line)}
    yield from ((change, new) for new, change in said.items())
    yield from ((change, new) for change, new in operands_changed(template, part, line) if new not in said)


def said_by(template: str, part: Any, line: Line) -> Iterator[Change]:
    """The changes of what a template says itself: its operators and constants, not what it is given."""
    given = {"find": ("then",), "place_of": ("otherwise",)}.get(template, ())
    for name in (name for name in ("condition", "then", "otherwise") if template and name not in given):
        for change, new in shallow_changes(getattr(part, name), line):
            yield change, replace(part, **{name: new})


def shallow_changes(node: Node, line: Line) -> Iterator[Change]:
    match node:
        case Op(name, args):
            yield from changed_here(node, line)
            for at, arg in enumerate(args):
                for change, new in shallow_changes(arg, line):
                    yield change, Op(name, (*args[:at], new, *args[at + 1 :]))
        case Ifs("count", None, (condition,)):
            yield from ((change, replace(node, where=(new,))) for change, new in changed_here(condition, line))
        case Const() | Missing() | Ifs():
            yield from changed_here(node, line)


def operands_changed(template: str, stamp: If, line: Line) -> Iterator[Change]:
    """The changes of what a template is given, each wherever the template repeats it."""
    for operand in dict.fromkeys(tested(stamp)):
        for change, new in changes(operand, line):
            if not (template == "place_of" and operand == tested(stamp)[0] and isinstance(new, Const)):
                yield change, with_operand(stamp, operand, new)
    if template == "find":
        yield from ((change, replace(stamp, then=new)) for change, new in changes(stamp.then, line))
    match stamp.otherwise:
        case Lookup(value, place):
            for other in another(value, line):
                if isinstance(other, Column | Line | Axis):
                    changed = replace(stamp, otherwise=Lookup(other, place))
                    yield f"{called(value)} → {called(other)}", changed
        case Ifs() as gathered if gathered not in tested(stamp):
            yield from ((change, replace(stamp, otherwise=new)) for change, new in all_changes(gathered, line))


def all_changes(part: Any, line: Line) -> Iterator[Change]:
    yield from changed_here(part, line)
    if isinstance(part, Line | Column | Axis | AsBuilt):
        return
    if isinstance(part, Op) and part.name == "round":
        for change, new in changes(part.args[0], line):
            yield change, replace(part, args=(new, *part.args[1:]))
        return
    if isinstance(part, Each):  # what it says in several rows alike is changed in all of them
        for arg in dict.fromkeys(part.args):
            for change, new in changes(arg, line):
                yield change, Each(tuple(new if each == arg else each for each in part.args))
        return
    for name, value in vars(part).items():
        for change, new in changes_of_field(value, line):
            if (name in READ_DOWN or (isinstance(part, Lookup) and name == "value")) and isinstance(new, Const):
                continue  # whole lines and columns are read here
            try:
                yield change, replace(part, **{name: new})
            except DefinitionError:
                continue


def changes_of_field(value: object, line: Line) -> Iterator[Change]:
    match value:
        case Node() | Where():
            yield from changes(value, line)
        case tuple():
            for at, each in enumerate(value):
                for change, new in changes_of_field(each, line):
                    yield change, (*value[:at], new, *value[at + 1 :])


def changed_here(part: Any, line: Line) -> Iterator[Change]:
    match part:
        case Op(name, args) if name in OPERATORS:
            yield f"{name} → {OPERATORS[name]}", Op(OPERATORS[name], args)
        case Op(name, (inner, *_)) if name in WITHOUT:
            yield f"without {name}", inner
        case Const(str() as text):
            yield f"{text!r} → {'another' if not text else ''!r}", Const("" if text else "another")
        case Const(int() | float() as value):
            yield f"{value} → {value + 1}", Const(value + 1)
        case Missing():
            yield "n/d → 0", Const(0)
        case Ifs(how) | Total(how=how) if how in FOLDS and not (isinstance(part, Ifs) and how == "count"):
            other_fold: Any = FOLDS[how]
            yield f"{how} → {other_fold}", replace(part, how=other_fold)
        case Where(compare=compare) | Beside(compare=compare) if compare in OPERATORS:
            yield f"{compare} → {OPERATORS[compare]}", replace_compare(part)
        case Assumption(name):
            yield f"{name} → 0", Const(0)
        case Selector(name):
            yield f"{name} → ''", Const("")
        case Position() | Axis(rows=None):
            yield "one further", part + 1
        case Line() | Column() | Axis():
            for other in another(part, line):
                yield f"{called(part)} → {called(other)}", other


def replace_compare(part: Any) -> Any:
    try:
        return replace(part, compare=OPERATORS[part.compare])
    except DefinitionError:
        return replace(part, value=Const("another"))


def called(node: Node) -> str:
    match node:
        case Line(name=name):
            return name
        case Column(table, name):
            return f"{table}.{name}"
        case Axis(rows=rows, part=part, across=across) if rows is not None:
            return f"{rows.parts[part]}{' across' if across else ''}"
        case Const(value):
            return repr(value)
    return type(node).__name__


def another(node: Line | Column | Axis, line: Line) -> Iterator[Node]:
    """Another figure of the same shape and unit; 0 or a blank where there is none."""
    match node:
        case Line():
            other = nearest(node, line)
            yield blank(node) if other is None else other
        case Column():
            others = [each for each in columns() if (each.table, each.kind) == (node.table, node.kind) and each != node]
            place = [each.name for each in others if each.name > node.name]
            yield next((each for each in others if each.name in place), others[0]) if others else blank(node)
        case Axis(rows=rows, part=part, across=across) if rows is not None:
            yield replace(node, part=(part + 1) % len(rows.parts)) if len(rows.parts) > 1 and not across else Const("")


def blank(node: Node) -> Node:
    return Const("") if is_text(node) else Const(0)


@cache
def places() -> Mapping[Line, int]:
    return {line: place for place, line in enumerate(model_lines())}


@cache
def columns() -> tuple[Column, ...]:
    found = {
        leaf for each in model_lines() for leaf in operands(each.expr, into_gathers=True) if isinstance(leaf, Column)
    }
    return tuple(sorted(found, key=lambda column: (column.table, column.name)))


def nearest(node: Line, line: Line) -> Line | None:
    """The line next to it among those of the same rows, columns and unit that do not rest on the changed one."""
    lines, here = model_lines(), places()[node]
    fit = [
        (abs(place - here), place)
        for place, each in enumerate(lines)
        if (each.over, each.by_year, each.across, each.unit) == (node.over, node.by_year, node.across, node.unit)
        and is_text(each) == is_text(node)
        and each not in (node, line)
        and each not in resting_on(line)
    ]
    return lines[min(fit)[1]] if fit else None


@cache
def resting_on(line: Line) -> frozenset[Line]:
    return frozenset(readers()[line])
