"""One engine in a process of its own: bounds its memory, recomputes, writes, and says in one line what went wrong.

Started by `keeper` as an isolated script: MEMORY command PROGRAM ARGUMENT…, or MEMORY formualizer|ironcalc FOLDER
SOURCE TARGET, where FOLDER is where the engine is installed.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import json
import os
import re
import signal
import sys
from typing import Any

CLOCK = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # no formula of the model asks for the time
FIRST_DAY, DAY = datetime.datetime(1899, 12, 30), datetime.timedelta(days=1)
LIMITS = dict.fromkeys(("max_input_bytes", "max_part_bytes", "max_expanded_bytes"), 4 << 30)  # verify has its own
NAME = "#NAME?"  # of a function that nobody knows, or of another name
ERRORS = {"Div": "#DIV/0!", "Na": "#N/A", "Name": NAME, "NImpl": "#N/IMPL!"}  # the others are spelled alike
CALLED = re.compile(r"([A-Za-z_][\w.]*)\(")
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def limit_memory(most: int) -> None:
    """Bound the address space, where the system can; where it has a lower limit already, that one stays."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = [limit for limit in resource.getrlimit(resource.RLIMIT_AS) if limit != resource.RLIM_INFINITY]
    lowest = min([most, *limits])
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
        resource.setrlimit(resource.RLIMIT_AS, (lowest, lowest))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """End when the keeper is killed, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def formualizer(source: str, target: str) -> None:
    """Write down the cells that the target lists by sheet, as `ironcalc` does."""
    import formualizer as engine

    book = engine.load_workbook(source, load_limits=LIMITS)
    book.set_deterministic_clock(CLOCK)
    book.evaluate_all()
    with open(target, encoding="utf-8") as file:
        spots = json.load(file)
    cells = []
    called: set[str] = set()
    for sheet in filter(spots.get, book.sheet_names):
        for row, column in spots[sheet]:
            value = book.get_value(sheet, row, column)
            if value not in (None, ""):
                formula = book.get_formula(sheet, row, column)
                kind, value = plain(value)
                cells.append([sheet, row, column, bool(formula), kind, value])
                if formula and value == NAME:
                    called.update(CALLED.findall(formula))
    if unknown := [name for name in sorted(called) if name_of_nothing(engine.Workbook(), name)]:
        raise ValueError(f"it does not know {', '.join(unknown)}")
    with open(target, "w", encoding="utf-8") as file:
        json.dump(cells, file)


def name_of_nothing(book: Any, function: str) -> bool:
    """Whether formualizer knows no function of that name."""
    book.sheet("S").set_formula(1, 1, f"={function}()")
    book.evaluate_all()
    return bool(plain(book.get_value("S", 1, 1))[1] == NAME)


def plain(value: object) -> tuple[str, float | str | bool]:
    """The kind and value of a cell of formualizer's, which tells days and times from other numbers."""
    match value:
        case {"kind": str(kind)}:
            return "ErrorValue", ERRORS.get(kind, f"#{kind.upper()}!")
        case datetime.datetime():
            return "Number", (value - FIRST_DAY) / DAY
        case datetime.date():
            return "Number", float((value - FIRST_DAY.date()).days)
        case datetime.time():
            return "Number", (datetime.datetime.combine(FIRST_DAY, value) - FIRST_DAY) / DAY
        case datetime.timedelta():
            return "Number", value / DAY
        case bool() | str():
            return type(value).__name__, value
        case int() | float():
            return "Number", float(value)
    raise ValueError(f"it gives a value of the kind {type(value).__name__}")


def ironcalc(source: str, target: str) -> None:
    """Write down every cell that holds something: sheet, row, column, whether it is a formula, kind, value."""
    import ironcalc as engine

    model = engine.load_from_xlsx(source, "en", "UTC", "en")
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    cells = []
    for sheet, row, column in model.get_all_cells():
        value = model.get_cell_value(sheet, row, column)
        if value not in (None, ""):
            kind = str(model.get_cell_type(sheet, row, column)).rpartition(".")[2]
            computed = bool(model.get_cell_formula(sheet, row, column))
            cells.append([names[sheet], row, column, computed, kind, value])
    with open(target, "w", encoding="utf-8") as file:
        json.dump(cells, file)


def main(arguments: list[str]) -> int:
    memory, engine, *rest = arguments
    die_with_parent()
    limit_memory(int(memory))
    if engine == "command":
        os.execvp(rest[0], rest)
    folder, source, target = rest
    sys.path.append(folder)  # last, so that nothing in it hides a module of Python's own
    try:
        {"formualizer": formualizer, "ironcalc": ironcalc}[engine](source, target)
    except BaseException as error:  # panics of the engines derive from BaseException
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
