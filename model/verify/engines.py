"""Engines of other people that recompute a workbook, each in a process of its own with bounded memory and time.

An engine that is not there, gives up or refuses the file confirms nothing, and says why. Where an engine refuses the
file as it was saved, it is given a transcript: the same formulas, values, names and tables, in a file of our writing.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import CannotRun
from model.verify.book import Book, ErrorValue, Spot, Value, read_book
from model.verify.formulas import reaches_outside
from model.verify.transcript import transcript

CHILD = [sys.executable, "-m", "model.verify.child"]
ENGINES = ("formualizer", "ironcalc", "libreoffice")
SECONDS = 300
MOST_MEMORY = 8 << 30  # bytes of address space; LibreOffice maps far more than it uses
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item></oor:items>
"""  # recompute always, follow no links, run no macros


@dataclass(frozen=True)
class Outcome:
    """What an engine made of the workbook: its values by sheet and cell, or why there are none."""

    engine: str
    values: Mapping[tuple[str, Spot], Value] | None
    reason: str = ""
    transcribed: bool = False


class Refused(Exception):  # noqa: N818 - it reads as what it says
    """An engine did not recompute the file; the message says why, for the reader of the report."""


def present(engine: str) -> bool:
    """Whether an engine is installed."""
    if engine == "libreoffice":
        return shutil.which("soffice") is not None
    return importlib.util.find_spec(engine) is not None


def recompute(engine: str, content: bytes, book: Book) -> Outcome:
    """The workbook as an engine recomputes it: first the file itself, then its transcript."""
    outside = next((f"{where} calls out: ={text[:60]}" for where, text in formulas(book) if reaches_outside(text)), "")
    if outside:
        return Outcome(engine, None, f"a formula reaches outside the workbook ({outside})")
    with tempfile.TemporaryDirectory(prefix="tieout-") as name:
        folder = Path(name)
        reasons = []
        for transcribed in (False, True):
            source = folder / f"source{int(transcribed)}.xlsx"
            try:
                source.write_bytes(transcript(book) if transcribed else content)
                return Outcome(engine, RUNNERS[engine](source, folder), transcribed=transcribed)
            except (Refused, CannotRun) as refusal:
                reasons.append(str(refusal))
    return Outcome(engine, None, "; from a transcript: ".join(dict.fromkeys(reasons)))


def formulas(book: Book) -> Iterator[tuple[str, str]]:
    """Every formula an engine would compute: of the cells and of the defined names, and where it stands."""
    for sheet in book.sheets.values():
        yield from ((sheet.name, text) for text in sheet.formulas.values())
    yield from ((f"the name {name}", text) for (_, name), text in book.names.items())


def by_formualizer(source: Path, folder: Path) -> dict[tuple[str, Spot], Value]:
    out = folder / "formualizer.xlsx"
    run([*CHILD, "formualizer", str(source), str(out)])
    return values_of(out)


def by_ironcalc(source: Path, folder: Path) -> dict[tuple[str, Spot], Value]:
    out = folder / "ironcalc.json"
    run([*CHILD, "ironcalc", str(source), str(out)])
    held: dict[tuple[str, Spot], Value] = {}
    for sheet, row, column, kind, value in json.loads(out.read_text(encoding="utf-8")):
        if value not in (None, ""):
            held[sheet, (row, column)] = ErrorValue(value) if kind == "ErrorValue" else value
    return held


def by_libreoffice(source: Path, folder: Path) -> dict[tuple[str, Spot], Value]:
    program = shutil.which("soffice")
    assert program is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE)
    out = folder / "libreoffice"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)]
    run([*CHILD, "command", *command])
    return values_of(out / source.name)


RUNNERS = {"formualizer": by_formualizer, "ironcalc": by_ironcalc, "libreoffice": by_libreoffice}


def values_of(file: Path) -> dict[tuple[str, Spot], Value]:
    """The stored values of the formulas in a file an engine wrote."""
    if not file.exists():
        raise Refused("it wrote no file")
    book = read_book("the recomputed workbook", file.read_bytes())
    return {
        (sheet.name, spot): sheet.values[spot]
        for sheet in book.sheets.values()
        for spot in sheet.formulas
        if spot in sheet.values
    }


def run(command: Sequence[str]) -> None:
    """Run an engine; whatever it does, it ends in time and leaves no process behind. Refused with its last words."""
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environment |= {"SAL_USE_VCLPLUGIN": "svp", "TIEOUT_MOST_MEMORY": str(MOST_MEMORY)}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=environment,
            start_new_session=True,
        )
        try:
            code = process.wait(SECONDS)
        except subprocess.TimeoutExpired as late:
            raise Refused(f"it did not finish within {SECONDS} seconds") from late
        finally:
            end(process)
        if code != 0:
            said.seek(0, os.SEEK_END)
            said.seek(max(0, said.tell() - 2_000))
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise Refused(lines[-1][:200] if lines else f"it ended with code {code}")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
