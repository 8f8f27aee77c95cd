"""The day from which spreadsheets count, in the form from which all others derive."""

import datetime

# Day 0: serial days are right from March 1900 on, before which spreadsheets believe in a 29 February 1900.
EPOCH = datetime.datetime(1899, 12, 30)


def iso(serial: float) -> str:
    """A serial day in ISO form."""
    return f"{EPOCH + datetime.timedelta(days=serial):%Y-%m-%d}"
