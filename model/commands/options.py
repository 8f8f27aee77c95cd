"""What commands share: exit codes, and options that have one name and one meaning everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from model import BASES, CASES, shipped_tables
from model.errors import CannotRun
from model.summary import INPUTS

CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130
EPILOG = (
    "Exit codes: 0 clean (warnings allowed), 1 errors, conflicts of a pull, or what verify finds, "
    "2 cannot run or ended by a signal, 130 interrupted."
)
PATH = click.Path(path_type=Path)

inputs_option = click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
    default=INPUTS,
    show_default=True,
    help="The tables: a folder of CSV files, or one .xlsx with the same tables, such as a workbook built by tieout.",
)
case_option = click.option(
    "--case",
    type=click.Choice(CASES),
    default="base",
    show_default=True,
    help="The case the workbook opens with; a selector on its first sheet switches it any time.",
)
basis_option = click.option(
    "--basis",
    type=click.Choice(BASES),
    default="stated",
    show_default=True,
    help="The rung of the headline bridge that totals count; a selector on the first sheet switches it any time.",
)


def available(inputs: Path) -> Path:
    """The inputs as they are. CannotRun, with what to do, where nobody named any and the folder is not there."""
    if inputs == INPUTS and not inputs.exists():
        raise CannotRun(
            f"there is no folder {INPUTS} here. Give one with --inputs PATH; the tables that come with tieout are in "
            f"{shipped_tables()}"
        )
    return inputs
