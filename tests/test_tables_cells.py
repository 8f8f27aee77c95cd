"""One bad cell, one finding: code, file, row and column, and nothing else beside it.

More such cells, with what is said of them, are in tests/test_edge_inputs.py.
"""

import dataclasses
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from model.inputs import load
from model.inputs.cell_values import read_date, read_number
from model.inputs.convert import convert
from model.inputs.everyday_words import for_term
from model.inputs.raw import RawTable
from model.xlsx.limits import TEXT
from schemas import table_named
from schemas.terms import CAPEX_STAGES, DEAL_KINDS, GRADES, QUALIFIERS, REVENUE_STAGES, STATUSES
from tests import test_edge_inputs
from tests.strategies import REQUIRED, Rows, broken_cells, set_as_of, valid_tables, write_folder, write_workbook

pytestmark = pytest.mark.usefixtures("tables_typed_once")


def find(path: Path, tables: dict[str, Rows]) -> list[tuple[str, str, int | None, str | None]]:
    return [(f.code, f.file, f.row, f.column) for f in load(write_folder(path / "i", tables), REQUIRED).findings]


def broken(table: str, row: int, column: str, text: str) -> dict[str, Rows]:
    """The valid tables with one other text, in the file's row of that number."""
    tables = valid_tables()
    tables[table][row - 2][column] = text
    return tables


NOT_NUMBERS = [
    "1,234.50",
    "1.234,50",
    "1 234",
    "1\u00a0234",
    "1'000",
    "(500)",
    "5-",
    "€5",
    "5%",
    "\u22125",
    "\uff15",
    "\u0665",
    "1_0",
    "inf",
    "nan",
    "0x10",
    "=300",
    "1e999",
    "1e-999",
    "tens of billions",
]
NOT_DATES = ["01/02/2024", "1 July 2025", "2024-02-30", "45000", "2024-01-01T00:00:00+02:00", "2024-1-1"]
UNFIT_TEXTS = [
    ("a\0b", "bad-character"),
    ("a\x1bb", "bad-character"),
    ("a\x85b", "bad-character"),
    ("a\ufffeb", "bad-character"),
    ("x" * 32_768, "too-long"),
    ("\U0001f600" * 16_384, "too-long"),
    (" outside", "surrounding-spaces"),
    ("outside\u00a0", "surrounding-spaces"),
]

# table, row, column, text, code of the finding that must stand at that cell
CELLS = [
    # numbers
    ("deals", 5, "term_years", "-6", "out-of-range"),
    ("customer_shares", 2, "share", "30", "out-of-range"),
    ("fx_rates", 2, "usd_per_unit", "1.1", "rate-not-one"),
    # dates
    ("revenue", 2, "period_start", "2025-01-02", "not-whole-months"),
    ("tranches", 3, "threshold", "46388", "not-a-date"),
    ("tranches", 2, "threshold", "2027-01-01", "not-a-number"),
    ("assumptions", 3, "base", "45658", "not-a-date"),
    # text
    ("deals", 2, "payer", "OpenAI ", "surrounding-spaces"),
    ("deals", 2, "base_bn", " 300", "surrounding-spaces"),
    # terms and blanks
    ("deals", 2, "kind", "lone", "unknown-term"),
    ("deals", 2, "kind", "Purchase", "unknown-term"),
    ("deals", 2, "payer", "", "blank-cell"),
    ("deals", 2, "leg", "", "blank-cell"),
    ("assumptions", 2, "high", "", "blank-cell"),
    # keys and names
    ("deals", 4, "leg", "L3*", "bad-key"),
    ("deals", 4, "leg", "false", "bad-key"),
    ("deals", 4, "leg", "1.2.2025", "bad-key"),
    ("deals", 4, "leg", "March 2025", "bad-key"),
    ("assumptions", 2, "name", "Cost", "bad-name"),
    ("figures", 2, "measure", "Reported commitments", "bad-name"),
    # cells of one row against each other
    ("deals", 2, "currency", "", "currency-missing"),
    ("fx_rates", 3, "source", "", "source-missing"),
    ("assumptions", 3, "rationale", "", "source-missing"),
    ("customer_shares", 2, "share", "", "share-missing"),
    ("figures", 2, "unit", "EUR bn", "wrong-unit"),
    ("deals", 2, "locator", "p4", "list-length"),
    # against other rows and tables
    ("assumptions", 2, "unit", "USD bn", "wrong-unit"),
    ("deals", 2, "payer", "OpenIA", "unknown-key"),
    ("deals", 2, "payer", "openai", "unknown-key"),
    ("deals", 3, "sources", "s3", "unknown-key"),
    ("deals", 2, "sources", "s1; s1x", "unknown-key"),
    ("equity_stakes", 2, "deal", "Other deal", "unknown-key"),
    ("companies", 6, "member_of", "Big Five", "unknown-key"),
    ("capex_plans", 4, "part_of", "P3", "names-itself"),
    ("companies", 7, "member_of", "Big Four", "names-itself"),
    ("companies", 6, "member_of", "Oracle", "not-a-group"),
    ("deals", 3, "leg", "L1", "duplicate-key"),
    ("deals", 4, "deal", "ORACLE CLOUD", "keys-look-equal"),
    ("deals", 5, "leg", "Leg", "bad-key"),
    ("tranches", 3, "tranche", "tranche", "bad-key"),
    ("equity_stakes", 2, "leg", "L9", "unknown-key"),
    ("customer_shares", 3, "share_low", "0.8", "share-sum"),
    # worth a look
    ("deals", 2, "uncertain", "yes", "uncertain"),
    ("deals", 5, "payee", "Meta", "same-parties"),
    ("deals", 5, "term_years", "4", "term-disagrees"),
    ("customer_shares", 3, "period_end", "2023-12-31", "period-unmatched"),
    ("fx_rates", 3, "as_of", "", "undated-rate"),
]

# What else the change brings about elsewhere: (code, table, row, column).
CONSEQUENCES: dict[tuple[str, int, str, str], list[tuple[str, str, int | None, str]]] = {
    ("deals", 2, "leg", ""): [
        ("unknown-key", "deals", 4, "part_of"),
        ("unknown-key", "payments", 2, "leg"),
        ("unknown-key", "payments", 3, "leg"),
    ],
    ("assumptions", 2, "name", "Cost"): [("unused-assumption", "assumptions", 2, "name")],
}


@pytest.mark.parametrize("case", CELLS, ids=lambda case: "-".join(ascii(str(part)[:20]) for part in case))
def test_a_bad_cell_is_found_where_it_stands(tmp_path: Path, case: tuple[str, int, str, str, str]) -> None:
    table, row, column, text, code = case
    expected = [(code, table, row, column), *CONSEQUENCES.get((table, row, column, text), [])]
    found = find(tmp_path, broken(table, row, column, text))
    assert sorted(found, key=str) == sorted(((c, f"{t}.csv", r, n) for c, t, r, n in expected), key=str)


def found_in_each_row(path: Path, column: str, texts: list[str]) -> list[str]:
    """The codes found when one deal each has one of the texts in a column. Each stands at its cell."""
    tables = valid_tables()
    deal = tables["deals"][3]
    tables["deals"] += [{**deal, "leg": f"B{n}", "base_bn": f"{n + 20}", column: text} for n, text in enumerate(texts)]
    found = find(path, tables)
    assert [(file, row, name) for _, file, row, name in found] == [
        ("deals.csv", row, column) for row in range(6, 6 + len(texts))
    ]
    return [code for code, *_ in found]


def test_no_number_is_guessed(tmp_path: Path) -> None:
    assert set(found_in_each_row(tmp_path, "base_bn", NOT_NUMBERS)) == {"not-a-number"}


def test_no_date_is_guessed(tmp_path: Path) -> None:
    assert set(found_in_each_row(tmp_path, "announced", NOT_DATES)) == {"not-a-date"}


def test_unfit_texts_are_found(tmp_path: Path) -> None:
    texts = [text for text, _ in UNFIT_TEXTS]
    assert found_in_each_row(tmp_path, "note", texts) == [code for _, code in UNFIT_TEXTS]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1,234.50", "1234.50"),
        ("1 234", "1234"),
        ("1'000", "1000"),
        ("1.234,50", "decimal sign as a point"),
        ("(500)", "-500"),
        ("5-", "minus sign in front"),
        ("€5", "currency has its own column"),
        ("5 bn", "unit or currency"),
        ("5%", "0.05 for 5 %"),
        ("\u22125", "plain hyphen"),
        ("\uff15", "digits 0 to 9"),
        ("\u0665", "digits 0 to 9"),
        ("1_0", "digits"),
        ("inf", "blank"),
        ("nan", "blank"),
        ("n/a", "leave the cell blank"),
        ("0x10", "decimal digits"),
        ("=5", "not the formula"),
        ("10 %", "0.1 for 10 %"),
        *(
            (text, "leave the cell blank")
            for text in ("undisclosed", "TBC", "redacted", "tbd", "n.a.", "N/D", "Not stated", "\u2014")
        ),
        ("nil", "0 if the amount is zero; leave the cell blank"),
        *((text, "14 in the low column and 15 in the high one") for text in ("14-15", "14\u201315", "$14 to 15 bn")),
        ("between 14 and 15", "14 in the low column and 15 in the high one"),
        *((text, "14.2, and at_least in the column qualifier") for text in (">14.2", "over $14.2bn", "14.2+")),
        *((text, "14.2, and at_most in the column qualifier") for text in ("up to 14.2", "<= 14.2")),
        *((text, "14.2, and about in the column qualifier") for text in ("~14.2", "c. 14.2 bn", "approx. 14.2")),
        *((text, "write 14.2: the number alone") for text in ("$14.2", "14.2bn", "USD 14.2", "US$14.2 billion")),
        ("14.2 million", "write 0.0142 (billions)"),
        ("14.2tn", "write 14200 (billions)"),
        ("6,000 MW", "write 6 (gigawatts)"),
        ("60 months", "write 5 (years)"),
        ("14.2 (est.)", "write 14.2, and the remark in the column note"),
        ("14.2?", "write 14.2, and the remark in the column note"),
        *((text, "14 in the low column and 15 in the high one") for text in ("14~15", "14 or 15")),
        *((text, "write 14.2: the number alone") for text in ("USD14.2bn", "14.2 US dollars", "14,2 Mrd.", "14,2")),
        ("14.2k", "write 1.42e-05 (billions)"),
        ("1.234.567", "1234567, if that is meant"),
        *((text, "0.125 for 12.5 %") for text in ("12,5 %", "12.5pct", "12.5 per cent")),
        *(
            (text, "amount of the whole term")
            for text in ("3 per year", "3/yr", "3bn p.a.", "$3bn a year", "3 monthly")
        ),
        ("15-14", "the smaller in the low column"),
        ("1 234,5", "decimal sign as a point"),
        *((text, "a number in digits") for text in ("yes", "half")),
        ("14/15", "digits and a decimal point"),
        (f"14{' ' * 30_000}15", "digits and a decimal point"),
    ],
)
def test_what_is_no_number_comes_with_how_to_write_it(text: str, advice: str) -> None:
    problem = read_number(text).problem
    assert problem is not None
    assert advice in problem.suggestion


@pytest.mark.parametrize("text", ["1e-305", "1e-320", "1e-16", "-9e-10", "0.0000000009"])
@pytest.mark.parametrize("stored", [False, True])
def test_a_number_too_near_to_0_to_compute_with_is_found_at_its_cell(text: str, stored: bool) -> None:
    problem = read_number(text, stored=stored).problem
    assert problem is not None
    assert problem.code in ("out-of-range", "not-a-number")
    assert "0" in problem.suggestion or "exponent" in problem.suggestion
    assert read_number("1e-9").problem is None is read_number("0").problem


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("01/02/2024", "not guessed"),
        ("01/02/2024", "YYYY-MM-DD"),
        ("2024-02-30", "check the month and the day"),
        ("45000", "serial number"),
        ("2024-01-01T00:00Z", "the day alone: 2024-01-01"),
        ("2024-01-01 (announced)", "the day alone: 2024-01-01"),
        ("May", "YYYY-MM-DD"),
        ("TBC", "leave the cell blank"),
        ("undisclosed", "leave the cell blank"),
        ("2026", "such as 2026-01-01 or 2026-12-31"),
        ("FY2026", "such as 2026-01-01 or 2026-12-31"),
        ("Q1 2026", "the first or the last day of that time"),
        ("20251006", "2025-10-06"),
        *(
            (text, "write it as 2025-10-06")
            for text in ("6 October 2025", "Oct 6, 2025", "6-Oct-2025", "2025/10/6", "2025\u201110\u201106")
        ),
        ("31 February 2025", "YYYY-MM-DD, such as"),
        ("6. Oktober 2025", "YYYY-MM-DD, such as"),
        *(
            (text, "the first or the last day of that time")
            for text in (
                "FY26",
                "1H26",
                "3Q26",
                "Q3'26",
                "2026-Q3",
                "2025-10",
                "12/2026",
                "Jan-25",
                "2026E",
                "mid-2026",
            )
        ),
        *((text, "leave the cell blank") for text in ("ongoing", "upon closing")),
    ],
)
def test_what_is_no_date_comes_with_how_to_write_it(text: str, advice: str) -> None:
    problem = read_date(text).problem
    assert problem is not None
    assert advice in problem.suggestion


def test_a_text_in_every_row_is_looked_at_once() -> None:
    raw = RawTable("companies", "companies.csv", range(5_000), {"note": ["x" * 30_000] * 5_000})
    tracemalloc.start()
    try:
        convert(raw, table_named("companies"))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 20_000_000  # all of them together are 150 million letters


def test_the_same_deal_reported_twice_names_both_rows(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"].append({**tables["deals"][3], "leg": "L5"})
    (finding,) = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    assert (finding.code, finding.row, finding.column) == ("probable-duplicate", 6, "leg")
    assert "rows 5 and 6" in finding.message
    tables["deals"][4]["status"] = "cancelled"
    assert find(tmp_path, tables) == []


def test_a_reported_backlog_is_in_dollars_too(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["figures"] = [{**tables["figures"][0], "measure": "reported_backlog", "unit": "EUR bn"}]
    assert find(tmp_path, tables) == [("wrong-unit", "figures.csv", 2, "unit")]


def test_groups_nest_two_deep_and_not_three(tmp_path: Path) -> None:
    tables = valid_tables()
    for name, group in (("Region", "World"), ("World", "")):
        tables["companies"].append({**tables["companies"][5], "company": name, "member_of": group})
    tables["companies"][5]["member_of"] = "World"
    assert find(tmp_path, tables) == []
    tables["companies"][5]["member_of"] = "Region"
    assert find(tmp_path, tables) == [("groups-too-deep", "companies.csv", 6, "member_of")]


def test_a_misspelt_assumption_comes_with_the_name_the_model_knows(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["assumptions"][0]["name"] = "cost_per_gigawatt"
    (finding,) = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    assert (finding.code, finding.row, finding.value) == ("unused-assumption", 2, "cost_per_gigawatt")
    assert "did you mean cost_per_gw?" in (finding.suggestion or "")


def test_an_unknown_company_comes_with_the_nearest_name(tmp_path: Path) -> None:
    (finding,) = load(write_folder(tmp_path / "i", broken("deals", 2, "payee", "Orcale")), REQUIRED).findings
    assert finding.value == "Orcale"
    assert "did you mean Oracle?" in (finding.suggestion or "")


def test_a_step_may_wait_for_several_conditions_but_for_each_once(tmp_path: Path) -> None:
    tables = valid_tables()
    condition = {**tables["tranches"][0], "share": ""}
    tables["tranches"] += [{**condition, "trigger": "share_price"}, {**condition, "trigger": "amount_bought"}]
    assert find(tmp_path, tables) == []
    tables["tranches"].append(condition)
    assert find(tmp_path, tables) == [("duplicate-key", "tranches.csv", 6, "trigger")]


def test_an_alias_comes_with_the_name_to_write(tmp_path: Path) -> None:
    (finding,) = load(write_folder(tmp_path / "i", broken("deals", 2, "payer", "oai")), REQUIRED).findings
    assert finding.code == "unknown-key"
    assert finding.suggestion == "write OpenAI, of which it is an alias"


def test_a_row_renamed_in_one_table_alone_is_one_finding_there(tmp_path: Path) -> None:
    tables = valid_tables()
    uses = sum(
        list(row.values()).count("OpenAI") > 0 for name, rows in tables.items() for row in rows if name != "companies"
    )
    row = next(at for at, each in enumerate(tables["companies"]) if each["company"] == "OpenAI")
    tables["companies"][row] = {**tables["companies"][row], "company": "The Lab", "aliases": ""}
    (finding,) = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    assert (finding.code, finding.table, finding.row, finding.value) == ("renamed-key", "companies", row + 2, "The Lab")
    assert finding.message == f"was 'OpenAI' renamed? {uses} rows name it, and none names 'The Lab'"
    tables["companies"].append({**tables["companies"][1], "company": "Nobody"})  # which of the two is it?
    assert {each.code for each in load(write_folder(tmp_path / "j", tables), REQUIRED).findings} == {"unknown-key"}
    tables["companies"][-1]["company"] = "OpenAI Inc"
    found = load(write_folder(tmp_path / "k", tables), REQUIRED).findings
    assert [(each.code, each.value) for each in found] == [("renamed-key", "OpenAI Inc")]  # the nearest


@pytest.mark.parametrize(("written", "known", "guessed"), [(100, 99, True), (101, 99, False), (99, 101, False)])
def test_names_too_long_to_be_misspelt_are_not_guessed(tmp_path: Path, written: int, known: int, guessed: bool) -> None:
    tables = broken("deals", 2, "payee", "x" * written)
    tables["companies"].append({**tables["companies"][1], "company": "x" * known})
    (finding,) = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    assert finding.code == "unknown-key"
    assert ("did you mean" in (finding.suggestion or "")) == guessed


def test_a_key_that_differs_only_by_what_does_not_show_says_so(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "i", broken("deals", 2, "payee", "Ora\u200bcle"))
    (finding,) = load(path, REQUIRED).findings
    assert finding.code == "unknown-key"
    assert "do not show" in (finding.suggestion or "")


def test_keys_that_collide_once_trimmed_are_found_beside_the_blanks(tmp_path: Path) -> None:
    found = find(tmp_path, broken("deals", 3, "leg", "L1 "))
    assert found == [("surrounding-spaces", "deals.csv", 3, "leg"), ("duplicate-key", "deals.csv", 3, "leg")]


def test_keys_that_look_like_the_same_number_collide(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["capex_plans"][0]["plan"], tables["capex_plans"][2]["plan"] = "00123", "123"
    tables["capex_plans"][1]["part_of"] = "00123"
    assert find(tmp_path, tables) == [("keys-look-equal", "capex_plans.csv", 4, "plan")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            "2025-08-01",
            [
                ("after-as-of", "sources.csv", 2, "published"),
                ("after-as-of", "fx_rates.csv", 3, "as_of"),
            ],
        ),
        (
            "2025-03-01",
            [
                ("after-as-of", "sources.csv", 2, "published"),
                ("after-as-of", "fx_rates.csv", 3, "as_of"),
                ("after-as-of", "deals.csv", 2, "announced"),
            ],
        ),
        ("2025-12-02", []),
        ("2025-12-03", [("stale-date", "fx_rates.csv", 3, "as_of")]),
        ("2027-01-01", [("stale-date", "sources.csv", 2, "published"), ("stale-date", "fx_rates.csv", 3, "as_of")]),
    ],
)
def test_dates_are_compared_with_the_as_of_day(
    tmp_path: Path, day: str, expected: list[tuple[str, str, int, str]]
) -> None:
    tables = valid_tables()
    set_as_of(tables, day)
    findings = load(write_folder(tmp_path / "i", tables), (*REQUIRED, "as_of")).findings
    assert [(each.code, each.file, each.row, each.column) for each in findings] == expected


def test_a_longer_circle_is_found_once(tmp_path: Path) -> None:
    tables = valid_tables()
    for row, whole in zip(tables["deals"], ("L2", "L3", "L1", "L1"), strict=True):
        row |= {"part_of": whole, "kind": "purchase", "payer": "Nvidia", "payee": "Oracle", "qualifier": ""}
    assert find(tmp_path, tables) == [("names-circle", "deals.csv", 2, "part_of")]


def test_customers_of_different_years_are_not_added_up(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["customer_shares"][1] |= {"period_end": "2023-12-31", "share_low": "0.8"}
    tables["revenue"].append({**tables["revenue"][1], "period_start": "2023-01-01", "period_end": "2023-12-31"})
    assert find(tmp_path, tables) == []


def test_all_findings_of_a_table_come_at_once(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"][0] |= {"base_bn": "lots", "end": "2026-01-01", "kind": "lone", "payer": "Nobody"}
    tables["deals"][3] |= {"base_bn": "-1", "currency": ""}
    assert find(tmp_path, tables) == [
        ("not-a-number", "deals.csv", 2, "base_bn"),
        ("unknown-term", "deals.csv", 2, "kind"),
        ("date-order", "deals.csv", 2, "end"),
        ("unknown-key", "deals.csv", 2, "payer"),
        ("out-of-range", "deals.csv", 5, "base_bn"),
        ("currency-missing", "deals.csv", 5, "currency"),
    ]


def test_payments_of_a_leg_without_an_amount_need_its_currency(tmp_path: Path) -> None:
    """They alone price it: without a currency they would count for nothing."""
    tables = valid_tables()
    tables["deals"][2] |= {"base_bn": "", "currency": "", "gigawatts": "1"}
    payment = tables["payments"][0] | {"leg": "L3"}
    assert ("currency-missing", "deals.csv", 4, "currency") not in find(tmp_path, tables)
    tables["payments"].append(payment)
    assert ("currency-missing", "deals.csv", 4, "currency") in find(tmp_path, tables)


def test_an_unreadable_amount_is_not_also_called_blank(tmp_path: Path) -> None:
    assert find(tmp_path, broken("deals", 3, "base_bn", "about 100")) == [("not-a-number", "deals.csv", 3, "base_bn")]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(broken_cells())
def test_breaking_any_one_cell_is_found_at_that_cell(tmp_path: Path, cell: tuple[str, int, str, str]) -> None:
    table, position, column, text = cell
    found = find(tmp_path, broken(table, position + 2, column, text))
    assert (f"{table}.csv", position + 2, column) in {(file, row, name) for _, file, row, name in found}


def test_a_workbook_of_the_same_tables_gives_the_same_findings(tmp_path: Path) -> None:
    tables = valid_tables()
    others = [(table, row, column, text) for table, row, column, text, *_ in test_edge_inputs.CELLS.values()]
    for table, row, column, text in [*(cell[:4] for cell in CELLS), *others]:
        fits = len(text) <= TEXT and not {"\0", "\x1b", "\ufffe"} & set(text)  # in a workbook
        if fits and tables[table][row - 2][column] == valid_tables()[table][row - 2][column]:
            tables[table][row - 2][column] = text
    from_csv = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    from_xlsx = load(write_workbook(tmp_path / "i.xlsx", tables), REQUIRED).findings
    assert len(from_csv) > 30
    assert [dataclasses.replace(finding, file="") for finding in from_csv] == [
        dataclasses.replace(finding, file="") for finding in from_xlsx
    ]


@pytest.mark.parametrize(
    ("text", "terms", "meant"),
    [
        *((text, STATUSES, "signed") for text in ("Signed ", "signed*", "SIGNED (2025)", "binding?", "sign\u00e9")),
        *((text, STATUSES, "non_binding") for text in ("Non-Binding", "not binding", "MoU", "unverbindlich")),
        *((text, STATUSES, "") for text in ("not signed", "unsigned", "expected", "?", "signed or cancelled")),
        *((text, GRADES, "company") for text in ("company press release", "a press release of Acme")),
        *((text, DEAL_KINDS, "joint_venture") for text in ("JV", "Joint Ventures", "joint-venture")),
        *(
            (text, DEAL_KINDS, term)
            for text, term in (("Leases", "lease"), ("guarantee", "backstop"), ("lone", "loan"))
        ),
        *((text, QUALIFIERS, "at_most") for text in ("up to", "Up-To", "at most", "bis zu", "max.")),
        *((text, QUALIFIERS, "at_least") for text in ("at-least", ">", "no less than", "mindestens")),
        *((text, REVENUE_STAGES, term) for text, term in (("actuals", "reported"), ("forecast", "projected"))),
        *((text, CAPEX_STAGES, term) for text, term in (("actuals", "actual"), ("forecast", "guidance"))),
    ],
)
def test_of_terms_the_one_that_is_meant_is_named_and_none_where_several_may_be(
    text: str, terms: tuple[str, ...], meant: str
) -> None:
    advice = for_term(text, terms, blank=False)
    assert advice == (f"did you mean {meant}?" if meant else f"use one of {', '.join(terms)}")


def test_a_qualifier_of_an_exact_amount_stays_blank_and_flags_are_named(tmp_path: Path) -> None:
    tables = broken("deals", 2, "qualifier", "exactly")
    tables["deals"][1]["uncertain"] = "Y"
    tables["deals"][2]["uncertain"] = "perhaps"
    findings = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    advice = {finding.row: finding.suggestion for finding in findings}
    assert advice == {2: "leave the cell blank", 3: "did you mean yes?", 4: "write yes, no or nothing"}
