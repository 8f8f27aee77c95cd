"""Small models for tests: tables as a person writes them, completed with defaults, read by the real reader."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from model.codes import Severity
from model.compute import evaluate
from model.expression.line import Line
from model.expression.nodes import Case
from model.expression.values import Evaluation, Selected
from model.inputs.convert import convert
from model.inputs.defaults import with_defaults
from model.inputs.load import load
from model.inputs.read import read
from model.inputs.typed import Inputs, Table
from model.workbook.build_record import BuildRecord
from model.workbook.names import model_lines, required_assumptions
from model.workbook.write import write
from schemas import TABLES

CASES = Path(__file__).parent / "cases"
Row = Mapping[str, Any]

DEFAULTS: dict[str, dict[str, str]] = {
    "sources": {"title": "a document", "document": "a.txt"},
    "companies": {"kind": "company"},
    "fx_rates": {"source": "s1"},
    "deals": {"status": "signed", "sources": "s1", "locator": "p1", "kind": "purchase"},
    "payments": {"sources": "s1", "locator": "p1"},
    "capex_plans": {"stage": "announced", "sources": "s1", "locator": "p1"},
    "equity_stakes": {"instrument": "shares", "sources": "s1", "locator": "p1"},
    "revenue": {"stage": "reported", "sources": "s1", "locator": "p1"},
    "customer_shares": {"sources": "s1", "locator": "p1"},
    "figures": {"unit": "USD bn", "sources": "s1", "locator": "p1"},
    "relations": {"sources": "s1", "locator": "p1"},
}


@dataclass(frozen=True)
class Model:
    """Typed tables and all lines evaluated on them."""

    frames: Mapping[str, pd.DataFrame]
    evaluation: Evaluation

    def value(
        self, name: str, row: Sequence[str] | str = (), year: int | None = None, column: str | None = None
    ) -> float | str:
        """The value of the line of that name in a row (by its label) and year, or column of a matrix (by its label)."""
        line = line_named(name)
        values = self.evaluation.line(line)
        down = 0
        if line.over is not None:
            wanted = (row,) if isinstance(row, str) else tuple(row)
            labels = list(zip(*self.evaluation.labels(line.over), strict=True))
            down = labels.index(wanted)
        across = 0 if year is None else self.evaluation.data.years.index(year)
        if line.across is not None and column is not None:
            across = list(self.evaluation.labels(line.across)[0]).index(column)
        if line.by_year != (year is not None):
            raise ValueError(f"line {name} {'runs' if line.by_year else 'does not run'} by year")
        if (line.across is None) != (column is None):
            raise ValueError(f"line {name} {'is no' if line.across is None else 'is a'} matrix")
        value = values[down, across]
        if isinstance(value, str):
            return value
        return "n/d" if np.isnan(float(value)) else float(value)

    def workbook(self, path: Path) -> Path:
        """The workbook of this model."""
        path.write_bytes(write(self.evaluation, self.frames, BuildRecord("test", [])))
        return path


def line_named(name: str) -> Line:
    for line in model_lines():
        if line.name == name:
            return line
    raise ValueError(f"no line is called {name}")


def default_assumptions() -> dict[str, dict[str, str]]:
    """The assumptions of the cases, which are not the shipped ones: those may change, the cases may not."""
    with (CASES / "assumptions.csv").open(newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def write_tables(
    folder: Path, tables: Mapping[str, Sequence[Row]], assumptions: Mapping[str, Any] | None = None
) -> Path:
    """Write CSV tables, each completed: a source s1, US dollars, and every company that is named."""
    complete = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    complete.setdefault("sources", [{"source": "s1"}])
    complete.setdefault("fx_rates", [])
    if not any(row["currency"] == "USD" for row in complete["fx_rates"]):
        complete["fx_rates"].insert(0, {"currency": "USD", "usd_per_unit": 1})
    complete.setdefault("companies", [])
    named = {str(row["company"]) for row in complete["companies"]}
    for company in dict.fromkeys(companies_in(complete)):
        if company not in named:
            complete["companies"].append({"company": company})
    for row in complete.get("deals", []):
        row.setdefault("deal", row["leg"])
    judged = default_assumptions()
    for name, value in (assumptions or {}).items():
        low, base, high = value if isinstance(value, list) else (value,) * 3
        judged[name] |= {"low": low, "base": base, "high": high}
    complete["assumptions"] = list(judged.values())
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        columns = [column.name for column in table.columns]
        with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            for row in complete.get(table.name, []):
                writer.writerow(DEFAULTS.get(table.name, {}) | row)
    return folder


def companies_in(tables: Mapping[str, Sequence[Row]]) -> Iterable[str]:
    """Every company a table names, in order."""
    columns = {
        "companies": ("member_of", "parent"),
        "deals": ("payer", "payee"),
        "capex_plans": ("company",),
        "equity_stakes": ("holder", "issuer"),
        "revenue": ("company",),
        "customer_shares": ("company", "customer"),
        "figures": ("company",),
        "relations": ("company", "counterparty"),
    }
    for table, names in columns.items():
        for row in tables.get(table, []):
            yield from (str(row[name]) for name in names if row.get(name))


def model_of(folder: Path, case: Case = "base", basis: str = "stated") -> Model:
    """The model of a folder of tables; an error among the findings fails the test."""
    loaded = load(folder, required_assumptions())  # without the warnings, which read the lines
    errors = [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
    assert not errors, errors
    frames = {name: table.frame for name, table in loaded.tables.items()}
    return Model(frames, evaluate(frames, Selected(case, basis)))


def model_of_valid(folder: Path, case: Case = "base", basis: str = "stated") -> Model:
    """The same of tables that are known to be valid, without the checks of tables and with rows as they
    stand in their tables, which takes a third of the time."""
    tables = {}
    for description, raw in zip(TABLES, read(folder).tables, strict=True):
        frame, unread = convert(raw, description)
        assert not unread, unread
        tables[description.name] = Table(description.name, raw.file, frame, raw.is_given)
    complete = with_defaults(Inputs(tables, frozenset(), required_assumptions()))
    frames = {name: table.frame for name, table in complete.tables.items()}
    return Model(frames, evaluate(frames, Selected(case, basis), order={}))
