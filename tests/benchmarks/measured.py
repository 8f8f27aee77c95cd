"""One measurement in a process of its own; prints its result as JSON. Run by `python -m tests.benchmarks`."""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

OURS, DEFLATE = "tieout", "deflate alone, one thread, same levels"
STEPS = ("read", "check", "evaluate", "write")
MEGABYTE = 1024


def build(tables: Path, output: Path) -> dict[str, float]:
    """Processor seconds of each step, both threads of writing together, and seconds of the whole by the clock."""
    from model import pipeline as building
    from model.as_built import with_derived
    from model.compute import by_size
    from model.expression.values import Selected
    from model.files import replacing
    from model.workbook.write import contents, lay_out, write_to

    loading = import_module("model.inputs.load")  # the package gives its function by that name
    spent = dict.fromkeys(STEPS, 0.0)
    time_calls(loading, "read", spent, "read", time.process_time)
    began, start = time.perf_counter(), time.process_time()
    looks = building.Looks()
    loaded = building.check(tables, looks=looks)
    spent["check"] = time.process_time() - start - spent["read"]
    held = resident()
    start = time.process_time()
    frames = loaded.frames
    evaluation = by_size(looks.stated, Selected())
    record = building.record_of(loaded)
    contents(evaluation, with_derived(frames), lay_out(evaluation), record)
    spent["evaluate"] = time.process_time() - start
    start = time.process_time()
    with replacing(output) as file:
        formulas = write_to(file, evaluation, frames, record).formulas
    spent["write"] = time.process_time() - start
    size = output.stat().st_size / 1e6
    whole = {"build": time.perf_counter() - began, "peak": peak(), "above": peak() - held}
    return {**spent, **whole, "size": size, "formulas": formulas}


def pull(tables: Path, workbook: Path) -> dict[str, float]:
    """A pull of a workbook that nobody edited into the tables it was built from."""
    import model

    start = time.process_time()
    model.pull(workbook, tables, dry_run=True)
    return {"cpu": time.process_time() - start, "peak": peak()}


def diff(tables: Path, workbook: Path) -> dict[str, float]:
    """What fifty changes in the tables moved since the workbook."""
    import model

    with tempfile.TemporaryDirectory() as made:
        for file in tables.iterdir():
            text = file.read_text(encoding="utf-8")
            changed = text.replace(",signed,", ",reported,", 50) if file.name == "deals.csv" else text
            (Path(made) / file.name).write_text(changed, encoding="utf-8")
        start = time.process_time()
        model.diff(workbook, made)
        return {"cpu": time.process_time() - start, "peak": peak()}


def verify(_: Path, workbook: Path) -> dict[str, float]:
    """A whole verify, the engine's process included."""
    import model

    start = sum(os.times()[:4])
    model.verify(workbook)
    return {"cpu": sum(os.times()[:4]) - start, "peak": max(peak(), peak(resource.RUSAGE_CHILDREN))}


def time_calls(module: Any, function: str, spent: dict[str, float], stage: str, clock: Callable[[], float]) -> None:
    """Let every call of a module's function add what it takes to its stage."""
    inner = getattr(module, function)

    def run(*arguments: Any) -> Any:
        start = clock()
        result = inner(*arguments)
        spent[stage] += clock() - start
        return result

    setattr(module, function, run)


def cells(tables: Path, sheet: str, output: Path) -> dict[str, float]:
    """Keep the longest strips of a sheet, for the writers."""
    from model.as_built import with_derived
    from model.compute import evaluate
    from model.expression.values import Selected
    from model.pipeline import check, record_of
    from model.workbook.write import contents, lay_out
    from model.xlsx.rows import SheetCells

    loaded = check(tables)
    frames = {name: table.frame for name, table in loaded.tables.items()}
    evaluation = evaluate(frames, Selected())
    held, _ = contents(evaluation, with_derived(frames), lay_out(evaluation), record_of(loaded))
    longest = max(part.count for part in held[sheet].parts)
    output.write_bytes(pickle.dumps(SheetCells(part for part in held[sheet].parts if part.count == longest)))
    return {}


def write(name: str, source: Path, output: Path) -> dict[str, float]:
    """One writer on the cells kept in a file."""
    from tests.benchmarks.writers import WRITERS, grid_of

    held = pickle.loads(source.read_bytes())
    if name == OURS:
        run: Callable[[Path], object] = ours(held)
    elif name == DEFLATE:
        run = deflate_alone(held)
    else:
        run = dict(WRITERS)[name](grid_of(held))
    before = resident()
    wall, cpu = time.perf_counter(), time.process_time()
    run(output)
    spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    counts = {"cells": len(held), "formulas": held.formulas}
    return {**spent, **counts, "above": max(peak() - before, 0), "size": output.stat().st_size / 1e6}


def ours(held: Any) -> Callable[[Path], object]:
    from openpyxl import Workbook

    from model.xlsx.styles import add_styles
    from model.xlsx.writer import package

    def run(output: Path) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        add_styles(book, held.styles)
        with output.open("w+b") as file:
            package(book, {sheet.title: held}, {}, file, lambda _: None)

    return run


def deflate_alone(held: Any) -> Callable[[Path], object]:
    """What deflating the same text takes, block after block in this thread."""
    from model.xlsx.deflate import FIRST_LEVEL, LEVEL, WINDOW, blocks, deflate_block
    from model.xlsx.sheet_data import sheet_data
    from model.xlsx.styles import named_styles

    numbers = {style.name: index for index, style in enumerate(named_styles(), start=1)}
    texts = [text.encode() for text in sheet_data(held, numbers)]

    def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
        before, level = b"", FIRST_LEVEL
        for block, last in blocks(chunks):
            yield deflate_block(block, before, level, last)
            before, level = block[-WINDOW:], LEVEL

    def run(output: Path) -> None:
        output.write_bytes(b"".join(pieces(texts)))

    return run


def ledger(legs: int, folder: Path) -> dict[str, float]:
    from tests.benchmarks.ledger import write_ledger

    write_ledger(folder, legs)
    return {}


def processor_seconds(command: list[str]) -> float:
    """What a command takes of the processor, its output thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def resident() -> float:
    """Megabytes the process holds now."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / MEGABYTE


def peak(of: int = resource.RUSAGE_SELF) -> float:
    """The most megabytes it ever held, or any of the processes it started."""
    return resource.getrusage(of).ru_maxrss / MEGABYTE


def main(what: str, *rest: str) -> None:
    match what:
        case "ledger":
            result = ledger(int(rest[0]), Path(rest[1]))
        case "build":
            result = build(Path(rest[0]), Path(rest[1]))
        case "pull" | "diff" | "verify":
            result = {"pull": pull, "diff": diff, "verify": verify}[what](Path(rest[0]), Path(rest[1]))
        case "cells":
            result = cells(Path(rest[0]), rest[1], Path(rest[2]))
        case _:
            result = write(rest[0], Path(rest[1]), Path(rest[2]))
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
