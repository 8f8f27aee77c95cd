"""The command line: its commands, and an exit code for every end. Each command is a module of model.commands."""

from __future__ import annotations

import contextlib
import io
import sys

import click

from model import __version__
from model.commands.build import build
from model.commands.codes import codes
from model.commands.diff import diff
from model.commands.explain import explain
from model.commands.init import init
from model.commands.memo import memo
from model.commands.options import CANNOT_RUN, EPILOG, INTERRUPTED
from model.commands.pull import pull
from model.commands.validate import validate
from model.commands.verify import verify
from model.errors import TieoutError
from model.process import check_memory
from model.terminal import silence

COMMANDS = (init, build, validate, verify, diff, pull, explain, memo, codes)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88}, epilog=EPILOG)
@click.version_option(__version__, prog_name="tieout")
def cli() -> None:
    """Turn deal tables into an Excel workbook that ties out.

    Every figure traces to a source, every formula is live, and every stored value is computed from
    the same definition as its formula.

    \b
    tieout build                       reads the folder inputs and writes outputs/tieout.xlsx
    tieout verify outputs/tieout.xlsx  checks a file that comes back from other people
    tieout build --help                shows the options of a command
    """
    check_memory()


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run the command line; however it ends, there is an exit code and no traceback."""
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
    """The exit code of the command on the command line; what stops it is reported on stderr."""
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
        click.echo(
            "Cannot run: there is not enough memory; close other programs, or allow this program more.", err=True
        )
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
