"""The rate at which each leg is converted into US dollars."""

from __future__ import annotations

from model.lines import versions
from model.lines.inputs import Deals
from model.lines.rates import lent_rate, rate_lines
from model.lines.rows import LEGS

day_rate = rate_lines("legs", LEGS, Deals.currency, versions.rows.known_on)
lent = lent_rate(
    "legs",
    Deals.currency,
    day_rate,
    versions.whole,
    versions.rows,
)
rate, own_rate_later_day = lent[-1], lent[-2]
