"""The command line: exit codes, what is said, and that nobody sees a traceback."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from model import __version__, cli, shipped_tables, terminal
from model.errors import CannotRun
from model.pipeline import check
from model.reports.formats import reported
from model.verify import verify as story
from tests.conftest import SMALL
from tests.strategies import valid_tables, write_folder
from tests.tiers import sampled

PROGRAM = [sys.executable, "-c", "from model.cli import main; main()"]


def tieout(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What the command line does in a folder; in this process, since loading everything anew takes a second."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    argv, sys.argv = sys.argv, ["tieout", *arguments]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            cli.main()
    except SystemExit as end:
        code = end.code
    finally:
        sys.argv = argv
    out, err = (text_of(stream) for stream in streams)
    assert isinstance(code, int)
    return subprocess.CompletedProcess(arguments, code, out, err)


def text_of(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the invented tables as inputs."""
    shutil.copytree(SMALL, tmp_path / "inputs")
    return tmp_path


def break_a_leg(project: Path) -> None:
    deals = project / "inputs" / "deals.csv"
    deals.write_text(deals.read_text().replace(",signed,aurora-chips,", ",signed,aurora-chops,"))


def test_build_takes_inputs_output_a_case_a_basis_and_a_day(project: Path) -> None:
    (project / "inputs").rename(project / "mine")
    paths = ("--inputs", "mine", "--output", "a/b.xlsx")
    done = tieout("build", *paths, "--case", "low", "--basis", "signed", "--as-of", "2031-03-01", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "case low, basis signed" in done.stdout
    book = openpyxl.load_workbook(project / "a" / "b.xlsx", data_only=True)
    cells = {cell.value: row[1].value for row in book["Summary"].iter_rows(max_col=2) for cell in row[:1]}
    assert cells["As of"] == datetime.datetime(2031, 3, 1)


def test_build_says_what_it_read_and_wrote(project: Path) -> None:
    done = tieout("build", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for words in (
        "60 rows in 11 tables",
        "warnings",
        "data gaps",
        "51 of 51 pass",
        "formulas",
        "outputs/tieout.xlsx",
    ):
        assert words in done.stdout
    assert (project / "outputs" / "tieout.xlsx").exists()


def test_errors_without_warnings_are_all_that_is_said(tmp_path: Path) -> None:
    tables = valid_tables()
    tables["deals"] = [{**tables["deals"][3], "base_bn": "lots"}]
    tables["fx_rates"][1]["as_of"] = "2025-10-01"
    write_folder(tmp_path / "inputs", {name: rows for name, rows in tables.items() if name != "figures"})
    done = tieout("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "[not-a-number]" in done.stdout
    assert "warning" not in done.stdout
    assert done.stderr == "Nothing was written: errors in the tables stop a build.\n"


def test_validate_says_that_an_error_may_hide_warnings(tmp_path: Path) -> None:
    tables = valid_tables()
    note = "Some warnings are only looked for where there are no errors."

    def reports() -> dict[str, str]:
        """The report in each format that has a place for remarks."""
        loaded = check(write_folder(tmp_path / "inputs", tables))
        content = {form: reported(form, tmp_path / "inputs", loaded) for form in ("text", "json", "html", "xlsx")}
        sheet = openpyxl.load_workbook(io.BytesIO(content.pop("xlsx"))).worksheets[0]
        return {form: each.decode() for form, each in content.items()} | {"xlsx": str(sheet["A2"].value)}

    assert not [form for form, report in reports().items() if note in report]
    tables["deals"][0]["base_bn"] = "lots"
    assert [form for form, report in reports().items() if note in report] == ["text", "json", "html", "xlsx"]


def test_a_program_may_read_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output need not be a file."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", said)
    monkeypatch.setattr(sys, "argv", ["tieout", "--version"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 0
    assert said.getvalue() == f"tieout, version {__version__}\n"


def test_build_with_errors_exits_1_and_names_the_place(project: Path) -> None:
    break_a_leg(project)
    done = tieout("build", cwd=project)
    assert done.returncode == 1
    assert "deals.csv" in done.stdout
    assert "row 3" in done.stdout
    assert "part_of" in done.stdout
    assert not (project / "outputs").exists()


def test_validate_exits_0_with_warnings_and_1_when_strict(project: Path) -> None:
    assert tieout("validate", cwd=project).returncode == 0
    assert tieout("validate", "--strict", cwd=project).returncode == 1
    break_a_leg(project)
    assert tieout("validate", cwd=project).returncode == 1


def test_validate_as_json_holds_findings_and_summary(project: Path) -> None:
    break_a_leg(project)
    report = json.loads(tieout("validate", "--format", "json", cwd=project).stdout)
    error = next(finding for finding in report["findings"] if finding["severity"] == "error")
    assert {"code", "severity", "where", "message", "expected", "found", "advice"} == set(error)
    assert error["where"] == {"file": "deals.csv", "table": "deals", "row": 3, "column": "part_of"}
    assert error["found"] == "aurora-chops"
    assert report["summary"]["errors"] == 1


@pytest.mark.parametrize("form", sampled(["text", "json", "csv", "html"], now=2))
def test_validate_writes_every_report_to_a_file(form: str, project: Path) -> None:
    shown = tieout("validate", "--format", form, cwd=project)
    written = tieout("validate", "--format", form, "--output", f"report.{form}", cwd=project)
    assert written.returncode == 0
    assert (project / f"report.{form}").read_text(encoding="utf-8") == shown.stdout


def test_validate_makes_a_marked_copy(project: Path) -> None:
    break_a_leg(project)
    done = tieout("validate", "--format", "xlsx", "--output", "marked.xlsx", cwd=project)
    assert done.returncode == 1, done.stderr
    assert "marked.xlsx" in done.stdout
    assert (project / "marked.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--inputs", "nowhere"),
        ("validate", "--format", "xlsx"),
        ("validate", "--inputs", "nowhere"),
        ("build", "--output", "out.csv"),
        ("build", "--case", "middle"),
        ("build", "--output", "inputs/deals.csv/x.xlsx"),
        ("build", "--scenario", "low"),
        ("validate", "inputs"),
        ("explode",),
    ],
)
def test_what_cannot_run_exits_2_with_one_plain_sentence(arguments: tuple[str, ...], project: Path) -> None:
    done = tieout(*arguments, cwd=project)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


@pytest.mark.parametrize("command", ["build", "validate"])
def test_where_there_are_no_inputs_it_says_what_to_do(command: str, tmp_path: Path) -> None:
    done = tieout(command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Cannot run: there is no folder inputs here. Give one with --inputs PATH;")
    assert done.stderr.endswith(f"{shipped_tables()}\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.long
@pytest.mark.parametrize("inputs", sampled(["mine", "inputs"], now=2))
def test_the_command_it_names_lists_all_findings(inputs: str, project: Path) -> None:
    (project / "inputs").rename(project / inputs)
    said = tieout("build", "--inputs", inputs, cwd=project).stdout
    named = said.partition("(tieout ")[2].partition(" lists them)")[0]
    assert named == ("validate" if inputs == "inputs" else "validate --inputs mine")
    assert "warnings" in tieout(*named.split(), cwd=project).stdout


@pytest.mark.parametrize("module", sampled(["model", "model.cli", "model.start"], now=3))
def test_python_runs_the_command_line_as_a_module(module: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", module]
    shown = subprocess.run([*command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Usage: tieout ")
    done = subprocess.run([*command, "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no folder inputs" in done.stderr


def test_an_interrupt_exits_130(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("model.pipeline.check", stop)
    done = tieout("validate", cwd=project)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_letters_the_terminal_lacks_are_replaced(project: Path) -> None:
    deals = project / "inputs" / "deals.csv"
    deals.write_text(
        deals.read_text(encoding="utf-8").replace(",signed,aurora-chips,", ",signed,株式会社,"), encoding="utf-8"
    )
    done = subprocess.run(
        [*PROGRAM, "validate"],
        cwd=project,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"????" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", sampled(["--help", "build", "validate --format json"], now=3))
def test_a_full_disk_under_stdout_exits_2_with_one_sentence(arguments: str, project: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments.split()], cwd=project, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, "Cannot run: No space left on device.\n")


@pytest.mark.long
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_under_both_streams_exits_2(project: Path) -> None:
    with open("/dev/full", "w") as full:
        for arguments in (["validate"], ["validate", "--inputs", "nowhere"]):
            assert subprocess.run([*PROGRAM, *arguments], cwd=project, stdout=full, stderr=full).returncode == 2


@pytest.mark.long
@pytest.mark.parametrize("clean", sampled([False, True], now=2))
def test_a_reader_who_went_away_changes_nothing(clean: bool, project: Path) -> None:
    if not clean:
        break_a_leg(project)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = subprocess.run(
            [*PROGRAM, "validate"], cwd=project, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0 if clean else 1, "")


def test_the_bar_is_cleared_when_verify_stops(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(workbook: Path, inputs: Path | None, engine: str, stage: terminal.Progress) -> None:
        stage("reading", 0.5)
        raise CannotRun("enough")

    monkeypatch.setattr(terminal, "PATIENCE", -1.0)
    monkeypatch.setattr(story, "verify", stop)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pytest.raises(CannotRun):
        cli.cli(["verify", "any.xlsx"], standalone_mode=False)
    shown = capsys.readouterr().err
    assert "reading" in shown
    assert shown.endswith("\r\033[K")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is text")
def test_a_file_name_that_is_not_utf_8_is_one_sentence(project: Path, built_small: Path) -> None:
    shutil.copy(built_small, project / os.fsdecode(b"w\xff.xlsx"))
    done = tieout("build", "--inputs", os.fsdecode(b"w\xff.xlsx"), cwd=project)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "not UTF-8" in done.stderr
