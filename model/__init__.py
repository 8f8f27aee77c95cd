"""tieout: deal tables in, a workbook that ties out.

    from model import build, figures, validate, verify

    for finding in validate("inputs"):
        print(finding.severity, finding.file, finding.row, finding.message)
    result = build("inputs", "deals.xlsx", case="low")
    verdict = verify("deals.xlsx", "inputs")
    answer = explain("key_stated", "inputs")
    table = figures("inputs")

Inputs are a folder of CSV tables or one .xlsx with the same tables. Problems in them come back as findings; `CannotRun`
is raised if a function cannot work at all. Importing this package is quick and has no side effects: what a function
needs is loaded when it is called.
"""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from model.errors import CannotRun, TieoutError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable
    from os import PathLike

    import pandas as pd

    from model.changes.compare import Diff
    from model.codes import Severity
    from model.explaining.explanation import Explanation
    from model.expression.values import Selected
    from model.findings import Finding
    from model.one_page.write import Memo
    from model.pipeline import Built, Summary
    from model.pulling.result import Conflict, Edit, Pulled
    from model.verify.engines import Outcome
    from model.verify.findings import Difference
    from model.verify.verify import Verified

    Progress = Callable[[str, float], None]

__version__ = "0.2.0"

__all__ = [
    "Basis",
    "Built",
    "CannotRun",
    "Case",
    "Conflict",
    "Diff",
    "Difference",
    "Edit",
    "Explanation",
    "Finding",
    "Memo",
    "Outcome",
    "Pulled",
    "Severity",
    "Summary",
    "TieoutError",
    "Verified",
    "__version__",
    "build",
    "diff",
    "explain",
    "figures",
    "memo",
    "pull",
    "shipped_tables",
    "validate",
    "verify",
]

Case = Literal["low", "base", "high"]
Basis = Literal["all_in", "stated", "signed", "attributable", "documented", "own"]
CASES: tuple[Case, ...] = ("low", "base", "high")
BASES: tuple[Basis, ...] = ("all_in", "stated", "signed", "attributable", "documented", "own")

# A module, when it is loaded, becomes the package's attribute of its name. So no module has the name of a function
# below, but for this one, which holds nothing by itself: it is loaded here, before the function takes its place.
importlib.import_module("model.verify")


def validate(inputs: str | PathLike[str]) -> tuple[Finding, ...]:
    """Everything that is wrong or worth a look in the tables, in the order of the tables; empty if there is nothing.

    Findings whose severity is "error" stop a build, warnings do not. CannotRun when nothing can be read.
    """
    from model.pipeline import check

    return check(Path(inputs)).findings


def build(  # noqa: PLR0913 - the options of the command
    inputs: str | PathLike[str],
    output: str | PathLike[str],
    *,
    case: Case = "base",
    basis: Basis = "stated",
    as_of: datetime.date | None = None,
    progress: Progress | None = None,
) -> Built:
    """Check the tables and write the workbook, an .xlsx, replacing it whole or not at all.

    `case` and `basis` are those selected in the workbook, where they can be changed; `as_of` takes the place of the
    assumption of that name. With errors among the findings nothing is written, and `summary` is None. `progress` is
    called with the name of each stage and the share of the work done so far, 0 to 1. CannotRun when the inputs cannot
    be read or the output cannot be written.
    """
    from model import pipeline

    return pipeline.build(Path(inputs), Path(output), selected(case, basis), progress or pipeline.silent, as_of)


def verify(
    workbook: str | PathLike[str],
    inputs: str | PathLike[str] | None = None,
    *,
    engine: str | None = None,
    progress: Progress | None = None,
) -> Verified:
    """Compare a workbook with a fresh build of its own inputs, and its values with what an engine recomputes.

    With `inputs`, the tables it was built from, every edited input is named with its old and new value. `engine` is
    "ironcalc", "formualizer", "libreoffice", or "all" of these that are installed; without one, IronCalc is asked, and
    of more than 100,000 formulas formualizer, and then IronCalc where it leaves something unconfirmed. The workbook can
    be trusted when none of the `differences` is an error. CannotRun when a file or the engine cannot be used.
    """
    from model import pipeline
    from model.verify.verify import verify as compare

    return compare(Path(workbook), None if inputs is None else Path(inputs), engine, progress or pipeline.silent)


def pull(
    workbook: str | PathLike[str],
    inputs: str | PathLike[str],
    *,
    base: str | PathLike[str] | None = None,
    take: Iterable[str] = (),
    dry_run: bool = False,
) -> Pulled:
    """Take the edits made in the input sheets of a workbook back into the folder of CSV tables, all of them or none.

    Edits are counted against the tables it was built from, as stored in it, or those in `base`. Cells nobody edited
    keep their bytes. `take` settles conflicts, each as "TABLE/KEY/COLUMN=ours" (the tables) or "=theirs" (the
    workbook). Nothing is written where conflicts are left, or where the tables would have errors. CannotRun when a side
    cannot be read, `take` names something that is not in conflict, or a file cannot be written.
    """
    from model.pulling.pull import choices_of
    from model.pulling.pull import pull as run

    return run(Path(workbook), Path(inputs), None if base is None else Path(base), choices_of(take), dry_run)


def explain(
    where: str, inputs: str | PathLike[str] = "inputs", *, workbook: str | PathLike[str] | None = None
) -> Explanation:
    """Where a figure comes from, down to input cells, sources and assumptions; or what rests on an input or a source.

    `where` is a cell of the workbook ("Summary!B17", "'Headline bridge'!F27"), a name that it publishes ("key_stated"),
    a line, its row and its year ("payer_due COMPANY YEAR"; without them all its figures), an input cell or row
    ("deals/LEG/base_bn", "deals/LEG"), a source or a place in it ("SOURCE:p3"). With `workbook`, a file that was built
    by tieout and may have been edited, its own tables and cells are explained, not those of `inputs`. A long answer
    says how much it leaves out. CannotRun when the tables cannot be read or have errors, or when nothing has that name.
    """
    from model.explaining.explain import explain as run

    return run(where, Path(inputs), None if workbook is None else Path(workbook))


def diff(old: str | PathLike[str], new: str | PathLike[str], *, progress: Progress | None = None) -> Diff:
    """What changed between two states of the tables by key, and by how much each change moved each figure.

    Each is a folder, an .xlsx, or REV:PATH of a git repository, such as "HEAD~1:inputs". The figures are those of the
    sheet Summary and each payer's rungs of the headline bridge, in the base case and on the basis stated; their moves
    add up to their differences, with n/d counted as 0. CannotRun when one of the two cannot be read or has errors.
    """
    from model import pipeline
    from model.changes.run import run

    return run(os.fspath(old), os.fspath(new), progress or pipeline.silent)


def figures(inputs: str | PathLike[str], *, case: Case = "base", basis: Basis = "stated") -> pd.DataFrame:
    """Every number of every line of the workbook, one in a row: line, row, year, value, unit.

    `line` is the name that the sheet Line reference explains; `row` is the label of the row, "" for a single figure,
    and joins the parts of a longer label by " / ", including the column's label in a matrix; `year` is <NA> where the
    line does not run by year; `value` is NaN where the workbook shows n/d, and a date is its serial day. No workbook is
    written. CannotRun when the tables cannot be read or have errors.
    """
    from model import pipeline

    return pipeline.figures(Path(inputs), selected(case, basis))


def memo(
    inputs: str | PathLike[str],
    output: str | PathLike[str],
    *,
    case: Case = "base",
    basis: Basis = "stated",
) -> Memo:
    """Check the tables and write the memo, one .html page, which is replaced whole or left as it is.

    Its numbers are those of the workbook of these tables with the case and the basis selected; `digest` of the result
    is the SHA-256 of the inputs that both show. With errors among the findings nothing is written, and `digest` is
    None. CannotRun when the inputs cannot be read or the output cannot be written.
    """
    from model.one_page.write import write

    return write(Path(inputs), Path(output), selected(case, basis))


def shipped_tables() -> Path:
    """The folder of the tables that come with tieout: an example to read, to build, and to copy."""
    package = Path(__file__).parent
    in_wheel = package / "shipped"  # where setup.py puts them
    return in_wheel if in_wheel.is_dir() else package.parent / "inputs"


def selected(case: Case, basis: Basis) -> Selected:
    """The case and basis selected. CannotRun when there is no such case or basis."""
    from model.expression.values import Selected

    for what, name, names in (("case", case, CASES), ("basis", basis, BASES)):
        if name not in names:
            raise CannotRun(f"the {what} {name!r} is none of {', '.join(names)}.")
    return Selected(case, basis)


if not TYPE_CHECKING:  # or every misspelt name would pass as one of these
    _CLASSES = {
        "Built": "model.pipeline",
        "Diff": "model.changes.compare",
        "Conflict": "model.pulling.result",
        "Difference": "model.verify.findings",
        "Edit": "model.pulling.result",
        "Explanation": "model.explaining.explanation",
        "Finding": "model.findings",
        "Memo": "model.one_page.write",
        "Outcome": "model.verify.engines",
        "Pulled": "model.pulling.result",
        "Severity": "model.codes",
        "Summary": "model.pipeline",
        "Verified": "model.verify.verify",
    }

    def __getattr__(name: str) -> object:
        """A class of the results, loaded when it is first asked for."""
        if name in _CLASSES:
            return getattr(importlib.import_module(_CLASSES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
