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
import signal
import sys

CLOCK = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # no formula of the model asks for the time
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
    import formualizer as engine

    result = engine.recalculate_xlsx_file(source, target, rng_seed=0, deterministic_timestamp_utc=CLOCK)
    unknown = result["summary"]["unknown_functions"]
    if unknown:
        raise ValueError(f"it does not know {', '.join(each['name'] for each in unknown)}")


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
