"""tieout diff: what changed between two states of the tables, and which change moved which figure by how much."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import CLEAN, PATH
from model.terminal import Progress, say

FORMATS = ("text", "json", "xlsx")
EPILOG = "Exit codes: 0 compared, whatever differs; 2 tieout could not run, or a signal ended it; 130 interrupted."


@click.command(short_help="Say what changed, and which change moved which figure.", epilog=EPILOG)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to report: text for people, json for programs, xlsx for a workbook with a waterfall (needs --output).",
)
@click.option("--output", type=PATH, metavar="FILE", help="Write the report to this file instead of the terminal.")
def diff(old: str, new: str, form: str, output: Path | None) -> int:
    """Compare two states of the tables, OLD and NEW: what changed in each row of the inputs, before → after, and by how
    much each change moved each key figure and each payer's figures.

    OLD and NEW are each a folder of tables, an .xlsx, or REV:PATH, which is a folder or file as it was in a revision
    of the git repository, such as HEAD~1:inputs. Of a built workbook the input tables are read as they are now.

    \b
    tieout diff HEAD:inputs inputs                what your changes since the last commit do
    tieout diff last.xlsx inputs --format xlsx --output moves.xlsx
    """
    from model.changes.formats import reported
    from model.changes.run import run
    from model.files import replace_file
    from model.paths import writable

    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx makes a workbook and needs --output FILE.xlsx")
    if output is not None:
        for each in (Path(old), Path(new)):
            writable(output, ".xlsx" if form == "xlsx" else "", each)
    progress = Progress()
    try:
        content = reported(form, run(old, new, progress))
    finally:
        progress.clear()
    if output is None:
        say(content.decode())
    else:
        replace_file(output, content)
        say(f"The comparison was written to {output}.\n")
    return CLEAN
