"""The command line: options in, messages and exit codes out. All work is done elsewhere.

Heavy imports wait until a command runs, so that --help answers at once.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model import BASES, CASES, Basis, Case, __version__, shipped_tables
from model.errors import CannotRun, TieoutError
from model.process import check_memory
from model.summary import INPUTS, build_text, errors_text, validate_command
from model.terminal import Progress, say, silence

if TYPE_CHECKING:
    import datetime


CLEAN, FINDINGS, CANNOT_RUN, INTERRUPTED = 0, 1, 2, 130
OUTPUT = Path("outputs/tieout.xlsx")
ENGINES = ("ironcalc", "formualizer", "libreoffice", "all")
FORMATS = ("text", "json", "csv", "html", "xlsx")
EPILOG = (
    "Exit codes: 0 clean (warnings allowed), 1 errors, or what verify finds, "
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}, epilog=EPILOG)
@click.version_option(__version__, prog_name="tieout")
def cli() -> None:
    """Turn deal tables into an Excel workbook that ties out.

    Every figure traces to a source, every formula is live, every stored value is computed from
    the same definition as its formula.

    \b
    tieout build                       reads the folder inputs, writes outputs/tieout.xlsx
    tieout verify outputs/tieout.xlsx  when the file comes back from other people
    tieout build --help                has the options of a command
    """
    check_memory()


@cli.command(short_help="Check the tables and make the workbook.", epilog=EPILOG)
@inputs_option
@click.option(
    "--output",
    type=PATH,
    metavar="FILE",
    default=OUTPUT,
    show_default=True,
    help="The workbook to write, an .xlsx. It is replaced whole, or left as it is.",
)
@click.option(
    "--case",
    type=click.Choice(CASES),
    default="base",
    show_default=True,
    help="The case the workbook opens with; a selector on its first sheet switches it any time.",
)
@click.option(
    "--basis",
    type=click.Choice(BASES),
    default="stated",
    show_default=True,
    help="The rung of the headline bridge that totals count; a selector on the first sheet switches it any time.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day the workbook tells of, instead of the assumption as_of: what became known later does not count.",
)
def build(inputs: Path, output: Path, case: Case, basis: Basis, as_of: datetime.datetime | None) -> int:
    """Check the tables and build the workbook.

    With errors in the tables nothing is written. Warnings do not stop a build.
    """
    from model.expression.values import Selected
    from model.pipeline import build as run

    progress, selected = Progress(), Selected(case, basis)
    try:
        built = run(available(inputs), output, selected, progress, None if as_of is None else as_of.date())
    finally:
        progress.clear()
    if built.summary is None:
        say(errors_text(built.findings, inputs))
        click.echo("Nothing was written: errors in the tables stop a build.", err=True)
        return FINDINGS
    say(build_text(built, inputs, output, selected))
    return FINDINGS if built.summary.failing else CLEAN


@cli.command(short_help="Say what is wrong in the tables, and what to do.", epilog=EPILOG)
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
@click.option("--strict", is_flag=True, help="Warnings that nobody has accepted count as errors do: exit code 1.")
def validate(inputs: Path, form: str, output: Path | None, strict: bool) -> int:
    """Check the tables and say what is wrong, where, and what to do, without building."""
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
        say(f"{counted(each.severity for each in findings).capitalize()} in {inputs}; the report is {output}\n")
    stops = [each for each in findings if strict or each.severity is Severity.ERROR]
    return FINDINGS if stops else CLEAN


@cli.command(short_help="Make a folder of tables to start from.", epilog=EPILOG)
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


@cli.command(short_help="Say whether a workbook can still be trusted.", epilog=EPILOG)
@click.argument("workbook", type=PATH)
@click.option(
    "--inputs",
    type=PATH,
    metavar="PATH",
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
    help="How to report: text for people, json for programs.",
)
def verify(workbook: Path, inputs: Path | None, engine: str, form: str) -> int:
    """Ask whether WORKBOOK can still be trusted, after people opened, edited or sent it.

    It is compared with a fresh build of its own inputs, and an independent engine recomputes its
    values. Clean means that an engine confirmed every value.
    """
    from model.codes import Severity
    from model.reports.data import as_json
    from model.reports.text import as_text
    from model.reports.workbook import of_workbook
    from model.verify.verify import verify as run

    progress = Progress()
    try:
        verified = run(workbook, inputs, engine, progress)
    finally:
        progress.clear()
    report = of_workbook(verified)
    say(as_json(report) if form == "json" else as_text(report))
    return FINDINGS if any(each.severity is Severity.ERROR for each in verified.differences) else CLEAN


@cli.command(short_help="Explain the codes of findings.", epilog=EPILOG)
@click.argument("code", required=False)
def codes(code: str | None) -> int:
    """List the codes of all findings, or explain CODE: what it means, an example, what to do."""
    from model.reports.codes import explained, listing

    say(explained(code) if code else listing())
    return CLEAN


def available(inputs: Path) -> Path:
    """The inputs as they are. CannotRun, with what to do, where nobody named any and the folder is not there."""
    if inputs == INPUTS and not inputs.exists():
        raise CannotRun(
            f"there is no folder {INPUTS} here. Give one with --inputs PATH; the tables that come with tieout are in "
            f"{shipped_tables()}"
        )
    return inputs


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
        code: int = cli.main(prog_name="tieout", standalone_mode=False)
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


if __name__ == "__main__":
    main()
