"""From typed tables to the data on which lines are evaluated: arrays, assumptions, and the years of the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from model.as_built import with_derived
from model.dates import EPOCH
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
    table = columns["assumptions"]
    assumptions: dict[str, dict[Case, float]] = {
        str(name): {each: float(table[each][index]) for each in CASES} for index, name in enumerate(table["name"])
    }
    keys: dict[Column, Keys] = {}
    return Data(columns, assumptions, timeline(columns, assumptions, keys), keys=keys)


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
