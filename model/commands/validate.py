"""tieout validate: say what is wrong in the tables, and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from model.commands.options import CLEAN, EPILOG, FINDINGS, PATH, available, inputs_option
from model.terminal import say

FORMATS = ("text", "json", "csv", "html", "xlsx")


@click.command(short_help="Say what is wrong in the tables, and what to do.", epilog=EPILOG)
@inputs_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to report: html is one page with each finding beside its row, xlsx a copy of your tables with the cells "
    "in question coloured and commented; xlsx needs --output.",
)
@click.option("--output", type=PATH, metavar="FILE", help="Write the report to this file instead of the terminal.")
@click.option("--strict", is_flag=True, help="Treat warnings that nobody has accepted as errors: exit code 1.")
def validate(inputs: Path, form: str, output: Path | None, strict: bool) -> int:
    """Check the tables and say what is wrong, where, and what to do. No workbook is built."""
    from model.codes import Severity
    from model.files import replace_file
    from model.paths import writable
    from model.pipeline import check
    from model.reports.formats import reported

    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx makes a marked copy of the inputs and needs --output FILE.xlsx")
    if output is not None:
        writable(output, ".xlsx" if form == "xlsx" else "", inputs)
    loaded = check(available(inputs))
    findings = loaded.findings
    content = reported(form, inputs, loaded)
    if output is None:
        say(content.decode())
    else:
        from model.reports.report import counted

        replace_file(output, content)
        say(
            f"{counted(each.severity for each in findings).capitalize()} in {inputs}; the report was written to "
            f"{output}\n"
        )
    stops = [each for each in findings if strict or each.severity is Severity.ERROR]
    return FINDINGS if stops else CLEAN
