"""Findings: what is wrong, or worth a look, in the input tables, and the stable codes that name each case.

A finding points at one place (file, row, column) and says in a finance reader's words what is wrong there and
what to do about it. This module holds the vocabulary only; it neither looks for findings nor prints them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build; a warning is shown and the build goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about one place. Rows are numbered as an editor or Excel numbers them."""

    code: str
    severity: Severity
    table: str
    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Code:
    """A stable kebab-case name, its severity, its meaning in one line, and an example."""

    name: str
    severity: Severity
    meaning: str
    example: str


def _error(name: str, meaning: str, example: str) -> Code:
    return Code(name, Severity.ERROR, meaning, example)


def _warning(name: str, meaning: str, example: str) -> Code:
    return Code(name, Severity.WARNING, meaning, example)


CODES: tuple[Code, ...] = (
    # files and their shape
    _error("missing-table", "A table the model needs is not there.", "no deals.csv in the folder"),
    _error("duplicate-table", "Two files or sheets hold the same table.", "Deals.csv beside deals.csv"),
    _error("empty-file", "A table has no header row.", "deals.csv of 0 bytes"),
    _error("not-utf8", "The text is not UTF-8.", "a file saved by Excel as 'CSV' in Western encoding"),
    _error("not-csv", "The file is not comma-separated text.", "a workbook renamed to deals.csv"),
    _error("wrong-delimiter", "The columns are separated by something else than commas.", "leg;deal;announced"),
    _error("open-quote", "A quotation mark is never closed, or text follows a closing one.", '"Aurora, Inc.'),
    _error("late-header", "Rows stand above the header.", "a title in the first line"),
    _error("ragged-row", "A row has more or fewer cells than the header.", "1,234.5 without quotation marks"),
    _error("duplicate-column", "Two columns have the same name, ignoring case.", "note and Note"),
    _error("missing-column", "A column the table needs is not there.", "payer renamed to buyer"),
    _error("columns-beside-table", "A column beside an Excel table is not part of it.", "uncertain typed to its right"),
    _error("nameless-column", "Cells stand below a blank header.", "a remark to the right of the table"),
    _error(
        "rows-below-table",
        "A row right below an Excel table is not part of it.",
        "a deal typed below the table",
    ),
    _error("totals-row", "A row adds up other rows; every row must be an input.", "Total,,,,,,,826.45"),
    _error("merged-cells", "Cells of the table are merged.", "one company cell over three rows"),
    _error("formula-cell", "A formula stands where an input is expected.", "=SUM(B2:B9) in base_bn"),
    _error("error-cell", "A spreadsheet error stands where an input is expected.", "#N/A in usd_per_unit"),
    # single cells
    _error("not-a-number", "The cell cannot be read as a number without guessing.", "1,234.50"),
    _error(
        "too-many-digits",
        "A number has more than 15 significant digits; a spreadsheet would cut it.",
        "0.12345678901234567",
    ),
    _error("not-a-date", "The cell is not an ISO date (YYYY-MM-DD).", "01/02/1999"),
    _error(
        "date-out-of-range",
        "The date is before 1900-03-01, where spreadsheet dates are unsafe, or after 2199-12-31.",
        "1899-12-31",
    ),
    _error("not-a-flag", "The cell is neither yes, no nor blank.", "maybe"),
    _error("bad-character", "The cell holds a character a workbook cannot hold.", "a NUL or another control code"),
    _error("too-long", "The text is longer than the 32,767 characters a cell can hold.", "a pasted document"),
    _error("blank-cell", "A cell that must be filled is blank.", "no payer"),
    _error("unknown-term", "The cell is none of the terms the column allows.", "kind: loan"),
    _error("out-of-range", "A number is outside the range the column allows.", "max_share 1.6"),
    _error(
        "bad-key",
        "A key holds characters that spreadsheet look-ups take as patterns, or that do not show.",
        "Aurora*",
    ),
    _error(
        "key-too-long", "A key has more than the 255 characters that spreadsheets look up.", "a company's whole address"
    ),
    _error("bad-name", "A name does not have the form its column asks for.", "currency usd"),
    # cells of one row against each other
    _error("range-order", "Low, base and high are not in ascending order.", "low_bn 5 above base_bn 4"),
    _error("base-missing", "A low or high amount stands without a base amount.", "high_bn 60, base_bn blank"),
    _error("currency-missing", "An amount stands without its currency.", "base_bn 3, currency blank"),
    _error("date-order", "A period ends before it starts.", "start 1999-06-01, end 1999-01-01"),
    _error("not-whole-months", "A revenue period does not run over whole months.", "1999-01-15 to 1999-06-30"),
    _error("source-missing", "A figure has neither a source nor a rationale.", "an assumption without both"),
    _error("share-missing", "Neither a share nor its lower bound is given.", "share and share_low blank"),
    _error("rate-not-one", "The US dollar's rate to itself is not 1.", "USD 1.1"),
    _error(
        "wrong-unit",
        "The unit does not fit the measure or the assumption.",
        "reported_commitments in EUR bn",
    ),
    _error("list-length", "Sources and locators do not pair up.", "two sources, one locator"),
    # rows and tables against each other
    _error("duplicate-key", "Two rows have the same key.", "leg L1 twice"),
    _error("keys-alike", "Two keys a spreadsheet takes as equal.", "Acme and ACME; 00123 and 123"),
    _error("unknown-key", "The cell names something no other table defines.", "payer Acmee"),
    _error("no-rate", "A currency has no row in fx_rates.", "currency GBP"),
    _error("not-a-group", "member_of names a company that is not a group.", "member_of a company"),
    _error("groups-too-deep", "A company is in a group in a group in a group.", "A in B, in C, in D"),
    _error("within-itself", "A row lies within itself.", "leg L1 within L1"),
    _error("within-circle", "Rows lie within each other in a circle.", "L1 within L2 within L1"),
    _error("within-class", "A leg lies within one of another class.", "a purchase within an investment"),
    _error("within-exceeds", "The rows within another add up to more than it.", "120 and 80 within 150"),
    _error("tranche-sum", "The shares of a stake's tranches exceed its maximum share.", "0.06 + 0.06 of 0.10"),
    _error("share-sum", "Customers' shares of one period add up to more than 1.", "0.7 + 0.6"),
    _error(
        "period-mismatch",
        "A customer share's period ends inside a period of the company's revenue, on the end of none.",
        "share to 1999-06-30, revenue to 1999-12-31",
    ),
    _error("missing-assumption", "The model needs an assumption that is not in the table.", "no cost_per_gw"),
    # worth a look
    _warning("unknown-table", "A file is none of the tables and is not read.", "deal.csv"),
    _warning("unknown-column", "A column is none of the table's columns and is not read.", "remarks"),
    _warning("outer-blanks", "Blanks around a cell's text were removed.", "'Acme '"),
    _warning("hidden-rows", "Hidden or filtered rows or columns are read all the same.", "a filter on firmness"),
    _warning("hidden-sheet", "A hidden sheet is read all the same.", "sheet deals is hidden"),
    _warning("external-links", "The workbook links to other files; the links are not followed.", "[1]Sheet1!A1"),
    _warning("macros", "The workbook holds macros; they are neither run nor kept.", "inputs.xlsm"),
    _warning("uncertain", "The row is marked uncertain: its source is unclear or may be wrong.", "uncertain: yes"),
    _warning("probable-duplicate", "Two rows look like one deal reported twice.", "same payer, payee, kind, amount"),
    _warning("same-parties", "Payer and payee are the same company.", "Acme pays Acme"),
    _warning("assumed-date", "A date is blank and will be assumed.", "no start; neither end nor term"),
    _warning("within-parties", "A leg lies within one that somebody else pays.", "Acme's leg within Globex's"),
    _warning(
        "umbrella-counts-less",
        "A row lies within one that has no amount or counts less, and is then in no total.",
        "a firm leg within a superseded one",
    ),
    _warning("term-disagrees", "start plus term_years is not the end; the end is used.", "5 years, end after 3"),
    _warning("cost-outside-range", "The amount per gigawatt is outside the assumed range.", "80 USD bn per GW"),
    _warning("unused-assumption", "No line of the model uses the assumption.", "coverage_floor"),
    _warning(
        "member-and-group",
        "A company and its group both plan capital spending in the same years.",
        "a member beside its group",
    ),
    _warning(
        "period-unmatched",
        "A customer share's period ends outside all periods of the company's revenue.",
        "share for 1998, revenue for 1999",
    ),
    _warning("stale-date", "A rate or a source is much older than the model's as-of day.", "a rate of the year before"),
    _warning(
        "after-as-of", "Something is dated after the model's as-of day.", "announced 1999-05-01, as_of 1999-03-31"
    ),
    _warning("undated-rate", "The day of an exchange rate is not given.", "EUR 1.1, as_of blank"),
    _warning(
        "several-totals",
        "A company has more than one reported total of its commitments; the bridge adds them.",
        "two rows of reported_commitments",
    ),
)

_SEVERITIES = {code.name: code.severity for code in CODES}


def found(
    code: str,
    table: str,
    file: str,
    message: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    suggestion: str | None = None,
) -> Finding:
    """A finding with the severity its code stands for. KeyError when the code is not in CODES."""
    return Finding(code, _SEVERITIES[code], table, file, row, column, value, message, suggestion)
