"""What all keys have in common: their form, when two of them are alike, and lists of them.

Spreadsheet look-ups ignore case, take `* ? ~` and a leading `< > =` as patterns, and match the text "10" to
the number 10. Keys that stay clear of all this find the same row in a spreadsheet as here.
"""

import re
import unicodedata

# Pattern characters anywhere, a comparison at the start, line breaks and tabs.
_UNSAFE = re.compile(r"[*?~\n\r\t]|^[<>=]")
# Characters that do not show: soft hyphen, zero-width, bidirectional controls, variation selectors, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
# What the conditions of SUMIFS and COUNTIFS read as a truth value, an error, a percentage, a time or a date, so that
# they pass over a text that looks like it. Found by trying: engines agree on plain numbers, and not on these.
_COERCED = re.compile(
    r"true|false|#[a-z0-9/!?]+|[\d.,]+ ?%|\d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|(january|february|march|april|may|june|july|august|september|october|november|december) \d{1,4}",
    re.IGNORECASE | re.ASCII,
)
_NUMERIC = re.compile(r"[+-]?[$€£¥]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?%?")
_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*(c[0-9]*)?|c[0-9]*|true|false")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def is_safe(key: str) -> bool:
    """Whether a spreadsheet look-up finds exactly this key, and a reader sees all of it. Blank is safe."""
    return not (_UNSAFE.search(key) or _INVISIBLE.search(key) or _COERCED.fullmatch(key.strip()))


def is_identifier(name: str) -> bool:
    """Whether a name is lower-case snake and cannot be taken for a cell reference."""
    return bool(_IDENTIFIER.fullmatch(name)) and not _CELL.fullmatch(name)


def alike(key: str) -> str:
    """The same text for all keys that a spreadsheet, or a reader, would take as equal."""
    folded = unicodedata.normalize("NFKC", key).strip().casefold()
    if not _NUMERIC.fullmatch(folded):
        return folded
    percent = folded.endswith("%")
    number = float(re.sub(r"[$€£¥,%]", "", folded))
    return f"\0{number / 100 if percent else number!r}"


def entries(cell: str) -> tuple[str, ...]:
    """The entries of a list cell, separated by semicolons, without outer blanks. A blank cell has none."""
    return tuple(entry.strip() for entry in cell.split(";")) if cell.strip() else ()


def visible(key: str) -> str:
    """The key without characters that do not show."""
    return _INVISIBLE.sub("", key)
