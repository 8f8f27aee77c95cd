"""Reading one cell's text as a value of its column's kind, without guessing.

Each function returns the value, and the problem it has with the text if any. A value that cannot be read is
NaN, None or "", together with the problem that says how to write it.
"""

import datetime
import math
import re
import unicodedata
from typing import Any, NamedTuple

from model.dates import EPOCH
from model.inputs import advice, everyday_words
from model.xlsx.limits import DIGITS, TEXT

FIRST_SAFE_DAY = datetime.date(1900, 3, 1)  # spreadsheets believe in 1900-02-29
LAST_DAY = datetime.date(2199, 12, 31)  # a term from here still ends long before 9999, the last year of spreadsheets

SMALLEST = 1e-9  # of numbers but 0: one unit in a billion; of smaller ones, ratios leave what a spreadsheet holds

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


class Problem(NamedTuple):
    """A finding's code and words, before its place is known."""

    code: str
    message: str
    suggestion: str


class Cell(NamedTuple):
    """What a cell's text means."""

    value: Any
    problem: Problem | None = None


def read_text(text: str) -> Cell:
    """The text with line breaks as \\n and no outer blanks; "" when it holds what a workbook cannot hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # What is printable holds nothing forbidden, and is told fast.
    bad = "" if text.isprintable() else next((character for character in text if is_forbidden(character)), "")
    if bad:
        return Cell(
            "",
            Problem(
                "bad-character",
                f"the cell holds the character U+{ord(bad):04X}, which a workbook cannot hold",
                "delete the character, or retype the cell",
            ),
        )
    if len(text) > TEXT // 2 and len(text.encode("utf-16-le")) // 2 > TEXT:
        return Cell(
            "",
            Problem(
                "too-long",
                f"the text has {len(text):,} characters; a cell holds at most {TEXT:,}",
                "shorten the text (a cell cannot be split over rows)",
            ),
        )
    trimmed = text.strip()
    if trimmed != text and trimmed:
        return Cell(
            trimmed,
            Problem("surrounding-spaces", "the blanks around the text are removed", "remove them in the file"),
        )
    return Cell(trimmed)


def read_number(text: str, *, stored: bool = False) -> Cell:
    """A finite number; NaN when blank. `stored` numbers were binary in the file and may have any digits."""
    text, problem = read_text(text)
    if not text:
        return Cell(math.nan, problem)
    match = _NUMBER.fullmatch(text)
    if not match:
        return Cell(math.nan, Problem("not-a-number", f"{quoted(text)} is not a number", advice.for_number(text)))
    number = float(text)
    digits = match[1].replace(".", "").strip("0")
    if math.isinf(number) or (digits and number == 0):
        return Cell(
            math.nan,
            Problem("not-a-number", f"{quoted(text)} is too large or too small for a number", "check the exponent"),
        )
    if 0 < abs(number) < SMALLEST:
        message = f"{quoted(text)} is too close to 0 to compute with"
        return Cell(math.nan, Problem("out-of-range", message, f"write 0, or a number of at least {SMALLEST:g}"))
    if len(digits) > DIGITS and not stored:
        return Cell(
            math.nan,
            Problem(
                "too-many-digits",
                f"{quoted(text)} has {len(digits)} significant digits; a spreadsheet keeps {DIGITS}",
                f"round it to {number:.15g}",
            ),
        )
    return Cell(number, problem)


def read_date(text: str) -> Cell:
    """A calendar day as datetime.date; None when blank."""
    text, problem = read_text(text)
    if not text:
        return Cell(None, problem)
    if not _DATE.fullmatch(text):
        return Cell(None, Problem("not-a-date", f"{quoted(text)} is not a date in ISO form", advice.for_date(text)))
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return Cell(None, Problem("not-a-date", f"{text} is not a calendar date", "check the month and the day"))
    if day < FIRST_SAFE_DAY:
        return Cell(
            None,
            Problem(
                "date-out-of-range",
                f"{text} is before {FIRST_SAFE_DAY}, the first day all spreadsheets agree on",
                "check the year",
            ),
        )
    if day > LAST_DAY:
        return Cell(
            None,
            Problem(
                "date-out-of-range", f"{text} is after {LAST_DAY}, the last day that the tables allow", "check the year"
            ),
        )
    return Cell(day, problem)


def read_serial(text: str) -> Cell:
    """A calendar day as the number by which spreadsheets count it; NaN when blank."""
    day, problem = read_date(text)
    return Cell(math.nan if day is None else float((day - EPOCH.date()).days), problem)


def read_flag(text: str) -> Cell:
    """Yes or no; blank is no."""
    text, problem = read_text(text)
    flag = _FLAGS.get(text.casefold())
    if flag is None:
        return Cell(
            False, Problem("not-a-flag", f"{quoted(text)} is neither yes nor no", everyday_words.for_flag(text))
        )
    return Cell(flag, problem)


def read_list(text: str) -> Cell:
    """A list with its entries separated by exactly '; '."""
    text, problem = read_text(text)
    return Cell("; ".join(entry.strip() for entry in text.split(";")), problem)


def is_forbidden(character: str) -> bool:
    """Control characters but tab and line feed, lone surrogates, and the two non-characters XML excludes."""
    if character in "\t\n":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff"


def quoted(text: str) -> str:
    """The text in quotation marks, with escapes for what does not print, cut where it is long."""
    return repr(text if len(text) <= 40 else f"{text[:37]}...")
