"""Reports of findings: the same content as text, JSON, CSV and HTML, safe wherever it is shown."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest

from model.findings import CODES, Finding, Severity, found
from model.tables.report import FORMATS, SHOWN_PER_FILE, WIDTH, render


def many(count: int, file: str = "deals.csv") -> list[Finding]:
    return [
        found(
            "blank-cell",
            "deals",
            file,
            "payer is blank",
            row=row,
            column="payer",
            value="",
            suggestion="fill it",
        )
        for row in range(2, count + 2)
    ]


NASTY = found(
    "unknown-key",
    "deals",
    "deals.csv",
    "companies has no company '<script>alert(1)</script>'",
    row=7,
    column="payer",
    value="=cmd|\"<b>\x1b[31m\u202e & 'quoted'\n",
    suggestion="did you mean A&B?",
)


def test_the_severity_is_the_codes() -> None:
    assert found("uncertain", "deals", "deals.csv", "x").severity is Severity.WARNING
    assert NASTY.severity is Severity.ERROR
    assert {code.severity for code in CODES} == set(Severity)


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        found("no-such-code", "deals", "deals.csv", "x")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_with_a_line_feed(format: str) -> None:
    assert render([NASTY], format).endswith("\n")
    assert render([], format).endswith("\n")


def test_text_fits_the_terminal_and_shows_nothing_that_steers_it() -> None:
    long = found("too-long", "deals", "d" * 100 + ".csv", "long " * 60, row=3, column="note", value="x" * 500)
    for line in render([NASTY, long, *many(3)], "text").splitlines():
        assert len(line) <= WIDTH
        assert line.isprintable()


def test_text_shows_place_value_and_advice() -> None:
    finding = found(
        "out-of-range",
        "deals",
        "deals.csv",
        "base_bn must be at least 0",
        row=7,
        column="base_bn",
        value="-5",
        suggestion="check the number",
    )
    assert render([finding], "text") == (
        "deals.csv: 1 error\n"
        "  error at row 7, base_bn: base_bn must be at least 0 (-5) [out-of-range]\n"
        "      → check the number\n"
        "\n"
        "1 error.\n"
    )


def test_text_names_the_table_where_the_file_does_not() -> None:
    finding = found("blank-cell", "deals", "inputs.xlsx", "payer is blank", row=7, column="payer")
    assert "  error at deals, row 7, payer: payer is blank" in render([finding], "text")


def test_text_shows_the_first_of_each_file_and_counts_the_rest() -> None:
    text = render(many(1_234) + many(3, "revenue.csv"), "text")
    assert text.count("deals.csv") == 1
    assert text.count("[blank-cell]") == SHOWN_PER_FILE + 3
    assert "… and 1,214 more" in text
    assert text.endswith("1,237 errors.\n")


def test_text_shows_errors_before_warnings() -> None:
    warning = found("uncertain", "deals", "deals.csv", "unclear", row=2)
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
        "table": "deals",
        "file": "deals.csv",
        "row": 7,
        "column": "payer",
        "value": NASTY.value,
        "message": NASTY.message,
        "suggestion": NASTY.suggestion,
    }
    assert content["summary"] == {
        "errors": 3,
        "warnings": 0,
        "codes": {"blank-cell": 2, "unknown-key": 1},
        "files": {"deals.csv": 3},
    }


def test_csv_has_one_record_per_finding_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render([NASTY, *many(2)], "csv"), newline="")))
    assert [row["row"] for row in rows] == ["7", "2", "3"]
    assert rows[0]["value"] == """'=cmd|"<b>\\x1b[31m\\u202e & 'quoted'\\n"""
    assert render([NASTY], "csv").count("\n") == 2
    assert rows[0]["message"] == NASTY.message


class Page(HTMLParser):
    """The tags of a page, and the text of its table cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and self.tags[-1] == "td":
            self.cells[-1] += data


def test_html_is_one_page_that_loads_nothing_and_runs_no_text_of_the_tables() -> None:
    page = Page(render([NASTY, *many(2)], "html"))
    assert page.tags.count("script") == 1
    assert page.tags.count("b") == 0
    assert page.addresses == []
    assert "companies has no company '<script>alert(1)</script>'" in page.cells


def test_html_can_be_filtered_by_table_and_severity() -> None:
    text = render([NASTY, found("uncertain", "revenue", "revenue.csv", "unclear", row=2)], "html")
    assert '<option value="deals">' in text
    assert '<option value="revenue">' in text
    assert '<option value="warning">' in text
    assert '<tr class="warning" data-table="revenue">' in text


def test_other_formats_are_refused() -> None:
    with pytest.raises(KeyError):
        render([], "pdf")
