"""Codes about single cells, and about the cells of one row against each other."""

from model.codes.code import Code, error

CELLS: tuple[Code, ...] = (
    error(
        "not-a-number",
        "The cell cannot be read as a number without guessing.",
        "1,234.50",
        "Write digits and a decimal point only: 1234.5.",
    ),
    error(
        "too-many-digits",
        "A number has more than 15 significant digits; a spreadsheet would cut it.",
        "0.12345678901234567",
        "Round it to 15 significant digits.",
    ),
    error(
        "not-a-date",
        "The cell is not an ISO date (YYYY-MM-DD).",
        "01/02/1999",
        "Write year, month and day: 1999-02-01.",
    ),
    error(
        "date-out-of-range",
        "The date is before 1900-03-01, where spreadsheet dates are unsafe, or after 2199-12-31.",
        "1899-12-31",
        "Check the year.",
    ),
    error(
        "not-a-flag",
        "The cell is neither yes, no nor blank.",
        "maybe",
        "Write yes or no; a blank cell is no.",
    ),
    error(
        "bad-character",
        "The cell holds a character a workbook cannot hold.",
        "a NUL or another control code",
        "Delete the character, or type the text again.",
    ),
    error(
        "too-long",
        "The text is longer than the 32,767 characters a cell can hold.",
        "a pasted document",
        "Shorten it; name the document in sources instead.",
    ),
    error(
        "blank-cell",
        "A cell that must be filled is blank.",
        "no payer",
        "Fill it in, or delete the row.",
    ),
    error(
        "unknown-term",
        "The cell is not one of the terms that the column allows.",
        "kind: credit",
        "Use one of the terms; the column's description lists them.",
    ),
    error(
        "out-of-range",
        "A number is outside the range the column allows.",
        "max_share 1.6",
        "Check the number and its unit; a share is a fraction: 0.25 for 25 %.",
    ),
    error(
        "bad-key",
        "A key contains characters that spreadsheet look-ups read as wildcards, or that are invisible.",
        "Aurora*",
        "Choose a key of letters, digits and blanks, here and wherever it is named.",
    ),
    error(
        "key-too-long",
        "A key has more than 255 characters, the most that spreadsheets can look up.",
        "a company's whole address",
        "Shorten it, here and wherever it is named.",
    ),
    error(
        "bad-name",
        "A name does not have the form its column asks for.",
        "currency usd",
        "Write a currency as three capital letters, and a name in lower-case letters, digits and underscores.",
    ),
    error(
        "range-order",
        "Low, base and high are not in ascending order.",
        "low_bn 5 above base_bn 4",
        "Check which of them is meant, or swap them.",
    ),
    error(
        "base-missing",
        "A low or high amount stands without a base amount.",
        "high_bn 60, base_bn blank",
        "Give the base amount, or leave all three blank if the amount is not disclosed.",
    ),
    error(
        "share-of-no-venture",
        "A payer's share is given for a leg that is not a joint venture.",
        "payer_share 0.4 of a purchase",
        "Leave payer_share blank, or set the kind to joint_venture.",
    ),
    error(
        "too-many-entries",
        "A list names more rows than the formulas can read.",
        "replaces L1; L2; L3; L4",
        "Merge in steps: add one row that replaces three of them, and a later row that replaces that row and the "
        "others.",
    ),
    error(
        "currency-missing",
        "An amount stands without its currency.",
        "base_bn 3, currency blank",
        "Give the currency, such as USD.",
    ),
    error(
        "date-order",
        "A period ends before it starts.",
        "start 1999-06-01, end 1999-01-01",
        "Check both dates; the end is the last day included.",
    ),
    error(
        "source-missing",
        "A figure has neither a source nor a rationale.",
        "an assumption with neither",
        "Name the document, or give the reason for the value in one line of rationale.",
    ),
    error(
        "share-missing",
        "Neither a share nor its lower bound is given.",
        "share and share_low blank",
        "Give what the source states, or delete the row.",
    ),
    error(
        "rate-not-one",
        "The US dollar's rate to itself is not 1.",
        "USD 1.1",
        "Write 1; a rate is what one unit of the currency is worth in US dollars.",
    ),
    error(
        "several-days",
        "The as-of day differs between the cases.",
        "as_of 1999-03-31 in low, 1999-06-30 in high",
        "Write the same date into low, base and high.",
    ),
    error(
        "wrong-unit",
        "The unit does not fit the measure or the assumption.",
        "reported_backlog in EUR bn",
        "Convert the figure to the unit the model reads, and name that unit.",
    ),
    error(
        "list-length",
        "Sources and locators do not pair up.",
        "two sources, one locator",
        "Give one locator for each source, separated by '; '.",
    ),
)
