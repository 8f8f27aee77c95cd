"""Implausible exchange rates: upside down, or far from what a currency is worth. All of it is warnings.

The rough values of currencies serve this check only; no figure is computed from them.
"""

import math
from collections.abc import Iterator

from model.findings import Finding
from model.inputs.typed import Inputs

# US dollars for one unit, to the nearest that a rate of the last years rounds to; currencies that lose half their
# worth within a year are left out.
ROUGHLY = {
    **{"EUR": 1.1, "GBP": 1.3, "CHF": 1.1, "SEK": 0.1, "NOK": 0.1, "DKK": 0.15, "PLN": 0.25, "CZK": 0.044},
    **{"HUF": 0.0028, "RON": 0.22, "ILS": 0.28, "AED": 0.272, "SAR": 0.267, "QAR": 0.275, "KWD": 3.25, "BHD": 2.65},
    **{"OMR": 2.6, "JOD": 1.41, "CNY": 0.14, "HKD": 0.128, "TWD": 0.031, "JPY": 0.0075, "KRW": 0.00075, "INR": 0.012},
    **{"SGD": 0.75, "MYR": 0.22, "THB": 0.029, "IDR": 0.000064, "VND": 0.00004, "PHP": 0.0175, "AUD": 0.67},
    **{"NZD": 0.6, "CAD": 0.73, "MXN": 0.055, "BRL": 0.19, "ZAR": 0.055},
}
MOST = 5.0  # US dollars: no currency of a country is worth more
NEAR, APART, FAR = 1.3, 1.6, 3.0  # times: how near one ÷ the rate must be, how far off the rate, to be upside down; far
SAME = 1.03  # times: two rates of one currency, one upside down, may differ by this
ADVICE = "give the US dollars for one unit of the currency"


def implausible_rates(inputs: Inputs) -> Iterator[Finding]:
    """Rates that look upside down, or are far from what the currency is worth or from its other rates."""
    for row, message, advice in odd_rates(inputs):
        yield inputs.finding("implausible-rate", ("fx_rates", row, "usd_per_unit"), message, advice)


def odd_rates(inputs: Inputs) -> Iterator[tuple[int, str, str]]:
    """The rows of such rates, with what to say and to do."""
    frame = inputs.frame("fx_rates")
    firsts: dict[str, tuple[int, float]] = {}  # by currency, of the rates that are not odd
    cells = zip(frame.index.tolist(), frame["currency"].tolist(), frame["usd_per_unit"].tolist(), strict=True)
    for row, currency, rate in cells:
        if not rate > 0 or currency in ("", "USD") or currency.startswith("X"):
            continue
        turned = f"write {1 / rate:.6g} if {rate:.6g} is what one US dollar buys; {ADVICE}"
        about, (first_row, first) = ROUGHLY.get(currency), firsts.get(currency, (row, rate))
        if about is not None and times(rate, about) > APART and times(1 / rate, about) < NEAR:
            yield row, f"the rate looks upside down: one {currency} is worth about USD {about:g}", turned
        elif about is not None and times(rate, about) > FAR:
            yield row, f"one {currency} is worth about USD {about:g}", f"check the rate; {ADVICE}"
        elif about is None and rate > MOST:
            yield row, f"no currency is worth as much as USD {rate:.6g}", turned
        elif times(rate * first, 1) < SAME < times(rate, first) / SAME:
            yield row, f"the rate looks upside down against that in row {first_row}, {first:.6g}", turned
        elif times(rate, first) > FAR:
            yield row, f"the rate is far from that in row {first_row}, {first:.6g}", f"check both rates; {ADVICE}"
        else:
            firsts.setdefault(currency, (row, rate))


def times(one: float, other: float) -> float:
    """How many times the larger is the smaller."""
    return math.exp(abs(math.log(one) - math.log(other)))
