"""tieout codes: explain the codes of findings."""

from __future__ import annotations

import click

from model.commands.options import CLEAN, EPILOG
from model.terminal import say


@click.command(short_help="Explain the codes of findings.", epilog=EPILOG)
@click.argument("code", required=False)
def codes(code: str | None) -> int:
    """List the codes of all findings, or explain one CODE: what it means, an example, and what to do."""
    from model.reports.codes import explained, listing

    say(explained(code) if code else listing())
    return CLEAN
