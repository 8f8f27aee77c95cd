"""What every report shows, whether of tables or of a workbook: entries, counts, and a verdict."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.codes import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding in the tables, or a difference in a workbook.

    `where` names the place part by part, and `place` as readers know it. `found` is what stands there, and `expected`
    what would stand there, None where that is nothing or cannot be said.
    """

    code: str
    severity: Severity
    where: Mapping[str, str | int | None]
    place: str
    message: str
    expected: str | None
    found: str | None
    advice: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """Entries in their order; `parts` of their places; `facts` about what was looked at; `details` for
    programs. `groups` are the entries as people read them, with what repeats put together; `footnotes` say what is no
    longer open.

    Entries about a workbook are grouped by code; those about tables are grouped by file.
    """

    entries: tuple[Entry, ...]
    parts: tuple[str, ...]
    verdict: str
    details: Mapping[str, object]
    facts: tuple[str, ...] = ()
    groups: tuple[Entry, ...] = ()
    footnotes: tuple[str, ...] = ()
    compared: bool = False


def counts(severities: Iterable[Severity]) -> dict[str, int]:
    """How many errors and warnings, for programs."""
    numbers = Counter(severities)
    return {f"{severity}s": numbers[severity] for severity in Severity}


def counted(severities: Iterable[Severity]) -> str:
    """Errors and warnings in words: "3 errors, 1 warning"."""
    numbers = Counter(severities)
    parts = [f"{n:,} {severity}{'s' * (n != 1)}" for severity in Severity if (n := numbers[severity])]
    return ", ".join(parts) or "no findings"


def sentence(severities: Iterable[Severity]) -> str:
    """The same as a sentence."""
    words = counted(severities)
    return f"{words[0].upper()}{words[1:]}."


def visible(text: str) -> str:
    """The text with whatever does not print, or would steer a terminal, written as an escape."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
