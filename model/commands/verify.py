"""tieout verify: say whether a workbook can still be trusted."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import CLEAN, EPILOG, FINDINGS, PATH
from model.terminal import Progress, say

ENGINES = ("ironcalc", "formualizer", "libreoffice", "all")
FORMATS = ("text", "json")


@click.command(short_help="Say whether a workbook can still be trusted.", epilog=EPILOG)
@click.argument("workbook", type=PATH)
@click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
    help="The tables it was built from; with them, every edited input is named with both values.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Which engine recomputes the workbook; all means every engine that is installed. Without it, ironcalc; of "
    "more than 100,000 formulas formualizer, and ironcalc where that leaves something unconfirmed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to report: text for people, json for programs.",
)
def verify(workbook: Path, inputs: Path | None, engine: str | None, form: str) -> int:
    """Say whether WORKBOOK can still be trusted after people have opened, edited or sent it.

    It is compared with a fresh build of the input tables that it holds, and an independent engine
    recomputes its values. "Clean" means that nothing differs and that an engine confirmed every value.
    """
    from model.codes import Severity
    from model.reports.data import as_json
    from model.reports.text import as_text
    from model.reports.workbook import of_workbook
    from model.verify.verify import verify as run

    progress = Progress()
    try:
        verified = run(workbook, inputs, engine, progress)
    finally:
        progress.clear()
    report = of_workbook(verified)
    say(as_json(report) if form == "json" else as_text(report))
    return FINDINGS if any(each.severity is Severity.ERROR for each in verified.differences) else CLEAN
