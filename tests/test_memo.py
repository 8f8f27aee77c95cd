"""The memo says what the lines hold and nothing else, is one harmless file, and can be read on a phone and on paper."""

from __future__ import annotations

import dataclasses
import hashlib
import html
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from click.testing import CliRunner

from model import CannotRun, Memo, memo
from model.cli import cli
from model.one_page import sentences
from model.one_page.arrows import MOST_ARROWS, MOST_COMPANIES, network
from model.one_page.facts import Facts, State, facts_of
from model.one_page.numbers import Number, amount, spelt
from model.one_page.page import as_html
from model.one_page.places import best_sides, cost, moves, swaps, wrapped
from model.one_page.style import STYLE
from model.pipeline import figures_of
from model.workbook.build_record import BuildRecord
from model.workbook.loops import Loops
from model.workbook.names import model_lines
from model.xlsx.palette import contrast
from tests.conftest import SMALL, Golden
from tests.harness import Model, model_of_valid, write_tables
from tests.programs import path_of
from tests.random_books import random_book
from tests.test_print_set import long_book
from tests.tiers import sampled

GOLDEN = Path(__file__).parent / "golden" / "memo.txt"
ADDRESSES = ("href", "src", "xlink:href", "action", "data")
VOID = {"meta", "br", "img", "link", "input", "hr"}
LONG_NAME = "Consolidated " * 13 + "Interconnection " + "X" * 12 + " & Söhne"
HOSTILE = ("Evil <script>alert(1)</script> Inc.", 'Ben & "Jerry"\'s', "שלום תקשורת", "مركز البيانات", LONG_NAME)


RECORD = BuildRecord("test", [("deals.csv", 3, "0f" * 32)])


def facts_from(model: Model) -> Facts:
    return facts_of(model.frames, model.evaluation, RECORD, 2, 1)


def facts(tables: Path) -> Facts:
    """The memo's data of tables that are known to be valid."""
    return facts_from(model_of_valid(tables))


def leg(name: str, payer: str, payee: str, amount: object, **more: object) -> dict[str, object]:
    cells = {"leg": name, "payer": payer, "payee": payee, "base_bn": amount, "start": "2025-01-01", "end": "2027-12-31"}
    return {**cells, "currency": "" if amount == "" else "USD", **more}


def revenue(company: str) -> dict[str, object]:
    year = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
    return {"company": company, "base_bn": 2, "currency": "USD", **year}


def hostile_tables(folder: Path) -> Path:
    """Companies and a document whose names are markup, run from right to left, or fill eight lines."""
    one, two, three, four, five = HOSTILE
    legs = [
        leg("a", one, two, 40, announced="2025-01-01"),
        leg("b", two, one, 20),
        leg("c", three, four, ""),
        leg("d", four, five, 7, kind="loan"),
        leg("e", five, three, 0.004),
        leg("f", five, one, 3),
    ]
    source = {
        "source": "s1",
        "title": "<b>Report</b> & more",
        "publisher": '"><img src=x>',
        "url": "javascript:alert(1)",
    }
    revenue = {
        "company": one,
        "base_bn": 2,
        "currency": "USD",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
    }
    return write_tables(folder, {"deals": legs, "sources": [source], "revenue": [revenue]})


@pytest.fixture(scope="module")
def shipped_facts(models: Mapping[str, Model]) -> Facts:
    return facts_from(models["shipped-base"])


@pytest.fixture(scope="module")
def small_facts(models: Mapping[str, Model]) -> Facts:
    return facts_from(models["small-base"])


@pytest.fixture(scope="module")
def hostile_facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(hostile_tables(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def long_facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    draft = long_book(60)
    return facts(write_tables(tmp_path_factory.mktemp("long"), draft.rows, draft.assumptions))


def numbers_in(value: object) -> Iterator[Number]:
    """Every number of the data, however deep; any other number fails the test."""
    if isinstance(value, Number):
        yield value
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from numbers_in(getattr(value, each.name))
    elif isinstance(value, Mapping):
        yield from numbers_in(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from numbers_in(part)
    else:
        assert value is None or isinstance(value, str | int), value


@pytest.mark.parametrize("name", sampled(["shipped-base", "small-high-signed"], now=2))
def test_every_number_is_a_cell_of_the_workbook(name: str, models: Mapping[str, Model]) -> None:
    numbers = list(numbers_in(facts_from(models[name])))
    assert len(numbers) > 100
    names = {number.line for number in numbers}
    on_sheets = [line for line in model_lines() if line.name in names]
    assert {line.name for line in on_sheets} == names
    cells: dict[tuple[str, str, float | None], float] = {}
    for line in on_sheets:
        for which, row, year, value, _ in zip(*figures_of(line, models[name].evaluation), strict=True):
            cells[str(which), str(row), None if np.isnan(year) else float(year)] = float(value)
    for number in numbers:
        assert cells[number.line, number.row, number.year] == pytest.approx(number.value, abs=0, nan_ok=True), number


def test_what_is_shown_are_these_numbers(shipped_facts: Facts) -> None:
    """Each key figure, rung, payer, flow, year and share as `spelt` says it, in a row with its name."""
    rows = {tuple(row) for row in Page(as_html(shipped_facts)).rows}
    for figure in shipped_facts.key_figures:
        unit = figure.value.unit if figure.value.unit.startswith(("USD", "GW")) else ""
        assert (f"{figure.title}{figure.whose} · {figure.meaning}", spelt(figure.value) + unit) in rows
    for payer in shipped_facts.payers:
        of = payer.of if payer.revenue.is_known else ""
        assert (payer.name + of, *map(spelt, (*payer.rungs, payer.revenue, payer.cover))) in rows
    for year in shipped_facts.years:
        assert (str(year.year), *map(spelt, (year.stated, year.assumed, year.revenue))) in rows
    for flow in shipped_facts.flows:
        start = (f"{flow.payer} → {flow.payee}", "funds" if flow.is_funding else "owes")
        (value,) = (row[2] for row in rows if row[:2] == start)
        assert value.removesuffix(" ↻") == spelt(flow.amount)
    assert ("All payers", *map(spelt, shipped_facts.rungs), "", "") in rows


def test_flows_add_up_to_the_commitments(shipped_facts: Facts) -> None:
    owed = sum(flow.amount.value for flow in shipped_facts.flows if not flow.is_funding and flow.amount.is_known)
    assert owed == pytest.approx(shipped_facts.total.value)


class Page(HTMLParser):
    """A page taken apart: whether it is well-formed, its tags, its addresses, its text, the rows of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.addresses += [
            value or "" for name, value in attrs if name in ("href", "src", "xlink:href", "action", "data")
        ]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.remove(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style" and "svg" not in self.open:
            self.words.append(data)
            if "td" in self.open or ("th" in self.open and "tr" in self.open):
                self.rows[-1][-1] += data


@pytest.fixture(params=["shipped", "small", "hostile", "long"], scope="module")
def each_page(request: pytest.FixtureRequest) -> str:
    return as_html(request.getfixturevalue(f"{request.param}_facts"))


def test_the_page_is_well_formed_and_needs_nothing_else(each_page: str) -> None:
    text = each_page
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "embed", "form", "base", "image", "use"})
    assert all(address.startswith(("http://", "https://")) for address in page.addresses)
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"@import|url\s*\(|expression|</", style)
    assert "url(" not in text.replace(style, "")
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(svg)


def test_the_page_can_be_read_by_a_machine_that_reads_aloud(each_page: str) -> None:
    page = Page(each_page)
    assert ("html", {"lang": "en"}) in page.tags
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert all(after <= before + 1 and after > 1 for before, after in pairwise(headings))
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    pictures = [attrs for tag, attrs in page.tags if tag == "svg" and "aria-hidden" not in attrs]
    assert len(pictures) == 4
    for attrs in pictures:
        assert attrs["role"] == "img"
        assert set(str(attrs["aria-labelledby"]).split()) <= set(ids)


def test_names_and_addresses_stay_text(hostile_facts: Facts) -> None:
    text = as_html(hostile_facts)
    words = "".join(Page(text).words)
    assert "<script" not in text
    assert "<img" not in text
    assert "href" not in text  # the only address is none of the web
    for name in HOSTILE:
        assert name in words
        assert f"<bdi>{html.escape(name)}</bdi>" in text
    assert '<b>Report</b> & more · "><img src=x> · no date · javascript:alert(1)' in words


def test_an_address_of_the_web_is_a_link(tmp_path: Path) -> None:
    address = 'https://example.org/?a="b"&c=<d>'
    source = {"source": "s1", "title": "T", "url": address, "published": "2025-02-03", "grade": "filing"}
    text = as_html(facts(write_tables(tmp_path, {"deals": [leg("a", "A", "B", 1)], "sources": [source]})))
    page = Page(text)
    assert page.addresses == [address]
    assert f"T · 2025-02-03 · filing · {address}" in "".join(page.words)


def test_the_same_inputs_give_the_same_bytes_and_a_digest_that_anybody_can_work_out(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", {"deals": [leg("a", "A", "B", 1)]})
    written, again = memo(tables, tmp_path / "memo.html"), memo(tables, tmp_path / "again.html")
    assert isinstance(written, Memo)
    assert written == again
    text = (tmp_path / "memo.html").read_text(encoding="utf-8")
    assert text == (tmp_path / "again.html").read_text(encoding="utf-8")
    files = re.findall(r"<li>([\w.]+), \d+ rows? <code>(\w+)</code>", text)
    assert dict(files) == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tables.iterdir()}
    whole = hashlib.sha256("".join(f"{name} {digest}\n" for name, digest in files).encode()).hexdigest()
    assert written.digest == whole
    assert f"Inputs, SHA-256: <code>{whole}</code>" in text
    assert "<p>No warnings about the tables.</p>" in text


@pytest.mark.long
def test_the_digest_is_that_of_the_workbook(built_small: Path, tmp_path: Path) -> None:
    summary = openpyxl.load_workbook(built_small, read_only=True)["Summary"]
    assert memo(SMALL, tmp_path / "memo.html").digest in {cell.value for row in summary.iter_rows() for cell in row}


WORDS_OF: dict[str, tuple[list[dict[str, object]], *tuple[str, ...]]] = {
    "no amounts": (
        [leg("a", "A", "B", "")],
        "Commitments are announced, but no source states an amount or gigawatts.",
        "No source states the revenue of any payer, so commitments cannot be compared with revenue.",
        "No commitment has an amount, so there is nothing to draw.",
    ),
    "capacity alone": (
        [leg("a", "A", "B", "", gigawatts=2)],
        "USD\u00a0110.0\u00a0bn of commitments is announced; no source states what of it is signed and attributable.",
        "No source states an amount in dollars.",
        "1 leg states no amount; it adds nothing to what is stated.",
    ),
    "nothing owed": (
        [leg("a", "A", "B", 3, kind="loan")],
        "No amount is committed in these tables.",
        "No money comes back between any two companies.",
    ),
    "cancelled": (
        [leg("a", "A", "B", 3, status="cancelled")],
        "No amount is committed in these tables.",
        "No company owes or funds another on the basis selected, so there is nothing to draw.",
    ),
    "not signed": (
        [leg("a", "A", "B", 3, status="reported")],
        "USD\u00a03.0\u00a0bn of commitments is announced; none of it is signed and attributable.",
        "Sources state USD\u00a03.0\u00a0bn: nothing is signed.",
    ),
    "share not disclosed": (
        [leg("a", "A", "B", 3, kind="joint_venture")],
        "USD\u00a03.0\u00a0bn of commitments is announced; no source states what of it is signed and attributable.",
    ),
}


@pytest.mark.parametrize("book", WORDS_OF)
def test_sentences_are_true_of_any_book(book: str, tmp_path: Path) -> None:
    legs, *expected = WORDS_OF[book]
    page = Page(as_html(facts(write_tables(tmp_path, {"deals": legs}))))
    words = "".join(page.words)
    for sentence in expected:
        assert sentence in words, words
    assert not re.search(r"\bnan\b|None", words)


@pytest.mark.parametrize("seed", sampled(range(24), now=24))
def test_the_memo_of_any_book_is_well_formed_and_its_numbers_are_spelt(seed: int, tmp_path: Path) -> None:
    draft, case = random_book(seed)
    folder = write_tables(tmp_path, draft.rows, draft.assumptions)
    book = facts_from(model_of_valid(folder, case, ("stated", "own", "documented")[seed % 3]))
    words, lead = "".join(Page(as_html(book)).words), " ".join(sentences.lead(book))
    assert not re.search(r"\b(nan|inf|None|E[+-]\d)\b", words)
    assert all(amount(rung) in lead or not rung.is_some for rung in book.rungs[1:4])
    assert all(arrow.flow.amount.value != 0 for arrow in network(book).arrows)


def test_the_state_of_the_book_is_counted() -> None:
    gaps = Number("gaps_total", "", None, 1.0, "count")
    assert sentences.of_state(State(51, ("bridge-steps", "bridge-rungs"), gaps, 1, 0)) == (
        "49 of 51 checks pass; failing: bridge-steps, bridge-rungs.",
        "1 data gap: figures and dates that no source states.",
        "1 warning about the tables is open; none is accepted.",
    )
    assert sentences.of_state(State(51, (), gaps, 0, 2))[2] == "0 warnings about the tables are open; 2 are accepted."


@pytest.mark.parametrize(
    ("count", "more", "expected"),
    [
        (0, False, "No loop of three or more companies was found."),
        (0, True, ""),
        (2, False, "Loops of three and more companies (2): "),
        (7, False, "Loops of three and more companies (the first 3 of 7): "),
        (100, True, "Loops of three and more companies (the first 3 of more than 100): "),
    ],
)
def test_loops_are_counted(count: int, more: bool, expected: str, shipped_facts: Facts) -> None:
    book = dataclasses.replace(shipped_facts, loops=Loops((("A", "B", "C"),) * count, {}, more))
    text = sentences.of_loops(book)
    assert text.startswith(expected)
    assert bool(text) == bool(expected)


def test_a_larger_payer_without_revenue_is_named(tmp_path: Path) -> None:
    revenue = {
        "company": "A",
        "base_bn": 2,
        "currency": "USD",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
    }
    tables = {"deals": [leg("a", "A", "C", 3), leg("b", "B", "C", 5)], "revenue": [revenue]}
    of_payers = sentences.lead(facts(write_tables(tmp_path, tables)))[1]
    plain = of_payers.replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "")
    assert plain == (
        "Of the payers whose revenue is stated, A has the largest all-in commitments. USD 3.0 bn of them is stated in "
        "dollars, over all years, against revenue of USD 2.0 bn a year (FY2024, reported): 1.5 times as much. B owes "
        "more, USD 5.0 bn all-in, but no source states its revenue."
    )


def test_the_words_are_those_that_were_reviewed(shipped_facts: Facts, golden: Golden) -> None:
    lines = [
        sentences.headline(shipped_facts),
        *sentences.lead(shipped_facts),
        *(sentences.of_circle(circle, shipped_facts.flows) for circle in shipped_facts.circles),
        sentences.of_loops(shipped_facts),
        *sentences.of_state(shipped_facts.state),
    ]
    golden(GOLDEN, "\n".join(lines).replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "") + "\n")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.35, "USD bn", "0.4"),
        (0.004, "USD bn", "0.004"),
        (-0.04, "USD bn", "-0.04"),
        (0.0, "USD bn", "–"),
        (1723.45, "USD bn", "1,723.5"),
        (331.59999999999997, "USD bn", "331.6"),
        (90.2111, "x", "90.2x"),
        (0.9794, "share", "97.9\u00a0%"),
        (0.00002, "share", "0.002\u00a0%"),
        (1234.0, "count", "1,234"),
        (float("nan"), "USD bn", "n/d"),
        (1e30, "USD bn", "1,000,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_look_as_in_the_workbook_and_none_is_spelt_away(value: float, unit: str, expected: str) -> None:
    assert spelt(Number("", "", None, value, unit)) == expected


def test_units_stand_in_sentences() -> None:
    assert amount(Number("", "", None, 9.0, "USD bn a year")) == "USD\u00a09.0\u00a0bn a year"
    assert amount(Number("", "", None, 16.0, "GW")) == "16.0\u00a0GW"


def test_the_picture_shows_the_largest_and_says_what_it_leaves_out(long_facts: Facts) -> None:
    view = network(long_facts)
    assert len(view.companies) <= MOST_COMPANIES
    assert 10 < len(view.arrows) <= MOST_ARROWS < view.all_arrows
    sizes = [each.flow.amount.value if each.flow.amount.is_known else -1 for each in view.arrows]
    assert sizes == sorted(sizes, reverse=True)
    largest = max(flow.amount.value for flow in long_facts.flows if flow.amount.is_known)
    assert sizes[0] == largest
    said = f"All {view.all_arrows} between {view.all_companies} companies are on the sheet Counterparties"
    assert said in "".join(Page(as_html(long_facts)).words)


def test_what_comes_back_is_marked(shipped_facts: Facts) -> None:
    marked = {(each.flow.payer, each.flow.payee) for each in network(shipped_facts).arrows if each.comes_back}
    assert marked == {("OpenAI", "CoreWeave"), ("Nvidia", "OpenAI"), ("OpenAI", "Nvidia")}


def test_loops_of_three_are_marked_and_listed(tmp_path: Path) -> None:
    legs = [
        leg("a", "A", "B", 1),
        leg("b", "B", "C", 2),
        leg("c", "C", "A", 3, kind="investment"),
        leg("d", "A", "D", 4),
    ]
    loop = facts(write_tables(tmp_path, {"deals": legs}))
    marked = {(each.flow.payer, each.flow.payee) for each in network(loop).arrows if each.comes_back}
    assert marked == {("A", "B"), ("B", "C"), ("C", "A")}
    assert "A → B → C → A" in "".join(Page(as_html(loop)).words)


def test_no_move_and_no_swap_of_companies_makes_the_picture_easier_to_follow() -> None:
    pairs = [("a", "x"), ("b", "y"), ("c", "z"), ("a", "z"), ("x", "y")]
    companies = ("a", "b", "c", "z", "y", "x")
    sides = best_sides(companies, pairs)
    assert sorted((*sides[0], *sides[1])) == sorted(companies)
    others = [*swaps(sides), *(other for company in companies for other in moves(sides, company))]
    assert cost(sides, pairs) == min(cost(other, pairs) for other in others)
    assert cost(sides, pairs) < cost((companies[:3], companies[3:]), pairs)


def test_names_are_wrapped_whole() -> None:
    for name in (*HOSTILE, "W" * 100, "日本電信電話株式会社" * 4):
        lines = wrapped(name, 95)
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")
        assert len(lines) == 1 or len(lines) < len(name)


def colours(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", part))


def test_text_stands_out_in_light_and_dark() -> None:
    dark_parts = re.findall(r"@media \(prefers-color-scheme: dark\) \{ :root \{(.*?)\} \}", STYLE, re.DOTALL)
    on_paper = STYLE.partition("@media print")[2]
    light_parts = STYLE.partition("@media print")[0]
    for part in dark_parts:
        light_parts = light_parts.replace(part, "")
    light = colours(light_parts)
    for theme in (light, light | colours("".join(dark_parts)), light | colours(on_paper)):
        codes = {
            name: code[1:] if len(code) == 7 else "".join(sign * 2 for sign in code[1:]) for name, code in theme.items()
        }
        for text in ("ink", "soft", "link"):
            for ground in ("paper", "back"):
                assert contrast(codes[text], codes[ground]) >= 4.5, (text, ground, codes[ground])
        assert contrast(codes["ink"], codes["band"]) >= 4.5
        for line in ("total", "owes", "funds", "revenue"):
            assert contrast(codes[line], codes["paper"]) >= 3, line


def test_errors_in_the_tables_stop_it(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", {"deals": [leg("a", "A", "B", 1, part_of="b")]})
    output = tmp_path / "memo.html"
    written = memo(tables, output)
    assert (written.digest, [each.code for each in written.findings if each.severity == "error"]) == (
        None,
        ["unknown-key"],
    )
    done = CliRunner().invoke(cli, ["memo", "--inputs", str(tables), "--output", str(output)], standalone_mode=False)
    assert done.return_value == 1
    assert "part_of" in done.output
    assert "Nothing was written" in done.output
    assert not output.exists()


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    output, tables = (
        tmp_path / "new" / "memo.html",
        write_tables(tmp_path / "tables", {"deals": [leg("a", "A", "B", 1)]}),
    )
    arguments = ["memo", "--inputs", str(tables), "--output", str(output), "--case", "low", "--basis", "signed"]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 0
    assert f"The memo was written to {output}: case low, basis signed, inputs " in done.output
    assert "case low · basis signed" in output.read_text(encoding="utf-8")


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    for output, message in ((tmp_path / "memo.pdf", r"must end in \.html"), (tmp_path, "is a folder")):
        with pytest.raises(CannotRun, match=message if output.suffix else "must end|is a folder"):
            memo(SMALL, output)
    with pytest.raises(CannotRun, match="the basis 'firm' is none of"):
        memo(SMALL, tmp_path / "memo.html", basis="firm")  # type: ignore[arg-type]


# What a browser makes of a page: by how much it is wider than its window; and of the picture of companies how small
# letters get, which names overlap, and which are cut.
MEASURE = """<!DOCTYPE html><meta charset="utf-8"><iframe width="WIDE" height="900"></iframe><pre></pre><script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument, root = page.documentElement, names = [];
  let smallest = 99, cut = [], overlaps = [];
  for (const svg of page.querySelectorAll("svg[viewBox]")) {
    const outer = svg.getBoundingClientRect();
    if (!outer.width) continue;
    const scale = outer.width / svg.viewBox.baseVal.width;
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect(), size = parseFloat(frame.contentWindow.getComputedStyle(text).fontSize);
      smallest = Math.min(smallest, size * scale);
      if (box.left < outer.left - 1 || box.right > outer.right + 1) cut.push(text.textContent);
      if (box.top < outer.top - 1 || box.bottom > outer.bottom + 1) cut.push(text.textContent);
      for (const [other, there] of names)
        if (box.left < there.right && there.left < box.right &&
            box.top + 1 < there.bottom && there.top + 1 < box.bottom)
          overlaps.push([text.textContent, other]);
      names.push([text.textContent, box]);
    }
  }
  const wider = root.scrollWidth - root.clientWidth;
  document.querySelector("pre").textContent = JSON.stringify({wider, smallest, cut, overlaps, texts: names.length});
};
frame.srcdoc = PAGE;
</script>"""


def chromium(folder: Path, *options: str) -> str:
    """What the browser writes to stdout."""
    always = ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000", "--virtual-time-budget=3000")
    command = [path_of("chromium"), *always, f"--user-data-dir={folder}/user", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.long
@pytest.mark.program("chromium")
@pytest.mark.parametrize("width", [375, 768, 1280])
def test_the_page_fits_a_phone_and_its_picture_can_be_read(each_page: str, width: int, tmp_path: Path) -> None:
    text = json.dumps(each_page).replace("</", "<\\/")
    (tmp_path / "frame.html").write_text(MEASURE.replace("WIDE", str(width)).replace("PAGE", text), encoding="utf-8")
    dom = chromium(tmp_path, "--dump-dom", f"file://{tmp_path}/frame.html")
    measures = json.loads(html.unescape(dom.partition("<pre>")[2].partition("</pre>")[0]))
    assert measures["texts"] > 4
    assert (measures["wider"], measures["cut"], measures["overlaps"]) == (0, [], [])
    assert measures["smallest"] >= 11


@pytest.mark.long
@pytest.mark.program("chromium")
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_page_prints_on_two_sheets(each_page: str, paper: str, tmp_path: Path) -> None:
    text = each_page.replace("@page { ", f"@page {{ size: {paper}; ")
    assert text != each_page
    (tmp_path / "memo.html").write_text(text, encoding="utf-8")
    printed = tmp_path / "memo.pdf"
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}", f"file://{tmp_path}/memo.html")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) <= 2
