"""Codes about rows and tables against each other."""

from model.codes.code import Code, error

REFERENCES: tuple[Code, ...] = (
    error(
        "duplicate-key",
        "Two rows have the same key.",
        "leg L1 twice",
        "Rename one of the rows, or delete the one that repeats the other.",
    ),
    error(
        "keys-look-equal",
        "A spreadsheet treats two keys as equal.",
        "Acme and ACME; 00123 and 123",
        "Spell them alike if they are the same, or make them differ in more than case or zeros.",
    ),
    error(
        "unknown-key",
        "The cell names something no other table defines.",
        "payer Acmee",
        "Correct the name, or add the row it names to the other table.",
    ),
    error(
        "renamed-key",
        "Several rows name what no other table defines, and nothing names a row there: it was renamed.",
        "Acme renamed Acme Group in companies alone",
        "Write the old name there again, or the new one in all the rows.",
    ),
    error(
        "no-rate",
        "A currency has no row in fx_rates.",
        "currency GBP",
        "Add the currency to fx_rates, with the value of one unit in US dollars.",
    ),
    error(
        "not-a-group",
        "member_of names a company that is not a group.",
        "member_of a company",
        "Name a group, or make the company's kind group.",
    ),
    error(
        "groups-too-deep",
        "Groups are nested three deep around a company.",
        "A in B, in C, in D",
        "Make the company a member of the outer group directly.",
    ),
    error(
        "names-itself",
        "A row names itself as the row that it is part of, replaces or belongs to.",
        "leg L1 part of L1",
        "Name another row, or leave the cell blank.",
    ),
    error(
        "names-circle",
        "Rows name one another in a circle.",
        "L1 part of L2 part of L1",
        "Clear the cell of the row that should not name another.",
    ),
    error(
        "chain-too-long",
        "Rows name one another in a chain longer than formulas can follow.",
        "an amendment of an amendment, seventeen times",
        "Name a row further along the chain, or leave out some of its rows.",
    ),
    error(
        "replaces-class",
        "A leg replaces a leg of another class.",
        "a purchase that replaces an investment",
        "Correct the kind of one of the two, or name another leg.",
    ),
    error(
        "replaced-twice",
        "Two rows known on different days replace the same row.",
        "L2 of March and L3 of May both replace L1",
        "If the later replaces the earlier, name the earlier in the later's replaces.",
    ),
    error(
        "replaces-later",
        "A row replaces one that was known later than itself.",
        "L2, announced in March, replaces L1, announced in May",
        "Date the amendment in announced, or correct which row replaces which.",
    ),
    error(
        "part-class",
        "A leg is part of a leg of another class.",
        "a purchase as part of an investment",
        "Correct the kind of one of the two, or leave the cell blank.",
    ),
    error(
        "part-of-split",
        "A leg is part of one that several legs have replaced.",
        "L3 part of L1, which L4 and L5 replace",
        "Name the new leg it is part of.",
    ),
    error(
        "part-payer",
        "A part has a different payer from its whole.",
        "Acme's leg as part of Globex's",
        "Leave the cell blank: these are two commitments. A partner of a venture stands in relations.",
    ),
    error(
        "part-less-firm",
        "A part is less firm than its whole, or is a ceiling although its whole is an exact amount.",
        "a non-binding piece of a signed leg",
        "A piece of a signed contract is signed: correct one of the two rows.",
    ),
    error(
        "tranche-sum",
        "The shares of a stake's tranches exceed its maximum share.",
        "0.06 + 0.06 of 0.10",
        "Check the tranches' shares and the stake's max_share.",
    ),
    error(
        "share-sum",
        "Customers' shares of one period add up to more than 1.",
        "0.7 + 0.6",
        "Check the shares; each is a fraction of the company's revenue of that period.",
    ),
    error(
        "periods-overlap",
        "Revenue periods of one company and stage overlap, or two of its full years end on one day.",
        "a half year and one of its quarters",
        "Keep shorter periods that do not overlap, and one full year; implied revenue counts as projected.",
    ),
    error(
        "period-mismatch",
        "A customer share's period ends within a period of the company's revenue, but not on the last day of any.",
        "share to 1999-06-30, revenue to 1999-12-31",
        "Let period_end be the last day of the revenue period that the share is of.",
    ),
    error(
        "missing-assumption",
        "The model has no as-of day: assumptions has no row as_of, and no source or deal has a date.",
        "no as_of, and no source or deal is dated",
        "Add the row to assumptions, or give a source its date.",
    ),
)
