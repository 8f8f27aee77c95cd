"""The pipeline, readable as a story: read, validate, compute, lay out, write. Prints nothing."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from model import __version__
from model.codes import Severity
from model.compute import by_size, data_of, evaluate
from model.dates import iso
from model.errors import CannotRun
from model.expression.line import Line
from model.expression.ops import Values
from model.expression.values import Evaluation, Selected
from model.files import replacing
from model.findings import Finding
from model.groups import Group, grouped
from model.inputs import Inputs, Loaded, load
from model.inputs.checks.accepted import Acceptance
from model.lines import checks, gaps
from model.lines.looks import LOOKS
from model.paths import writable
from model.workbook.build_record import ACCEPTED, BuildRecord
from model.workbook.names import model_lines, required_assumptions
from model.workbook.write import Counts, write_to
from schemas import TABLES

# the stage a build is in, and which part of the whole is done, 0 to 1
Report = Callable[[str, float], None]
# the columns of the figures as a table
FIGURES = {"line": "str", "row": "str", "year": "Int64", "value": "float64", "unit": "str"}
STATED = Selected()
# where the stages begin, as measured with 100,000 legs
READING, COMPUTING, WRITING = 0.0, 0.25, 0.3
ALL_DIGITS = 10_000  # from here on a number in a sentence has no decimals


@dataclass(frozen=True)
class Summary:
    """What a build made: counts, including accepted warnings, and the names of the checks that fail."""

    tables: int
    rows: int
    accepted: int
    gaps: int
    checks: int
    failing: tuple[str, ...]
    formulas: int
    sheets: int
    years: tuple[int, int]
    size: int


@dataclass(frozen=True)
class Built:
    """The findings, the summary of what was written and the typed tables; no summary where errors stopped the build."""

    findings: tuple[Finding, ...]
    summary: Summary | None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)


def silent(_: str, __: float) -> None:
    """A progress report that goes nowhere."""


def check(inputs: Path, as_of: datetime.date | None = None, looks: Looks | None = None) -> Loaded:
    """Read and validate the tables, as of another day where one is given. CannotRun when nothing can be read."""
    return load(inputs, required_assumptions(), looks or Looks(), as_of)


class Looks:
    """What the model's lines show to be worth a look, in the base case and in any order of rows.

    Of valid tables, `stated` is then their evaluation, with which a build goes on.
    """

    stated: Evaluation

    def __call__(self, inputs: Inputs) -> Iterator[Finding]:
        self.stated = evaluation = Evaluation(data_of({name: table.frame for name, table in inputs.tables.items()}))
        for look in LOOKS:
            assert look.line.over is not None
            table, figures = look.line.over.table, {name: evaluation.line(line) for name, line in look.figures.items()}
            of = None if look.of is None else evaluation.line(look.of)[:, 0]
            for index, value in enumerate(evaluation.line(look.line)[:, 0].tolist()):
                key = look.key_of(value)
                row = int(inputs.frame(table).index[index])
                is_normal = (
                    key in look.normal and inputs.frame(table).at[row, look.normal[key][0]] == look.normal[key][1]
                )
                if key in look.says and (of is None or of[index] > 0) and not is_normal:
                    figure_texts = {
                        name: in_words(look.figures[name].unit, column[index, 0]) for name, column in figures.items()
                    }
                    message = look.says[key].format(**figure_texts)
                    finding = inputs.finding(look.code, (table, row, look.column[key]), message, look.advice)
                    yield replace(finding, together=look.together.get(key))


def in_words(unit: str, value: float | str) -> str:
    """A figure in a sentence: a day in ISO form, a share in per cent, a number to four digits, a text as it is."""
    if isinstance(value, str):
        return value
    if unit == "date":
        return iso(value)
    if unit == "share":
        return f"{100 * value:.1f} %"
    return f"{value:,.0f}" if abs(value) >= ALL_DIGITS else f"{value:.4g}"


def build(
    inputs: Path,
    output: Path,
    selected: Selected = STATED,
    stage: Report = silent,
    as_of: datetime.date | None = None,
) -> Built:
    """Build the workbook, as of another day than the assumption's where one is given; with errors nothing is written.

    CannotRun when the inputs cannot be read or the output cannot be written.
    """
    writable(output, ".xlsx", inputs)
    stage("reading and validating", READING)
    looks = Looks()
    loaded = check(inputs, as_of, looks)
    if errors_among(loaded.findings):
        return Built(loaded.findings, None)
    stage("computing", COMPUTING)
    frames, evaluation = loaded.frames, by_size(looks.stated, selected)
    stage("writing", WRITING)
    with replacing(output) as file:
        counts = write_to(
            file, evaluation, frames, record_of(loaded), lambda part: stage("writing", WRITING + (1 - WRITING) * part)
        )
        size = file.tell()
    return Built(loaded.findings, summarise(loaded, evaluation, counts, size), frames)


def errors_among(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def usable(inputs: Path, as_of: datetime.date | None = None) -> Loaded:
    """The tables of inputs without errors. CannotRun when there are errors, or nothing that can be read."""
    return without_errors(inputs, check(inputs, as_of))


def without_errors(name: Path | str, loaded: Loaded, where: str = "") -> Loaded:
    """The tables themselves. CannotRun when there are errors among the findings.

    `name` is what the user calls them, `where` how tieout validate finds them, if not by that name. Of tables of an old
    version it says what their finding says: how to convert them.
    """
    errors = errors_among(loaded.findings)
    if old := next((each for each in errors if each.code == "old-table"), None):
        advice = old.suggestion or ""
        raise CannotRun(f"{name}: {old.message}. {advice[:1].upper()}{advice[1:]}.")
    if errors:
        plural = "s" * (len(errors) != 1)
        where = where or f"--inputs {name}"
        raise CannotRun(f"{name} has {len(errors):,} error{plural}; tieout validate {where} lists them.")
    return loaded


def figures(inputs: Path, selected: Selected) -> pd.DataFrame:
    """Every number of every line, one in a row. CannotRun when the tables cannot be read or have errors."""
    frames = usable(inputs).frames
    evaluation = evaluate(frames, selected)
    numbers = [figures_of(line, evaluation) for line in model_lines() if line.unit != "text"]
    columns = (np.concatenate(parts) for parts in zip(*numbers, strict=True))
    return pd.DataFrame(dict(zip(FIGURES, columns, strict=True))).astype(FIGURES)


def figures_of(line: Line, evaluation: Evaluation) -> tuple[Values, ...]:
    """The numbers of one line, row by row and in each from left to right: the columns of FIGURES."""
    values = evaluation.line(line)
    down, wide = values.shape
    parts = () if line.over is None else evaluation.labels(line.over)
    rows = [" / ".join(label) for label in zip(*parts, strict=True)] if parts else [""]
    labels = np.repeat(np.array(rows, dtype=object), wide)
    if line.across is not None:
        labels = labels + " / " + np.tile(evaluation.labels(line.across)[0], down)
    years = np.array(evaluation.data.years if line.by_year else [np.nan] * wide, dtype=np.float64)
    name, unit = (np.full(values.size, text, dtype=object) for text in (line.name, line.unit))
    return name, labels, np.tile(years, down), values.ravel(), unit


def record_of(loaded: Loaded) -> BuildRecord:
    """The version, the input files and the warnings, the accepted ones last, as Summary and Checks show them."""
    rows: dict[str, int] = {}
    for table in loaded.tables.values():
        rows[table.file] = rows.get(table.file, 0) + len(table.stated)
    files = [(name, rows.get(name), digest) for name, digest in loaded.hashes.items()]
    keys = keys_by_row(loaded)
    warnings = [(each.first.code, place_of(each, keys), each.message) for each in grouped(loaded.findings)]
    for reason, findings in by_reason(loaded.accepted).items():
        warnings += [
            (each.first.code + ACCEPTED, place_of(each, keys), f"{each.message} ({reason})")
            for each in grouped(findings)
        ]
    return BuildRecord(__version__, files, warnings, contents_of(loaded, warnings))


def by_reason(accepted: Sequence[Acceptance]) -> dict[str, list[Finding]]:
    """The accepted warnings, by reason and person."""
    reasons: dict[str, list[Finding]] = {}
    for each in accepted:
        reasons.setdefault(f"accepted by {each.by}: {each.reason}", []).append(each.finding)
    return reasons


def contents_of(loaded: Loaded, warnings: Sequence[tuple[str, str, str]]) -> list[tuple[str, int, str]]:
    """Rows and SHA-256 of every table as it was read, however the file spelled it, and of the warnings."""
    tables = [(name, len(table.frame), digest(table.frame)) for name, table in loaded.tables.items()]
    return [*tables, ("warnings", len(warnings), digest(pd.DataFrame(warnings, columns=["code", "place", "message"])))]


def digest(frame: pd.DataFrame) -> str:
    """The SHA-256 of a table's cells: numbers to 15 digits, days in ISO form, blanks as nothing."""
    text = frame.to_csv(index=False, float_format="%.15g", date_format="%Y-%m-%d", lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def place_of(group: Group, keys: Mapping[str, Mapping[int, str]]) -> str:
    """One text of file, table (if the file has several), row with its key or rows, and column."""
    finding = group.first
    table = "" if finding.file.casefold().startswith(finding.table) else finding.table
    row = group.rows
    if finding.row is not None and len(group.findings) == 1:
        key = keys.get(finding.table, {}).get(finding.row)
        row = f"row {finding.row}" + ("" if key is None else f" ({key})")
    return ", ".join(part for part in (finding.file, table, row, finding.column) if part)


def keys_by_row(loaded: Loaded) -> dict[str, dict[int, str]]:
    """By table and row of the file the first part of the row's key, by which it is found on any sheet."""
    columns = {table.name: loaded.tables[table.name].frame[table.key[0]] for table in TABLES}
    return {name: dict(zip(keys.index.tolist(), keys.tolist(), strict=True)) for name, keys in columns.items()}


def summarise(loaded: Loaded, evaluation: Evaluation, counts: Counts, size: int) -> Summary:
    """Counts for the reader of the terminal."""
    states = evaluation.line(checks.status)[:, 0]
    names = np.array(checks.CHECK_ROWS.labels)
    years = evaluation.data.years
    return Summary(
        tables=sum(table.is_given for table in loaded.tables.values()),
        rows=sum(len(table.stated) for table in loaded.tables.values()),
        accepted=len(loaded.accepted),
        gaps=int(evaluation.line(gaps.gaps_total)[0, 0]),
        checks=len(states),
        failing=tuple(str(name) for name in names[states != "PASS"]),
        formulas=counts.formulas,
        sheets=counts.sheets,
        years=(years[0], years[-1]),
        size=size,
    )
