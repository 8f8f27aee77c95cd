"""Codes about what is worth a look in the tables, and stops no build, the gravest first: reports follow this order."""

from model.codes.code import Code, warning

WARNINGS: tuple[Code, ...] = (
    warning(
        "unknown-table",
        "A file is none of the tables and is not read.",
        "deal.csv",
        "Rename it if it is meant to be a table; otherwise keep it elsewhere.",
    ),
    warning(
        "unknown-column",
        "A column is none of the table's columns and is not read.",
        "remarks",
        "Rename it if it is meant to be a column of the table; otherwise use note.",
    ),
    warning(
        "hidden-sheet",
        "A hidden sheet is read all the same.",
        "sheet deals is hidden",
        "Unhide it, or delete it if it is not to count.",
    ),
    warning(
        "hidden-rows",
        "Hidden or filtered rows or columns are read all the same.",
        "a filter on firmness",
        "Delete rows that are not to count; hiding them changes nothing.",
    ),
    warning(
        "external-links",
        "The workbook links to other files; the links are not followed.",
        "[1]Sheet1!A1",
        "Break the links (Data, Edit Links).",
    ),
    warning(
        "macros",
        "The workbook holds macros; they are neither run nor kept.",
        "inputs.xlsm",
        "Save the tables as an .xlsx.",
    ),
    warning(
        "implausible-amount",
        "The amount of a leg is far above all others, or above what its payer could pay.",
        "3000 typed for 3",
        "Amounts are in billions: correct it, or accept the warning.",
    ),
    warning(
        "payments-exceed",
        "The stated payments of a leg add up to more than its amount.",
        "70 and 50 of 100",
        "Check the amount and the payments; the leg counts what the payments add up to.",
    ),
    warning(
        "parts-exceed",
        "The parts of a row add up to more than it.",
        "120 and 80 of 150",
        "Check the amounts, and whether all of the rows are part of the other one.",
    ),
    warning(
        "member-and-group",
        "A company and its group both plan capital spending in the same years.",
        "a member beside its group",
        "If the group's plan includes the member's, name it in part_of.",
    ),
    warning(
        "probable-duplicate",
        "Two rows look like one deal reported twice.",
        "same payer, payee, kind, amount",
        "Delete one of them, or say in within which includes the other.",
    ),
    warning(
        "several-totals",
        "A company has more than one reported total of its commitments, or of its backlog; the latest is taken.",
        "two rows of reported_backlog",
        "Accept the warning; or, if both count, enter their sum, or give one another measure.",
    ),
    warning(
        "same-parties",
        "Payer and payee are the same company.",
        "Acme pays Acme",
        "Check both names.",
    ),
    warning(
        "later-rate",
        "An amount is converted at a rate of a later day, because none of an earlier day is given.",
        "known in January, rate of June",
        "Add the rate of the day on which the amount was known, or of an earlier one.",
    ),
    warning(
        "term-disagrees",
        "start plus term_years is not the end; the end is used.",
        "5 years, end after 3",
        "Correct one of them, or leave the term blank.",
    ),
    warning(
        "cost-outside-range",
        "The amount per gigawatt is outside the assumed range.",
        "80 USD bn per GW",
        "Check amount and gigawatts; widen the assumption cost_per_gw if both are right.",
    ),
    warning(
        "after-as-of",
        "Something is dated after the model's as-of day.",
        "announced 1999-05-01, as_of 1999-03-31",
        "Check the date, or move the assumption as_of.",
    ),
    warning(
        "period-unmatched",
        "A customer share's period ends outside all periods of the company's revenue.",
        "share for 1998, revenue for 1999",
        "Add the revenue of that period, or check the date.",
    ),
    warning(
        "not-whole-months",
        "A revenue period runs over neither whole months nor whole weeks.",
        "1999-01-15 to 1999-06-30",
        "Check both dates; revenue is annualised by months, rounded to whole ones.",
    ),
    warning(
        "uncertain",
        "The row is marked uncertain: its source is unclear or may be wrong.",
        "uncertain: yes",
        "Find a better source, and clear the mark.",
    ),
    warning(
        "accepts-nothing",
        "A row of accepted matches no warning.",
        "a warning that is no longer raised",
        "Remove the row, or correct its code, table, key and column.",
    ),
    warning(
        "unused-assumption",
        "No line of the model uses the assumption.",
        "coverage_floor",
        "Correct its name, or remove the row.",
    ),
    warning(
        "assumed-date",
        "A date is blank and will be assumed.",
        "no start; neither end nor term",
        "Fill the date in if a source states it.",
    ),
    warning(
        "undated-rate",
        "The day of an exchange rate is not given.",
        "EUR 1.1, as_of blank",
        "Give the day the rate was taken from its source.",
    ),
    warning(
        "stale-date",
        "A rate or a source is much older than the model's as-of day.",
        "a rate of the year before",
        "Look for a newer one.",
    ),
    warning(
        "surrounding-spaces",
        "Blanks around a cell's text were removed.",
        "'Acme '",
        "Remove them in the file.",
    ),
)
