"""Imports run one way, and no name of a company, deal or year stands in the model."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path

from tests.conftest import SHIPPED

ROOT = Path(__file__).parent.parent

# module (or package): what it may import of ours
COMMON = ("model.codes", "model.dates", "model.errors", "model.findings", "model.groups", "schemas")
ALLOWED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("schemas", ("schemas",)),
    ("model.dates", ()),
    ("model.errors", ()),
    ("model.codes", ("model.codes",)),
    ("model.findings", ("model.codes",)),
    ("model.groups", ("model.codes", "model.findings")),
    ("model.paths", ("model.errors",)),
    ("model.files", ("model.errors",)),
    ("model.process", ("model.errors",)),
    ("model.citations", ("schemas",)),
    ("model.as_built", ("model.citations", "schemas")),
    ("model.expression.arithmetic", ()),
    ("model.expression.nodes", ("model.errors", "model.expression.arithmetic")),
    ("model.expression.ops", ("model.dates", "model.errors")),
    ("model.expression", ("model.errors", "model.expression")),
    (
        "model.lines",
        (
            "model.expression.arithmetic",
            "model.expression.control_nodes",
            "model.expression.line",
            "model.expression.nodes",
            "model.expression.terms",
            "model.lines",
            "model.as_built",
            "schemas",
        ),
    ),
    ("model.xlsx", ("model.dates", "model.errors", "model.expression.templates", "model.xlsx")),
    ("model.inputs", (*COMMON, "model.files", "model.inputs", "model.process", "model.xlsx")),
    ("model.row_order", ("model.expression", "model.lines")),
    ("model.compute", ("model.dates", "model.expression", "model.lines", "model.as_built", "model.row_order")),
    (
        "model.workbook",
        (
            *COMMON,
            "model.as_built",
            "model.citations",
            "model.expression",
            "model.lines",
            "model.workbook",
            "model.xlsx",
        ),
    ),
    (
        "model.pipeline",
        (
            *COMMON,
            "model",
            "model.compute",
            "model.row_order",
            "model.expression",
            "model.files",
            "model.inputs",
            "model.lines",
            "model.paths",
            "model.workbook",
        ),
    ),
    ("model.spelling", ("model.dates", "model.xlsx.styles")),
    ("model.table_rows", ("model.dates", "schemas")),
    (
        "model.verify",
        (
            *COMMON,
            "model",
            "model.pipeline",
            "model.compute",
            "model.row_order",
            "model.expression",
            "model.inputs",
            "model.lines",
            "model.as_built",
            "model.table_rows",
            "model.verify",
            "model.workbook",
            "model.xlsx",
        ),
    ),
    (
        "model.pulling",
        (
            *COMMON,
            "model.inputs",
            "model.pipeline",
            "model.pulling",
            "model.reports",
            "model.summary",
            "model.table_rows",
            "model.verify",
            "model.workbook",
            "model.xlsx",
        ),
    ),
    (
        "model.explaining",
        (
            *COMMON,
            "model.citations",
            "model.pipeline",
            "model.compute",
            "model.expression",
            "model.inputs",
            "model.lines",
            "model.explaining",
            "model.spelling",
            "model.verify",
            "model.workbook",
            "model.xlsx",
        ),
    ),
    (
        "model.changes",
        (
            *COMMON,
            "model",
            "model.changes",
            "model.citations",
            "model.compute",
            "model.expression",
            "model.inputs",
            "model.lines",
            "model.pipeline",
            "model.reports.report",
            "model.reports.sheet",
            "model.spelling",
            "model.table_rows",
            "model.workbook",
            "model.xlsx",
        ),
    ),
    ("model.reports", (*COMMON, "model.inputs", "model.reports", "model.verify", "model.xlsx")),
    (
        "model.one_page",
        (
            "model.compute",
            "model.dates",
            "model.expression",
            "model.files",
            "model.findings",
            "model.lines",
            "model.one_page",
            "model.paths",
            "model.pipeline",
            "model.reports.look",
            "model.reports.report",
            "model.spelling",
            "model.workbook.build_record",
            "model.workbook.loops",
        ),
    ),
    ("model.terminal", ()),
    ("model.summary", ("model", "model.pipeline", "model.reports")),
    ("model.commands", ("model",)),
    ("model.cli", ("model.commands", "model.errors", "model.process", "model.terminal", "model")),
    (
        "model.start_tables",
        (*COMMON, "model.compute", "model.files", "model.inputs", "model.paths", "model.workbook.start_book"),
    ),
    ("model.start", ("model.cli", "model.process")),
    ("model.__main__", ("model.start",)),
    ("model", ("model",)),
)


@cache
def modules() -> dict[str, Path]:
    found = {}
    for package in ("model", "schemas"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def ours(path: Path) -> frozenset[str]:
    """The modules of ours that a file imports, anywhere in it but where only a type checker looks."""
    known = modules()
    wanted: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    passed_over = {inner for node in for_types for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if node in passed_over:
            continue
        if isinstance(node, ast.Import):
            wanted |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                wanted.add(inner if inner in known else node.module)
    return frozenset(name for name in wanted if name.split(".")[0] in ("model", "schemas"))


def within(name: str, package: str) -> bool:
    return name == package or (package != "model" and name.startswith(package + "."))


def test_imports_run_one_way() -> None:
    for name, path in modules().items():
        allowed = next(targets for package, targets in ALLOWED if within(name, package))
        for target in ours(path):
            everything = name == "model" or within(name, "model.commands")
            assert everything or any(within(target, package) for package in allowed), f"{name} imports {target}"


def test_no_cycles() -> None:
    """The package stands before all its modules: Python loads it first, and it loads them when it is called."""
    graph = {name: ours(path) - {name, "model"} for name, path in modules().items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_the_model_names_no_company_deal_or_year() -> None:
    with (SHIPPED / "companies.csv").open(newline="", encoding="utf-8") as file:
        names = {row["company"] for row in csv.DictReader(file)}
    with (SHIPPED / "deals.csv").open(newline="", encoding="utf-8") as file:
        names |= {row["deal"] for row in csv.DictReader(file)}
    words = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    for name, path in modules().items():
        text = path.read_text(encoding="utf-8")
        assert not words.search(text), (name, words.search(text))
        if not name.startswith(("schemas", "model.inputs", "model.reports")):  # examples in advice
            assert not re.search(r"\b20[2-4]\d\b", text), name


def test_modules_stay_short() -> None:
    long = {name: count for name, path in modules().items() if (count := len(path.read_text().splitlines())) > 300}
    assert not long


def test_lines_read_columns_as_the_schemas_define_them() -> None:
    from model.citations import CITATIONS
    from model.expression.line import Line
    from model.expression.nodes import Column, Rows
    from model.lines import inputs
    from schemas import TABLES

    described = {table.name: table for table in TABLES}
    spaces = [space for space in vars(inputs).values() if isinstance(space, type) and space not in (Column, Line, Rows)]
    read = [part for space in spaces for part in vars(space).values()]
    columns = [part for part in read if isinstance(part, Column)]
    columns += [inputs.column_of(part) for part in read if isinstance(part, Line)]
    columns = [column for column in columns if column.table != CITATIONS]
    assert {column.table for column in columns} == set(described)
    for column in columns:
        schema = described[column.table].column(column.name)
        kind = {"list": "text", "flag": "text"}.get(schema.kind, schema.kind)
        assert column.kind == kind, column
        assert column.optional or not (schema.blank or schema.optional), column
