"""Pieces of HTML and SVG: text of the tables that stays text, pictures that say what they show, tables."""

from __future__ import annotations

import html
from collections.abc import Sequence

from model.reports.report import visible

FIXED_BLANK = "\u00a0"
NAME_BEGINS, NAME_ENDS = "\u2068", "\u2069"  # no name holds them: they do not show


def escaped(text: str) -> str:
    """The text escaped for markup, whatever it contains. The blanks that keep a number and its unit on one line
    stay."""
    return html.escape(FIXED_BLANK.join(map(visible, text.split(FIXED_BLANK))))


def isolated(text: str) -> str:
    """A name isolated so that its writing direction does not affect the text beside it."""
    return f"<bdi>{escaped(text)}</bdi>"


def prose(text: str) -> str:
    """A sentence as markup, with the names that `sentences` marks in it isolated."""
    first, *rest = text.split(NAME_BEGINS)
    parts = (part.partition(NAME_ENDS) for part in rest)
    return escaped(first) + "".join(f"{isolated(name)}{escaped(after)}" for name, _, after in parts)


def figure(name: str, words: tuple[str, str], size: str, inside: str) -> str:
    """An SVG picture with its title and, in words, what it shows. `name` is its id, `size` its attributes."""
    title, description = words
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-words" {size}>'
        f'<title id="{name}-title">{escaped(title)}</title><desc id="{name}-words">{escaped(description)}</desc>'
        f"{inside}</svg>"
    )


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    last: Sequence[str] = (),
    is_wide: bool = False,
) -> str:
    """A table whose first column names its rows; the cells are markup. Other columns than the first are numbers where
    their heading says so by a leading "#". `last` is the row of totals. A wide one can be scrolled, by keys too."""
    marks = [' class="number"' if head.startswith("#") else "" for head in heads]

    def row_of(cells: Sequence[str]) -> str:
        first, *rest = cells
        tail = "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(marks[1:], rest, strict=True))
        return f'<tr><th scope="row">{first}</th>{tail}</tr>'

    head = "".join(
        f'<th scope="col"{mark}>{escaped(text.removeprefix("#"))}</th>' for text, mark in zip(heads, marks, strict=True)
    )
    body = "\n".join(map(row_of, rows))
    foot = f"\n<tfoot>{row_of(last)}</tfoot>" if last else ""
    keys = f' role="region" aria-label="{escaped(caption)}" tabindex="0"' if is_wide else ""
    return (
        f'<div class="scroll"{keys}><table><caption>{escaped(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>{foot}</table></div>"
    )
