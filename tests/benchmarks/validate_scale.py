"""How the time and memory of reading and validating grow with the number of legs, 1 in 100 of them with an error.

    python -m tests.benchmarks.validate_scale [ROWS]

Measures ROWS (10,000 unless given) and 10 times as many, each in a process of its own, best of three, and fails when
ten times the rows take twelve times as long, or when an error is not found.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from model.codes import Severity
from model.inputs import load
from model.reports.tables import of_tables
from model.reports.text import as_text
from tests.strategies import REQUIRED, valid_tables, write_folder

RUNS = 3
MOST_TIMES = 12.0
FAULTS = (("base_bn", "1,234.50"), ("start", "01/02/2024"), ("payer", "OpenIA"), ("kind", "loan"), ("base_bn", "-5"))


def tables(folder: Path, rows: int) -> Path:
    """Valid tables with so many more deals, of which one in a hundred has a fault."""
    made = valid_tables()
    deal = made["deals"][3]
    for number in range(rows):
        leg = {**deal, "leg": f"leg {number} of many", "deal": f"deal {number // 3}", "base_bn": f"{number + 20}"}
        leg |= {"payer": ("OpenAI", "Meta", "Oracle")[number % 3], "note": f"remark number {number}"}
        if number % 100 == 99:
            column, text = FAULTS[number // 100 % len(FAULTS)]
            leg[column] = text
        made["deals"].append(leg)
    return write_folder(folder, made)


def measure(folder: Path, rows: int) -> None:
    """Print seconds and megabytes of one run. An error that is not found fails the run."""
    started = time.perf_counter()
    findings = load(folder, REQUIRED).findings
    seconds = time.perf_counter() - started
    rows_with_errors = {finding.row for finding in findings if finding.severity is Severity.ERROR}
    assert rows_with_errors == {6 + number for number in range(99, rows, 100)}, "not exactly the errors made"
    text = as_text(of_tables(findings, {}))
    assert f"… and {len(findings) - 20:,} more" in text, text[-200:]
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def best(folder: Path, rows: int) -> tuple[float, float]:
    """Seconds and megabytes of the fastest of some runs."""
    command = [sys.executable, "-m", "tests.benchmarks.validate_scale", str(folder), str(rows)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(RUNS)]
    seconds, megabytes = min(tuple(map(float, run.split())) for run in runs)
    return seconds, megabytes


def main() -> None:
    """Print a line for each size, and how the times compare."""
    if len(sys.argv) == 3:
        measure(Path(sys.argv[1]), int(sys.argv[2]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) == 2 else 10_000
    times = []
    with tempfile.TemporaryDirectory() as made:
        for size in (rows, 10 * rows):
            seconds, megabytes = best(tables(Path(made) / str(size), size), size)
            times.append(seconds)
            print(f"{size:>9,} legs, {size // 100:>6,} errors: {seconds:6.2f} s, {megabytes:5.0f} MB at most")
    ratio = times[1] / times[0]
    print(f"10 times the legs take {ratio:.1f} times as long")
    sys.exit(ratio >= MOST_TIMES)


if __name__ == "__main__":
    main()
