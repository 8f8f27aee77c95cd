"""python -m tests.benchmarks: times and memory of builds, and ours beside other writers on the same cells.

Every run is a process of its own, so that none warms up another and each has its own peak. Writers take turns,
repeat by repeat. Times are medians; processor seconds stand beside them, for machines that do other work too.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.benchmarks import measured
from tests.benchmarks.writers import WRITERS

Result = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--legs", type=int, nargs="*", default=[1_000, 10_000, 100_000, 500_000], help="builds")
    parser.add_argument("--against", type=int, default=100_000, help="legs for the comparison; 0 for none")
    parser.add_argument("--sheet", default="Headline bridge", help="the sheet whose rows by leg the writers write")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the files go (default: a temporary folder)")
    parser.add_argument("--json", type=Path, help="write all results to this file too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-benchmarks-") as made:
        folder = chosen.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        results = {
            "builds": builds(folder, chosen.legs, chosen.repeats),
            "writers": writers(folder, chosen.against, chosen.sheet, chosen.repeats) if chosen.against else {},
            "start": starts(chosen.repeats),
        }
    print(f"\n{machine()}")
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=1))


def builds(folder: Path, sizes: Sequence[int], repeats: int) -> dict[str, Result]:
    """Whole builds, stage by stage in processor seconds, and from start to end as a clock on the wall sees it."""
    found: dict[str, Result] = {}
    print("| legs | " + " | ".join(measured.STAGES) + " | on the wall | peak MB | above the tables | file MB |")
    print("|" + "---|" * (len(measured.STAGES) + 5))
    for legs in sizes:
        ledger(folder, legs)
        times = repeats if legs <= 100_000 else 1
        runs = [run("build", str(folder / f"ledger-{legs}"), str(folder / "build.xlsx")) for _ in range(times)]
        found[str(legs)] = each = medians(runs)
        stages = " | ".join(f"{each[stage]:.2f}" for stage in measured.STAGES)
        memory = f"{each['peak']:.0f} | {each['above']:.0f} | {each['size']:.1f}"
        print(f"| {legs:,} | {stages} | {each['build']:.2f} | {memory} |", flush=True)
    return found


def writers(folder: Path, legs: int, sheet: str, repeats: int) -> dict[str, Result]:
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
    return found


def starts(repeats: int) -> dict[str, float]:
    """Start-up and the shipped inputs, against bare imports."""
    python = sys.executable
    shipped = ["--inputs", str(Path(__file__).parent.parent.parent / "inputs")]
    main_of = "from model.cli import main; main()"
    with tempfile.TemporaryDirectory() as out:
        commands: dict[str, list[str]] = {
            "import click": [python, "-c", "import click"],
            "tieout --help": [python, "-c", main_of, "--help"],
            "import pandas, pandera, openpyxl": [python, "-c", "import pandas, pandera.pandas, openpyxl"],
            "tieout build (shipped inputs)": [
                python,
                "-c",
                main_of,
                "build",
                *shipped,
                "--output",
                f"{out}/a.xlsx",
            ],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(max(repeats, 5)):
            for name, command in commands.items():
                times[name].append(measured.processor_seconds(command))
    found = {name: min(each) for name, each in times.items()}
    print("\n| command | processor s, least | ratio |\n|---|---|---|")
    for first, second in zip(list(found)[::2], list(found)[1::2], strict=True):
        print(f"| {first} | {found[first]:.3f} | 1 |")
        print(f"| {second} | {found[second]:.3f} | {found[second] / found[first]:.2f} |")
    return found


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
