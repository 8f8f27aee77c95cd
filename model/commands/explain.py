"""tieout explain: where a figure comes from, and what rests on an input or a source."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from model.commands.options import CLEAN, EPILOG, PATH, available
from model.summary import INPUTS
from model.terminal import say

FORMATS = ("text", "json")


@click.command(short_help="Say where a figure comes from, or what rests on an input.", epilog=EPILOG)
@click.argument("where", nargs=-1, required=True, metavar="WHERE")
@click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
    default=INPUTS,
    show_default=True,
    help="The tables: a folder of CSV files, or one .xlsx with the same tables.",
)
@click.option(
    "--workbook", type=PATH, metavar="FILE", help="A workbook built by tieout, as it is now, in place of --inputs."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to answer: text for people, json for programs.",
)
def explain(where: tuple[str, ...], inputs: Path, workbook: Path | None, form: str) -> int:
    """Explain a figure, down to its input cells, sources and assumptions, the largest first; or an
    input or a source, up to the figures that rest on it.

    WHERE is one of these:

    \b
    Summary!B17                   a cell of the workbook
    key_stated                    a name that the workbook publishes
    payer_due COMPANY YEAR        a line with its row and year; a line alone shows all its rows
    deals/LEG/base_bn             an input cell, TABLE/KEY/COLUMN; TABLE/KEY is its row
    SOURCE:p3                     a source, or a place in it
    """
    from model.explaining.data import as_json
    from model.explaining.explain import explain as run
    from model.explaining.text import as_text

    if workbook is not None and inputs != INPUTS:
        raise click.UsageError("--inputs and --workbook cannot be used together")
    explained = run(" ".join(where), inputs if workbook is not None else available(inputs), workbook)
    suffix = f" --workbook {shlex.quote(str(workbook))}" if workbook is not None else ""
    if not suffix and inputs != INPUTS:
        suffix = f" --inputs {shlex.quote(str(inputs))}"
    say(as_json(explained) if form == "json" else as_text(explained, suffix))
    return CLEAN
