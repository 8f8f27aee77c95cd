"""tieout init: make tables to start from."""

from __future__ import annotations

from pathlib import Path

import click

from model import shipped_tables
from model.commands.options import CLEAN, EPILOG, PATH
from model.summary import validate_command
from model.terminal import say


@click.command(short_help="Make tables to start from.", epilog=EPILOG)
@click.argument("target", type=PATH, metavar="FOLDER|FILE.xlsx")
@click.option("--example", is_flag=True, help="Copy the tables that come with tieout.")
@click.option(
    "--from",
    "old",
    type=PATH,
    metavar="OLD",
    help="Convert the tables of this folder or .xlsx: those of version 0.1.0, or a workbook's into a folder and back.",
)
def init(target: Path, example: bool, old: Path | None) -> int:
    """Make the tables of a new book: a FOLDER, new or empty, with one CSV file for each table, or a
    new workbook, FILE.xlsx, with the tables as Excel tables with drop-downs.

    They hold their headers, the default assumptions as of today, and the dollar's rate, and can be
    built at once; or the example; or converted tables. Only companies, deals and sources are
    needed for a build: the other files may be deleted.
    """
    import datetime

    from model.start_tables import start_empty, start_from_example, start_from_old

    if example and old is not None:
        raise click.UsageError("--example and --from exclude each other")
    remarks: list[str] = []
    if old is not None:
        remarks = start_from_old(target, old)
    elif example:
        start_from_example(target, shipped_tables())
    else:
        start_empty(target, datetime.date.today())
    text = [f"The tables are in {target}; {validate_command(target)} says what is left to do."]
    say("\n".join([*text, *(f"  {remark}" for remark in remarks)]) + "\n")
    return CLEAN
