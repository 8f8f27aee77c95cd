r"""What all keys have in common: their form, when two of them are alike, and lists of them.

Spreadsheet look-ups ignore case, take `* ? ~` (some also `\`) and a leading `< > =` as patterns, and match the text
"10" to the number 10; they refuse texts longer than LONGEST. Keys that avoid all this find the same row in a
spreadsheet as here.
"""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 255  # as `length` counts; MATCH and the conditions of SUMIFS fail on a longer text

# Characters that do not show: soft hyphen, zero-width, bidirectional controls, variation selectors, tags.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
# Pattern characters anywhere, a comparison at the start, line breaks and tabs, and what does not show.
_UNSAFE = re.compile(rf"[*?~\\\n\r\t{_UNSEEN}]|^[<>=]")
# What the conditions of SUMIFS and COUNTIFS read as a truth value, an error, a percentage, a time or a date, so that
# they pass over a text that looks like it; outer quotation marks, which some take off; and _x0041_, which the file
# format reads as A. Some engines do, others not; all agree on plain numbers.
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?)"
)
_COERCED = re.compile(
    r"true|false|#[a-z0-9/!?]+|[\d.,]* ?%|\d+:\d+(:\d+(\.\d+)?)?( ?[ap]m)?|\d{1,2} ?[ap]m"
    r"|\".*\"|.*_x[0-9a-f]{4}_.*|\d{4}[-/.]\d{1,2}([-/.]\d{1,2}([ t]\d{1,2}(:\d+)*( ?[ap]m)?)?)?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}[-/](\d{1,2}|\d{4})|\d+ \d+/\d+"
    rf"|{_MONTH}[- /.]{{1,2}}\d{{1,4}}|\d{{1,2}}[- /.]{{1,2}}{_MONTH}([- /.,]{{1,2}}\d{{2,4}})?"
    rf"|{_MONTH}[- ]\d{{1,2}}[-, ]{{1,2}}\d{{2,4}}",
    re.IGNORECASE | re.ASCII,
)
# What the workbook shows for a figure that no source states.
_MISSING = "n/d"
_NUMERIC = re.compile(r"[+-]?[$€£¥]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?%?")
_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*(c[0-9]*)?|c[0-9]*|true|false")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def is_safe(key: str) -> bool:
    """Whether a spreadsheet look-up finds exactly this key, and a reader sees all of it. Blank is safe."""
    return not (_UNSAFE.search(key) or _COERCED.fullmatch(key.strip()) or alike(key) == _MISSING)


def danger(key: str) -> tuple[str, str]:
    """What is wrong with a key that is not safe, and what to do about it."""
    if match := _INVISIBLE.search(key):
        return f"the key holds the character U+{ord(match[0]):04X}, which is invisible", "retype the key"
    if match := re.search(r"[*?~\\]", key):
        return f"a spreadsheet reads the {match[0]} in this key as a wildcard", "use a key without * ? ~ and \\"
    if re.search(r"[\n\r\t]", key):
        return "the key holds a line break or tab", "put a blank in its place"
    if key[:1] in "<>=":
        return f"a spreadsheet takes a key that begins with {key[:1]} for a comparison", "begin it with a letter"
    if alike(key) == _MISSING:
        return f"{_MISSING} is what the workbook shows for a figure that no source states", "choose another key"
    return (
        "some spreadsheets read this key as a truth value, an error, a date, a time, a percentage or another text",
        f"add a word that makes it a name, as in {key.strip()} Inc. or deal of {key.strip()}",
    )


def is_heading(key: str, column: str) -> bool:
    """Whether a key reads as the heading of its column, which formulas read down too."""
    return key.strip().casefold() == column


def length(key: str) -> int:
    """The length as spreadsheets count it, in UTF-16 units."""
    return len(key) if key.isascii() else len(key.encode("utf-16-le")) // 2


def is_identifier(name: str) -> bool:
    """Whether a name is in lower snake case and cannot be read as a cell reference."""
    return bool(_IDENTIFIER.fullmatch(name)) and not _CELL.fullmatch(name)


def alike(key: str) -> str:
    """The same text for all keys that a spreadsheet, or a reader, would take as equal."""
    return _as_number((key if key.isascii() else unicodedata.normalize("NFKC", key)).strip().casefold())


def all_alike(keys: Sequence[str]) -> list[str]:
    """`alike` of each key; many at once take less time."""
    together = "\n".join(keys)
    if not together.isascii() or together.count("\n") != len(keys) - 1:
        return [alike(key) for key in keys]
    return [_as_number(key.strip()) for key in together.casefold().split("\n")]


def _as_number(text: str) -> str:
    if text[-1:].isalpha() or not _NUMERIC.fullmatch(text):
        return text
    percent = text.endswith("%")
    number = float(re.sub(r"[$€£¥,%]", "", text))
    return f"\0{number / 100 if percent else number!r}"


def entries(cell: str) -> tuple[str, ...]:
    """The entries of a list cell, separated by semicolons, without outer blanks. A blank cell has none."""
    return tuple(entry.strip() for entry in cell.split(";")) if cell.strip() else ()


def visible(key: str) -> str:
    """The key without characters that do not show."""
    return _INVISIBLE.sub("", key)
