"""Rows that name rows of their own table: none leads back to itself, and no chain is longer than formulas can
follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model.findings import Finding
from model.inputs.typed import Inputs
from schemas import keys, table_named

MOST_STEPS = 16  # that formulas follow from row to row
NOTHING = ("", "none")  # what names no row


@dataclass(frozen=True)
class Naming:
    """A column whose cells name rows of the same table, and how a chain of them reads."""

    table: str
    column: str
    verb: str


NAMINGS = (
    Naming("companies", "member_of", "in"),
    Naming("companies", "parent", "under"),
    Naming("deals", "part_of", "part of"),
    Naming("deals", "replaces", "replaces"),
    Naming("capex_plans", "part_of", "part of"),
    Naming("capex_plans", "replaces", "replaces"),
)


def circles(inputs: Inputs) -> Iterator[Finding]:
    """No row names itself, directly or in a circle."""
    for naming in NAMINGS:
        frame = inputs.frame(naming.table)
        key = table_named(naming.table).key[0]
        names, cells, places = frame[key].tolist(), frame[naming.column].tolist(), frame.index.tolist()
        rows = {name: row for name, row in zip(names, places, strict=True) if name}
        graph = {
            name: tuple(entry for entry in keys.entries(cell) if entry in rows and entry not in NOTHING)
            for name, cell in zip(names, cells, strict=True)
            if name and cell not in NOTHING
        }
        yield from _circles_of(inputs, naming, rows, graph)


def _circles_of(
    inputs: Inputs, naming: Naming, rows: Mapping[str, int], graph: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Goes from row to row in depth, and finds each circle where it closes, each long chain where it gets too long."""
    steps: dict[str, int] = {}  # of the longest chain from a row whose chains are all known
    for start in graph:
        path = {start: iter(graph[start])} if start not in steps else {}
        while path:
            name = next(reversed(path))
            step = next(path[name], None)
            if step is None:
                steps[name] = max((1 + steps.get(each, 0) for each in graph.get(name, ())), default=0)
                del path[name]
                if steps[name] == MOST_STEPS + 1:
                    yield _too_long(inputs, naming, rows[name], name)
            elif step in path:
                names = list(path)
                yield _circle(inputs, naming, rows, names[names.index(step) :])
            elif step not in steps:
                path[step] = iter(graph.get(step, ()))


def _circle(inputs: Inputs, naming: Naming, rows: Mapping[str, int], circle: list[str]) -> Finding:
    first = min(circle, key=rows.__getitem__)
    at = circle.index(first)
    circle = [*circle[at:], *circle[:at]]
    if len(circle) == 1:
        message, advice = "the row names itself", "name another row, or leave the cell blank"
        return inputs.finding("names-itself", (naming.table, rows[first], naming.column), message, advice)
    chain = f" {naming.verb} ".join([*circle[:5], "…"] if len(circle) > 5 else [*circle, first])
    message, advice = f"these rows form a circle: {chain}", "clear the cell of the row that should not name another"
    return inputs.finding("names-circle", (naming.table, rows[first], naming.column), message, advice)


def _too_long(inputs: Inputs, naming: Naming, row: int, name: str) -> Finding:
    message = f"a chain of more than {MOST_STEPS} rows starts at {name}, longer than formulas can follow"
    advice = "name a row further along the chain, or leave out some of its rows"
    return inputs.finding("chain-too-long", (naming.table, row, naming.column), message, advice)
