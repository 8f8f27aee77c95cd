"""What public workbook auditors say, as a Markdown table: `python -m tests.audit WORKBOOK [FOLDER_OF_CSV_TABLES]`.

Runs whichever of spreadsheet-auditor, sheet-lint, show-your-work (package unexplained-cells) and tabulint are installed
(`pip install spreadsheet-auditor sheet-lint unexplained-cells tabulint`) and counts their findings by rule. sheet-lint
treats each sheet as one table with its header in the first row; input tables are shown to it as files too. A tool that
cannot run is reported as such, never counted as clean. Not a test.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

Counts = Counter[tuple[str, str]]  # rule and severity: cells, or findings where the tool counts no cells


def spreadsheet_auditor(file: Path, work: Path) -> Counts:
    said = run("spreadsheet-auditor", str(file), "--quiet", "--json", out=work / "findings.json")
    return counted(said["findings"], "rule_id", "severity", lambda each: len(each["members"]) or 1)


def sheet_lint(file: Path, work: Path) -> Counts:
    return counted(run("sheet-lint", "--json", str(file))["findings"], "code", "severity", lambda each: each["count"])


def show_your_work(file: Path, work: Path) -> Counts:
    return counted(run("show-your-work", "--format", "json", str(file))["findings"], "check", "level", lambda _: 1)


def tabulint(file: Path, work: Path) -> Counts:
    """tabulint compares workbooks; of one alone it tells the structure, and what of it would trouble a reviewer."""
    said = run("tabulint", "inspect", str(file), "--json", out=work / "snapshot.json")
    held: Counts = Counter({("external links", "-"): len(said["external_links"]), ("VBA", "-"): int(said["has_vba"])})
    for sheet in said["sheets"]:
        held["hidden sheets", "-"] += sheet["state"] != "visible"
        for what in ("hidden_rows", "hidden_columns", "merged_cells"):
            held[what, "-"] += len(sheet[what])
    return +held


TOOLS = (
    # package, command, what runs it
    ("spreadsheet-auditor", "spreadsheet-auditor", spreadsheet_auditor),
    ("sheet-lint", "sheet-lint", sheet_lint),
    ("unexplained-cells", "show-your-work", show_your_work),
    ("tabulint", "tabulint", tabulint),
)


def run(*command: str, out: Path | None = None) -> Mapping[str, Any]:
    """The JSON a tool gives, on its standard output or in a file; RuntimeError where it gives none."""
    done = subprocess.run([*command, *([str(out)] if out else [])], capture_output=True, text=True, check=False)
    text = out.read_text() if out and out.exists() else done.stdout
    try:
        said: Mapping[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        raise RuntimeError(f"{command[0]} gave no report: {done.stderr.strip()[-200:]}") from error
    return said


def counted(findings: list[Mapping[str, Any]], rule: str, severity: str, size: Any) -> Counts:
    held: Counts = Counter()
    for each in findings:
        held[each[rule], each[severity].lower()] += size(each)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description="What public auditors say of a workbook, as a Markdown table.")
    parser.add_argument("workbook", type=Path)
    parser.add_argument("tables", type=Path, nargs="?", help="a folder of CSV tables for sheet-lint")
    asked = parser.parse_args()
    print("| auditor | what it read | rule | severity | cells or findings |\n|---|---|---|---|---:|")
    for name, command, audit in TOOLS:
        if shutil.which(command) is None:
            print(f"| {name} | – | not installed | – | – |")
            continue
        files = [asked.workbook, *(sorted(asked.tables.glob("*.csv")) if asked.tables and audit is sheet_lint else [])]
        for file in files:
            with tempfile.TemporaryDirectory() as work:
                found = audit(file, Path(work))
            for (rule, severity), count in sorted(found.items()) or [(("nothing found", "–"), 0)]:
                print(f"| {name} {version(name)} | {file.name} | {rule} | {severity} | {count:,} |")


if __name__ == "__main__":
    main()
