"""Bad and odd inputs, one case each: read as meant, or found with file, row, column, value and what to do.

The name of a case says what is odd. All of them: pytest --collect-only -q tests/test_edge_inputs.py Texts that are not
valid numbers or dates are in tests/test_tables_cells.py; files that are not workbooks, and names of outputs, are in
tests/test_edge_files.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from model.findings import Finding
from model.inputs import Loaded, load
from model.pipeline import build
from tests.harness import write_tables
from tests.strategies import REQUIRED, Rows, csv_text, valid_tables, write_folder
from tests.test_tables_workbook import cell_of, edited, rewritten
from tests.tiers import sampled

Place = tuple[str, str, int | None, str | None]

pytestmark = pytest.mark.usefixtures("tables_typed_once")


def places(findings: tuple[Finding, ...]) -> list[Place]:
    return [(f.code, f.table, f.row, f.column) for f in findings]


def said(finding: Finding) -> str:
    return f"{finding.message} {finding.suggestion}"


# text

KEPT_AS_TEXT = {
    "formula": ("=1+1", "=1+1"),
    "plus": ("+1", "+1"),
    "minus": ("-1+2", "-1+2"),
    "at sign": ("@SUM(A1)", "@SUM(A1)"),
    "tab first": ("\t=1+1", "=1+1"),
    "carriage return first": ("\r=1+1", "=1+1"),
    "array formula": ("{=1+1}", "{=1+1}"),
    "hyperlink": ('=HYPERLINK("http://a.b","c")', '=HYPERLINK("http://a.b","c")'),
    "dde": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "error text": ("#N/A", "#N/A"),
    "carriage return and line feed in a cell": ("a\r\nb", "a\nb"),
    "carriage return in a cell": ("a\rb", "a\nb"),
    "literal escape": ("_x000D_", "_x000D_"),
    "truth value": ("TRUE", "TRUE"),
    "leading zeros": ("00123", "00123"),
    "exponent": ("1E5", "1E5"),
    "apostrophe": ("'quoted", "'quoted"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The cells of a built workbook that hold the texts, by case."""
    path = tmp_path_factory.mktemp("kept")
    companies = [{"company": f"C{number}", "note": text} for number, (text, _) in enumerate(KEPT_AS_TEXT.values())]
    deals = [{"leg": "a", "payer": "C0", "payee": "C1", "base_bn": 1, "currency": "USD", "start": "2025-01-01"}]
    folder = write_tables(path / "i", {"companies": companies, "deals": deals})
    assert build(folder, path / "out.xlsx").summary is not None
    sheet = openpyxl.load_workbook(path / "out.xlsx")["companies"]
    rows = {row[0].value: row for row in sheet.iter_rows()}
    note = [cell.value for cell in rows["company"]].index("note")
    return {case: rows[f"C{number}"][note] for number, case in enumerate(KEPT_AS_TEXT)}


@pytest.mark.long
@pytest.mark.parametrize("case", KEPT_AS_TEXT)
def test_text_is_text_in_the_workbook(case: str, kept: dict[str, Any]) -> None:
    assert kept[case].data_type == "s"
    assert kept[case].value.replace("_x005F_", "_") == KEPT_AS_TEXT[case][1]


# cells: case → table, row, column, text, code, and words that must be said

CELLS: dict[str, tuple[str, int, str, str, str, str]] = {
    # text
    "NUL": ("deals", 3, "note", "a\0b", "bad-character", "U+0000"),
    "control character": ("deals", 3, "note", "a\x1bb", "bad-character", "U+001B"),
    "U+FFFE": ("deals", 3, "note", "a\ufffeb", "bad-character", "U+FFFE"),
    "bidirectional character in a key": ("deals", 4, "leg", "L\u202e3", "bad-key", "invisible"),
    "zero-width character in a key": ("deals", 4, "leg", "L3\u200b", "bad-key", "invisible"),
    "no-break space around text": ("deals", 2, "payer", "OpenAI\u00a0", "surrounding-spaces", "removed"),
    "blank before text": ("deals", 2, "payer", " OpenAI", "surrounding-spaces", "removed"),
    "keys that differ in case": ("deals", 3, "leg", "l1", "keys-look-equal", "row 2"),
    "over 32,767 characters": ("deals", 3, "note", "x" * 32_768, "too-long", "32,767"),
    # numbers
    "hexadecimal": ("deals", 2, "base_bn", "0x1F", "not-a-number", "decimal digits"),
    "more than 15 digits": ("fx_rates", 3, "usd_per_unit", "1.0312345678901234", "too-many-digits", "15"),
    "fraction for a switch": ("assumptions", 3, "base", "1.9", "out-of-range", "either 0 or 1"),
    "negative amount": ("deals", 2, "base_bn", "-5", "out-of-range", "at least 0"),
    "share above 1": ("equity_stakes", 3, "max_share", "1.6", "out-of-range", "0.25 for 25 %"),
    "low above base": ("deals", 3, "low_bn", "101", "range-order", "low_bn is above base_bn, which is 100"),
    "base above high": ("deals", 3, "base_bn", "101", "range-order", "base_bn is above high_bn, which is 100"),
    "neither yes nor no": ("deals", 2, "uncertain", "maybe", "not-a-flag", "yes, no or nothing"),
    # dates
    "before 1900-03-01": ("deals", 2, "announced", "1900-02-28", "date-out-of-range", "1900-03-01"),
    "after 2199-12-31": ("deals", 2, "announced", "2200-01-01", "date-out-of-range", "2199-12-31"),
    "as of a day after 2199-12-31": ("assumptions", 3, "base", "2200-01-01", "date-out-of-range", "2199-12-31"),
    "a term without end": ("deals", 3, "term_years", "9000", "out-of-range", "at most 100"),
    "end before start": ("deals", 2, "end", "2026-12-31", "date-order", "end is before start, which is "),
    "period that ends amid a month": ("revenue", 2, "period_end", "2025-06-29", "not-whole-months", "last day"),
    "share of a period that ends amid another": (
        *("customer_shares", 3, "period_end", "2024-09-30"),
        *("period-mismatch", "2024-01-01 to 2024-12-31"),
    ),
    # keys
    "unknown company": ("deals", 2, "payee", "Orcale", "unknown-key", "did you mean Oracle?"),
    "unknown currency": ("deals", 2, "currency", "EURO", "no-rate", "did you mean EUR?"),
    "unknown source": ("deals", 3, "sources", "s11", "unknown-key", "did you mean s1?"),
    "unknown term": ("deals", 2, "kind", "purchas", "unknown-term", "did you mean purchase?"),
    "part of itself": ("deals", 4, "part_of", "L3", "names-itself", "names itself"),
    "part of a circle": ("deals", 2, "part_of", "L3", "names-circle", "L1 part of L3 part of L1"),
    "part of a missing leg": ("deals", 4, "part_of", "L9", "unknown-key", "deals has no leg"),
    "currency without a rate": ("deals", 2, "currency", "GBP", "no-rate", "no rate in fx_rates"),
    "TRUE as a key": ("deals", 4, "leg", "TRUE", "bad-key", "TRUE Inc."),
    "error text as a key": ("deals", 4, "leg", "#N/A", "bad-key", "an error"),
    "date as a key": ("deals", 4, "leg", "2025-01-01", "bad-key", "a date"),
    "month as a key": ("deals", 4, "leg", "6 Oct 2025", "bad-key", "a date"),
    "time as a key": ("deals", 4, "leg", "10:30", "bad-key", "a time"),
    "n/d as a key": ("deals", 4, "leg", "N/D", "bad-key", "no source states"),
    "percentage as a key": ("deals", 4, "leg", "5%", "bad-key", "a percentage"),
}
SWITCH = {"name": "include_implied", "unit": "switch", "low": "0", "high": "1"}
EXTRA: dict[str, dict[str, str]] = {"fraction for a switch": SWITCH}


@pytest.mark.parametrize("case", sampled(CELLS, now=2))
def test_the_cell_is_found_with_what_to_do(case: str, tmp_path: Path) -> None:
    table, row, column, text, code, words = CELLS[case]
    tables = valid_tables()
    tables[table][row - 2] |= {column: text, **EXTRA.get(case, {})}
    required = [row["name"] for row in tables["assumptions"]]
    (finding,) = load(write_folder(tmp_path / "i", tables), required).findings
    assert places((finding,)) == [(code, table, row, column)]
    assert words in said(finding), said(finding)
    assert finding.file == f"{table}.csv"
    assert finding.value == (text if code != "names-circle" else "L3")


# whole rows and tables: case → a change of the valid tables, and the findings

RowsChange = Callable[[dict[str, Rows]], object]

ROWS: dict[str, tuple[RowsChange, list[Place]]] = {
    "keys that collide once trimmed": (
        lambda t: t["deals"][1].update(leg="L1 "),
        [("surrounding-spaces", "deals", 3, "leg"), ("duplicate-key", "deals", 3, "leg")],
    ),
    "deal reported twice": (
        lambda t: t["deals"].append({**t["deals"][3], "leg": "L5"}),
        [("probable-duplicate", "deals", 6, "leg")],
    ),
    "ids of 20 digits, leading zeros, exponents": (
        lambda t: [row.update(tranche=text) for row, text in zip(t["tranches"], ("0" * 19 + "1", "1E5"), strict=True)],
        [],
    ),
    **{
        f"a company called {name}": (
            lambda t, name=name: (  # type: ignore[misc]
                t["companies"].append({**t["companies"][0], "company": name}),
                t["deals"][3].update(payer=name),
            ),
            [],
        )
        for name in ("NA", "None", "NULL", "nan", "NaN")
    },
    **{
        f"{text!r} for no": (lambda t, text=text: t["deals"][0].update(uncertain=text), [])  # type: ignore[misc]
        for text in ("False", "no", "0", "")
    },
    "a totals row below the table": (
        lambda t: t["deals"].append({**dict.fromkeys(t["deals"][0], ""), "leg": "Total", "base_bn": "469.2"}),
        [("totals-row", "deals", 6, None)],
    ),
    "a totals row without a name": (
        lambda t: t["deals"].append({**dict.fromkeys(t["deals"][0], ""), "base_bn": "469.2"}),
        [("totals-row", "deals", 6, None)],
    ),
    "a company called Total": (
        lambda t: t["companies"].append({**t["companies"][0], "company": "Total"}),
        [],
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_are_read_as_meant_or_found(case: str, tmp_path: Path) -> None:
    change, expected = ROWS[case]
    tables = valid_tables()
    change(tables)
    loaded = load(write_folder(tmp_path / "i", tables), REQUIRED)
    assert places(loaded.findings) == expected
    if case == "deal reported twice":
        assert "rows 5 and 6" in loaded.findings[0].message


def test_the_rows_without_a_rate_are_named(tmp_path: Path) -> None:
    tables = valid_tables()
    for row in (tables["deals"][1], tables["deals"][3], tables["revenue"][1]):
        row["currency"] = "GBP"
    found = load(write_folder(tmp_path / "i", tables), REQUIRED).findings
    assert places(found) == [
        ("no-rate", table, row, "currency") for table, row in (("deals", 3), ("deals", 5), ("revenue", 3))
    ]


# CSV shape: case → a change of deals.csv, the findings, and words that must be said

CSV: dict[str, tuple[Callable[[str], str | bytes], list[Place], str]] = {
    "byte order mark": (lambda text: text.encode("utf-8-sig"), [], ""),
    "UTF-16 by its mark": (lambda text: text.encode("utf-16"), [], ""),
    "cp1252": (
        lambda text: text.replace("GPU", "Capacité").encode("cp1252"),
        [("not-utf8", "deals", 5, None)],
        "line 5 holds the byte 0xE9",
    ),
    "lone surrogate": (
        lambda text: text.replace("GPU", "\ud800").encode("utf-8", "surrogatepass"),
        [("not-utf8", "deals", 5, None)],
        "line 5",
    ),
    "mixed newlines": (lambda text: text.replace("\nL2", "\r\nL2").replace("\nL3", "\rL3"), [], ""),
    "quoted newlines": (
        lambda text: text.replace("L1,Oracle cloud", 'L1,"Oracle\ncloud"').replace("14.2", "x"),
        [("bad-key", "deals", 2, "deal"), ("not-a-number", "deals", 6, "base_bn")],
        "",
    ),
    "unterminated quote": (
        lambda text: text.replace("L3,Oracle", 'L3,"Oracle'),
        [("open-quote", "deals", 4, None)],
        "never closed",
    ),
    "row longer than the header": (
        lambda text: text.replace("14.2", "1,234.5"),
        [("ragged-row", "deals", 5, None)],
        "25 cells, but the header has 24",
    ),
    "short row": (lambda text: text + "L5,x\n", [("ragged-row", "deals", 6, None)], "2 cells, but the header has 24"),
    "duplicate header": (
        lambda text: text.replace("qualifier", "note", 1),
        [("duplicate-column", "deals", 1, "note")],
        "twice",
    ),
    "headers that differ in case": (
        lambda text: text.replace("qualifier", "Note", 1),
        [("duplicate-column", "deals", 1, "note")],
        "twice",
    ),
    "semicolons": (
        lambda text: text.replace(",", ";"),
        [("wrong-delimiter", "deals", 1, None)],
        "semicolons",
    ),
    "tabs": (lambda text: text.replace(",", "\t"), [("wrong-delimiter", "deals", 1, None)], "tabs"),
    "sep=;": (lambda text: "sep=;\n" + text, [("wrong-delimiter", "deals", 1, None)], "sep=;"),
    "missing column": (
        lambda text: text.replace("payer", "payor", 1),
        [("unknown-column", "deals", 1, "payor"), ("missing-column", "deals", 1, "payer")],
        "did you mean payor?",
    ),
    "unknown column": (
        lambda text: "\n".join(f"{line},{'remarks' if at == 0 else ''}" for at, line in enumerate(text.splitlines())),
        [("unknown-column", "deals", 1, "remarks")],
        "not read",
    ),
    "empty file": (lambda _: "", [("empty-file", "deals", None, None)], "header"),
    "header only": (lambda text: text.splitlines()[0], [], ""),
    "blank rows": (lambda text: text.replace("\nL", "\n\n,,,\nL"), [], ""),
}


@pytest.mark.parametrize("case", CSV)
def test_the_shape_of_a_csv_file_is_read_or_named(case: str, tmp_path: Path) -> None:
    change, expected, words = CSV[case]
    tables = valid_tables()
    if case == "header only":
        tables["equity_stakes"][0]["deal"] = ""
        del tables["payments"]
    folder = write_folder(tmp_path / "i", tables)
    content = change(csv_text(tables["deals"]))
    (folder / "deals.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    loaded = load(folder, REQUIRED)
    about_deals = tuple(finding for finding in loaded.findings if finding.table == "deals")
    assert places(about_deals) == expected
    assert any(words in said(finding) for finding in about_deals) or not words
    others = {finding.code for finding in loaded.findings if finding.table != "deals"}
    assert others <= ({"unknown-key"} if case == "quoted newlines" else set())
    rows = {"header only": 0, "empty file": 0, "unterminated quote": 2, "short row": 5}
    if not {"wrong-delimiter", "not-utf8"} & {place[0] for place in expected}:
        assert len(loaded.tables["deals"].frame) == rows.get(case, 4)


# sheets: case → a change of a valid workbook, the findings


def hide_everything(book: Any) -> None:
    book["deals"].sheet_state = "hidden"
    book["companies"].row_dimensions[3].hidden = True


def typed_date(book: Any) -> None:
    import datetime

    cell_of(book, "deals", 2, "announced").value = datetime.date(2025, 7, 1)


def typed_date_1904(book: Any) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    typed_date(book)


def put(table: str, row: int, column: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell_of(book, table, row, column).value = value

    return change


def reorder(book: Any) -> None:
    for row in book["deals"].iter_rows():
        first, last = row[0].value, row[-1].value
        row[0].value, row[-1].value = last, first


SHEETS: dict[str, tuple[Callable[[Any], object], list[Place]]] = {
    "typed date": (typed_date, []),
    "typed date of a 1904 workbook": (typed_date_1904, []),
    "hidden sheet and hidden rows": (
        hide_everything,
        [("hidden-rows", "companies", 3, None), ("hidden-sheet", "deals", None, None)],
    ),
    "formula where an input is expected": (
        put("deals", 2, "base_bn", "=100*3"),
        [("formula-cell", "deals", 2, "base_bn")],
    ),
    "error where an input is expected": (
        put("deals", 2, "gigawatts", "#N/A"),
        [("error-cell", "deals", 2, "gigawatts")],
    ),
    "merged cells": (lambda book: book["deals"].merge_cells("X2:X4"), [("merged-cells", "deals", 2, None)]),
    "renamed column": (
        lambda book: book["deals"].cell(1, 4, "payor"),
        [("unknown-column", "deals", 1, "payor"), ("missing-column", "deals", 1, "payer")],
    ),
    "reordered columns": (reorder, []),
    "a totals row of formulas": (
        lambda book: book["deals"].append([None] * 7 + ["=SUM(H2:H5)"]),
        [("totals-row", "deals", 6, None)],
    ),
    "one cell at XFD1048576": (
        lambda book: book["deals"].cell(1 << 20, 1 << 14, "stray"),
        [("nameless-column", "deals", 1 << 20, None)],
    ),
}


@pytest.mark.parametrize("case", sampled(SHEETS, now=2))
def test_sheets_are_read_or_named(case: str, tmp_path: Path) -> None:
    from tests.strategies import write_workbook

    change, expected = SHEETS[case]
    loaded = edited(write_workbook(tmp_path / "i.xlsx", valid_tables()), change)
    assert places(loaded.findings) == expected
    assert len(loaded.tables["deals"].frame) == 4


ESCAPES = {
    "literal _x000D_ in shared strings": (b"_x005F_x000D_", "_x000D_", []),
    "literal _x005F_x000D_ in shared strings": (b"_x005F_x005F_x005F_x000D_", "_x005F_x000D_", []),
    "carriage return in shared strings": (b"a_x000D_\nb", "a\nb", []),
    "lone surrogate in shared strings": (b"a_xD800_", "", [("bad-character", "deals", 2, "note")]),
    "NUL in shared strings": (b"a_x0000_", "", [("bad-character", "deals", 2, "note")]),
    "phonetic reading of shared strings": (
        "東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr fontId='1'/><t>!".encode(),
        "東京!",
        [],
    ),
    "formatted text in shared strings": (b"bold</t></r><r><t> plain", "bold plain", []),
}


@pytest.mark.parametrize("inline", [False, True], ids=["shared", "inline"])
@pytest.mark.parametrize("case", sampled(ESCAPES, now=2))
def test_escapes_of_a_workbook_are_undone_as_excel_does(case: str, inline: bool, tmp_path: Path) -> None:
    written, text, expected = ESCAPES[case]
    loaded = loaded_with_note(tmp_path, written, inline)
    assert places(loaded.findings) == expected
    assert loaded.tables["deals"].frame.loc[2, "note"] == text


def loaded_with_note(path: Path, written: bytes, inline: bool) -> Loaded:
    """What is loaded of a workbook whose first deal has a note with these bytes, in runs, in one of two ways."""
    from tests.strategies import write_workbook

    tables = valid_tables()
    tables["deals"][0]["note"] = "HERE"
    run = b"<r><rPr><b/></rPr><t>" + written + b"</t></r>" if b"<r>" in written else b"<t>" + written + b"</t>"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>' + run + b"</si></sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()

    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = f'<Relationship Id="texts" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    relation = related.encode()

    def change(name: str, content: bytes) -> Any:
        if b"<is><t>HERE</t></is>" in content:
            before, _, after = content.partition(b't="inlineStr"><is><t>HERE</t></is>')
            new = b't="inlineStr"><is>' + run + b"</is>" if inline else b't="s"><v>0</v>'
            content = before + new + after
        if name == "[Content_Types].xml" and not inline and b"sharedStrings" not in content:
            content = content.replace(b"</Types>", override)
        if name == "xl/_rels/workbook.xml.rels" and not inline and b"sharedStrings" not in content:
            content = content.replace(b"</Relationships>", relation)
        if name != "xl/sharedStrings.xml":
            yield name, content
        if name == "[Content_Types].xml" and not inline:
            yield "xl/sharedStrings.xml", strings

    return load(rewritten(write_workbook(path / "i.xlsx", tables), change), REQUIRED)
