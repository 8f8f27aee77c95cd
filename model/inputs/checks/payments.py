"""Payments against the legs that they are part of."""

from collections.abc import Iterator

from model.findings import Finding
from model.inputs.typed import Inputs

AMOUNTS = ["low_bn", "base_bn", "high_bn"]


def payments_in_a_currency(inputs: Inputs) -> Iterator[Finding]:
    """Payments are in the currency of their leg, which may state no amount of its own."""
    deals, payments = inputs.frame("deals"), inputs.frame("payments")
    paid = set(payments["leg"][payments[AMOUNTS].notna().any(axis=1)])
    lacking = deals["leg"].isin(paid) & (deals["currency"] == "") & deals[AMOUNTS].isna().all(axis=1)
    for row in deals.index[lacking].tolist():
        message, advice = "payments of this leg are given without its currency", "give the currency, such as USD"
        yield inputs.finding("currency-missing", ("deals", row, "currency"), message, advice)
