"""Files that cannot be read, and names that should not be written: one plain sentence, exit code 2, no traceback.

The name of a case says what is odd. All of them: pytest --collect-only -q tests/test_edge_files.py
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from model.cli import main
from model.commands.options import CANNOT_RUN, CLEAN, FINDINGS
from model.pipeline import check
from tests.conftest import SMALL
from tests.strategies import valid_tables, write_folder, write_workbook
from tests.test_tables_workbook import adding, replacing, rewritten

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"

pytestmark = pytest.mark.usefixtures("tables_typed_once")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """The exit code of a command."""
    monkeypatch.setattr(sys, "argv", ["tieout", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert isinstance(stop.value.code, int)
    return stop.value.code


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "inputs.xlsx", valid_tables())


def with_bytes(content: bytes) -> Callable[[Path], Path]:
    def change(book: Path) -> Path:
        book.write_bytes(content)
        return book

    return change


def changed(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    def write(book: Path) -> Path:
        book.write_bytes(change(book.read_bytes()))
        return book

    return write


def encrypted_entry(book: Path) -> Path:
    content = bytearray(book.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        content[archive.start_dir + 8] |= 1
    book.write_bytes(content)
    return book


def parts(*added: tuple[str, bytes]) -> Callable[[Path], Path]:
    return lambda book: rewritten(book, adding(*added))


def part(name: str, old: bytes, new: bytes) -> Callable[[Path], Path]:
    return lambda book: rewritten(book, replacing(name, old, new))


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "not a zip": (with_bytes(b"\x89PNG\r\n"), "is not a workbook"),
    "HTML named .xlsx": (with_bytes(b"<html><table></table></html>"), "web page"),
    "CSV named .xlsx": (with_bytes(b"leg,deal\n1,2\n"), "text, not a workbook"),
    "old .xls named .xlsx": (with_bytes(OLE + bytes(600)), "old .xls"),
    "encrypted": (with_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "encrypted"),
    "encrypted zip": (encrypted_entry, "encrypted"),
    "empty": (with_bytes(b""), "is empty"),
    "truncated": (changed(lambda content: content[: len(content) // 2]), "damaged or incomplete"),
    "cut off by a few bytes": (changed(lambda content: content[:-9]), "damaged or incomplete"),
    "bits flipped": (
        changed(lambda content: content[:400] + bytes(each ^ 0x55 for each in content[400:600]) + content[600:]),
        "damaged",
    ),
    "strict OOXML": (
        part(
            "xl/workbook.xml",
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        "Strict",
    ),
    "duplicate part names": (parts(("XL/Workbook.xml", b"<a/>")), "two parts of the same name"),
    "part name ../": (parts(("../evil.xml", b"<a/>")), "outside the workbook"),
    "DTD": (part("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook'), "document type"),
    "OpenDocument": (parts(("mimetype", b"application/vnd.oasis")), "OpenDocument"),
    "binary workbook": (parts(("xl/workbook.bin", b"x")), ".xlsb"),
    "no table in it": (
        lambda book: write_workbook(book, {"Summary": [{"a": "1"}]}),
        "contains none of the tables",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_file_is_refused(
    case: str, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = REFUSED[case]
    assert run(monkeypatch, "validate", "--inputs", change(book)) == CANNOT_RUN
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.long
def test_a_zip_bomb_is_refused_in_bounded_memory_and_time(book: Path) -> None:
    bomb = rewritten(
        book, replacing(SHEET, b"<sheetData>", b'<sheetData><row r="99">' + b"<c/>" * 4_000_000 + b"</row>")
    )
    assert bomb.stat().st_size < 1_000_000
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000,) * 2);"
        "from model.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", "--inputs", str(bomb)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (CANNOT_RUN, "")
    assert "more than 3,000,000 cells" in done.stderr


NOTED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "macros": (parts(("xl/vbaProject.bin", b"x")), "[macros]"),
    "external links": (parts(("xl/externalLinks/externalLink1.xml", b"<a/>")), "[external-links]"),
}


@pytest.mark.parametrize("case", NOTED)
def test_the_file_is_read_with_a_warning(
    case: str, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = NOTED[case]
    run(monkeypatch, "validate", "--inputs", change(book))
    assert words in capsys.readouterr().out


def test_macros_are_not_kept_in_the_marked_copy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parts(("xl/vbaProject.bin", b"x"))(book)
    copy = book.parent / "marked.xlsx"
    run(monkeypatch, "validate", "--inputs", path, "--format", "xlsx", "--output", copy)
    with zipfile.ZipFile(copy) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]


# folders


def test_a_missing_input_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "validate", "--inputs", tmp_path / "nowhere") == CANNOT_RUN
    assert "nowhere does not exist" in capsys.readouterr().err


def test_an_unreadable_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # a superuser may read anything
    assert run(monkeypatch, "validate", "--inputs", folder) == CANNOT_RUN
    assert "sources.csv cannot be read: Permission denied" in capsys.readouterr().err


def test_a_missing_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "i", valid_tables())
    (folder / "deals.csv").unlink()
    assert run(monkeypatch, "validate", "--inputs", folder) == FINDINGS
    assert "the table deals is missing" in capsys.readouterr().out


# names of outputs

NAMES: dict[str, tuple[str, str]] = {
    "folder of three dots": (".../x.xlsx", "ends in a dot"),
    "device": ("CON.xlsx", "device"),
    "device in lower case with two endings": ("nul.tar.xlsx", "device"),
    "device as a folder": ("out/aux/x.xlsx", "device"),
    "colon": ("a:b.xlsx", "':'"),
    "star": ("a*.xlsx", "'*'"),
    "line break": ("a\nb.xlsx", "refuse in names"),
    "folder that ends in a dot": ("out./x.xlsx", "ends in a dot"),
    "another ending": ("x.csv", "must end in .xlsx"),
    "no ending": ("x", "must end in .xlsx"),
    "a folder": ("folder.xlsx", "is a folder"),
    "a link": ("link.xlsx", "is a link"),
    "a link to nothing": ("dangling.xlsx", "is a link"),
    "a pipe": ("pipe.xlsx", "not an ordinary file"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with inputs and things that stand in the way."""
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "inputs", valid_tables())
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "target.xlsx").write_text("precious")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "target.xlsx")
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    return tmp_path


@pytest.mark.parametrize("command", ["build", "validate"])
@pytest.mark.parametrize("case", NAMES)
def test_the_name_is_refused(
    case: str, command: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name, words = NAMES[case]
    before = sorted(project.rglob("*"))
    options = ("--output",) if command == "build" else ("--format", "xlsx", "--output")
    assert run(monkeypatch, command, *options, name) == CANNOT_RUN
    assert words in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before
    assert (project / "target.xlsx").read_text() == "precious"


def test_an_input_is_not_overwritten(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = (project / "inputs" / "deals.csv").read_bytes()
    assert run(monkeypatch, "validate", "--format", "csv", "--output", "inputs/deals.csv") == CANNOT_RUN
    assert "one of the inputs" in capsys.readouterr().err
    assert (project / "inputs" / "deals.csv").read_bytes() == held


@pytest.mark.parametrize("name", ["../x.csv", "a/../x.csv", "./b/../../x.csv", "inputs/../x.csv"])
def test_two_dots_are_a_path_like_any_other(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "here").mkdir()
    shutil.copytree(project / "inputs", project / "here" / "inputs")
    monkeypatch.chdir(project / "here")
    assert run(monkeypatch, "validate", "--inputs", "inputs", "--format", "csv", "--output", name) != CANNOT_RUN
    assert os.path.isfile(name)


def test_an_input_is_not_overwritten_by_another_path(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "validate", "--format", "csv", "--output", "folder.xlsx/../inputs/deals.csv") == CANNOT_RUN
    assert "one of the inputs" in capsys.readouterr().err


def test_an_ordinary_name_is_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        run(monkeypatch, "validate", "--inputs", SMALL, "--format", "csv", "--output", project / "new" / "report.csv")
        == CLEAN
    )
    assert (project / "new" / "report.csv").read_text().startswith("code,")


@pytest.mark.parametrize("text", ["deals:\n  - leg: a\n", "hello world\n", "12;5\n7;8\n", "Spalte1,Spalte2\na,b\n"])
def test_a_file_with_no_column_of_its_table_is_one_error(text: str, tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "i")
    (folder / "deals.csv").write_text(text, encoding="utf-8")
    errors = [each for each in check(folder).findings if each.severity == "error" and each.table == "deals"]
    assert [(each.row, each.column) for each in errors] == [(1, None)]
