"""A pull that is interrupted leaves the tables as they were, or the next command finishes it; nothing is half done."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path

import openpyxl
import pytest

from model import process
from model.errors import CannotRun
from model.inputs import unfinished
from model.inputs.read import read_grids
from model.inputs.unfinished import JOURNAL, NewTable, alone, finish, replace_tables
from tests.test_process import DEFAULT, program, run
from tests.test_pull import thinned
from tests.tiers import sampled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and locks are others")
OLD = {"companies.csv": b"company,kind\nAcme,company\n", "deals.csv": b"leg,deal\n"}
NEW = {"companies.csv": b"company,kind\nBolt,company\n", "deals.csv": b"leg,deal\nx,y\n", "payments.csv": b"leg\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def news() -> list[NewTable]:
    sha = {name: hashlib.sha256(content).hexdigest() for name, content in OLD.items()}
    return [NewTable(name, sha.get(name, ""), content) for name, content in NEW.items()]


class Stopped(BaseException):
    """What stands for the end of a process."""


def stopped_at(replacement: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull that ends just before it replaces this file, counted from 0 with the journal."""
    count = iter(range(9))

    def replace_file(path: Path, data: bytes) -> None:
        if next(count) == replacement:
            raise Stopped
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "replace_file", replace_file)
        with pytest.raises(Stopped):
            replace_tables(folder, news())


def test_all_files_take_their_places_and_nothing_else_is_left(folder: Path) -> None:
    replace_tables(folder, news())
    assert files(folder) == NEW
    assert finish(folder) == ()


@pytest.mark.parametrize("replacement", [0, 1, 2, 3])
def test_wherever_it_stops_the_next_to_read_finds_all_or_none(
    replacement: int, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopped_at(replacement, folder, monkeypatch)
    grids = read_grids(folder)
    assert files(folder) == (NEW if replacement else OLD)
    assert (len(grids.tables), [each.code for each in grids.findings]) == (3 if replacement else 2, [])
    finished = (
        f"A pull into {folder} had been interrupted. It has now been completed: companies.csv, deals.csv, payments.csv."
    )
    assert [record.getMessage() for record in caplog.records] == ([finished] if replacement else [])


def test_after_the_last_file_only_the_journal_is_left_to_remove(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(Stopped):
            replace_tables(folder, news())
    assert files(folder).keys() == {*NEW, JOURNAL}
    finish(folder)
    assert files(folder) == NEW


def test_a_file_changed_meanwhile_is_not_overwritten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped_at(2, folder, monkeypatch)
    (folder / "deals.csv").write_bytes(b"leg,deal\nby hand,\n")
    before = files(folder)
    with pytest.raises(CannotRun, match=r"deals\.csv has been changed since.*remove .*tieout-pull\.json"):
        read_grids(folder)
    assert files(folder) == before
    (folder / JOURNAL).unlink()
    assert len(read_grids(folder).tables) == 2


def test_tables_that_are_not_as_they_were_read_are_left_alone(folder: Path) -> None:
    (folder / "deals.csv").write_bytes(b"leg,deal\nby hand,\n")
    before = files(folder)
    with pytest.raises(CannotRun, match="was changed while it was read"):
        replace_tables(folder, news())
    assert files(folder) == before


@pytest.mark.parametrize("content", [b"", b"[]", b'{"pull": [{"name": "deals.csv"}]}', b'{"pull": 5}', b"\xff"])
def test_what_is_no_journal_is_named_and_not_followed(content: bytes, folder: Path) -> None:
    (folder / JOURNAL).write_bytes(content)
    with pytest.raises(CannotRun, match=r"is not a valid record of a pull\. Remove it"):
        read_grids(folder)


@pytest.mark.parametrize("name", ["../deals.csv", "/tmp/deals.csv", ".bashrc", "notes.txt"])
def test_a_journal_writes_nothing_but_tables_of_its_folder(name: str, folder: Path) -> None:
    (folder / JOURNAL).write_text(json.dumps({"pull": [{"name": name, "before": "", "content": ""}]}))
    with pytest.raises(CannotRun, match="is not a valid record of a pull"):
        finish(folder)


def test_a_linked_table_is_not_written_to(folder: Path) -> None:
    target = folder / "elsewhere.txt"
    (folder / "deals.csv").rename(target)
    (folder / "deals.csv").symlink_to(target)
    with pytest.raises(CannotRun, match="is a link to another file"):
        replace_tables(folder, news())
    (folder / JOURNAL).write_bytes(unfinished.as_journal(news()))
    with pytest.raises(CannotRun, match=r"deals\.csv has been changed since"):
        finish(folder)
    assert target.read_bytes() == OLD["deals.csv"]


def test_another_pull_is_waited_for_and_then_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfinished, "PATIENCE", 0.05)
    with alone(folder), pytest.raises(CannotRun, match="another tieout pull is writing"):
        replace_tables(folder, news())
    assert files(folder) == OLD
    replace_tables(folder, news())


def test_a_full_disk_is_said_and_finished_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = iter(range(9))

    def full(path: Path, data: bytes) -> None:
        if next(count) == 1:
            raise CannotRun("the disk is full.")
        path.write_bytes(data)

    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "replace_file", full)
        with pytest.raises(CannotRun, match=r"interrupted and cannot be completed: the disk is full"):
            replace_tables(folder, news())
    finish(folder)
    assert files(folder) == NEW


def test_signals_come_too_late_while_files_take_their_places() -> None:
    def by_signal(number: int, _: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGTERM, by_signal)
    try:
        with process.undisturbed():
            os.kill(os.getpid(), signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is by_signal
    finally:
        signal.signal(signal.SIGTERM, before)


def test_another_thread_pulls_too(folder: Path) -> None:
    thread = threading.Thread(target=replace_tables, args=(folder, news()))
    thread.start()
    thread.join()
    assert files(folder) == NEW


# the command, ended at each of its steps

STEPS = (  # where it ends, at the how-many-th call, and whether the pull is beyond return then
    ("os.replace", 1, True),  # the first table, after the journal
    ("model.pulling.pull.merges_of", 0, False),
    ("model.pulling.pull.as_they_would_be", 0, False),
    ("os.replace", 2, True),
    ("model.inputs.unfinished.from_journal", 0, True),
    ("model.inputs.unfinished.sha256_of", 3, True),
)


@pytest.fixture(scope="module")
def edited_book(built_of_one_leg: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of a workbook of one leg in which two tables were edited, beside the tables."""
    path = thinned(built_of_one_leg, tmp_path_factory.mktemp("edited") / "edited.xlsx")
    book = openpyxl.load_workbook(path)
    for name, old, new in (("deals", "signed", "reported"), ("companies", "company", "joint_venture")):
        for cells in book[name].iter_rows():
            for cell in cells:
                cell.value = new if cell.value == old and cell.row > 6 else cell.value
    book.save(path)
    shutil.copytree(built_of_one_leg.parent / "tables", path.parent / "tables")
    return path


def whole(folder: Path) -> tuple[bool, bool]:
    """Whether the edit is in each of the two tables."""
    deals, companies = ((folder / f"{name}.csv").read_text() for name in ("deals", "companies"))
    return "reported" in deals, "joint_venture" in companies


def later(step: str, times: int, number: signal.Signals) -> str:
    """Code that sends a signal to its own process where a function is about to be called for this time, from 0."""
    owner, _, name = step.rpartition(".")
    module = "pathlib" if owner == "pathlib.Path" else owner
    body = (
        f"import os, {module}\nreal, count = {step}, iter(range(99))\n"
        f"def happen(*a, **k):\n if next(count) == {times}: os.kill(os.getpid(), {int(number)})\n"
        f" return real(*a, **k)\n"
        f"{owner}.{name} = happen"
    )
    return f"exec({body!r})"


@pytest.mark.parametrize(
    ("number", "step", "times", "is_done"),
    sampled(
        [(number, *step) for step in STEPS for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)],
        now=0,
        long=2,
    ),
)
def test_a_pull_ended_at_any_step_is_whole_after_the_next_command(
    step: str, times: int, is_done: bool, number: signal.Signals, edited_book: Path
) -> None:
    folder = Path(tempfile.mkdtemp(dir=edited_book.parent))
    tables = folder / "tables"
    shutil.copytree(edited_book.parent / "tables", tables)
    before = f"{DEFAULT}; signal.signal(signal.SIGINT, signal.default_int_handler); {later(step, times, number)}"
    done = run(program("pull", str(edited_book), "--inputs", str(tables), before=before), folder)
    assert "Traceback" not in done.stderr
    assert (done.returncode == 0) == (is_done and number != signal.SIGKILL), done
    is_pending = (tables / JOURNAL).exists()
    assert is_pending == (is_done and number == signal.SIGKILL)
    after = run(program("validate", "--inputs", str(tables)), folder)
    assert ("It has now been completed: companies.csv, deals.csv." in after.stderr) == is_pending
    assert whole(tables) == (is_done, is_done)
    assert [path.name for path in tables.iterdir() if not path.name.endswith((".csv", ".tmp"))] == []
