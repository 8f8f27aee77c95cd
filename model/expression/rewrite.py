"""An expression with some of its nodes replaced: how one definition serves where another would repeat it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from model.expression.line import Line
from model.expression.nodes import Node, Where

Change = Callable[[Node], Node | None]


def rewrite(node: Node, change: Change) -> Node:
    """The node that `change` gives for it, or else itself with its parts rewritten.

    A line is a part like a leaf: its own definition is not entered.
    """
    changed = change(node)
    if changed is not None:
        return changed
    rewritten: Node = node if isinstance(node, Line) else with_parts(node, change)
    return rewritten


def with_parts(whole: Any, change: Change) -> Any:
    """A node, or a condition of a gathering, with each of its fields rewritten."""
    return replace(whole, **{field.name: part(getattr(whole, field.name), change) for field in fields(whole)})


def part(value: object, change: Change) -> object:
    """A field of a node: a node, several of them, or anything else, which stays."""
    match value:
        case Node():
            return rewrite(value, change)
        case Where():
            return with_parts(value, change)
        case tuple():
            return tuple(part(each, change) for each in value)
    return value
