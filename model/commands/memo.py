"""tieout memo: write the one-page report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.commands.options import CLEAN, EPILOG, FINDINGS, PATH, available, basis_option, case_option, inputs_option
from model.summary import errors_text
from model.terminal import Progress, say

if TYPE_CHECKING:
    from model import Basis, Case

OUTPUT = Path("outputs/memo.html")


@click.command(short_help="Write one page that says what the workbook shows.", epilog=EPILOG)
@inputs_option
@click.option(
    "--output",
    type=PATH,
    metavar="FILE",
    default=OUTPUT,
    show_default=True,
    help="The page to write, an .html. An existing one is replaced whole or kept.",
)
@case_option("The case whose figures the page shows: those of the workbook with this case selected.")
@basis_option("The rung of the headline bridge used for totals, as in the workbook with this basis selected.")
def memo(inputs: Path, output: Path, case: Case, basis: Basis) -> int:
    """Write the memo: one page for a browser or a printer, with words, figures and pictures.

    Every number on it stands in a cell of the workbook that tieout builds from the same tables, and both show the same
    digest of the input files. If the tables have errors, nothing is written.
    """
    from model.expression.values import Selected
    from model.one_page.write import write

    progress = Progress()
    try:
        written = write(available(inputs), output, Selected(case, basis), progress)
    finally:
        progress.clear()
    if written.digest is None:
        say(errors_text(written.findings, inputs))
        click.echo("Nothing was written: errors in the tables stop the memo.", err=True)
        return FINDINGS
    failing = f"; checks failing: {', '.join(written.failing)}" if written.failing else ""
    say(f"The memo was written to {output}: case {case}, basis {basis}, inputs {written.digest[:12]}{failing}.\n")
    return FINDINGS if written.failing else CLEAN
