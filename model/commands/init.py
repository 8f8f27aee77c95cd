"""tieout init: make tables to start from."""

from __future__ import annotations

from pathlib import Path

import click

from model import shipped_tables
from model.commands.options import CLEAN, EPILOG, PATH
from model.summary import validate_command
from model.terminal import say


@click.command(short_help="Make a folder of tables to start from.", epilog=EPILOG)
@click.argument("folder", type=PATH)
@click.option("--example", is_flag=True, help="Copy the tables that come with tieout, instead of headers alone.")
@click.option(
    "--from",
    "old",
    type=PATH,
    metavar="OLD",
    help="Convert the tables of version 0.1.0 in this folder or .xlsx.",
)
def init(folder: Path, example: bool, old: Path | None) -> int:
    """Make FOLDER, which must be new or empty, with one CSV file for each table.

    They hold their headers alone, ready to be filled in; or the example; or converted tables. Only
    companies, deals and sources are needed for a build: the other files may be deleted.
    """
    from model.start_tables import start_empty, start_from_example, start_from_old

    if example and old is not None:
        raise click.UsageError("--example and --from exclude each other")
    remarks: list[str] = []
    if old is not None:
        remarks = start_from_old(folder, old)
    elif example:
        start_from_example(folder, shipped_tables())
    else:
        start_empty(folder)
    text = [f"The tables are in {folder}; {validate_command(folder)} says what is left to do."]
    say("\n".join([*text, *(f"  {remark}" for remark in remarks)]) + "\n")
    return CLEAN
