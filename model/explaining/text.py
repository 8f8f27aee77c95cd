"""An explanation as text for a terminal: at most two screens of lines of at most 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from model.explaining.explanation import Effect, Explanation, Judgement, Reach, Step
from model.explaining.inputs import Citation, Source
from model.explaining.steps import HOW

WIDTH = 100
TOGETHER = "\xa0"  # a blank at which no line ends
ABOUT, NOTE = 56, 240
NAME = 13  # columns of the names of facts


def as_text(explained: Explanation, suffix: str = "") -> str:
    """The whole answer. `suffix` is what further commands need, such as --inputs PATH."""
    blocks = [
        [
            *wrapped(headline(explained), "", "  "),
            *(line for note in explained.notes for line in wrapped(note, "! ", "  ")),
        ]
    ]
    blocks.append([line for name, text in explained.facts for line in fact(name, text)])
    if explained.steps or explained.lacking or explained.others:
        blocks.append(way(explained))
    if explained.rows:
        blocks.append(list(citing(explained)))
    if explained.reach is not None:
        blocks.append(list(reach(explained.reach)))
    if explained.judgements:
        blocks.append(
            ["Assumptions behind what is shown", *(line for each in explained.judgements for line in judgement(each))]
        )
    if explained.sources:
        more = [f"  … and {explained.other_sources:,} more"] if explained.other_sources else []
        blocks.append(
            ["Sources of what is shown", *(line for each in explained.sources for line in source(each)), *more]
        )
    ask = next_question(explained)
    if ask:
        blocks.append([f'Go on with: tieout explain "{ask}"{suffix}'])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def headline(explained: Explanation) -> str:
    """The title and the value."""
    if explained.kind in ("figure", "input cell"):
        return f"{explained.title}: {explained.text}"
    parts = (explained.title, explained.text if explained.text != explained.title else "")
    return ": ".join(part for part in parts if part)


def fact(name: str, text: str) -> list[str]:
    return wrapped(text, f"  {name:<{NAME}}", " " * (NAME + 2))


def wrapped(text: str, indent: str, hanging: str) -> list[str]:
    """Lines of at most the width, but for a word that is longer; the name of a cell stays in one line."""
    lines = textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False, break_long_words=False
    )
    return [line.replace(TOGETHER, " ") for line in lines] or [indent.rstrip()]


def way(explained: Explanation) -> list[str]:
    """The steps below the figure, each deeper one two columns further in."""
    how = f": {explained.how}" if explained.how else ""
    lines = [f"{explained.heading}{how}"]
    for each in explained.steps:
        lines += step(each, 1, explained.row, explained.kind == "line")
    return [*lines, *left_out(explained, 1)]


def step(each: Step, depth: int, above: str, of_line: bool = False) -> Iterator[str]:
    """A figure and what stands below it; figures of one line are named by row and year only."""
    indent = "  " * depth
    labels = " ".join(part for part in (each.row, each.column) if part)
    words = f"{labels}  {bracketed(each.place)}" if of_line and labels else step_words(each, above)
    yield from wrapped(words, f"{indent}{each.text}  ", f"{indent}    ")
    for part in each.steps:
        yield from step(part, depth + 1, each.row or above)
    yield from left_out(each, depth + 1)


def step_words(each: Step, above: str) -> str:
    """The company, the figure and its place; for an input, its row and sources."""
    if each.ask.endswith(f"/{each.title}"):
        text = f"{each.title} of {each.row}, {each.place}"
        text = f"{text}; {cited(each.citations)}" if each.citations else text
        return f"{text}. Its note: {textwrap.shorten(each.about, NOTE, placeholder=' …')}" if each.about else text
    row = "" if each.row == above else each.row
    about = f" ({each.about})" if each.about and row else ""
    name = f"{row}{about}: {each.title}" if row else each.title
    column = f" {each.column}" if each.column else ""
    how = f", {each.how}" if each.how and each.how != HOW["sum"] else ""
    words = f" = {each.words}" if each.words and each.steps else f", {each.words}" if each.words else ""
    place = f"  {bracketed(each.place)}" if each.place else ""
    return f"{name}{column}{how}{words}{place}"


def bracketed(place: str) -> str:
    """The name of a cell, which is not parted."""
    return f"[{place}]".replace(" ", TOGETHER)


def cited(citations: Sequence[Citation]) -> str:
    return "; ".join(f"{each.source} {each.locator}".strip() for each in citations)


def left_out(whole: Step | Explanation, depth: int) -> Iterator[str]:
    """What the list below a figure leaves out."""
    indent, lacking = "  " * depth, whole.lacking
    if whole.others and not whole.steps:
        yield f"{indent}{whole.others:,} figure{'s' * (whole.others != 1)}, which come{'s' * (whole.others == 1)} to 0"
    elif whole.others:
        amount = f", which come to {whole.others_text}" if whole.others_text else ""
        yield f"{indent}… and {whole.others:,} more{amount}"
    if lacking:
        figures = "figure is n/d and adds" if lacking == 1 else "figures are n/d and add"
        yield f"{indent}{lacking:,} {'more ' * bool(whole.steps or whole.others)}{figures} nothing"


def citing(explained: Explanation) -> Iterator[str]:
    """The rows that name what is asked about."""
    yield "Rows that cite it" if explained.kind == "source" else "Rows that name it"
    for row in explained.rows:
        about = f" ({textwrap.shorten(row.about, ABOUT, placeholder='…')})" if row.about else ""
        yield from wrapped(f"{row.ask}{about}{row.names}; {row.place}", "  ", "    ")
    if explained.other_rows:
        yield f"  … and {explained.other_rows:,} more"


def reach(reached: Reach) -> Iterator[str]:
    """What rests on an input: who reads it, and what moves."""
    if reached.readers:
        names = ", ".join(f"{name} (‹{title}›)" for name, title in reached.readers)
        more = f" and {reached.other_readers:,} more" if reached.other_readers else ""
        yield "What reads it"
        yield from wrapped(f"{names}{more}", "  ", "  ")
    if not reached.method:
        return
    if reached.readers:
        yield ""
    yield from wrapped(f"What depends on it, tested with {reached.method} and all else unchanged", "", "  ")
    for each in reached.effects:
        yield from wrapped(f"{each.title} ({each.name}): {moves(each)}", "  ", "    ")
    if not reached.effects:
        yield "  No key figure moves."
    if reached.checks:
        more = f" and {reached.other_checks:,} more" if reached.other_checks else ""
        yield from wrapped(f"Checks whose figures move: {', '.join(reached.checks)}{more}", "  ", "    ")


def moves(effect: Effect) -> str:
    share = "" if effect.change is None else f" ({effect.change * 100:+,.1f} %)"
    whose = f"; it is then the figure of {effect.whose}" if effect.whose else ""
    return f"{effect.before} → {effect.after}{share}{whose}"


def judgement(each: Judgement) -> list[str]:
    cases = f" ({each.cases})" if each.cases else ""
    why = f" {each.rationale}" if each.rationale else ""
    return wrapped(f"{each.name} {each.text}{cases}, {each.place}.{why}", "  ", "    ")


def source(each: Source) -> list[str]:
    about = ", ".join(part for part in (each.published, each.grade, each.url) if part)
    return wrapped(f"{each.source}  {each.title}{f' ({about})' if about else ''}", "  ", "    ")


def next_question(explained: Explanation) -> str:
    """What to ask for next: the largest part, or what is named."""
    if explained.asks:
        return explained.asks[0]
    asks = [each.ask for each in sorted(explained.steps, key=lambda each: each.value is not None) if each.ask]
    return asks[0] if asks else ""
