"""How old rates and sources are on the model's as-of day, and what is dated after it. All of it is warnings."""

from collections.abc import Iterator

import pandas as pd

from model.dates import EPOCH
from model.findings import Finding
from model.inputs.defaults import KNOWN_DAYS
from model.inputs.typed import Inputs

# Finance teams set their rates anew at each quarter's end: an older rate has been replaced by then.
RATE_MAX_AGE_DAYS = 92
# Companies report at least once a year: by then a later document says the same anew, or something else.
SOURCE_MAX_AGE_DAYS = 366
YEARS_APART = 5  # of the latest day and all others, for its year to be a slip
LEAST_OTHERS = 3

_DATED = (("sources", "published"), ("fx_rates", "as_of"), ("deals", "announced"), ("capex_plans", "announced"))
# What has happened by its last day: the stage that says so, and the words for it.
_DONE = (
    ("revenue", "period_end", "reported", "the revenue is reported for a period"),
    ("capex_plans", "end", "actual", "the spending is actual, but for a period"),
)
_AGES = (("sources", "published", SOURCE_MAX_AGE_DAYS), ("fx_rates", "as_of", RATE_MAX_AGE_DAYS))
_ADVICE = {"sources": "look for a later document", "fx_rates": "use a rate of a later day, with its source"}


def stale_dates(inputs: Inputs) -> Iterator[Finding]:
    """Sources, and the latest rates of currencies, much older than the as-of day."""
    today = as_of(inputs)
    if today is None or today == ahead_of_all(inputs)[0]:
        return
    for table, column, most in _AGES:
        frame = inputs.frame(table)
        days = (today - frame[column]).dt.days
        if table == "fx_rates":  # an older rate beside a newer one is for amounts of its own time
            days = days[days >= 0]
            days = days[days == days.groupby(frame["currency"]).transform("min")]
        for row in days.index[days > most]:
            yield inputs.finding(
                "stale-date",
                (table, int(row), column),
                f"this is {int(days[row]):,} days before the model's as-of day, {today:%Y-%m-%d}",
                _ADVICE[table],
            )


def dates_after(inputs: Inputs) -> Iterator[Finding]:
    """What is said to have been known only after the as-of day."""
    today = as_of(inputs)
    if today is None:
        return
    for table, column in _DATED:
        dates = inputs.frame(table)[column]
        for row in dates.index[dates > today]:
            yield inputs.finding(
                "after-as-of",
                (table, int(row), column),
                f"this is after the model's as-of day, {today:%Y-%m-%d}",
                "check the date, or move the assumption as_of",
            )
    for table, column, stage, what in _DONE:
        frame = inputs.frame(table)
        for row in frame.index[(frame["stage"] == stage) & (frame[column] > today)]:
            message = f"{what} that ends after the model's as-of day, {today:%Y-%m-%d}"
            advice = "check the date and the stage: for a period that has not ended, the stage is projected or guidance"
            yield inputs.finding("after-as-of", (table, int(row), column), message, advice)


def undated_rates(inputs: Inputs) -> Iterator[Finding]:
    """Rates without a date."""
    rates = inputs.frame("fx_rates")
    undated = rates["as_of"].isna() & ~rates["currency"].isin(("USD", "")) & rates["usd_per_unit"].notna()
    for row in rates.index[undated]:
        yield inputs.finding(
            "undated-rate",
            ("fx_rates", int(row), "as_of"),
            f"the rate of {rates['currency'][row]} has no date, so its age is not known",
            "give the day if the source states it, or take a dated rate",
        )


def ahead_of_all(inputs: Inputs) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """The day of a source or deal that is years after all others, if there is one, and the latest of the others."""
    days = pd.concat([inputs.frame(table)[column] for table, column in KNOWN_DAYS]).dropna().drop_duplicates()
    *others, latest = days.sort_values().tolist() or [None]
    if len(others) >= LEAST_OTHERS and latest > others[-1] + pd.DateOffset(years=YEARS_APART):
        return latest, others[-1]
    return None, latest


def as_of(inputs: Inputs) -> pd.Timestamp | None:
    """The model's as-of day in the base case; None where it is not given."""
    table = inputs.frame("assumptions")
    serials = table["base"][(table["name"] == "as_of") & (table["unit"] == "date")].dropna()
    if serials.empty:
        return None
    return pd.Timestamp(EPOCH) + pd.Timedelta(days=float(serials.iloc[0]))
