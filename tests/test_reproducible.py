"""The same inputs give the same bytes: on any day, in any folder, time zone, language and hash seed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from model import __version__
from model.build import build
from tests.conftest import SMALL

# Whoever asks for the time in our code or in openpyxl's gets that of another day.
OTHER_DAY = """
import datetime, random, sys, time, types
import model.build, model.cli, openpyxl.writer.excel
now, real = time.time, datetime.datetime
time.time = lambda: now() + {days} * 86400
class Meta(type(real)):
    def __instancecheck__(cls, value): return isinstance(value, real)
class Shifted(real, metaclass=Meta):
    @classmethod
    def now(cls, tz=None): return real.now(tz) + datetime.timedelta(days={days})
    @classmethod
    def utcnow(cls): return cls.now(datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls): return cls.now()
shifted = types.SimpleNamespace(**(vars(datetime) | {{"datetime": Shifted}}))
changed = 0
for name, module in list(sys.modules.items()):
    if name.split(".")[0] in ("openpyxl", "model") and getattr(module, "datetime", None) is datetime:
        module.datetime, changed = shifted, changed + 1
assert changed > 3, changed
random.seed({days})
"""
BUILD = "import sys; from model.cli import main; sys.argv = ['tieout', *{arguments!r}]; main()"


def built(folder: Path, days: int, seed: str, **environment: str) -> bytes:
    """The workbook as another run, elsewhere and on another day, makes it."""
    folder.mkdir(parents=True)
    shutil.copytree(SMALL, folder / "inputs")
    for file in (folder / "inputs").iterdir():
        os.utime(file, (days * 86400 + 1e9, days * 86400 + 1e9))
    code = OTHER_DAY.format(days=days) + BUILD.format(arguments=["build", "--output", "out.xlsx"])
    environment = {**os.environ, "PYTHONHASHSEED": seed, **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return (folder / "out.xlsx").read_bytes()


def test_the_same_bytes_on_other_days_and_elsewhere(tmp_path: Path) -> None:
    here = built(tmp_path / "a", 0, "0", TZ="UTC", LC_ALL="C.UTF-8")
    there = built(
        tmp_path / "another folder, with é" / "b",
        4321,
        "4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="de_DE.UTF-8",
        LANG="tr_TR.UTF-8",
        COLUMNS="40",
    )
    assert hashlib.sha256(here).hexdigest() == hashlib.sha256(there).hexdigest()


@pytest.mark.long
@pytest.mark.parametrize("days", [-9000, 1, 36500])
def test_the_same_bytes_on_every_day(days: int, tmp_path: Path) -> None:
    assert built(tmp_path / "a", days, "random") == built(tmp_path / "b", 0, "random", TZ="America/St_Johns")


def test_other_inputs_give_other_bytes(tmp_path: Path) -> None:
    inputs = Path(shutil.copytree(SMALL, tmp_path / "inputs"))
    build(inputs, tmp_path / "a.xlsx", "base")
    deals = inputs / "deals.csv"
    deals.write_bytes(deals.read_bytes() + b"\n")
    build(inputs, tmp_path / "b.xlsx", "base")
    assert (tmp_path / "a.xlsx").read_bytes() != (tmp_path / "b.xlsx").read_bytes(), "the file says which inputs"


def test_the_file_says_which_inputs_and_version_made_it(tmp_path: Path) -> None:
    build(SMALL, tmp_path / "out.xlsx", "base")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    texts = {str(cell) for sheet in book.worksheets for row in sheet.values for cell in row}
    assert __version__ in texts
    for file in SMALL.glob("*.csv"):
        assert {file.name, hashlib.sha256(file.read_bytes()).hexdigest()} <= texts
