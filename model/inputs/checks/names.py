"""Names that look like one another: one company under two names, and letters of two alphabets. All of it is warnings.

Names that a spreadsheet takes as equal are errors, and looked for in `references`.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from model.findings import Finding
from model.inputs.cell_values import quoted
from model.inputs.typed import Inputs
from schemas import TABLES, keys
from schemas.terms import COMPARED

# Letters of other alphabets that look like Latin ones.
LOOKALIKES = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abekmhopctyxijshdqw" + "abeznikmvoptux",
)
FOREIGN = range(0x370, 0x530)  # Greek and Cyrillic
STROKES = str.maketrans("I1|", "lll")  # one stroke each in many fonts
_LEGAL = frozenset(
    [
        *("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "lp", "plc"),
        *("sa", "sas", "se", "ag", "gmbh", "nv", "bv", "ab", "asa", "oyj", "spa", "srl", "pty", "kk"),
        *("holding", "holdings", "group"),
    ]
)
_WORD = re.compile(r"[^\W_]+")
_ZERO = re.compile(r"(?<![^\W_])0(?=[^\W\d_]{2})|(?<=[^\W\d_])0(?=[^\W\d_])")  # among letters, for the letter O
# Columns whose texts name something, apart from companies.
_NAMES = (
    *(("sources", "source"), ("deals", "leg"), ("deals", "deal"), ("capex_plans", "plan")),
    *(("equity_stakes", "stake"), ("figures", "figure")),
)
LEAST_LOOK = 3  # letters of a company's name that are compared
LEAST_LETTERS = 6  # of a name, for one letter more or less to be a slip
MOST_NAMES = 3_000  # that are compared letter by letter
MOST_LENGTH = 60
ALMOST = 0.9  # of a measure, for it to be a misspelling of one that the model reads


def names_alike(inputs: Inputs) -> Iterator[Finding]:
    """Companies that are likely one, names of a table that differ by letters that look alike, and measures that are
    almost those that the model reads."""
    yield from _companies_alike(inputs)
    for table, column in _NAMES:
        firsts: dict[str, str] = {}
        rows = _first_rows(inputs, table, column)
        for name, row in rows.items():
            first = _first_like(firsts, name, _looks(name))
            if first != name and keys.alike(first) != keys.alike(name):
                message = f"this looks like {quoted(first)} in row {rows[first]}"
                advice = "if both mean the same, keep one of them; otherwise make the names more different"
                yield inputs.finding("names-alike", (table, row, column), message, advice)
    for name, row in _first_rows(inputs, "figures", "measure").items():
        near = difflib.get_close_matches(name[:MOST_LENGTH], COMPARED, n=1, cutoff=ALMOST)
        if near and name not in COMPARED and keys.is_identifier(name):
            message = (
                f"this looks like {near[0]}, which the model compares with its own totals; this one is only listed"
            )
            yield inputs.finding(
                "names-alike", ("figures", row, "measure"), message, f"write {near[0]}, if it is meant"
            )


def mixed_letters(inputs: Inputs) -> Iterator[Finding]:
    """Words in keys that hold letters of another alphabet which look like the Latin ones beside them."""
    for table in TABLES:
        for column in table.columns:
            if not column.looked_up or column.refers or column.kind != "text":
                continue
            for text, row in _first_rows(inputs, table.name, column.name).items():
                letter = _foreign(text)
                if letter:
                    name = unicodedata.name(letter, "").lower()
                    message = f"among Latin letters stands {letter}, U+{ord(letter):04X}, {name}"
                    advice = "retype the word in one alphabet, here and wherever it is named"
                    yield inputs.finding("mixed-letters", (table.name, row, column.name), message, advice)


def _companies_alike(inputs: Inputs) -> Iterator[Finding]:
    frame = inputs.frame("companies")
    rows = _first_rows(inputs, "companies", "company")
    related = {
        frozenset(pair)
        for column in ("parent", "member_of")
        for pair in zip(frame["company"].tolist(), frame[column].tolist(), strict=True)
    }
    aliases = {
        keys.alike(alias): company
        for company, cell in zip(frame["company"].tolist(), frame["aliases"].tolist(), strict=True)
        for alias in keys.entries(cell)
    }
    firsts: dict[str, str] = {}
    slips = _slips(list(rows))
    for name, row in rows.items():
        looks = _looks(name, legal=False)
        other = _first_like(firsts, name, looks) if len(looks[0]) >= LEAST_LOOK else name
        if other == name:
            other = aliases.get(keys.alike(name), slips.get(name, name))
        if keys.alike(other) == keys.alike(name) or frozenset((name, other)) in related or other not in rows:
            continue
        message = f"this looks like {quoted(other)} in row {rows[other]}"
        advice = (
            f"if both are one company, use one name everywhere and list this one in the aliases of {other}; otherwise "
            "accept the warning"
        )
        yield inputs.finding("names-alike", ("companies", row, "company"), message, advice)


def _first_rows(inputs: Inputs, table: str, column: str) -> dict[str, int]:
    """Each text of a column, and the first row that has it, but for those that are errors already."""
    cells = inputs.frame(table)[column].drop_duplicates()
    rows = zip(cells.index.tolist(), cells.tolist(), strict=True)
    return {text: int(row) for row, text in rows if text and keys.is_safe(text)}


def _first_like(firsts: dict[str, str], name: str, looks: Sequence[str]) -> str:
    """The first name that looks alike in one way, or else this one; later names find this one by its looks."""
    first = next((firsts[look] for look in looks if look in firsts), name)
    for look in looks:
        firsts.setdefault(look, name)
    return first


def _looks(name: str, *, legal: bool = True) -> tuple[str, str]:
    """Texts of which one is the same for names that look alike: without accents, blanks and signs, and on demand legal
    forms; in the second, letters and digits of one stroke are one letter, which only their case may tell apart."""
    if not name.isascii():
        plain = unicodedata.normalize("NFKD", name)
        name = "".join(_latin(letter) for letter in plain if not unicodedata.combining(letter))
    words = _WORD.findall(_ZERO.sub("o", name))
    if not legal:
        words = [word for word in words if word.casefold() not in _LEGAL] or words
    strokes = (word if re.search("[023-9]", word) else word.translate(STROKES) for word in words)
    return "".join(words).casefold(), "".join(strokes).casefold()


def _latin(letter: str) -> str:
    """The Latin letter that one of another alphabet looks like, in its case."""
    small = letter.casefold()
    like = small.translate(LOOKALIKES)
    return like.upper() if letter != small else like


def _foreign(text: str) -> str:
    """The first letter of another alphabet in a word of Latin letters that looks like one of them; "" for none."""
    if text.isascii():
        return ""
    for word in _WORD.findall(text):
        if re.search("[A-Za-z]", word):
            for letter in word:
                if ord(letter) in FOREIGN and letter.casefold().translate(LOOKALIKES).isascii():
                    return str(letter)
    return ""


def _slips(names: Sequence[str]) -> Mapping[str, str]:
    """For each name an earlier name that differs in one letter: left out, doubled, replaced, or two letters
    exchanged."""
    if len(names) > MOST_NAMES:
        return {}
    slips: dict[str, str] = {}
    shorter: dict[str, list[str]] = {}
    for name in names:
        text = name.casefold()
        if not LEAST_LETTERS - 1 <= len(text) <= MOST_LENGTH:
            continue
        for rest in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            for other in shorter.setdefault(rest, []):
                if name not in slips and _one_slip(other, name):
                    slips[name] = other
            if len(shorter[rest]) < 3:
                shorter[rest].append(name)
    return slips


def _one_slip(one: str, other: str) -> bool:
    """Whether two names differ within one word of letters, which stays a word, by a slip of the pen."""
    ours, theirs = one.casefold().split(), other.casefold().split()
    if len(ours) != len(theirs) or max(len(one), len(other)) < LEAST_LETTERS:
        return False
    odd = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(odd) == 1 and all(word.isalpha() and len(word) >= LEAST_LETTERS - 1 for word in odd[0])
