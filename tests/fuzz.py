"""Fuzzing: damaged tables and workbooks are read, reported or refused, and never lead to a traceback.

`python -m tests.fuzz [CASES [SEED]]` tries that many cases (10,000); a crash prints its seed and should become a test.
A third of the cases damage CSV files, a third parts of a workbook, a third the bytes of its package; every 20th of the
workbooks goes through verify too, without engines: these have processes of their own, and tests of their own. Every
tenth case is marked: a copy of the input with its findings.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from model.errors import CannotRun
from model.pipeline import build, check
from model.reports.data import as_json
from model.reports.marked import marked_copy
from model.reports.text import as_text
from model.reports.workbook import of_workbook
from model.verify import engines, process
from model.verify.verify import verify
from model.xlsx.book import Book
from tests.conftest import SMALL

PIECES = (
    *(b"", b"\0", b"\xff", b'"', b",", b"\n", b"\r", b"<", b">", b"&", b"'", b"=", b";", b"-", b"\xef\xbb\xbf"),
    *(b"\xed\xa0\x80", b"1e999", b"-1", b"99999999999999999999", b"nan", b"#REF!", b"=1+1", b"A0", b"XFE1"),
    *(b"A1048577", b"_x0000_", b"&#0;", b"<c/>", b'<c r="A1" t="s"><v>99999</v></c>', b'<f t="shared" si="9"/>'),
    *(b"<row/>", b"</row>", b'r="ZZZZ9"', b"true", b"2024-02-30", b"1,234.50", b"(5)", b"TRUE", b"A1:B2", b"$A$1"),
    *("é".encode(), "\u202e".encode(), "😀".encode()),
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few pieces replaced, removed, doubled, moved or cut off."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 12))):
        at = chance.randrange(len(held) + 1)
        length = chance.choice((0, 1, 1, 2, 8, 40))
        match chance.randrange(6):
            case 0:
                held[at : at + length] = chance.choice(PIECES)
            case 1:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del held[at : at + length]
            case 3:
                held[at:at] = held[at : at + length]
            case 4:
                other = chance.randrange(len(held) + 1)
                held[at:at] = held[other : other + length * 5]
            case _ if chance.random() < 0.1:
                del held[at:]
    return bytes(held)


def damaged_parts(book: bytes, chance: random.Random) -> bytes:
    """The package with one or two of its parts damaged, gone or doubled."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in chance.sample(sorted(parts), chance.choice((1, 1, 2))):
        match chance.randrange(12):
            case 0:
                del parts[name]
            case 1:
                parts[chance.choice(sorted(parts))] = parts[name]
            case _:
                parts[name] = damaged(parts[name], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def one(seed: int, folder: Path, book: bytes) -> str:
    """One case: what became of it, in a word. Anything but CannotRun comes through."""
    chance = random.Random(seed)
    kind = seed % 3
    path = folder / "book.xlsx"
    if kind == 0:
        path = folder / "tables"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(SMALL, path)
        table = chance.choice(sorted(path.glob("*.csv")))
        table.write_bytes(damaged(table.read_bytes(), chance))
    else:
        path.write_bytes(damaged_parts(book, chance) if kind == 1 else damaged(book, chance))
    try:
        loaded = check(path)
        said = "found wanting" if any(each.severity == "error" for each in loaded.findings) else "read"
        if kind and seed % 20 == 1:
            verified = verify(path, None)
            as_text(of_workbook(verified))
            as_json(of_workbook(verified))
        if seed % 10 == 2:
            marked_copy(path, loaded)
        return said
    except CannotRun:
        return "refused"


def refuse(content: bytes, book: Book, seconds: int) -> dict[object, object]:
    raise process.Refused("no engine takes part")


def run(cases: int, first: int) -> Counter[str]:
    """So many cases; the outcomes counted. The first crash stops it, with its seed."""
    outcomes: Counter[str] = Counter()
    kept = dict(engines.RUNNERS)
    engines.RUNNERS["ironcalc"] = refuse  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            build(SMALL, folder / "good.xlsx")
            book = (folder / "good.xlsx").read_bytes()
            for seed in range(first, first + cases):
                try:
                    outcomes[one(seed, folder, book)] += 1
                except Exception as crash:
                    raise AssertionError(f"seed {seed} crashed:\n{traceback.format_exc()}") from crash
    finally:
        engines.RUNNERS.update(kept)
    return outcomes


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    cases, first = (*arguments, *(10_000, 0)[len(arguments) :])
    print(f"{cases:,} cases:", dict(run(cases, first)))
