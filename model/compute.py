"""From typed tables to the data lines are evaluated on: arrays, assumptions, and the years of the timeline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from model.as_built import with_as_built
from model.dates import EPOCH
from model.expression.keys import Keys
from model.expression.line import Line
from model.expression.nodes import SCENARIOS, Column, Scenario
from model.expression.ops import Values, year_of
from model.expression.values import Data, Evaluation
from model.lines import capex, legs


def arrays(frame: pd.DataFrame) -> dict[str, Values]:
    """The columns of a typed table: numbers and serial days as floats (NaN where blank), the rest as text."""
    columns: dict[str, Values] = {}
    for name in frame.columns:
        series = frame[name]
        if pd.api.types.is_datetime64_any_dtype(series):
            columns[str(name)] = ((series - EPOCH) / pd.Timedelta(days=1)).to_numpy(dtype=np.float64)
        elif pd.api.types.is_bool_dtype(series) or pd.api.types.is_numeric_dtype(series):
            columns[str(name)] = series.to_numpy(dtype=np.float64)
        else:
            columns[str(name)] = series.astype(object).to_numpy()
    return columns


def data_of(frames: Mapping[str, pd.DataFrame], scenario: Scenario) -> Data:
    """The data of one scenario; the years are the same in all scenarios."""
    columns = {name: arrays(frame) for name, frame in with_as_built(frames).items()}
    table = columns["assumptions"]
    assumptions: dict[str, dict[Scenario, float]] = {
        str(name): {each: float(table[each][index]) for each in SCENARIOS} for index, name in enumerate(table["name"])
    }
    keys: dict[Column, Keys] = {}
    return Data(columns, assumptions, timeline(columns, assumptions, keys), scenario, keys)


def timeline(
    columns: Mapping[str, Mapping[str, Values]],
    assumptions: Mapping[str, Mapping[Scenario, float]],
    keys: dict[Column, Keys],
) -> tuple[int, ...]:
    """Every year in which a leg or plan runs in any scenario; the as-of year where there is none."""
    bounds: list[float] = []
    for scenario in SCENARIOS:
        evaluation = Evaluation(Data(columns, assumptions, (), scenario, keys))
        for line in (legs.period.start, legs.period.end, capex.period.start, capex.period.end):
            bounds += years_of(evaluation, line)
    if not bounds:
        bounds = [float(year_of(np.array([assumptions["as_of"]["base"]]))[0])]
    return tuple(range(int(min(bounds)), int(max(bounds)) + 1))


def years_of(evaluation: Evaluation, line: Line) -> list[float]:
    """The first and the last year of a line of dates; none where no date is known."""
    dates = evaluation.line(line)
    days = dates[~np.isnan(dates)]
    return [float(year) for year in year_of(np.array([days.min(), days.max()]))] if len(days) else []


def evaluate(frames: Mapping[str, pd.DataFrame], scenario: Scenario) -> Evaluation:
    """All lines of the model on these tables, computed when they are asked for."""
    return Evaluation(data_of(frames, scenario))
