"""What commands share: exit codes, and options that have one name and one meaning everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from model import BASES, CASES, shipped_tables
from model.errors import CannotRun
from model.summary import INPUTS

CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130
EPILOG = (
    "Exit codes: 0 done, perhaps with warnings; 1 errors in the tables, conflicts in a pull, or errors that verify "
    "finds; 2 tieout could not run, or a signal ended it; 130 interrupted."
)
PATH = click.Path(path_type=Path)
Command = Callable[..., Any]

inputs_option = click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
    default=INPUTS,
    show_default=True,
    help="The tables: a folder of CSV files, or one .xlsx with the same tables, such as a workbook built by tieout.",
)


def case_option(meaning: str) -> Callable[[Command], Command]:
    """The case, and what it means to the command."""
    return click.option("--case", type=click.Choice(CASES), default="base", show_default=True, help=meaning)


def basis_option(meaning: str) -> Callable[[Command], Command]:
    """The basis, and what it means to the command."""
    return click.option("--basis", type=click.Choice(BASES), default="stated", show_default=True, help=meaning)


def available(inputs: Path) -> Path:
    """The inputs as they are. CannotRun, with what to do, where nobody named any and the folder is not there."""
    if inputs == INPUTS and not inputs.exists():
        raise CannotRun(
            f"there is no folder {INPUTS} here. Give one with --inputs PATH; the tables that come with tieout are in "
            f"{shipped_tables()}"
        )
    return inputs
