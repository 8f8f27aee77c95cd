"""What the package adds to tables that lack it: assumptions with default values, and the US dollar's rate.

Added rows follow those of the file and say in their note or rationale that they are defaults.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from model.dates import EPOCH
from model.inputs.convert import convert
from model.inputs.raw import RawTable
from model.inputs.typed import Inputs, Table
from schemas import table_named
from schemas.judgements import MODEL_READS, Assumption

MARK = "Package default: "
DOLLAR = "USD"
DOLLAR_ROW: Mapping[str, str] = {"currency": DOLLAR, "usd_per_unit": "1", "note": f"{MARK}the currency of the model."}
_ANY_UNIT = "tolerance"  # of the one assumption that may be in any unit
KNOWN_DAYS = (("sources", "published"), ("deals", "announced"))


def with_defaults(inputs: Inputs, as_of: datetime.date | None = None) -> Inputs:
    """The tables with a row for each assumption that the model needs and the table lacks, and one for the dollar.

    A day given takes the place of the as-of day among the assumptions.
    """
    added = {"assumptions": _assumptions(inputs, as_of or latest_date(inputs)), "fx_rates": _dollar(inputs)}
    completed = {
        name: _with_rows(inputs.tables[name], rows)
        for name, rows in added.items()
        if rows and name not in inputs.partial
    }
    tables = {**inputs.tables, **completed}
    if as_of is not None:
        tables["assumptions"] = _on_day(tables["assumptions"], as_of)
    return replace(inputs, tables=tables)


def _on_day(table: Table, as_of: datetime.date) -> Table:
    """The assumptions with another as-of day."""
    frame = table.frame.copy()
    frame.loc[frame["name"] == "as_of", ["low", "base", "high"]] = float((as_of - EPOCH.date()).days)
    return replace(table, frame=frame)


def _assumptions(inputs: Inputs, day: datetime.date | None) -> list[Mapping[str, str]]:
    names = set(inputs.frame("assumptions")["name"])
    lacking = (each for each in MODEL_READS if each.name in inputs.required_assumptions and each.name not in names)
    return [default_row(each, day) for each in lacking if each.default is not None or day is not None]


def default_row(assumption: Assumption, day: datetime.date | None) -> Mapping[str, str]:
    """The row of an assumption with its default values; a day where that is what it takes."""
    low, base, high = (f"{day:%Y-%m-%d}",) * 3 if assumption.default is None else map(str, assumption.default)
    unit = assumption.unit or _ANY_UNIT
    rationale = MARK + assumption.rationale
    return {"name": assumption.name, "unit": unit, "low": low, "base": base, "high": high, "rationale": rationale}


def _dollar(inputs: Inputs) -> list[Mapping[str, str]]:
    if DOLLAR in set(inputs.frame("fx_rates")["currency"]):
        return []
    return [DOLLAR_ROW]


def latest_date(inputs: Inputs) -> pd.Timestamp | None:
    """The latest day on which a source was published or a deal announced; None where nothing is dated."""
    days: Iterable[pd.Timestamp] = (inputs.frame(table)[column].max() for table, column in KNOWN_DAYS)
    return max((day for day in days if not pd.isna(day)), default=None)


def _with_rows(table: Table, rows: Sequence[Mapping[str, str]]) -> Table:
    """The table with rows below those of its file."""
    first = max(table.frame.index, default=1) + 1
    columns = {column: [row.get(column, "") for row in rows] for column in table.frame.columns}
    raw = RawTable(table.name, table.file, range(first, first + len(rows)), columns)
    added, _ = convert(raw, table_named(table.name))
    return replace(table, frame=pd.concat([table.frame, added]), defaults=len(rows))
