"""The table of other figures the sources state."""

import pandera.pandas as pa

from schemas import checks
from schemas.fields import MOST, Bounds, flag, listed, number, text
from schemas.terms import COMPARED, QUALIFIERS


class Figures(pa.DataFrameModel):
    """One row is a figure a source states that is neither a deal, a plan, a stake nor revenue."""

    figure: str = text("Short name of the figure.")
    company: str = text("The company or group the figure is about.", refers="companies")
    measure: str = text(
        "What is measured; reported_commitments is shown beside our own total of a company's commitments, "
        "reported_backlog beside its contract value as a supplier. If there are several, the one published last is "
        "used."
    )
    low: float | None = number("Lower bound, in the unit.", blank=True, bounds=Bounds(least=-MOST, most=MOST))
    base: float = number("The figure as stated, in the unit.", blank=True, bounds=Bounds(least=-MOST, most=MOST))
    high: float | None = number("Upper bound, in the unit.", blank=True, bounds=Bounds(least=-MOST, most=MOST))
    unit: str = text("Unit of the figure; USD bn for reported_commitments and reported_backlog.")
    period: str | None = text("The period or day the figure is about, in the source's words.", blank=True)
    qualifier: str | None = text("How the source qualifies the figure.", blank=True, terms=QUALIFIERS)
    sources: str = listed("The documents that state the figure, separated by '; '.", refers="sources")
    locator: str = listed("Places in them, one entry for each source: 'p4, p6; p12'.")
    uncertain: bool | None = flag("Yes if the source is unclear or may be wrong.")
    note: str | None = text("Remark for the reader; no figure depends on it.", blank=True)

    figure_is_key = checks.safe_key("figure")
    measure_is_identifier = checks.identifier("measure")
    low_not_above_base = checks.not_above("low", "base")
    base_not_above_high = checks.not_above("base", "high")
    base_is_given = checks.base_given("low", "base", "high")
    commitments_in_dollars = checks.row_rule(
        "wrong-unit",
        ("unit", "measure"),
        lambda frame: ~frame["measure"].isin(COMPARED) | frame["unit"].isin(("USD bn", "")),
        "reported_commitments and reported_backlog are compared with our own totals, which are in USD bn",
        "convert the figure and set the unit to USD bn",
    )
    locators_pair_up = checks.same_length()

    class Config:
        strict = True
