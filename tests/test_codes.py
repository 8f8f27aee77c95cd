"""The codes of findings: one table, each code raised and tested; the command and the page that print the table."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.cli import cli
from model.codes import BY_NAME, SECTIONS, Severity
from model.errors import CannotRun
from model.reports.codes import WIDTH, explained, listing
from model.reports.reference import reference
from schemas import TABLES
from schemas.judgements import MODEL_READS
from tests.conftest import Golden
from tests.test_start import HEAVY

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "schemas" / "README.md"
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
RAISES = ("found", "difference", "row_rule", "Problem", "report")  # whose first argument is a code
TABLE_CODES, WORKBOOK_CODES = (frozenset(code.name for code in codes) for codes in SECTIONS.values())


def sources(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if (ROOT / "model" / "codes") not in path.parents and path != Path(__file__):
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_a_name_means_one_thing_and_is_explained() -> None:
    assert sum(map(len, SECTIONS.values())) == len(BY_NAME)
    for code in BY_NAME.values():
        assert KEBAB.fullmatch(code.name) or code.name.isalpha(), code
        assert code.meaning.endswith("."), code
        assert code.advice.endswith("."), code
        assert code.example, code
    assert {code.severity for code in BY_NAME.values()} == set(Severity)


def test_every_code_is_raised() -> None:
    of_tables = {text for path, tree in sources("schemas", "model/inputs", "model/lines") for text in texts(tree)}
    of_workbooks = {text for path, tree in sources("model/verify") for text in texts(tree)}
    assert not TABLE_CODES - of_tables
    assert not WORKBOOK_CODES - of_workbooks


def test_every_code_that_is_raised_is_in_the_table() -> None:
    for path, tree in sources("model", "schemas"):
        known = WORKBOOK_CODES if "verify" in path.parts else TABLE_CODES
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in RAISES:
                code = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
                assert code is None or code in known, (path.name, node.lineno, code)


def test_every_code_has_a_test() -> None:
    tested = {text for path, tree in sources("tests") for text in texts(tree)}
    named = {name for text in tested for name in re.findall(r"\[([a-z0-9-]+)\]", text)}  # as reports show a code
    assert sorted(BY_NAME.keys() - tested - named) == []


def test_the_list_has_every_code_in_its_order_and_fits_the_terminal() -> None:
    lines = listing().splitlines()
    assert [line.split()[0] for line in lines if re.match(r"  [a-z]", line)] == list(BY_NAME)
    assert max(map(len, lines)) <= WIDTH
    assert "".join("".join(code.meaning.split()) for code in SECTIONS["tables"][:1]) in "".join(listing().split())


@pytest.mark.parametrize("name", ["keys-look-equal", "KEYS-LOOK-EQUAL"])
def test_one_code_is_explained(name: str) -> None:
    assert explained(name) == (
        "keys-look-equal: error in tables (tieout validate)\n"
        "  meaning     A spreadsheet treats two keys as equal.\n"
        "  example     Acme and ACME; 00123 and 123\n"
        "  what to do  Spell them alike if they are the same, or make them differ in more\n"
        "              than case or zeros.\n"
    )


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(CannotRun, match=r"there is no code 'blank-cel'\. Did you mean blank-cell\? tieout codes lists"):
        explained("blank-cel")
    with pytest.raises(CannotRun, match=r"there is no code '§'\. tieout codes lists all\."):
        explained("§")


def test_the_command_lists_and_explains() -> None:
    assert CliRunner().invoke(cli, ["codes"]).stdout == listing()
    assert CliRunner().invoke(cli, ["codes", "macros-added"]).stdout == explained("macros-added")


def test_the_command_exits_2_where_there_is_no_such_code_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['tieout', 'codes', 'row-add']\n"
        "from model.cli import main\n"
        "try: main()\n"
        f"finally: print({HEAVY!r} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "set()\n")
    assert done.stderr == "Cannot run: there is no code 'row-add'. Did you mean row-added? tieout codes lists all.\n"


def test_the_page_of_tables_and_codes_is_what_they_say(golden: Golden) -> None:
    golden(PAGE, reference())


def test_the_page_has_every_column_assumption_and_code() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    expected = [column.name for table in TABLES for column in table.columns]
    expected += [each.name for each in MODEL_READS] + list(BY_NAME)
    assert [row[0] for row in rows] == [f"| `{name}`" for name in expected]
    assert {len(row) for row in rows} == {5}  # or a bar in a text would end its cell
