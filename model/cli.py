"""The command line: options in, messages and exit codes out. All work is done elsewhere.

Heavy imports wait until a command runs, so that --help answers at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from model import __version__
from model.errors import TieoutError
from model.process import check_memory

if TYPE_CHECKING:
    from model.pipeline import Built
    from model.tables import Loaded

PATIENCE, BAR = 1.0, 30
CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130
SCENARIOS = ("low", "base", "high")
ENGINES = ("formualizer", "ironcalc", "libreoffice", "all")
FORMATS = ("text", "json", "csv", "html", "xlsx")
EPILOG = "Exit codes: 0 clean (warnings allowed), 1 findings, 2 cannot run or ended by a signal, 130 Ctrl-C."


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}, epilog=EPILOG)
@click.version_option(__version__, prog_name="tieout")
def cli() -> None:
    """Turn deal tables into a workbook that ties out.

    Every figure traces to a source, every formula is live, every stored value is computed from
    the same definition as its formula.
    """
    check_memory()


@cli.command(epilog=EPILOG)
@click.option(
    "--inputs",
    type=click.Path(path_type=Path),
    default=Path("inputs"),
    show_default=True,
    help="Folder of CSV tables, or one .xlsx with the same tables (a workbook built by tieout will do).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("outputs/tieout.xlsx"),
    show_default=True,
    help="The workbook to write. It is replaced whole, or left as it is.",
)
@click.option(
    "--scenario",
    type=click.Choice(SCENARIOS),
    default="base",
    show_default=True,
    help="The scenario selected in the workbook; its selector switches it any time.",
)
def build(inputs: Path, output: Path, scenario: str) -> int:
    """Check the tables and build the workbook.

    With errors in the tables nothing is written. Warnings do not stop a build.
    """
    from model.pipeline import build as run

    progress = Progress()
    try:
        built = run(inputs, output, scenario, stage=progress)  # type: ignore[arg-type]
    finally:
        progress.clear()
    if built.summary is None:
        from model.findings import Severity
        from model.tables.report import as_text

        errors = [finding for finding in built.findings if finding.severity is Severity.ERROR]
        warnings = len(built.findings) - len(errors)
        say(as_text(errors))
        if warnings:
            say(f"and {warnings:,} warning{'s' * (warnings != 1)}: tieout validate {inputs} lists all.\n")
        click.echo("Nothing was written: errors in the tables stop a build.", err=True)
        return FINDINGS
    say(build_text(built, inputs, output, scenario))
    return FINDINGS if built.summary.failing else CLEAN


@cli.command(epilog=EPILOG)
@click.argument("path", type=click.Path(path_type=Path), default=Path("inputs"))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to report the findings.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write the report to this file instead of the terminal.",
)
@click.option("--strict", is_flag=True, help="Warnings count as findings too: exit code 1.")
def validate(path: Path, form: str, report: Path | None, strict: bool) -> int:
    """Check the tables in PATH and report what is wrong, without building.

    PATH is a folder of CSV tables or one .xlsx with the same tables  [default: inputs]
    """
    from model.findings import Severity
    from model.paths import writable
    from model.pipeline import check
    from model.workbook.replace import replace_file

    if form == "xlsx" and report is None:
        raise click.UsageError("--format xlsx makes a marked copy of the inputs and needs --report FILE.xlsx")
    if report is not None:
        writable(report, ".xlsx" if form == "xlsx" else "", path)
    loaded = check(path)
    findings = loaded.findings
    content = reported(form, path, loaded)
    if report is None:
        say(content.decode())
    else:
        from model.tables.report import counted

        replace_file(report, content)
        say(f"{counted(findings).capitalize()} in {path}; the report is {report}\n")
    stops = [each for each in findings if strict or each.severity is Severity.ERROR]
    return FINDINGS if stops else CLEAN


def reported(form: str, path: Path, loaded: Loaded) -> bytes:
    """The report of what was found, in one of FORMATS."""
    from model.tables import marked, page, report

    match form:
        case "xlsx":
            return marked.marked_copy(path, loaded)
        case "html":
            return page.as_html(loaded).encode()
        case "json":
            return report.as_json(loaded).encode()
        case "csv":
            return report.as_csv(loaded).encode()
        case _:
            return report.as_text(loaded.findings).encode()


@cli.command(epilog=EPILOG)
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option(
    "--inputs",
    type=click.Path(path_type=Path),
    help="The tables it was built from; with them every edited input is named, before and after.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="Who recomputes the workbook; all means every one that is installed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS[:2]),
    default="text",
    show_default=True,
    help="How to report the findings.",
)
def verify(workbook: Path, inputs: Path | None, engine: str, form: str) -> int:
    """Ask whether WORKBOOK can still be trusted, after people opened, edited or sent it.

    It is compared with a fresh build of its own inputs, and an independent engine recomputes its
    values. Clean means that an engine confirmed every value.
    """
    from model.findings import Severity
    from model.verify.report import as_json, as_text
    from model.verify.verify import verify as run

    progress = Progress()
    try:
        verified = run(workbook, inputs, engine, progress)
    finally:
        progress.clear()
    say(as_json(verified) if form == "json" else as_text(verified))
    return FINDINGS if any(each.severity is Severity.ERROR for each in verified.differences) else CLEAN


def build_text(built: Built, inputs: Path, output: Path, scenario: str) -> str:
    """The summary of a build, one fact a line."""
    made = built.summary
    assert made is not None
    warnings = len(built.findings)
    passed = made.checks - len(made.failing)
    first, last = made.years
    lines = [
        f"tieout {__version__}, scenario {scenario}",
        f"  read       {made.rows:,} rows in {made.tables} tables from {inputs}",
        f"  warnings   {warnings:,}" + (f"  (tieout validate {inputs} lists them)" if warnings else ""),
        f"  data gaps  {made.gaps:,}  (figures and dates no source states; counted on the sheet Checks)",
        f"  checks     {passed} of {made.checks} pass"
        + (f"; failing: {', '.join(made.failing)}" if made.failing else ""),
        f"  formulas   {made.formulas:,}, each with its value, on {made.sheets} sheets, years {first}–{last}",
        f"  written    {output}  ({made.size / 1024:,.0f} KB)",
    ]
    return "\n".join(lines) + "\n"


class Progress:
    """A bar on stderr with the name of the stage, once a build takes longer than a second; only on a terminal."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.shown = ""

    def __call__(self, stage: str, part: float) -> None:
        if sys.stderr.isatty() and time.monotonic() - self.start > PATIENCE:
            filled = round(part * BAR)
            bar = f"[{'#' * filled}{'-' * (BAR - filled)}] {stage}"
            if bar != self.shown:
                click.echo(f"\r\033[K{bar}", nl=False, err=True)
                self.shown = bar

    def clear(self) -> None:
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)


def say(text: str) -> None:
    """Write to stdout. A reader who has seen enough, as `head` has, is no failure and changes no exit code."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        silence(sys.stdout)


def silence(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python writes it out at exit, and would fail once more."""
    with contextlib.suppress(OSError, AttributeError):  # no stream, or one without a file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def main() -> None:
    """Run the command line; every end has an exit code and none a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # letters the terminal lacks are shown as ?
    try:
        code = run_command()
    except OSError as problem:  # such as a full disk under stdout
        with contextlib.suppress(OSError):
            click.echo(f"Cannot run: {problem.strerror or problem}.", err=True)
        silence(sys.stdout)
        silence(sys.stderr)
        code = CANNOT_RUN
    sys.exit(code)


def run_command() -> int:
    """The exit code of the command on the command line; what stops it is said on stderr."""
    try:
        code: int = cli.main(standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        sys.unraisablehook = lambda _: None  # half-written sheets complain while they are thrown away
        click.echo("Interrupted; nothing was changed.", err=True)
        code = INTERRUPTED
    except UnicodeEncodeError:
        click.echo("Cannot run: the name of a file is not UTF-8; rename it.", err=True)
        code = CANNOT_RUN
    except MemoryError:
        click.echo("Cannot run: there is not enough memory; close other programs, or allow this one more.", err=True)
        code = CANNOT_RUN
    except click.ClickException as problem:
        problem.show()
        code = CANNOT_RUN
    except TieoutError as problem:
        click.echo(f"Cannot run: {problem}", err=True)
        code = CANNOT_RUN
    return code
