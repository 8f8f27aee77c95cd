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
from model.xlsx.limits import DIGITS, TEXT

FIRST_SAFE_DAY = datetime.date(1900, 3, 1)  # spreadsheets believe in 1900-02-29
LAST_DAY = datetime.date(2199, 12, 31)  # a term from here still ends long before 9999, the last year of spreadsheets

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}

_NOT_DISCLOSED = frozenset(["nan", "inf", "infinity", "n/a", "na", "none", "null", "-", "tbd", "#n/a"])


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
                "shorten the text, or split it over several rows",
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
        return Cell(math.nan, Problem("not-a-number", f"{quoted(text)} is not a number", _number_advice(text)))
    number = float(text)
    digits = match[1].replace(".", "").strip("0")
    if math.isinf(number) or (digits and number == 0):
        return Cell(
            math.nan,
            Problem("not-a-number", f"{quoted(text)} is too large or too small for a number", "check the exponent"),
        )
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
        return Cell(None, Problem("not-a-date", f"{quoted(text)} is not a date in ISO form", _date_advice(text)))
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return Cell(None, Problem("not-a-date", f"{text} is not a day of the calendar", "check the month and the day"))
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
            Problem("date-out-of-range", f"{text} is after {LAST_DAY}, the last day the tables take", "check the year"),
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
        return Cell(False, Problem("not-a-flag", f"{quoted(text)} is neither yes nor no", "write yes, no or nothing"))
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


def _number_advice(text: str) -> str:
    """How to write what the text probably means as a number; never applied, only said."""
    advice = "write digits and a decimal point, such as 1234.5; leave the cell blank if nothing is disclosed"
    if text.casefold().lstrip("+-") in _NOT_DISCLOSED:
        return "leave the cell blank if nothing is disclosed"
    if re.fullmatch(r"[+-]?0[xob][0-9a-f]+", text, re.IGNORECASE):
        return "write the number in decimal digits"
    if text.startswith("="):
        return "write the result, not the formula"
    if text.endswith("%"):
        return "write a fraction: 0.05 for 5 %"
    if re.fullmatch(r"\(.*\)", text) or re.fullmatch(r".*\d\s*-", text):
        return "write a negative number with a minus sign in front, as in -500"
    if any(unicodedata.category(character) == "Sc" for character in text) or re.search(r"[A-Za-z]{2,}", text):
        return "write the number alone; the unit or currency has its own column"
    if "\u2212" in text:
        return "write the minus sign as a plain hyphen: -"
    if any(character.isdigit() and not character.isascii() for character in text):
        return "write the digits 0 to 9"
    if re.fullmatch(r"[+-]?\d{1,3}([,' _\u00a0\u2009\u202f\u2019]\d{3})+(\.\d+)?", text):
        return f"write it without thousands separators: {re.sub(r'[^0-9.+-]', '', text)}, if that is meant"
    if re.fullmatch(r"[+-]?[\d.]*\d,\d+", text):
        return "write the decimal sign as a point and no thousands separators"
    return advice


def _date_advice(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return "write it as YYYY-MM-DD: the order of day and month is not guessed"
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return "this looks like a spreadsheet's serial number; write the day as YYYY-MM-DD"
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        return "write the day alone, without time or time zone: YYYY-MM-DD"
    return "write it as YYYY-MM-DD, such as 2025-10-06"
