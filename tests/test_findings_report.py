"""Reports of findings: the same content as text, JSON, CSV and HTML, safe wherever it is shown."""

import csv
import io
import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from model.codes import BY_NAME, Severity
from model.findings import Finding, Where, finding
from model.inputs import load
from model.inputs.load import Excerpt, Loaded
from model.reports import page
from model.reports.data import as_csv, as_json
from model.reports.page import as_html
from model.reports.tables import of_tables
from model.reports.text import MOST_ENTRIES, WIDTH, as_text
from tests.programs import path_of
from tests.strategies import REQUIRED, valid_tables, write_folder

FORMATS: dict[str, Callable[[Loaded], str]] = {
    "text": lambda loaded: as_text(of_tables(loaded.findings, loaded.hashes)),
    "json": lambda loaded: as_json(of_tables(loaded.findings, loaded.hashes)),
    "csv": lambda loaded: as_csv(of_tables(loaded.findings, loaded.hashes)),
    "html": as_html,
}


def render(findings: Sequence[Finding], form: str) -> str:
    """A report of findings alone, without the tables they were found in."""
    return FORMATS[form](Loaded({}, tuple(findings), {}, {}))


def many(count: int, file: str = "deals.csv") -> list[Finding]:
    return [
        finding(
            "blank-cell",
            Where("deals", file, row=row, column="payer"),
            "payer is blank",
            suggestion="fill it",
            value="",
        )
        for row in range(2, count + 2)
    ]


NASTY = finding(
    "unknown-key",
    Where("deals", "deals.csv", row=7, column="payer"),
    "companies has no company '<script>alert(1)</script>'",
    suggestion="did you mean A&B?",
    value="=cmd|\"<b>\x1b[31m\u202e & 'quoted'\n",
)


def test_the_severity_is_the_codes() -> None:
    assert finding("uncertain", Where("deals", "deals.csv"), "x").severity is Severity.WARNING
    assert NASTY.severity is Severity.ERROR
    assert {code.severity for code in BY_NAME.values()} == set(Severity)


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        finding("no-such-code", Where("deals", "deals.csv"), "x")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_with_a_line_feed(form: str) -> None:
    assert render([NASTY], form).endswith("\n")
    assert render([], form).endswith("\n")


def test_text_fits_the_terminal_and_shows_nothing_that_steers_it() -> None:
    long = finding("too-long", Where("deals", "d" * 100 + ".csv", row=3, column="note"), "long " * 60, value="x" * 500)
    for line in render([NASTY, long, *many(3)], "text").splitlines():
        assert len(line) <= WIDTH
        assert line.isprintable()


def test_text_shows_place_value_and_advice() -> None:
    negative = finding(
        "out-of-range",
        Where("deals", "deals.csv", row=7, column="base_bn"),
        "base_bn must be at least 0",
        suggestion="check the number",
        value="-5",
    )
    assert render([negative], "text") == (
        "deals.csv: 1 error\n"
        "  error at row 7, base_bn: base_bn must be at least 0 (-5) [out-of-range]\n"
        "      → check the number\n"
        "\n"
        "1 error.\n"
    )


def test_text_names_the_table_where_the_file_does_not() -> None:
    blank = finding("blank-cell", Where("deals", "inputs.xlsx", row=7, column="payer"), "payer is blank")
    assert "  error at deals, row 7, payer: payer is blank" in render([blank], "text")


def test_text_shows_the_first_of_each_file_and_counts_the_rest() -> None:
    text = render(many(1_234) + many(3, "revenue.csv"), "text")
    assert text.count("deals.csv") == 1
    assert text.count("[blank-cell]") == MOST_ENTRIES + 3
    assert "… and 1,214 more" in text
    assert text.endswith("1,237 errors.\n")


def test_text_shows_errors_before_warnings() -> None:
    warning = finding("uncertain", Where("deals", "deals.csv", row=2), "unclear")
    text = render([warning, *many(1)], "text")
    assert text.index("payer is blank") < text.index("unclear")
    assert "1 error, 1 warning" in text


def test_no_findings_say_so() -> None:
    assert render([], "text") == "No findings.\n"


def test_json_holds_every_field_and_a_summary() -> None:
    content = json.loads(render([NASTY, *many(2)], "json"))
    assert content["findings"][0] == {
        "code": "unknown-key",
        "severity": "error",
        "where": {"file": "deals.csv", "table": "deals", "row": 7, "column": "payer"},
        "message": NASTY.message,
        "expected": None,
        "found": NASTY.value,
        "advice": NASTY.suggestion,
    }
    assert content["summary"] == {
        "errors": 3,
        "warnings": 0,
        "codes": {"blank-cell": 2, "unknown-key": 1},
        "files": {"deals.csv": {"sha256": None, "errors": 3, "warnings": 0}},
        "accepted": [],
    }


def test_json_names_every_file_with_its_hash_and_counts(tmp_path: Path) -> None:
    loaded = load(write_folder(tmp_path / "i", valid_tables()), REQUIRED)
    files = json.loads(FORMATS["json"](loaded))["summary"]["files"]
    assert files["deals.csv"] == {"sha256": loaded.hashes["deals.csv"], "errors": 0, "warnings": 0}
    assert len(files) == 13


def test_csv_has_one_record_per_finding_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render([NASTY, *many(2)], "csv"), newline="")))
    assert [row["row"] for row in rows] == ["7", "2", "3"]
    assert rows[0]["found"] == """'=cmd|"<b>\\x1b[31m\\u202e & 'quoted'\\n"""
    assert render([NASTY], "csv").count("\n") == 2
    assert rows[0]["message"] == NASTY.message


class Page(HTMLParser):
    """The tags of a page with their attributes, the words of each article, and the cells marked in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.articles: list[str] = []
        self.marked: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img"):
            self.open.append(tag)
        if tag == "article":
            self.articles.append("")
        if tag == "td" and dict(attrs).get("class") == "bad":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.articles[-1] += data
            if self.tags[-1][1].get("class") == "bad" and self.open[-1] == "td":
                self.marked[-1] += data


def test_html_is_one_page_that_loads_nothing_and_runs_no_text_of_the_tables() -> None:
    page = Page(render([NASTY, *many(2)], "html"))
    names = [tag for tag, _ in page.tags]
    assert page.open == []
    assert names.count("script") == 1
    assert names.count("b") == len(page.articles) == 3
    assert not [attrs for _, attrs in page.tags if attrs.keys() & {"src", "href", "onclick", "style"}]
    assert "companies has no company '<script>alert(1)</script>'" in page.articles[0]


def test_html_can_be_filtered_by_table_and_severity() -> None:
    page = Page(render([NASTY, finding("uncertain", Where("revenue", "revenue.csv", row=2), "unclear")], "html"))
    options = [attrs.get("value") for tag, attrs in page.tags if tag == "option"]
    assert options == ["", "deals", "revenue", "", "error", "warning"]
    articles = [(attrs["class"], attrs["data-table"]) for tag, attrs in page.tags if tag == "article"]
    assert articles == [("error", "deals"), ("warning", "revenue")]


def test_html_shows_each_finding_beside_its_row(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"][0] |= {"base_bn": "lots", "payer": "OpenIA"}
    page = Page(as_html(load(write_folder(tmp_path / "i", tables), REQUIRED)))
    assert sorted(page.marked) == ["OpenIA", "lots"]
    assert all("Oracle cloud" in article for article in page.articles)


def test_html_says_what_it_leaves_out() -> None:
    text = render(many(page.MOST_FINDINGS + 1), "html")
    assert text.count("<article") == page.MOST_FINDINGS
    assert "The first 2,000 are shown" in text


def test_html_escapes_the_rows_it_shows() -> None:
    excerpt = Excerpt(("leg", "payer"), {7: ("<script>", '"><img src=x>\x1b')})
    page = Page(as_html(Loaded({}, (NASTY,), {"deals.csv": "0" * 64}, {"deals": excerpt})))
    assert "img" not in [tag for tag, _ in page.tags]
    assert page.marked == ['"><img src=x>\\x1b']


@pytest.mark.long
@pytest.mark.program("chromium")
@pytest.mark.parametrize("width", [1280, 390])
def test_html_opens_in_a_browser_and_its_script_counts_what_it_shows(width: int, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(render([NASTY, *many(2)], "html"), encoding="utf-8")
    command = [
        path_of("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--window-size={width},900",
        "--dump-dom",
    ]
    address = f"file://{tmp_path / 'page.html'}"
    done = subprocess.run([*command, address], check=True, capture_output=True, text=True, timeout=60)
    assert "3 findings shown" in done.stdout


def repeated(rows: Sequence[int]) -> list[Finding]:
    """The same warning about some rows, each with its own words."""
    return [
        replace(
            finding(
                "assumed-date", Where("deals", "deals.csv", row=row, column="start"), f"no start: day {row}", "ask"
            ),
            together="no start is stated",
        )
        for row in rows
    ]


def test_text_names_what_repeats_once_with_its_rows_and_the_gravest_first() -> None:
    grave = finding("implausible-amount", Where("deals", "deals.csv", row=9, column="base_bn"), "3000", "check")
    assert render([*repeated([2, 4, 5, 6, 9]), grave], "text") == (
        "deals.csv: 6 warnings\n"
        "  warning at row 9, base_bn: 3000 [implausible-amount]\n"
        "      → check\n"
        "  warning at rows 2, 4–6, 9, start: 5 rows: no start is stated [assumed-date]\n"
        "      → ask\n"
        "\n"
        "6 warnings.\n"
    )


def test_text_and_html_begin_with_the_files_that_have_errors() -> None:
    warnings = [replace(each, file="capex_plans.csv", table="capex_plans") for each in repeated([2, 4])]
    for form in ("text", "html"):
        report = render([*warnings, NASTY], form)
        assert 0 < report.index("companies has no company") < report.index("no start is stated")


def test_html_names_what_repeats_once_and_programs_get_each_row() -> None:
    page = Page(render(repeated([2, 4, 5]), "html"))
    assert len(page.articles) == 1
    assert "rows 2, 4–5, start" in page.articles[0]
    assert len(json.loads(render(repeated([2, 4, 5]), "json"))["findings"]) == 3
    assert len(list(csv.DictReader(io.StringIO(render(repeated([2, 4, 5]), "csv"), newline="")))) == 3


def test_one_warning_keeps_its_own_words() -> None:
    assert "warning at row 2, start: no start: day 2 [assumed-date]" in render(repeated([2]), "text")
