"""What frictionless, pointblank, plain pandera and tieout report on the same 20 faulty sets of tables.

    pip install frictionless "pointblank[pl]" && python -m tests.compare_validators

Prints a Markdown table. Each tool is used as its documentation recommends, and with the same knowledge: - frictionless:
a package of all files as UTF-8, with types, constraints, primary and foreign keys, row constraints; - pointblank: each
file as pandas reads it, with the steps for schema, nulls, sets, ranges, keys, references and comparisons of columns; -
plain pandera: tieout's own models with coercion, validated lazily on what pandas reads, blank texts filled with "". A
tool that already reports something on the valid tables must report more on the faulty ones to count.
"""

from __future__ import annotations

import copy
import importlib
import importlib.metadata
import io
import tempfile
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from model.inputs import load
from schemas import TABLES, Column, TableDescription
from tests.strategies import REQUIRED, Rows, csv_text, valid_tables, write_folder

Report = tuple[str, int | None, str | None]  # table, row as an editor numbers it, column; None where not said
FOUND, ROW, ELSEWHERE, MISSED, CRASHED = "row and column", "row", "elsewhere", "not found", "crashed"


@dataclass(frozen=True)
class Fault:
    """What is wrong, where a reader would want to be led, and how to bring it about in the valid tables.

    Where no column is meant, the row is enough; where no row is meant, the table.
    """

    what: str
    table: str
    row: int | None
    column: str | None
    rows: Callable[[Rows], object] = lambda rows: None
    text: Callable[[str], str | bytes] = lambda text: text


def cell(what: str, table: str, row: int, column: str, text: str) -> Fault:
    return Fault(what, table, row, column, lambda rows: rows[row - 2].update({column: text}))


FAULTS = (
    cell("amount 1,234.50", "deals", 2, "base_bn", "1,234.50"),
    cell("date 01/02/2024", "deals", 2, "announced", "01/02/2024"),
    cell("date 2024-02-30", "deals", 2, "announced", "2024-02-30"),
    cell("negative amount", "deals", 5, "base_bn", "-5"),
    cell("share of 1.6", "equity_stakes", 3, "max_share", "1.6"),
    cell("low above base", "deals", 3, "low_bn", "101"),
    cell("end before start", "deals", 2, "end", "2026-12-31"),
    cell("unknown company OpenIA", "deals", 2, "payer", "OpenIA"),
    cell("kind is none of the terms", "deals", 2, "kind", "loan"),
    cell("payer is blank", "deals", 2, "payer", ""),
    cell("leg twice", "deals", 5, "leg", "L2"),
    cell("legs L1 and l1", "deals", 5, "leg", "l1"),
    cell("leg within itself", "deals", 4, "part_of", "L3"),
    cell("tranches above the stake's maximum", "tranches", 3, "share", "0.07"),
    Fault(
        "negative amount below an amount 'lots'",
        "deals",
        5,
        "base_bn",
        lambda rows: (rows[0].update(base_bn="lots"), rows[3].update(base_bn="-5")),
    ),
    Fault("deal reported twice", "deals", 6, None, lambda rows: rows.append({**rows[3], "leg": "L5"})),
    Fault("one cell too many", "deals", 5, None, text=lambda text: text.replace("14.2", "14,2")),
    Fault("column payer renamed", "deals", None, "payer", text=lambda text: text.replace("payer", "buyer", 1)),
    Fault(
        "Western encoding (cp1252)",
        "deals",
        5,
        None,
        text=lambda text: text.replace("GPU", "Capacité").encode("cp1252"),
    ),
    Fault("quotation mark never closed", "deals", 4, None, text=lambda text: text.replace("L3,Oracle", 'L3,"Oracle')),
)


def write(folder: Path, fault: Fault | None) -> Path:
    """The valid tables with one fault."""
    tables = valid_tables()
    if fault is None:
        return write_folder(folder, tables)
    fault.rows(tables[fault.table])
    write_folder(folder, tables)
    content = fault.text(csv_text(tables[fault.table]))
    (folder / f"{fault.table}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


# frictionless


def with_frictionless(folder: Path) -> list[Report]:
    tool = importlib.import_module("frictionless")
    resources = [resource(table) for table in TABLES]
    package = tool.Package.from_descriptor({"name": "tables", "resources": resources}, basepath=str(folder))
    reports: list[Report] = []
    for table in TABLES:
        rules = [tool.checks.row_constraint(formula=formula) for _, formula in comparisons(table)]
        if any(column.name == "part_of" for column in table.columns):
            rules.append(tool.checks.row_constraint(formula=f"within != {table.key[0]}"))
        done = package.get_resource(table.name).validate(tool.Checklist(checks=rules))
        for task in done.tasks:
            for error in task.errors:
                reports.append((table.name, getattr(error, "row_number", None), getattr(error, "field_name", None)))
        reports += [(table.name, None, None) for _ in done.errors]
    return reports


def resource(table: TableDescription) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [field(column) for column in table.columns], "primaryKey": list(table.key)}
    keys = {each.name: each.key[0] for each in TABLES}
    schema["foreignKeys"] = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if column.refers == table.name else target, "fields": [name or keys[target]]},
        }
        for column in table.columns
        if column.refers and column.kind == "text"
        for target, _, name in [column.refers.partition(".")]
    ]
    return {"name": table.name, "path": f"{table.name}.csv", "encoding": "utf-8", "schema": schema}


def field(column: Column) -> dict[str, Any]:
    numbers = column.kind == "number" and column.date_when is None
    kind = "number" if numbers else {"date": "date", "flag": "boolean"}.get(column.kind, "string")
    constraints: dict[str, Any] = {"required": not column.blank}
    if column.terms:
        constraints["enum"] = list(column.terms)
    if numbers:
        least, most = bounds(column)
        constraints |= {"minimum": least} if least is not None else {}
        constraints |= {"maximum": most} if most is not None else {}
    extra = {"trueValues": ["yes"], "falseValues": ["no"]} if kind == "boolean" else {}
    return {"name": column.name, "type": kind, "constraints": constraints, **extra}


def bounds(column: Column) -> tuple[float | None, float | None]:
    """The least and most a column allows, as the table's model has it."""
    table = next(each for each in TABLES if column in each.columns)
    least = most = None
    for check in table.model.to_schema().columns[column.name].checks:
        limits = check.statistics or {}
        least, most = limits.get("min_value", least), limits.get("max_value", most)
    return (least, most) if column.kind == "number" else (None, None)


def comparisons(table: TableDescription) -> Iterable[tuple[tuple[str, str], str]]:
    """Columns of which the first may not be above the second, and that as a formula."""
    names = {column.name for column in table.columns}
    for low, high in (("low_bn", "base_bn"), ("base_bn", "high_bn"), ("start", "end"), ("period_start", "period_end")):
        if {low, high} <= names:
            yield (low, high), f"not ({low} and {high}) or {low} <= {high}"


# pointblank


def with_pointblank(folder: Path) -> list[Report]:
    pb = importlib.import_module("pointblank")
    frames = {table.name: pd.read_csv(folder / f"{table.name}.csv") for table in TABLES}
    reports: list[Report] = []
    for table in TABLES:
        rows = valid_tables()[table.name]
        plan = pb.Validate(frames[table.name])
        plan = plan.col_schema_match(pb.Schema(tbl=pd.read_csv(io.StringIO(csv_text(rows)))), in_order=False)
        steps: list[str | None] = [None]

        def add(plan: Any, column: str, steps: list[str | None] = steps) -> Any:
            steps.append(column)
            return plan

        for column in table.columns:
            name = column.name
            if not column.blank:
                plan = add(plan.col_vals_not_null(name), name)
            if column.terms:
                plan = add(plan.col_vals_expr(one_of(name, column.terms)), name)
            least, most = bounds(column)
            if least is not None:
                plan = add(plan.col_vals_ge(name, least, na_pass=True), name)
            if most is not None:
                plan = add(plan.col_vals_le(name, most, na_pass=True), name)
            if column.kind == "date":
                plan = add(plan.col_vals_regex(name, r"^\d{4}-\d{2}-\d{2}$", na_pass=True), name)
            if column.refers and column.kind == "text":
                target, _, field_name = column.refers.partition(".")
                key = field_name or next(each.key[0] for each in TABLES if each.name == target)
                plan = add(plan.col_vals_expr(one_of(name, frames[target][key].tolist())), name)
        for (low, high), _ in comparisons(table):
            plan = add(plan.col_vals_expr(not_above(low, high)), low if high == "base_bn" else high)
        for whole in {"part_of"}.intersection(frames[table.name]):
            plan = add(plan.col_vals_expr(lambda frame, key=table.key[0], at=whole: frame[at] != frame[key]), whole)
        plan = add(plan.rows_distinct([*table.key]), table.key[-1]).interrogate()
        for number, (step, about) in enumerate(zip(plan.validation_info, steps, strict=True), 1):
            if step.eval_error or (about is None and not step.all_passed):
                reports.append((table.name, None, about))
            elif not step.all_passed:
                failing = plan.get_data_extracts(i=number, frame=True)["_row_num_"]
                reports += [(table.name, int(row) + 1, about) for row in failing]
    return reports


def one_of(column: str, allowed: Iterable[str]) -> Callable[[Any], Any]:
    return lambda frame: frame[column].isna() | frame[column].isin([*allowed])


def not_above(low: str, high: str) -> Callable[[Any], Any]:
    return lambda frame: frame[low].isna() | frame[high].isna() | (frame[low] <= frame[high])


# plain pandera


def with_pandera(folder: Path) -> list[Report]:
    import pandera.pandas as pa

    reports: list[Report] = []
    for table in TABLES:
        schema = copy.deepcopy(table.model.to_schema())  # pandera keeps one for all
        schema.coerce, schema.unique = True, [*table.key]
        frame = pd.read_csv(folder / f"{table.name}.csv")
        texts = [c.name for c in table.columns if c.kind in ("text", "list") and c.name in frame]
        frame[texts] = frame[texts].astype("str").fillna("").replace("nan", "")
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            for error in errors.schema_errors:
                cases = error.failure_cases
                rows = cases["index"].tolist() if isinstance(cases, pd.DataFrame) and "index" in cases else [None]
                if isinstance(error.check, pa.Check) and error.check.title:
                    column: str | None = error.check.title.split(", ")[0]
                elif error.check == "column_in_dataframe":
                    column = str(cases["failure_case"].iloc[0]) if isinstance(cases, pd.DataFrame) else str(cases)
                else:
                    column = error.column_name
                reports += [(table.name, None if pd.isna(row) else int(row) + 2, column) for row in set(rows)]
    return reports


# tieout


def with_tieout(folder: Path) -> list[Report]:
    return [(finding.table, finding.row, finding.column) for finding in load(folder, REQUIRED).findings]


TOOLS: tuple[tuple[str, str, Callable[[Path], list[Report]]], ...] = (
    ("frictionless", "frictionless", with_frictionless),
    ("pointblank", "pointblank", with_pointblank),
    ("pandera", "plain pandera", with_pandera),
    ("tieout", "tieout", with_tieout),
)


def outcome(run: Callable[[Path], list[Report]], folder: Path, fault: Fault, before: set[Report]) -> str:
    """How well a tool leads to a fault, beyond what it says of the valid tables."""
    try:
        reports = set(run(folder)) - before
    except Exception:  # whatever a tool raises instead of reporting
        return CRASHED
    for table, row, column in reports:
        right_row = fault.row is None or row == fault.row
        if table == fault.table and right_row and (fault.column is None or column == fault.column):
            return FOUND
    if any((table, row, column) == (fault.table, fault.row, None) for table, row, column in reports):
        return ROW
    return ELSEWHERE if reports else MISSED


def main() -> None:
    """Print the table, the sums below it, and what each tool says of the valid tables."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        valid = write(root / "valid", None)
        before = {name: set(run(valid)) for name, _, run in TOOLS}
        outcomes: dict[tuple[int, str], str] = {}
        for number, fault in enumerate(FAULTS):
            folder = write(root / str(number), fault)
            for name, _, run in TOOLS:
                outcomes[number, name] = outcome(run, folder, fault, before[name])
    heads = [f"{title} {importlib.metadata.version(name)}" for name, title, _ in TOOLS]
    print("| fault | " + " | ".join(heads) + " |")
    print("|---|" + "---|" * len(TOOLS))
    for number, fault in enumerate(FAULTS):
        print(f"| {fault.what} | " + " | ".join(outcomes[number, name] for name, *_ in TOOLS) + " |")
    for said, counted in (("found at row and column", (FOUND,)), ("found at the row at least", (FOUND, ROW))):
        counts = [sum(outcomes[number, name] in counted for number in range(len(FAULTS))) for name, *_ in TOOLS]
        print(f"| **{said}, of {len(FAULTS)}** | " + " | ".join(f"**{count}**" for count in counts) + " |")
    print()
    for name, title, _ in TOOLS:
        print(f"{title}: {len(before[name])} reports on the valid tables", *sorted(before[name], key=str)[:5])


if __name__ == "__main__":
    main()
