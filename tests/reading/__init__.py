"""An independent reading of the model's meaning, written from its specification and from nothing else.

It shares no code with the package: that the workbook and this reading agree is evidence for both.
"""

from tests.reading.api import Reading, read
from tests.reading.days import Columns, Timing, peak_year
from tests.reading.rungs import RUNGS, STEPS, LegFigures, Totals

__all__ = ["RUNGS", "STEPS", "Columns", "LegFigures", "Reading", "Timing", "Totals", "peak_year", "read"]
