"""Independent engines that recompute a workbook, and the comparison of what they say with what is stored.

Programs keep stored values on loading unless told otherwise: the LibreOffice profile made here sets the recalculation
mode to "always", and Gnumeric is given --recalc; otherwise the comparison would prove nothing. A test feeds each engine
wrong values to show that it recomputes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import formualizer
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.programs import path_of
from tests.saved import Error, Place, Saved, Value, Values, read

RELATIVE = 1e-9
# Sums that cancel leave noise in the last digits, different in each engine; amounts are in billions of US dollars.
NEAR_ZERO = 1e-12
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
IN_ONE_RUN = 10
SECONDS = 600


@dataclass(frozen=True)
class Difference:
    """A formula cell whose stored value another engine does not confirm."""

    sheet: str
    cell: str
    formula: str
    stored: Value
    recomputed: Value


def formulas(workbook: Path) -> dict[Place, str]:
    """Every formula in the workbook by its place."""
    return cells(workbook, workbook.stat().st_mtime_ns).formulas


def values(workbook: Path) -> Values:
    """Every stored value in the workbook by its place; dates as serial days, empty text as nothing."""
    return cells(workbook, workbook.stat().st_mtime_ns).values


@lru_cache(maxsize=20)  # a workbook is read once, however many engines recompute it
def cells(workbook: Path, written: int) -> Saved:
    return read(workbook)


def libreoffice(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice recomputes and saves them, a few in each run, two runs at a time."""
    names = [workbook.name for workbook in workbooks]
    if len(set(names)) != len(names):
        raise ValueError("workbooks need different names")
    parts = [workbooks[start : start + IN_ONE_RUN] for start in range(0, len(workbooks), IN_ONE_RUN)]
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(libreoffice_run, part, folder, f"profile-{index}") for index, part in enumerate(parts)]
        return [saved for run in runs for saved in run.result()]


def libreoffice_run(workbooks: Sequence[Path], folder: Path, name: str) -> list[Path]:
    program = path_of("libreoffice")
    profile = folder / name  # its own: two runs cannot share one
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    out = folder / "libreoffice"
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            *(str(workbook) for workbook in workbooks),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return [out / workbook.name for workbook in workbooks]


def formualizer_recalculated(workbook: Path, folder: Path) -> Path:
    """The workbook as formualizer recomputes it."""
    out = folder / f"formualizer-{workbook.name}"
    result = formualizer.recalculate_xlsx_file(str(workbook), str(out))
    if result["summary"]["unknown_functions"]:
        raise RuntimeError(f"formualizer does not know {result['summary']['unknown_functions']}")
    return out


def gnumeric(workbook: Path, folder: Path) -> Path:
    """The workbook as Gnumeric recomputes and saves it."""
    out = folder / f"gnumeric-{workbook.name}"
    asked = [path_of("gnumeric"), "--recalc", "-T", "Gnumeric_Excel:xlsx2", str(workbook), str(out)]
    subprocess.run(asked, check=True, capture_output=True, timeout=SECONDS)
    return out


def ironcalc(workbooks: Sequence[Path], folder: Path) -> list[Values]:
    """What IronCalc computes, in a process of its own: its panics end whatever process they happen in."""
    out = folder / "ironcalc.json"
    script = Path(__file__).parent / "ironcalc_values.py"
    asked = [sys.executable, str(script), str(out), *(str(workbook) for workbook in workbooks)]
    child = subprocess.run(asked, capture_output=True, text=True, timeout=SECONDS)
    if child.returncode:
        raise RuntimeError(f"IronCalc did not recompute {', '.join(map(str, workbooks))}: {child.stderr[-2000:]}")
    return [
        {(sheet, f"{get_column_letter(column)}{row}"): plain(*cell) for sheet, row, column, *cell in cells}
        for cells in json.loads(out.read_text(encoding="utf-8"))
    ]


def plain(value: float | str | bool | None, error: bool) -> Value:
    """A value as IronCalc tells it, in the form that `values` gives."""
    if isinstance(value, str):
        return Error(value) if error else value or None
    return float(value) if type(value) is int else value


ENGINES: dict[str, Callable[[Sequence[Path], Path], list[Values]]] = {
    "formualizer": lambda workbooks, folder: [values(formualizer_recalculated(each, folder)) for each in workbooks],
    "ironcalc": ironcalc,
    "libreoffice": lambda workbooks, folder: [values(saved) for saved in libreoffice(workbooks, folder)],
    "gnumeric": lambda workbooks, folder: [values(gnumeric(each, folder)) for each in workbooks],
}
PIP_ENGINES = ("formualizer", "ironcalc")  # the others are programs
EACH_ENGINE = [pytest.param(name, marks=() if name in PIP_ENGINES else pytest.mark.program(name)) for name in ENGINES]
# Where the engines of pip are proof enough for every run, and the programs are asked in the long tests.
EACH_ENGINE_IN_TIME = [
    each if each.values[0] in PIP_ENGINES else pytest.param(*each.values, marks=[*each.marks, pytest.mark.long])
    for each in EACH_ENGINE
]
EACH_BUT_GNUMERIC = [each for each in EACH_ENGINE if each.values != ("gnumeric",)]  # it knows no range of one cell


def recompute(engine: str, workbooks: Sequence[Path], folder: Path) -> list[Values]:
    """The values of each workbook by place, as an engine recomputes them."""
    return ENGINES[engine](workbooks, folder)


def by_each(workbooks: Mapping[str, Path], folder: Path) -> Callable[[str], dict[str, Values]]:
    """The values of workbooks by name, as an engine recomputes them; it runs once, when it is first asked for."""

    @cache
    def by(engine: str) -> dict[str, Values]:
        (folder / engine).mkdir()
        return dict(zip(workbooks, recompute(engine, list(workbooks.values()), folder / engine), strict=True))

    return by


def differences(workbook: Path, again: Mapping[Place, Value]) -> tuple[int, list[Difference]]:
    """How many formula cells were compared (all of them), and those the engine does not confirm."""
    stored = values(workbook)
    found = formulas(workbook)
    unlike = [
        Difference(*place, formula, stored[place], again.get(place))
        for place, formula in found.items()
        if not alike(stored[place], again.get(place))
    ]
    return len(found), unlike


def alike(left: Value, right: Value) -> bool:
    """Equal texts, equal errors, or numbers within the tolerance."""
    if isinstance(left, Error) != isinstance(right, Error):
        return False
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= max(RELATIVE * max(abs(left), abs(right)), NEAR_ZERO)
    return left == right


def changed(workbook: Path, copy: Path, wrong: Mapping[Place, str]) -> Path:
    """A copy of the workbook with other stored values in some formula cells; everything else as it was."""
    import re
    import zipfile

    names = openpyxl.load_workbook(workbook, read_only=True).sheetnames
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for (sheet, cell), value in wrong.items():
                if name == f"xl/worksheets/sheet{names.index(sheet) + 1}.xml":
                    pattern = rf'(<c r="{cell}"[^>]*><f[^>]*>[^<]*</f><v>)[^<]*(</v>)'.encode()
                    data, count = re.subn(pattern, rb"\g<1>" + value.encode() + rb"\g<2>", data)
                    if count != 1:
                        raise ValueError(f"{sheet}!{cell} holds no formula")
            new.writestr(name, data)
    return copy
