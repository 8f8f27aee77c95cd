"""Cases worked out by hand for the independent reading: revenue, capex, and the four articles together."""

from datetime import date

import pytest

from tests.reading import Reading, others
from tests.reading.tiny import Rows, book, leg, plan, rungs, sales, venture

YEARS = range(2024, 2031)
FX = [
    {"currency": "EUR", "as_of": "", "usd_per_unit": "1.03"},
    {"currency": "CNY", "as_of": "", "usd_per_unit": "0.137894736842105"},
]


def revenue(*rows: dict[str, str], on: date = date(2025, 10, 6), growth: str = "0") -> Reading:
    """A book of revenue only."""
    assumed = [{"name": "revenue_growth", "low": growth, "base": growth, "high": growth}]
    return book(on=on, revenue=list(rows), assumptions=assumed)


def quarter(year: int, number: int, amount: str, stage: str = "reported") -> dict[str, str]:
    """A quarter of the calendar year."""
    ends = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
    return sales(f"{year}-{number * 3 - 2:02}-01", f"{year}-{ends[number]}", amount, stage)


def test_quarters_with_a_gap() -> None:
    """Q1 1, Q3 3, Q4 4: 8 × 12 ÷ 9 = 10.67."""
    read = revenue(quarter(2024, 1, "1"), quarter(2024, 3, "3"), quarter(2024, 4, "4"))
    headline = read.headline_revenue("Buyer")
    assert headline is not None
    assert headline.label == "run_rate"
    assert headline.amount == pytest.approx(8 * 12 / 9)
    assert read.revenue("Buyer", YEARS)[2024] == pytest.approx(8 * 12 / 9)


def test_a_forecast_changes_nothing_before_its_year() -> None:
    """H1 4.5 and a forecast of 145 for 2029: 9.0 today and until 2028, then 145."""
    half = sales("2025-01-01", "2025-06-30", "4.5", "projected")
    read = revenue(half, sales("2029-01-01", "2029-12-31", "145", "projected"))
    headline = read.headline_revenue("Buyer")
    assert headline is not None
    assert (headline.amount, headline.stage) == (9.0, "projected")
    assert list(read.revenue("Buyer", YEARS).values()) == [None, 9, 9, 9, 9, 145, 145]


def test_growth_starts_from_the_last_stated_year() -> None:
    """10 in 2024 grown by 20 %: 12, 14.4; a reported 20 for 2025 starts anew; before 2024 nothing."""
    year = sales("2024-01-01", "2024-12-31", "10")
    grown = revenue(year, growth="0.2").revenue("Buyer", range(2023, 2027))
    assert list(grown.values()) == [None, 10, 12, pytest.approx(14.4)]
    anew = revenue(year, sales("2025-01-01", "2025-12-31", "20"), growth="0.2", on=date(2026, 3, 1))
    assert anew.revenue("Buyer", range(2024, 2027))[2026] == pytest.approx(24)


def test_twelve_months_of_quarters() -> None:
    """Q3 and Q4 of 2024, Q1 and Q2 of 2025: 1 + 2 + 3 + 4 = 10, later than the year 2024 of 5."""
    rows = [quarter(2024, 3, "1"), quarter(2024, 4, "2"), quarter(2025, 1, "3"), quarter(2025, 2, "4")]
    headline = revenue(sales("2024-01-01", "2024-12-31", "5"), *rows).headline_revenue("Buyer")
    assert headline is not None
    assert (headline.label, headline.amount, headline.end) == ("twelve_months", 10, date(2025, 6, 30))
    gap = revenue(sales("2024-01-01", "2024-12-31", "5"), *rows[1:]).headline_revenue("Buyer")
    assert gap is not None
    assert (gap.label, gap.amount) == ("full_year", 5)


def test_older_quarters_yield_to_the_full_year() -> None:
    """Four quarters to June 2024 end before the year 2024 does."""
    rows = [quarter(2023, 3, "1"), quarter(2023, 4, "2"), quarter(2024, 1, "3"), quarter(2024, 2, "4")]
    headline = revenue(sales("2024-01-01", "2024-12-31", "5"), *rows).headline_revenue("Buyer")
    assert headline is not None
    assert headline.label == "full_year"
    same_end = [quarter(2024, number, "1") for number in (1, 2, 3, 4)]
    headline = revenue(sales("2024-01-01", "2024-12-31", "5"), *same_end).headline_revenue("Buyer")
    assert headline is not None
    assert (headline.label, headline.amount) == ("twelve_months", 4)


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2024-01-29", "2025-01-26", 2024),  # 52 weeks, eleven months of them in 2024
        ("2024-07-01", "2025-06-30", 2025),  # six and six: the year it ends
        ("2024-06-30", "2025-06-28", 2025),  # the same in weeks
        ("2024-04-01", "2025-03-31", 2024),  # nine and three
    ],
)
def test_the_year_that_holds_most_months(start: str, end: str, year: int) -> None:
    """A fiscal year counts for one calendar year."""
    result = revenue(sales(start, end, "7")).revenue("Buyer", range(2023, 2026))
    assert min(key for key, amount in result.items() if amount) == year


def test_reported_quarters_before_a_projected_year() -> None:
    """Q1 1 reported and 10 projected for the year: 4; a projection of the first half is not used either."""
    rows = quarter(2025, 1, "1"), sales("2025-01-01", "2025-12-31", "10", "projected")
    assert revenue(*rows).revenue("Buyer", YEARS)[2025] == 4


def test_shorter_periods_may_not_overlap() -> None:
    """Q1 and H1 of one stage; a projected H1 beside a reported Q1 may stand."""
    half = sales("2025-01-01", "2025-06-30", "4")
    with pytest.raises(ValueError, match="overlap"):
        revenue(quarter(2025, 1, "1"), half).revenue("Buyer", YEARS)
    assert revenue(quarter(2025, 1, "1"), half | {"stage": "projected"}).revenue("Buyer", YEARS)[2025] == 4


def test_a_projection_far_ahead_is_no_headline() -> None:
    """One that starts thirteen months after as_of gives none, one that starts in a year does."""
    assert revenue(sales("2026-11-06", "2027-11-05", "9", "projected")).headline_revenue("Buyer") is None
    assert revenue(sales("2026-10-06", "2027-10-05", "9", "projected")).headline_revenue("Buyer") is not None


# Capex


def capex(*plans: dict[str, str]) -> Reading:
    """A book of capex plans only."""
    return book(capex_plans=list(plans), fx_rates=FX)


def kept(read: Reading) -> float:
    """All plan amounts, each dollar once."""
    return sum(figures.kept or 0.0 for figures in read.plans.values())


FULL_YEAR = {"start": "2025-01-01", "end": "2025-12-31"}


def quarters(*amounts: str, of: str = "guidance", company: str = "Buyer") -> Rows:
    """Actual spending by quarter of 2025."""
    periods = [
        ("2025-01-01", "2025-03-31"),
        ("2025-04-01", "2025-06-30"),
        ("2025-07-01", "2025-09-30"),
        ("2025-10-01", "2025-12-31"),
    ]
    cells = {"stage": "actual", "part_of": of, "company": company}
    return [
        plan(f"q{place}", amount, start=start, end=end, **cells)
        for place, (amount, (start, end)) in enumerate(zip(amounts, periods, strict=False))
    ]


def test_actual_spending_in_guidance() -> None:
    """48.4 and 50 of 200: 98.4 and the other 101.6 in the second half."""
    read = capex(plan("guidance", "200", **FULL_YEAR), *quarters("48.4", "50"))
    assert kept(read) == pytest.approx(200)
    assert read.plans["guidance"].kept == pytest.approx(101.6)
    assert read.capex.by_year("Buyer", range(2025, 2027)) == {2025: pytest.approx(200), 2026: None}


def test_guidance_that_lapsed() -> None:
    """Four quarters of 45 of 200: 180, and 20 lapsed."""
    read = capex(plan("guidance", "200", **FULL_YEAR), *quarters("45", "45", "45", "45"))
    assert [kept(read), read.plans["guidance"].lapsed] == pytest.approx([180, 20])
    assert read.capex.by_year("Buyer", range(2025, 2026)) == {2025: pytest.approx(180)}


def test_lapsed_amounts_are_not_taken_from_a_group() -> None:
    """A group of 700 with guidance of 200 of which 180 were spent: 520 + 180."""
    group = plan("group", "700", company="Hyperscalers", **FULL_YEAR)
    guidance = plan("guidance", "200", part_of="group", **FULL_YEAR)
    read = capex(group, guidance, *quarters("45", "45", "45", "45"))
    assert read.plans["group"].kept == pytest.approx(520)
    assert kept(read) == pytest.approx(700)


def test_guidance_is_raised() -> None:
    """200 replaced by 230, the actual quarter still named as part of the 200: 230."""
    raised = plan("raised", "230", replaces="guidance", **FULL_YEAR)
    read = capex(plan("guidance", "200", **FULL_YEAR), raised, *quarters("48.4"))
    assert kept(read) == pytest.approx(230)
    assert read.plans["raised"].kept == pytest.approx(181.6)


def test_actual_spending_above_guidance() -> None:
    """150 + 100 of 200: 250, no error."""
    assert kept(capex(plan("guidance", "200", **FULL_YEAR), *quarters("150", "100"))) == 250


def test_actual_spending_of_a_subsidiary_takes_no_days() -> None:
    """A daughter's four quarters of 45 take 180 of 200, but no days: 20 are left, nothing lapsed."""
    read = capex(plan("guidance", "200", **FULL_YEAR), *quarters("45", "45", "45", "45", company="Daughter"))
    assert read.plans["guidance"].kept == pytest.approx(20)
    assert read.plans["guidance"].lapsed == 0


def test_a_part_that_reaches_beyond_its_whole() -> None:
    """73 from July 2025 to June 2026, of which 184 of 365 days lie in the whole's year: it takes 36.8 of 100."""
    part = plan("part", "73", part_of="whole", start="2025-07-01", end="2026-06-30")
    read = capex(plan("whole", "100", **FULL_YEAR), part)
    assert read.plans["whole"].kept == pytest.approx(63.2)


def test_a_part_without_a_period() -> None:
    """EUR 3 with a part of EUR 2.5, no periods: 2.575 and 0.515, under no year."""
    part = plan("opcore", "2.5", company="OpCore", currency="EUR", part_of="iliad")
    read = capex(plan("iliad", "3", currency="EUR"), part)
    assert read.plans["opcore"].kept == pytest.approx(2.575)
    assert read.plans["iliad"].kept == pytest.approx(0.515)
    assert read.plans["iliad"].period is None
    assert set(read.capex.by_year("Buyer", YEARS).values()) == {None}


def test_a_plan_with_a_term_and_no_start() -> None:
    """CNY 380 over three years: 52.4, 17.47 a year, assumed; a straight line from 6 October shares out 3.0007 years."""
    read = capex(plan("alibaba", "380", currency="CNY", term_years="3"))
    years = read.capex.by_year("Buyer", range(2025, 2030))
    assert kept(read) == pytest.approx(52.4)
    assert kept(read) / 3 == pytest.approx(17.47, abs=0.005)
    assert years[2026] == years[2027] == pytest.approx(52.4 / (87 / 365 + 2 + 279 / 366))
    assert years[2029] is None
    assert read.plans["alibaba"].is_assumed


@pytest.mark.parametrize(("inside", "amount"), [("hyperscalers", 755.49), ("", 835.49)])
def test_the_plans_of_the_articles(inside: str, amount: float) -> None:
    """700 + 52.4 + 3.09, and Microsoft's 80 inside the 700 or beside it."""
    microsoft = plan("microsoft", "80", company="Microsoft", term_years="1", part_of=inside)
    others_stated = plan("alibaba", "380", currency="CNY", term_years="3"), plan("iliad", "3", currency="EUR")
    opcore = plan("opcore", "2.5", currency="EUR", part_of="iliad")
    read = capex(plan("hyperscalers", "700", term_years="1"), microsoft, *others_stated, opcore)
    assert kept(read) == pytest.approx(amount)


# The four articles


def articles(case: str = "base") -> Reading:
    """The commitment legs of the four articles, and what they state of revenue."""
    openai = {"payer": "OpenAI"}
    target = openai | {"status": "non_binding"}
    return book(
        leg("amd", payee="AMD", gigawatts="6", **target),
        leg("nvidia", payee="Nvidia", gigawatts="10", qualifier="at_least", **target),
        venture("stargate", "500", payee="Stargate", gigawatts="10", **openai),
        leg("oracle", "300", payee="Oracle", **openai),
        venture("uk", payee="Stargate UK", **target),
        leg("meta", "14.2", payer="Meta", payee="CoreWeave"),
        leg("coreweave", "11.9", payee="CoreWeave", qualifier="at_most", **openai),
        leg("nebius", "17.4", payer="Microsoft", payee="Nebius", term_years="5"),
        leg("backing", "100", payer="Nvidia", payee="OpenAI", kind="investment", qualifier="at_most"),
        case=case,
        revenue=[
            sales("2025-01-01", "2025-06-30", "4.5", "projected", company="OpenAI"),
            sales("2024-01-01", "2024-12-31", "1.92", company="CoreWeave"),
        ],
        figures=[{"company": "OpenAI", "measure": "reported_commitments", "base": "1000"}],
    )


@pytest.mark.parametrize(("case", "all_in"), [("low", 1643.5), ("base", 1723.5), ("high", 1803.5)])
def test_the_totals_of_the_articles(case: str, all_in: float) -> None:
    """16 GW × 50, 55 or 60 beside 500 + 300 + 14.2 + 11.9 + 17.4 = 843.5."""
    assert rungs(articles(case)) == (all_in, 843.5, 831.6, 331.6, 0)


def test_openai_in_the_articles() -> None:
    """1,691.9 / 811.9 / 800 / 300 / 0; ÷ 9.0 = 90.2x, 88.9x, 33.3x; Stargate 50 per GW."""
    read = articles()
    assert rungs(read, "OpenAI") == (1691.9, 811.9, 800, 300, 0)
    headline = read.headline_revenue("OpenAI")
    assert headline is not None
    multiples = [(read.payers["OpenAI"].rungs[name] or 0) / headline.amount for name in
                 ("stated", "signed", "attributable")]  # fmt: skip
    assert multiples == pytest.approx([90.2, 88.9, 33.3], abs=0.05)
    assert others.cost_per_gigawatt(read.tree) == {"stargate": 50}
    assert others.difference_per_gigawatt(read.tree, "OpenAI") == pytest.approx(188.1 / 16)


def test_suppliers_in_the_articles() -> None:
    """CoreWeave 14.2 + 11.9 = 26.1, ÷ 1.92 = 13.59x, Microsoft at least 60 % of 1.92; a venture is no supplier."""
    read = articles()
    suppliers, headline = read.suppliers(), read.headline_revenue("CoreWeave")
    assert headline is not None
    assert suppliers["CoreWeave"] == pytest.approx(26.1)
    assert (suppliers["CoreWeave"] or 0) / headline.amount == pytest.approx(13.59, abs=0.005)
    assert 0.6 * headline.amount == pytest.approx(1.152)
    assert (suppliers["Nvidia"], "Stargate" in suppliers) == (None, False)


def test_nvidia_and_openai_in_the_articles() -> None:
    """OpenAI's 10 GW are 550 at cost per GW, Nvidia funds up to 100: a supplier funds its customer."""
    pair = articles().pair("OpenAI", "Nvidia")
    assert (pair.commitments[0], pair.with_unpriced[0], pair.funding[1]) == (None, 550, 100)
    assert pair.circularity == {"supplier_funds_customer"}
