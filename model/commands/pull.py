"""tieout pull: take the edits made in a workbook back into the tables."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import CLEAN, EPILOG, FINDINGS, PATH, available
from model.summary import INPUTS
from model.terminal import say


@click.command(short_help="Take edits made in a workbook back into the tables.", epilog=EPILOG)
@click.argument("workbook", type=PATH)
@click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
    default=INPUTS,
    show_default=True,
    help="The folder of CSV tables that the edits go into.",
)
@click.option(
    "--base",
    type=PATH,
    metavar="FOLDER",
    help="The tables the workbook was built from; needed if its sheet As built does not hold them.",
)
@click.option(
    "--take",
    multiple=True,
    metavar="PLACE=ours|theirs",
    help="Which side to keep in a conflict: ours (the tables) or theirs (the workbook). PLACE is TABLE/KEY/COLUMN, or "
    "TABLE/KEY for a whole row, as the list of conflicts names it. May be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
def pull(workbook: Path, inputs: Path, base: Path | None, take: tuple[str, ...], dry_run: bool) -> int:
    """Take the edits made in the input sheets of WORKBOOK back into the CSV tables.

    Only edits made since the build go into the tables, and only the edited cells of the files change. Where a cell was
    changed in the tables too, or where the tables would then have errors, nothing is written, and the exit code is 1.
    """
    from model import pull as run
    from model.pulling.report import report_of

    pulled = run(workbook, available(inputs), base=base, take=take, dry_run=dry_run)
    say(report_of(pulled, workbook, inputs))
    return CLEAN if pulled.is_clean else FINDINGS
