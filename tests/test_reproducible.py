"""The same inputs give the same bytes: on any day, in any folder, time zone, language and hash seed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from model import __version__
from model.pipeline import build
from tests.conftest import SMALL
from tests.engines import values

# Whoever asks for the time in our code or in openpyxl's gets that of another day.
OTHER_DAY = """
import datetime, random, sys, time, types
import model.pipeline, model.cli, openpyxl.writer.excel
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


def test_the_same_bytes_on_other_days_and_elsewhere(built_small: Path, tmp_path: Path) -> None:
    there = built(
        tmp_path / "another folder, with é" / "b",
        4321,
        "4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="de_DE.UTF-8",
        LANG="tr_TR.UTF-8",
        COLUMNS="40",
    )
    assert hashlib.sha256(built_small.read_bytes()).hexdigest() == hashlib.sha256(there).hexdigest()


# Builds, and marks a copy of the inputs and of the workbook, in a process that has already done something else.
AFTER = """
import hashlib, sys
from pathlib import Path
{before}
from model.pipeline import build, check
from model.reports.marked import marked_copy
inputs, output = Path({inputs!r}), Path("out.xlsx")
build(inputs, output)
for data in (output.read_bytes(), marked_copy(inputs, check(inputs)), marked_copy(output, check(output))):
    print(hashlib.sha256(data).hexdigest())
"""
# What openpyxl takes from lxml where that is installed, spelled in lxml's way.
LXML = """
from functools import partial
from xml.etree.ElementTree import Element, SubElement, QName, fromstring, register_namespace
from xml.etree import ElementTree
from et_xmlfile import xmlfile
LXML_VERSION = (6, 0, 0, 0)
def XMLParser(**options): return None
def tostring(node, encoding="utf-8"):
    return ElementTree.tostring(node, encoding="unicode").replace(" />", "/>").encode(encoding)
"""
SPELLINGS = """
from xml.etree import ElementTree
for prefix, name in (("zz", "spreadsheetml/2006/main"), ("yy", "drawingml/2006/chart"), ("xx", "drawingml/2006/main")):
    ElementTree.register_namespace(prefix, f"http://schemas.openxmlformats.org/{name}")
"""


def hashes_after(before: str, folder: Path) -> list[str]:
    """The digests of what is written after some other code has run in the same process."""
    code = AFTER.format(before=before, inputs=str(SMALL))
    path = os.pathsep.join([str(folder), str(SMALL.parent.parent)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="module")
def hashes(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The digests where nothing has run before."""
    return hashes_after("", tmp_path_factory.mktemp("plain"))


@pytest.mark.skipif(importlib.util.find_spec("lxml") is None, reason="lxml is not installed")
def test_the_same_bytes_where_openpyxl_writes_through_lxml(hashes: list[str], tmp_path: Path) -> None:
    assert hashes_after("import openpyxl; assert openpyxl.LXML", tmp_path) == hashes


@pytest.mark.long
def test_the_same_bytes_where_openpyxl_spells_as_lxml_does(hashes: list[str], tmp_path: Path) -> None:
    (tmp_path / "lxml").mkdir()
    (tmp_path / "lxml" / "__init__.py").touch()
    (tmp_path / "lxml" / "etree.py").write_text(LXML)
    assert hashes_after("import openpyxl; assert openpyxl.LXML", tmp_path) == hashes


@pytest.mark.long
def test_the_same_bytes_where_others_have_named_the_prefixes(hashes: list[str], tmp_path: Path) -> None:
    assert hashes_after(SPELLINGS, tmp_path) == hashes
    assert hashes_after("import openpyxl" + SPELLINGS, tmp_path) == hashes


@pytest.mark.long
def test_imports_change_nothing_of_the_process() -> None:
    """What the packages we need do on import is theirs; they are there before we look."""
    code = """
import csv, decimal, locale, logging, os, pkgutil, signal, sys, warnings
from xml.etree import ElementTree
import click, formualizer, numpy, openpyxl, orjson, pandas, pandera.pandas
def state():
    signals = {number: signal.getsignal(number) for number in signal.valid_signals()}
    return [
        dict(os.environ), os.getcwd(), signals, list(warnings.filters), locale.setlocale(locale.LC_ALL),
        pandas.describe_option(_print_desc=False), numpy.geterr(), repr(decimal.getcontext()), csv.field_size_limit(),
        sys.excepthook, sys.unraisablehook, sys.getrecursionlimit(), sys.get_int_max_str_digits(), list(sys.path),
        list(sys.meta_path), logging.root.level, list(logging.root.handlers), dict(ElementTree._namespace_map),
    ]
before = state()
import model, schemas
for package in (model, schemas):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        __import__(module.name)
assert len([name for name in sys.modules if name.startswith("model.")]) > 60
print([(one, other) for one, other in zip(before, state()) if one != other])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.exhaustive
@pytest.mark.parametrize("days", [-9000, 1, 36500])
def test_the_same_bytes_on_every_day(days: int, tmp_path: Path) -> None:
    assert built(tmp_path / "a", days, "random") == built(tmp_path / "b", 0, "random", TZ="America/St_Johns")


@pytest.mark.long
def test_other_inputs_give_other_bytes(built_small: Path, tmp_path: Path) -> None:
    inputs = Path(shutil.copytree(SMALL, tmp_path / "inputs"))
    deals = inputs / "deals.csv"
    deals.write_bytes(deals.read_bytes() + b"\n")
    build(inputs, tmp_path / "b.xlsx")
    assert built_small.read_bytes() != (tmp_path / "b.xlsx").read_bytes(), "the file says which inputs"


def test_the_file_says_which_inputs_and_version_made_it(built_small: Path) -> None:
    texts = {str(value) for value in values(built_small).values()}
    assert __version__ in texts
    for file in SMALL.glob("*.csv"):
        assert {file.name, hashlib.sha256(file.read_bytes()).hexdigest()} <= texts
