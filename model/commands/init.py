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
    help="Take the tables of this folder or .xlsx: a workbook's as a folder, a folder's as a workbook, or those of "
    "version 0.1.0, which are converted.",
)
def init(target: Path, example: bool, old: Path | None) -> int:
    """Make the tables of a new book: one CSV file for each table in FOLDER, which is new or empty, or
    Excel tables with drop-downs in a new workbook, FILE.xlsx.

    The new tables have their headers, the default assumptions as of today and the rate of the
    dollar, and can be built at once. Only companies, deals and sources are needed: the other files
    may be deleted. With --example or --from the tables are filled.
    """
    import datetime

    from model.start_tables import start_empty, start_from_example, start_from_old

    if example and old is not None:
        raise click.UsageError("--example and --from cannot be used together")
    remarks: list[str] = []
    if old is not None:
        remarks = start_from_old(target, old)
    elif example:
        start_from_example(target, shipped_tables())
    else:
        start_empty(target, datetime.date.today())
    text = [f"The tables are in {target}; {validate_command(target)} says what is still to be done."]
    say("\n".join([*text, *(f"  {remark}" for remark in remarks)]) + "\n")
    return CLEAN
