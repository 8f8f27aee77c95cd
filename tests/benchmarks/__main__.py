"""python -m tests.benchmarks [PART ...]: start, builds, back and writers; all of them where none is named.

Every run is a process of its own, so that none warms up another and each has its own peak. Writers take turns,
repeat by repeat. Times are medians of processor seconds, for machines that do other work too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from tests.benchmarks import measured
from tests.benchmarks.writers import WRITERS

PARTS = ("start", "builds", "back", "writers")

Result = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--legs", type=int, nargs="*", default=[1_000, 5_000, 20_000, 100_000, 500_000], help="builds")
    parser.add_argument("--back", type=int, default=5_000, help="legs of the workbook that is pulled and compared")
    parser.add_argument("--verify", type=int, default=1_000, help="legs of the workbook that is verified; 0 for none")
    parser.add_argument("--against", type=int, nargs="*", default=[20_000, 100_000], help="legs for the writers")
    parser.add_argument("--sheet", default="Headline bridge", help="the sheet whose rows by leg the writers write")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the files go (default: a temporary folder)")
    chosen = parser.parse_args()
    if strangers := set(chosen.parts).difference(PARTS):
        parser.error(f"no part is called {', '.join(sorted(strangers))}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled once
    print(machine())
    with tempfile.TemporaryDirectory(prefix="tieout-benchmarks-") as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for part in chosen.parts or PARTS:
            match part:
                case "start":
                    starts(chosen.repeats)
                case "builds":
                    builds(folder, chosen.legs, chosen.repeats)
                case "back":
                    back(folder, chosen.back, chosen.verify, chosen.repeats)
                case _:
                    for legs in chosen.against:
                        writers(folder, legs, chosen.sheet, chosen.repeats)


def builds(folder: Path, sizes: Sequence[int], repeats: int) -> None:
    """Whole builds, step by step, and how each step grows: the exponent e in legs ** e, fitted over all sizes."""
    found: dict[int, Result] = {}
    headings = ("legs", "formulas", "µs a formula", "s", "s by the clock", "peak MB", "above the tables", "file MB")
    print(f"\n| {' | '.join(headings)} | bytes a formula |\n|" + "---:|" * 9)
    for legs in sizes:
        ledger(folder, legs)
        times = repeats if legs <= 100_000 else 1
        try:
            runs = [run("build", str(folder / f"ledger-{legs}"), str(folder / "build.xlsx")) for _ in range(times)]
        except subprocess.CalledProcessError as problem:
            print(f"\n{legs:,} legs: {problem.stderr.strip().splitlines()[-1]}")
            continue
        found[legs] = each = medians(runs)
        seconds, formulas = sum(each[step] for step in measured.STEPS), each["formulas"]
        speed = f"{formulas:,.0f} | {1e6 * seconds / formulas:.2f} | {seconds:.1f} | {each['build']:.1f}"
        memory = f"{each['peak']:.0f} | {each['above']:.0f} | {each['size']:.1f} | {1e6 * each['size'] / formulas:.1f}"
        print(f"| {legs:,} | {speed} | {memory} |", flush=True)
    print("\n| step | exponent | " + " | ".join(f"s at {legs:,}" for legs in found) + " |")
    print("|---|" + "---:|" * (len(found) + 1))
    for step in measured.STEPS:
        seconds_by_size = [found[legs][step] for legs in found]
        print(f"| {step} | {exponent(list(found), seconds_by_size):.2f} | {texts(seconds_by_size)} |")


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Of the power of the size that fits the times best; of two sizes at least."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]) if len(sizes) > 1 else float("nan")


def texts(seconds: Sequence[float]) -> str:
    return " | ".join(f"{each:.2f}" for each in seconds)


def back(folder: Path, legs: int, verified: int, repeats: int) -> None:
    """What reads a workbook back, beside its build."""
    print("\n| command | legs | its time ÷ the build's | s | peak MB |")
    print("|---|---:|---:|---:|---:|")
    for command, size in (("pull", legs), ("diff", legs), ("verify", verified)):
        if size:
            ledger(folder, size)
            tables, workbook = str(folder / f"ledger-{size}"), str(folder / f"back-{size}.xlsx")
            built = run("build", tables, workbook)
            times = 1 if command == "verify" else repeats
            each = medians([run(command, tables, workbook) for _ in range(times)])
            ratio = each["cpu"] / sum(built[step] for step in measured.STEPS)
            print(f"| {command} | {size:,} | {ratio:.1f} | {each['cpu']:.1f} | {each['peak']:.0f} |", flush=True)


def writers(folder: Path, legs: int, sheet: str, repeats: int) -> None:
    """The rows of one sheet, written by us and by others in turn."""
    ledger(folder, legs)
    cells = folder / f"cells-{legs}.pickle"
    run("cells", str(folder / f"ledger-{legs}"), sheet, str(cells))
    names = [measured.OURS, measured.DEFLATE, *(name for name, _ in WRITERS)]
    runs: dict[str, list[Result]] = {name: [] for name in names}
    for _ in range(repeats):
        for name in names:
            try:
                runs[name].append(run("write", name, str(cells), str(folder / "written.xlsx")))
                print(f"{name}: {runs[name][-1]['wall']:.2f} s", file=sys.stderr, flush=True)
            except subprocess.CalledProcessError as problem:
                print(f"{name}: {problem.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    found = {name: medians(each) for name, each in runs.items() if each}
    ours = found[measured.OURS]
    print(f"\n{sheet}, {legs:,} legs, {ours['cells']:,.0f} cells, {ours['formulas']:,.0f} of them formulas\n")
    print("| writer | its time ÷ ours | processor time ÷ ours | s | processor s | MB above the cells | file MB |")
    print("|---|---|---|---|---|---|---|")
    for name, each in found.items():
        ratios = f"{each['wall'] / ours['wall']:.1f} | {each['cpu'] / ours['cpu']:.1f}"
        rest = f"{each['wall']:.2f} | {each['cpu']:.2f} | {each['above']:.0f} | {each['size']:.1f}"
        print(f"| {name} | {ratios} | {rest} |", flush=True)


def starts(repeats: int) -> None:
    """How long the commands take that people wait for, against what they rest on."""
    tieout = [sys.executable, "-m", "model"]
    inputs = str(Path(__file__).parent.parent.parent / "inputs")
    with tempfile.TemporaryDirectory() as made:
        output = Path(made) / "built.xlsx"
        click, imports = "click's own --help", "import pandas, pandera, openpyxl"
        commands = {
            click: [sys.executable, "-c", "import click; click.command()(lambda: None)(['--help'])"],
            "tieout --help": [*tieout, "--help"],
            "tieout codes": [*tieout, "codes"],
            imports: [sys.executable, "-c", "import pandas, pandera.pandas, openpyxl"],
            "tieout build of the shipped tables": [*tieout, "build", "--inputs", inputs, "--output", str(output)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(max(repeats, 5) + 1):
            for name, command in commands.items():
                output.unlink(missing_ok=True)
                times[name].append(measured.processor_seconds(command))
    print("\n| command | ratio | processor s |\n|---|---:|---:|")
    of = {"tieout --help": click, "tieout codes": click, "tieout build of the shipped tables": imports}
    least = {name: min(each[1:]) for name, each in times.items()}  # the first may compile
    for name, seconds in least.items():
        print(f"| {name} | {seconds / least[of.get(name, name)]:.2f} | {seconds:.3f} |")


def ledger(folder: Path, legs: int) -> None:
    if not (folder / f"ledger-{legs}").exists():
        run("ledger", str(legs), str(folder / f"ledger-{legs}"))


def run(*arguments: str) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.measured", *arguments], check=True, capture_output=True, text=True
    )
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def medians(runs: Sequence[Result]) -> Result:
    return {name: median(each[name] for each in runs) for name in runs[0]}


def machine() -> str:
    names = {line.split(":")[0].strip(): line.split(":")[1].strip() for line in cpu_info() if ":" in line}
    cores = sum(line.startswith("processor") for line in cpu_info())
    return f"{names.get('model name', platform.processor())}, {cores} cores, Python {platform.python_version()}"


def cpu_info() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


if __name__ == "__main__":
    main()
