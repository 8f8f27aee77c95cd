"""Independent engines that recompute a workbook, and the comparison of what they say with what is stored.

LibreOffice keeps stored values on loading unless told otherwise: the profile made here sets its recalculation
mode to "always", or the comparison would prove nothing. A test feeds it a wrong value to show that it does.
"""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import formualizer
import openpyxl
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

RELATIVE = 1e-9
# Sums that cancel leave noise in the last digits, different in each engine; amounts are in billions of US dollars.
NEAR_ZERO = 1e-12
EPOCH = datetime.datetime(1899, 12, 30)
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
IN_ONE_RUN = 10
Place = tuple[str, str]
Value = float | str | bool | None


@dataclass(frozen=True)
class Difference:
    """A formula cell whose stored value another engine does not confirm."""

    sheet: str
    cell: str
    formula: str
    stored: Value
    recomputed: Value


@lru_cache(maxsize=200)  # a workbook is read once, however many engines recompute it
def formulas(workbook: Path) -> dict[Place, str]:
    """Every formula in the workbook by its place."""
    book = openpyxl.load_workbook(workbook)
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def values(workbook: Path) -> dict[Place, Value]:
    """Every stored value in the workbook by its place; dates as serial days, empty text as nothing."""
    book = CalamineWorkbook.from_path(workbook)
    return {
        (name, f"{get_column_letter(column)}{row}"): plain(value)
        for name in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(cells, start=1)
    }


def plain(value: object) -> Value:
    match value:
        case datetime.datetime():
            return (value - EPOCH) / datetime.timedelta(days=1)
        case datetime.date():
            return (datetime.datetime.combine(value, datetime.time()) - EPOCH) / datetime.timedelta(days=1)
        case datetime.time():  # serial day 0
            return 0.0
        case "" | None:
            return None
        case bool() | str():
            return value
        case int() | float():
            return float(value)
    raise TypeError(f"no cell holds a {type(value).__name__}")


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
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("LibreOffice (soffice) is needed for this test; .ci/run installs it")
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
        timeout=600,
    )
    return [out / workbook.name for workbook in workbooks]


def formualizer_recalculated(workbook: Path, folder: Path) -> Path:
    """The workbook as formualizer recomputes it."""
    out = folder / f"formualizer-{workbook.name}"
    result = formualizer.recalculate_xlsx_file(str(workbook), str(out))
    if result["summary"]["unknown_functions"]:
        raise RuntimeError(f"formualizer does not know {result['summary']['unknown_functions']}")
    return out


def differences(workbook: Path, recomputed: Path) -> tuple[int, list[Difference]]:
    """How many formula cells were compared (all of them), and those the engine does not confirm."""
    stored, again = values(workbook), values(recomputed)
    found = formulas(workbook)
    unlike = [
        Difference(*place, formula, stored[place], again.get(place))
        for place, formula in found.items()
        if not alike(stored[place], again.get(place))
    ]
    return len(found), unlike


def alike(left: Value, right: Value) -> bool:
    """Equal texts, or numbers within the tolerance."""
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
                    pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f><v>)[^<]*(</v>)'.encode()
                    data, count = re.subn(pattern, rb"\g<1>" + value.encode() + rb"\g<2>", data)
                    if count != 1:
                        raise ValueError(f"{sheet}!{cell} holds no formula")
            new.writestr(name, data)
    return copy
