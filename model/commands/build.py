"""tieout build: check the tables and make the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.commands.options import CLEAN, EPILOG, FINDINGS, PATH, available, basis_option, case_option, inputs_option
from model.summary import build_text, errors_text
from model.terminal import Progress, say

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    import pandas as pd

    from model import Basis, Case

OUTPUT = Path("outputs/tieout.xlsx")


@click.command(short_help="Check the tables and make the workbook.", epilog=EPILOG)
@inputs_option
@click.option(
    "--output",
    type=PATH,
    metavar="FILE",
    default=OUTPUT,
    show_default=True,
    help="The workbook to write, an .xlsx. An existing one is replaced whole or kept.",
)
@case_option("The case the workbook opens with; a selector on its first sheet switches it at any time.")
@basis_option(
    "The rung of the headline bridge that totals count; a selector on the first sheet switches it at any time."
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day as of which to build, in place of the assumption as_of: what became known later does not count.",
)
def build(inputs: Path, output: Path, case: Case, basis: Basis, as_of: datetime.datetime | None) -> int:
    """Check the tables and build the workbook.

    If the tables have errors, nothing is written. Warnings do not stop a build.
    """
    from model.expression.values import Selected
    from model.pipeline import build as run

    progress, selected = Progress(), Selected(case, basis)
    before = tables_before(output)
    try:
        built = run(available(inputs), output, selected, progress, None if as_of is None else as_of.date())
    finally:
        progress.clear()
    if built.summary is None:
        say(errors_text(built.findings, inputs))
        click.echo("Nothing was written: errors in the tables stop a build.", err=True)
        return FINDINGS
    say(build_text(built, inputs, output, selected))
    if before is not None:
        from model.changes.since import moved_since

        say("".join(f"{line}\n" for line in moved_since(before, built.tables)))
    return FINDINGS if built.summary.failing else CLEAN


def tables_before(output: Path) -> Mapping[str, pd.DataFrame] | None:
    """The tables of the workbook to be replaced; None, without loading anything, if there is none."""
    if not output.exists():
        return None
    from model.changes.since import built_before

    return built_before(output)
