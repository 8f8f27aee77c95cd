"""From typed tables to the data on which lines are evaluated: arrays, assumptions, and the years of the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from model.as_built import with_derived
from model.dates import EPOCH
from model.expression.columns import EVERY, ColumnName, columns_below
from model.expression.keys import Keys
from model.expression.line import Line
from model.expression.nodes import CASES, Case, Column, Rows
from model.expression.ops import Values, year_of
from model.expression.values import Data, Evaluation, Selected
from model.lines import leg_periods, payments, plan_parts
from model.row_order import BySize, Label

LEAST_YEARS, MOST_YEARS = 5, 10
TIMELINE = (leg_periods.period.end, payments.end_used, plan_parts.period.end)  # the lines of all that ends


def arrays(frame: pd.DataFrame) -> dict[str, Values]:
    """The columns of a typed table: numbers and serial days as floats (NaN where blank), the rest as text."""
    columns: dict[str, Values] = {}
    for name in frame.columns:
        series = frame[name]
        match series.dtype.kind:
            case "M":
                columns[str(name)] = ((series - EPOCH) / pd.Timedelta(days=1)).to_numpy(dtype=np.float64)
            case "b" | "i" | "f":
                columns[str(name)] = series.to_numpy(dtype=np.float64)
            case _:
                columns[str(name)] = series.to_numpy(dtype=object)
    return columns


def data_of(frames: Mapping[str, pd.DataFrame]) -> Data:
    """The data with nothing selected, and with the rows in the order of the tables."""
    columns = {name: arrays(frame) for name, frame in with_derived(frames).items()}
    assumptions = assumptions_in(columns["assumptions"])
    keys: dict[Column, Keys] = {}
    return Data(columns, assumptions, timeline(columns, assumptions, keys), keys=keys)


def assumptions_in(columns: Mapping[str, Values]) -> dict[str, dict[Case, float]]:
    """What the table of assumptions says, by name and case."""
    return {
        str(name): {each: float(columns[each][index]) for each in CASES} for index, name in enumerate(columns["name"])
    }


def timeline(
    columns: Mapping[str, Mapping[str, Values]],
    assumptions: Mapping[str, Mapping[Case, float]],
    keys: dict[Column, Keys],
) -> tuple[int, ...]:
    """From the as-of year to the last year in which anything ends in any case: at least five years, at most ten."""
    first = int(year_of(np.array([assumptions["as_of"]["base"]]))[0])
    last = first
    # of all that dates anything, cases differ in the default term alone
    by_term = {assumptions["default_term_years"][each]: each for each in CASES}
    for case in by_term.values():
        evaluation = Evaluation(Data(columns, assumptions, (), Selected(case), keys))
        for line in TIMELINE:
            last = max(last, last_year(evaluation, line))
    return tuple(range(first, first + min(max(last - first + 1, LEAST_YEARS), MOST_YEARS)))


def last_year(evaluation: Evaluation, line: Line) -> int:
    """The last year of a line of dates; 0 where no date is known."""
    dates = evaluation.line(line)
    days = dates[~np.isnan(dates)]
    return int(year_of(days.max().reshape(1))[0]) if len(days) else 0


def evaluate(
    frames: Mapping[str, pd.DataFrame], selected: Selected, order: Mapping[Rows, Sequence[Label]] | None = None
) -> Evaluation:
    """All lines of the model on these tables, computed when they are asked for; rows by size, or in that order."""
    data = data_of(frames)
    if order is None:
        return by_size(Evaluation(data), selected)
    return Evaluation(replace(data, selected=selected, order=order))


def by_size(stated: Evaluation, selected: Selected) -> Evaluation:
    """All lines with these selected, the rows by size; `stated` has nothing selected, and rows as the tables do."""
    return Evaluation(replace(stated.data, selected=selected, order=BySize(stated)))


def evaluate_next(frames: Mapping[str, pd.DataFrame], before: Evaluation) -> Evaluation:
    """The lines on other tables, in the selection and order of an evaluation before, from which everything is taken
    that depends on no column that differs."""
    earlier = before.data
    columns = {name: arrays(frame) for name, frame in with_derived(frames).items()}
    changed = {EVERY, *differing(earlier.columns, columns)}
    keys = {column: each for column, each in earlier.keys.items() if (column.table, column.name) not in changed}
    assumptions = assumptions_in(columns["assumptions"])
    if assumptions != earlier.assumptions:
        years = timeline(columns, assumptions, keys)
        return Evaluation(Data(columns, assumptions, years, earlier.selected, keys, earlier.order))
    dated = all(map(changed.isdisjoint, map(columns_below, TIMELINE)))
    years = earlier.years if dated else timeline(columns, assumptions, keys)
    after = Evaluation(Data(columns, assumptions, years, earlier.selected, keys, earlier.order))
    if years == earlier.years:
        same = {line for line in before.done if changed.isdisjoint(columns_below(line))}
        after.done.update((line, before.done[line]) for line in same)
        after.keys_done.update((node, each) for node, each in before.keys_done.items() if node in same)
    return after


def differing(
    before: Mapping[str, Mapping[str, Values]], after: Mapping[str, Mapping[str, Values]]
) -> Iterator[ColumnName]:
    """The columns that are not the same in both states."""
    for table in before.keys() | after.keys():
        old, new = before.get(table, {}), after.get(table, {})
        yield from ((table, name) for name in old.keys() | new.keys() if not same_column(old.get(name), new.get(name)))


def same_column(old: Values | None, new: Values | None) -> bool:
    if old is None or new is None or old.dtype != new.dtype:
        return False
    if old.dtype == object:
        return pd.Series(old).equals(pd.Series(new))
    return bool(np.array_equal(old, new, equal_nan=True))
