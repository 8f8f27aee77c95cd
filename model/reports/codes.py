"""The codes of findings in words: all of them in a list, or one with its example and what to do."""

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches

from model.codes import BY_NAME, COMMANDS, SECTIONS
from model.errors import CannotRun

WIDTH = 80
NAMES = max(map(len, BY_NAME)) + 2
LABELS = 12


def listing() -> str:
    """All codes by section, each with its severity and its meaning."""
    blocks = ["\n".join(_section(section)) for section in SECTIONS]
    return "\n\n".join([*blocks, "tieout codes CODE shows an example and says what to do."]) + "\n"


def _section(section: str) -> Iterator[str]:
    yield f"In {section} (tieout {COMMANDS[section]})"
    for code in SECTIONS[section]:
        start = f"  {code.name:<{NAMES}}{code.severity:<9}"
        yield _wrapped(start, code.meaning)


def explained(name: str) -> str:
    """One code: meaning, example, and what to do. CannotRun, with the nearest name, when there is none."""
    code = BY_NAME.get(name.strip().casefold())
    if code is None:
        near = get_close_matches(name.casefold(), BY_NAME, 1)
        advice = f"Did you mean {near[0]}? " if near else ""
        raise CannotRun(f"there is no code {name!r}. {advice}tieout codes lists all.")
    section = next(section for section, codes in SECTIONS.items() if code in codes)
    lines = (
        _wrapped("", f"{code.name}: {code.severity} in {section} (tieout {COMMANDS[section]})"),
        _wrapped(f"  {'meaning':<{LABELS}}", code.meaning),
        _wrapped(f"  {'example':<{LABELS}}", code.example),
        _wrapped(f"  {'what to do':<{LABELS}}", code.advice),
    )
    return "\n".join(lines) + "\n"


def _wrapped(start: str, text: str) -> str:
    """The text after its start, in lines of the terminal's width that hang below its first word."""
    return textwrap.fill(text, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False)
