"""One engine run in a process of its own: limits its memory, recomputes, writes, and says in one line what went wrong.

Started by `engines`: python -m model.verify.child formualizer|ironcalc SOURCE TARGET, or command PROGRAM ARGUMENT…
"""

from __future__ import annotations

import datetime
import json
import os
import sys

CLOCK = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # no formula of the model asks for the time


def limit_memory() -> None:
    """Bound the address space, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = int(os.environ["TIEOUT_MOST_MEMORY"])
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def formualizer(source: str, target: str) -> None:
    import formualizer as engine

    result = engine.recalculate_xlsx_file(source, target, rng_seed=0, deterministic_timestamp_utc=CLOCK)
    unknown = result["summary"]["unknown_functions"]
    if unknown:
        raise ValueError(f"it does not know {', '.join(each['name'] for each in unknown)}")


def ironcalc(source: str, target: str) -> None:
    import ironcalc as engine

    model = engine.load_from_xlsx(source, "en", "UTC", "en")
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    held = []
    for sheet, row, column in model.get_all_cells():
        if model.get_cell_formula(sheet, row, column):
            kind = str(model.get_cell_type(sheet, row, column)).rpartition(".")[2]
            held.append([names[sheet], row, column, kind, model.get_cell_value(sheet, row, column)])
    with open(target, "w", encoding="utf-8") as file:
        json.dump(held, file)


def main(arguments: list[str]) -> int:
    limit_memory()
    if arguments[0] == "command":
        os.execvp(arguments[1], arguments[1:])
    try:
        {"formualizer": formualizer, "ironcalc": ironcalc}[arguments[0]](*arguments[1:])
    except BaseException as error:  # panics of the engines derive from BaseException
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
