"""How to correct what people type for a number, a day or a flag; suggested, never applied.

Each function takes the text of a cell and gives one sentence without a full stop.
"""

import datetime
import re
import unicodedata

BLANK = "leave the cell blank if nothing is disclosed"
_NOT_DISCLOSED = frozenset(
    [
        *("undisclosed", "not disclosed", "confidential", "unknown", "not known", "not stated", "unspecified"),
        *("redacted", "withheld", "private", "not meaningful", "n.m.", "nm"),
        *("not available", "not applicable", "none", "null", "nan", "na", "n/a", "n.a.", "n.a", "n/d", "n.d.", "nd"),
        *("#n/a", "tbc", "tbd", "tba", "to be confirmed", "to be determined", "pending", "inf", "infinity"),
        *("-", "--", "\u2013", "\u2014", "?", "??", "x", ".", "...", "\u2026"),
    ]
)
_NOTHING = ("nil", "zero", "nothing", "no")
_QUALIFIERS = {
    "at_least": r">=?|\u2265|at least|more than|over|above|min\.?|minimum|upwards of",
    "at_most": r"<=?|\u2264|up to|at most|less than|below|under|max\.?|maximum|no more than",
    "about": r"~|\u2248|\u223c|about|around|c\.?|ca\.?|circa|approx\.?|approximately|roughly|nearly|almost|some|est\.?",
}
# what a number is to be multiplied by for the unit of its column, and what that is called
_SIZES = (
    (1e3, "billions", r"tn?|trn|trillions?"),
    (1, "billions", r"bn?|bln|billions?|mrd"),
    (1e-3, "billions", r"mn?|mm|mln|mio|millions?"),
    (1e-6, "billions", r"k|thousands?"),
    (1, "gigawatts", r"gw|gigawatts?"),
    (1e-3, "gigawatts", r"mw|megawatts?"),
    (1, "years", r"y|yrs?|years?"),
    (1 / 12, "years", r"mo|mos|months?"),
)
_LONGEST = 60  # no longer text is taken apart
_SIGN = r"[$\u20ac\u00a3\u00a5\u20b9]|us\$|(?:us )?dollars|euros?|(?:usd|us|eur|gbp|cny|rmb|jpy)(?![a-z])\$?"
_RANGE = r"-|\u2013|\u2014|~|to|and|or|\.\."
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+,\d{1,2}|\d+(?:\.\d+)?|\.\d+"
_SIZE = "|".join(words for _, _, words in _SIZES)
_AMOUNT = re.compile(
    rf"(?P<before>{'|'.join(_QUALIFIERS.values())}|between|from)?\s*(?:{_SIGN})?\s*(?P<first>{_DIGITS})\s*"
    rf"(?:{_SIZE})?\s*(?:(?:{_RANGE})\s*(?:{_SIGN})?\s*(?P<second>{_DIGITS})\s*)?(?:{_SIZE})?\s*(?:{_SIGN})?"
    r"\.?(?P<after>\+)?(?P<remark>\s*(?:\*+|\?|\[.*\]|\(.*\)))?",
    re.IGNORECASE | re.ASCII,
)

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,9})?)\s*(?:%|pct\.?|per ?cent)", re.IGNORECASE)
_RATE = re.compile(
    r"\d.*(?:\b(?:per|an?|each|every) (?:year|annum|quarter|month)\b|/ ?(?:yr|year|qtr|quarter|mo|month)\b"
    r"|\bp\.? ?a\b\.?|\b(?:annual|quarter|month|year)ly\b)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ORDER = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?")
_IN_WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\W{0,2}(?:of )?)?([a-z]{3,9})\W{0,2}(?:(\d{1,2})(?:st|nd|rd|th)?,?\s)?\s*(\d{4})",
    re.IGNORECASE | re.ASCII,
)
_SPAN = re.compile(
    r"(?:19|20)\d{2}\W(?:\d{2}|[qh]\d)|\d{1,2}/\d{4}|[a-z]{3}\W\d{2}|(?:[qh]\d|\d[qh]|fy|cy)\W*\d{0,4}[ef]?|\d{4}[ef]",
    re.IGNORECASE | re.ASCII,
)


def is_not_disclosed(text: str) -> bool:
    """Whether the text says that there is nothing to say."""
    return text.strip().casefold() in _NOT_DISCLOSED


def for_number(text: str) -> str:
    """How to write what the text probably means as a number."""
    lower = text.casefold().lstrip("+-") or text
    if lower in _NOT_DISCLOSED:
        return BLANK
    if lower in _NOTHING:
        return f"write 0 if the amount is zero; {BLANK}"
    if re.fullmatch(r"[+-]?0[xob][0-9a-f]+", text, re.IGNORECASE):
        return "write the number in decimal digits"
    if text.startswith("="):
        return "write the result, not the formula"
    if match := _PERCENT.fullmatch(text):
        number = match[1].replace(",", ".")
        return f"write a fraction: {float(number) / 100:.10g} for {number} %"
    if _RATE.search(text):
        return "write the amount of the whole term; what falls due each year stands in the table payments"
    if re.fullmatch(r"\(.*\)", text) or re.fullmatch(r".*\d\s*-", text):
        return "write a negative number with a minus sign in front, as in -500"
    if re.fullmatch(r"[+-]?\d{1,3}([,' _\u00a0\u2009\u202f\u2019]\d{3})+(\.\d+)?", text):
        return f"write it without thousands separators: {re.sub(r'[^0-9.+-]', '', text)}, if that is meant"
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", text):
        return f"write it without thousands separators: {text.replace('.', '')}, if that is meant"
    if len(text) <= _LONGEST and (match := _AMOUNT.fullmatch(" ".join(text.split()))):
        return _of_amount(match)
    if not any(character.isdigit() for character in text):
        return f"write a number in digits, such as 1234.5; {BLANK}"
    if re.search(r"[A-Za-z]{2,}", text) or any(unicodedata.category(character) == "Sc" for character in text):
        return "write the number alone; the unit or currency has its own column"
    if "\u2212" in text:
        return "write the minus sign as a plain hyphen: -"
    if any(character.isdigit() and not character.isascii() for character in text):
        return "write the digits 0 to 9"
    if re.fullmatch(r"[+-]?[\d. \u00a0\u202f]*\d,\d+", text):
        return "write the decimal sign as a point and no thousands separators"
    return f"write digits and a decimal point, such as 1234.5; {BLANK}"


def _of_amount(match: re.Match[str]) -> str:
    """One or two numbers with what people write around them."""
    times, unit = _size(match[0])
    first, second = (number and f"{_plain(number) * times:.10g}" for number in match.group("first", "second"))
    within = f" ({unit})" if times != 1 else ""
    if second is not None and float(second) < float(first):
        return "write one number in digits; of a range, the smaller in the low column and the larger in the high one"
    if second is not None:
        return (
            f"write {first} in the low column and {second} in the high one{within}; if there is no such column, "
            "put it in the note"
        )
    qualifier = "at_least" if match["after"] else _qualifier(match["before"] or "")
    if qualifier:
        return f"write {first}{within}, and {qualifier} in the column qualifier"
    if match["remark"]:
        return f"write {first}{within}, and the remark in the column note"
    return f"write {first}{within}: the number alone; the unit or currency has its own column"


def _plain(number: str) -> float:
    """The number; a comma before one or two digits is a decimal sign."""
    return float(re.sub(r",(?=\d{1,2}$)", ".", number).replace(",", ""))


def _size(text: str) -> tuple[float, str]:
    """What the last unit of a text, if any, multiplies the number by, and the unit of the column."""
    for word in reversed(re.findall("[A-Za-z]+", text)):
        for times, unit, words in _SIZES:
            if re.fullmatch(words, word, re.IGNORECASE):
                return times, unit
    return 1, ""


def _qualifier(words: str) -> str:
    return next((name for name, each in _QUALIFIERS.items() if re.fullmatch(each, words, re.IGNORECASE)), "")


def for_date(text: str) -> str:
    """How to write what the text probably means as a day."""
    if text.casefold() in _NOT_DISCLOSED or text.casefold() in _NOTHING:
        return BLANK
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text):
        return "write it as YYYY-MM-DD: the order of day and month is not guessed"
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return "this looks like a spreadsheet's serial number; write the day as YYYY-MM-DD"
    if match := re.match(r"(\d{4}-\d{2}-\d{2})[T ]", text):
        return f"write the day alone: {match[1]}"
    if day := _day(text):
        return f"write it as {day}"
    if re.fullmatch(r"(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])", text):
        return f"write it with hyphens: {text[:4]}-{text[4:6]}-{text[6:]}"
    if match := re.fullmatch(r"(?:fy|cy)?\s?((?:19|20)\d{2})", text, re.IGNORECASE):
        year = match[1]
        return f"write the day a period begins or ends, such as {year}-01-01 or {year}-12-31; {BLANK}"
    if _SPAN.fullmatch(text) or (
        re.search(r"\b(?:19|20)\d{2}\b", text) and not re.search(r"\b\d{1,2}\b", re.sub(r"(?i)\b[qh]\d\b", "", text))
    ):
        return f"write the first or the last day of that time as YYYY-MM-DD, or {BLANK}"
    if not any(character.isdigit() for character in text):
        return f"write a day as YYYY-MM-DD, such as 2025-10-06; {BLANK}"
    return "write it as YYYY-MM-DD, such as 2025-10-06"


def _day(text: str) -> str:
    """The day in ISO form, where year, month and day can only be meant so; "" elsewhere."""
    if match := _IN_ORDER.fullmatch(text):
        year, month, day = (int(number) for number in match.groups())
    elif (
        (match := _IN_WORDS.fullmatch(text)) and match[2][:3].casefold() in _MONTHS and bool(match[1]) != bool(match[3])
    ):
        year, month, day = int(match[4]), _MONTHS.index(match[2][:3].casefold()) + 1, int(match[1] or match[3])
    else:
        return ""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
