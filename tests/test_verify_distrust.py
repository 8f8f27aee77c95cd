"""Where an engine is known to differ from Excel, it neither confirms nor refutes a value; another engine that is
right decides."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from model.verify import distrust, engines, process
from model.verify.distrust import DISTRUSTS, unsure
from model.verify.engines import recompute
from model.verify.operands import COMPARISONS, POWER, operands
from model.verify.places import Places
from model.verify.verify import verify
from model.xlsx import transcript
from model.xlsx.book import Book
from model.xlsx.reader import read_book
from tests.opened import Opened
from tests.tiers import sampled

ONE_ENGINE = [
    "ironcalc",
    "formualizer",
    pytest.param("libreoffice", marks=[pytest.mark.long, pytest.mark.program("libreoffice")]),
]

pytestmark = pytest.mark.usefixtures("tables_typed_once", "built_anew_once")


@pytest.fixture(scope="module")
def good(built_small: Path) -> Path:
    return built_small


def workbook(*formulas: str) -> tuple[bytes, Book]:
    """A sheet S with 1 to 5 in A, x in B, 0 in C, nothing in D, and these formulas in F."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "S"
    for row in range(1, 6):
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = row, "x", 0
    sheet["E1"], sheet["E2"] = "=0.1+0.2", 0.3
    for row, formula in enumerate(formulas, start=1):
        sheet[f"F{row}"] = f"={formula}"
    made.defined_names["five"] = DefinedName("five", attr_text="S!$A$1:$A$5")
    made.defined_names["four"] = DefinedName("four", attr_text="S!$B$1:$B$4")
    made.defined_names["third"] = DefinedName("third", attr_text="S!$E$2")
    out = io.BytesIO()
    made.save(out)
    content = out.getvalue()
    return transcript.with_blanks(content), read_book("made.xlsx", content)


UNEQUAL = [
    'SUMIFS(A1:A5,B1:B4,"x")',
    'COUNTIFS(A1:A5,">0",B1:B4,"x")',
    'AVERAGEIFS(A1:A5,B2:B5,"x")',
    '_xlfn.MAXIFS(A1:A5,B1:B4,"x")',
    '_xlfn.MINIFS(S!A1:A5,B1:B4,"x")',
    'SUMIFS(five,four,"x")',
    '1+IF(A1=1,SUMIFS(five,$B$1:$B$5,"x",four,"x"),0)',
]
RESIZED = ['SUMIF(B1:B5,"x",A1:A2)', 'AVERAGEIF(B1:B5,"x",A1:A2)']
POWERS = ["0^0", "C1^C2", "POWER(C1,D9)", "(A1-1)^C1", "1+C1^(A2-2)"]
TIES = ["E1=E2", "E1>third", "IF(E1<=E2,1,2)", "(0.6+0.3)>=0.9", "A1*1.1*3<=third*11", "1-(E1<>E2)"]
INNOCENT = [
    'SUMIFS(A1:A5,B1:B5,"x")',
    'SUMIFS(five,B1:B5,"A1:A4")',
    'COUNTIFS(five,">0")',
    'SUMIF(B1:B5,"x",A1:A5)',
    'SUMIF(B1:B5,"x")',
    'SUM(A1:A4)+SUMIFS(A1:A5,B1:B5,"x")',
    "A1^C1",
    "0.5^0",
    "A1=A1",
    "A1<A2",
    'B1="x"',
    "SUM(A1:A5)>=15",
    "E1=nothing",
    "A1:A5",
    'SUMIFS(A1:A5,B1:B5,"<>")',
]


def causes(engine: str, *formulas: str) -> set[str]:
    """The cells of formulas that an engine is not trusted with."""
    content, book = workbook(*formulas)
    outcome = recompute(engine, content, book)
    assert outcome.values is not None, outcome.reason
    return {f"F{row}" for (_, (row, _)) in outcome.unsure.causes}


@pytest.mark.parametrize("engine", ONE_ENGINE)
def test_what_an_engine_computes_otherwise_than_excel_is_known(engine: str) -> None:
    formulas = [*UNEQUAL, *RESIZED, *POWERS, *TIES]
    known = {"ironcalc": [*UNEQUAL, *RESIZED], "formualizer": [*UNEQUAL, *POWERS, *TIES], "libreoffice": POWERS}
    assert causes(engine, *formulas) == {f"F{formulas.index(each) + 1}" for each in known[engine]}


@pytest.mark.parametrize("engine", ["ironcalc", "formualizer"])
def test_everything_else_is_trusted(engine: str) -> None:
    assert causes(engine, *INNOCENT) == set()


def test_the_differences_are_still_there() -> None:
    """An engine that computes as Excel does again need not be distrusted any longer."""
    content, book = workbook(*UNEQUAL, *RESIZED, *POWERS, *TIES)
    excel = ["#VALUE!"] * len(UNEQUAL) + [15.0, 3.0] + ["#NUM!"] * len(POWERS) + [True, False, 1.0, True, True, 1.0]
    for engine in ("ironcalc", "formualizer"):
        outcome = recompute(engine, content, book)
        assert outcome.values is not None
        for row, right in enumerate(excel, start=1):
            place = ("S", (row, 6))
            assert (outcome.values.get(place) == right) == (place not in outcome.unsure.causes), (engine, row)


def test_an_engine_s_own_error_is_no_value() -> None:
    content, book = workbook("SUM(A1:B3 A2:A5)", "F1+1", "A1+1")
    outcome = recompute("ironcalc", content, book)
    assert set(outcome.unsure.causes.values()) == {"constructs that it does not support"}
    assert outcome.unsure.places == {("S", (1, 6)), ("S", (2, 6))}


def test_what_follows_is_not_trusted_either() -> None:
    """Directly, through other cells, through ranges and names, and from other sheets."""
    _, book = workbook('SUMIFS(A1:A5,B1:B4,"x")', "F1+1", "SUM(S!F$1:F$2)", "A1", "IF(A1=1,third,F3)", "F:F")
    assert {row for _, (row, _) in unsure("ironcalc", book, {}).places} == {1, 2, 3, 5, 6}


def test_of_very_large_workbooks_all_is_taken_to_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distrust, "MOST_FOLLOWED", 2)
    _, book = workbook('SUMIFS(A1:A5,B1:B4,"x")', "A1", "A2")
    assert len(unsure("ironcalc", book, {}).places) == book.formula_count() == 4


def test_references_stand_for_ranges_and_numbers() -> None:
    _, book = workbook("A1")
    places = Places(book, {("S", (1, 6)): 7.0})
    shapes = [
        places.shape(each, "S") for each in ("A1:B3", "five", "FIVE", "$A:$A", "'S'!A1", "nobody", "a[b]", "S!five")
    ]
    assert shapes == [(3, 2), (5, 1), (5, 1), (1 << 20, 1), (1, 1), None, None, (5, 1)]
    numbers = [places.number(each, "S") for each in ("A2", "F1", "third", "D9", "B1", "five", "Z!A1")]
    assert numbers == [2.0, 7.0, 0.3, 0.0, None, None, None]


def test_a_formula_is_taken_apart_as_programs_bind() -> None:
    value = {"A1": 3.0, "A2": 2.0}.get

    def pairs(formula: str) -> list[tuple[str, float, float]]:
        return list(operands(formula).pairs(COMPARISONS | POWER, value))

    assert pairs("-A1^A2=9") == [("^", -3.0, 2.0)]  # a negative base is left alone
    assert pairs("A1+A2*2=7") == [("=", 7.0, 7.0)]
    assert pairs("(A1+A2)*50%>-A1-1") == [(">", 2.5, -4.0)]
    assert pairs("A1/0=1") == pairs('A1="x"') == pairs("A1=B9") == pairs('SUM("a') == []
    assert pairs("A2=A1") == [("=", 2.0, 3.0)]  # of the same form as the next, with other cells
    assert pairs("A1=A2") == [("=", 3.0, 2.0)]
    given = "F(A1, \"x\", S!B1:'A1'!B2, 1+1, G(), five, F(A2)+1)"
    assert list(operands(given).calls(["F"])) == [
        ("F", ["A2"]),
        ("F", ["A1", "", "S!B1:'A1'!B2", "", "", "five", ""]),
    ]


# verify


@pytest.mark.long
@pytest.mark.parametrize("engine", ["ironcalc", "formualizer"])
def test_an_engine_that_adds_up_unequal_ranges_accuses_nobody(engine: str, good: Path, tmp_path: Path) -> None:
    """Excel gives #VALUE!, which is stored; the engine knows a number."""
    opened = Opened(good.read_bytes())
    pattern = r"SUMIFS\((\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?)(\d+)"
    place = opened.formula_where(lambda _, __, text, value: bool(re.search(pattern, text)))
    shorter = re.sub(pattern, lambda match: f"SUMIFS({match[1]}{int(match[2]) - 1}", opened.held(place)[0], count=1)
    opened.put(*place, "#VALUE!", shorter)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "bad.xlsx", None, engine).differences
    assert {each.code for each in differences} == {"formula-changed", "error-value", "not-confirmed"}
    warning = next(each for each in differences if each.code == "not-confirmed")
    assert (warning.sheet, warning.cell) == place
    assert re.search(
        r"can neither confirm nor refute [\d,]+ cells: formulas have ranges of unequal size", warning.message
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("engine", "formula", "value"),
    sampled(
        [
            ("formualizer", "IF((0.6+0.3)>=0.9,1,0)", 1.0),
            ("formualizer", "IFERROR(0^0,7)", 7.0),
            ("ironcalc", "IFERROR(SUMIFS($A$1:$A$5,$A$1:$A$4,1),7)", 7.0),
        ],
        now=3,
    ),
)
def test_what_excel_stores_is_not_accused(engine: str, formula: str, value: float, good: Path, tmp_path: Path) -> None:
    """The formula was changed; of its value and of what follows the engine says nothing."""
    opened = Opened(good.read_bytes())
    place = opened.formula_where(lambda _, __, text, value: isinstance(value, float))
    opened.put(*place, value, formula)
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    codes = {each.code for each in verify(tmp_path / "bad.xlsx", None, engine).differences}
    assert codes == {"formula-changed", "not-confirmed"}


@pytest.mark.long
def test_another_engine_that_is_right_decides(good: Path, tmp_path: Path) -> None:
    """A comparison that formualizer makes exactly; IronCalc finds the wrong value, and nothing is unconfirmed."""
    opened = Opened(good.read_bytes())
    place = opened.formula_where(lambda _, __, text, value: isinstance(value, float))
    opened.put(*place, 5.0, "IF((0.6+0.3)>=0.9,1,0)")
    (tmp_path / "bad.xlsx").write_bytes(opened.bytes())
    differences = verify(tmp_path / "bad.xlsx", None, "all").differences
    wrong = next(each for each in differences if (each.code, each.sheet, each.cell) == ("value-wrong", *place))
    assert "formualizer" not in wrong.message
    assert "not-confirmed" not in {each.code for each in differences}


# transcripts


def refusing(monkeypatch: pytest.MonkeyPatch, original: bytes) -> None:
    """IronCalc refuses the file itself, not its transcript."""
    genuine = engines.RUNNERS["ironcalc"]

    def by_ironcalc(content: bytes, book: Book, seconds: int) -> engines.Values:
        if content == original:
            raise process.Refused("it is tired")
        return genuine(content, book, seconds)

    monkeypatch.setitem(engines.RUNNERS, "ironcalc", by_ironcalc)


@pytest.mark.long
def test_a_transcript_is_asked_about_where_a_second_reader_agrees(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, good.read_bytes())
    assert verify(good, None).outcomes[0].transcribed


def test_a_transcript_of_a_file_that_others_read_otherwise_confirms_nothing(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, good.read_bytes())
    book = read_book("good.xlsx", good.read_bytes())
    sheet = next(iter(book.sheets.values()))
    sheet.values[1, 1] = "Another title"
    outcome = recompute("ironcalc", good.read_bytes(), book)
    assert outcome.values is None
    assert outcome.reason == "it is tired; from a transcript: a second reader reads a different value in Summary!A1"


def test_a_transcript_of_a_file_that_reads_in_two_ways_confirms_nothing(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Opened(good.read_bytes())
    names = opened.workbook.find("{*}definedNames")
    assert names is not None
    names.append(names[0])
    content = opened.bytes()
    refusing(monkeypatch, content)
    outcome = recompute("ironcalc", content, read_book("odd.xlsx", content))
    assert outcome.reason == "it is tired; from a transcript: the file can be read in two ways"


def test_an_engine_that_reads_other_values_is_given_a_transcript() -> None:
    """IronCalc takes a blank cell that says it is a number for 0, as openpyxl writes those with a style."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet["A1"].number_format = "0.0"
    sheet["A2"] = "=COUNT(A1)"
    out = io.BytesIO()
    made.save(out)
    outcome = recompute("ironcalc", out.getvalue(), read_book("made.xlsx", out.getvalue()))
    assert (outcome.transcribed, outcome.values) == (True, {("Sheet", (2, 1)): 0.0})


def test_every_difference_names_engines_that_there_are() -> None:
    assert {engine for each in DISTRUSTS for engine in each.engines} <= set(engines.ENGINES)
