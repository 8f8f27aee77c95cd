"""What a code is: a stable name for one kind of finding, with its severity and its words."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops a build, or makes a workbook untrustworthy; a warning is shown but stops nothing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kebab-case name that does not change, its severity, its meaning in one line, an example, and what to do."""

    name: str
    severity: Severity
    meaning: str
    example: str
    advice: str


def error(name: str, meaning: str, example: str, advice: str) -> Code:
    return Code(name, Severity.ERROR, meaning, example, advice)


def warning(name: str, meaning: str, example: str, advice: str) -> Code:
    return Code(name, Severity.WARNING, meaning, example, advice)
