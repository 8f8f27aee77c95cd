"""The wheel, made of the sdist and installed where nothing else of the project is: commands, shipped tables, types."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

from model import __version__, validate
from model.commands.options import CANNOT_RUN, CLEAN
from model.summary import INPUTS
from tests.conftest import SHIPPED

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent
PARTS = ("LICENSE", "README.md", "inputs", "model", "pyproject.toml", "schemas", "setup.py")
OFFLINE = ("--no-deps", "--no-index", "--quiet")
OUTSIDER = """\
from pathlib import Path

from model import Case, Difference, Finding, build, figures, shipped_tables, validate, verify

case: Case = "low"
findings: tuple[Finding, ...] = validate(shipped_tables())
built = build(Path("inputs"), "deals.xlsx", case=case, progress=lambda stage, part: print(stage, part))
checks: int = built.summary.checks if built.summary else 0
differences: tuple[Difference, ...] = verify("deals.xlsx", engine="all").differences
lines: int = len(figures("inputs", case="high"))
"""
MISUSER = "from model import build, bilt\nbuild('inputs', 'x.xlsx', case='middle')\n"


def output_of(*command: str | Path, folder: Path) -> str:
    """What a command says; it must succeed."""
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == CLEAN, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without version control and without anything built."""
    folder = tmp_path_factory.mktemp("project")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, folder)
    return folder


@pytest.fixture(scope="module")
def sdist(project: Path) -> Path:
    """The source distribution, built by the build backend as pip does."""
    code = "from setuptools.build_meta import build_sdist; build_sdist('dist')"
    output_of(sys.executable, "-c", code, folder=project)
    return project / "dist" / f"tieout-{__version__}.tar.gz"


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip makes of the unpacked sdist."""
    folder = tmp_path_factory.mktemp("wheel")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    command = (sys.executable, "-m", "pip", "wheel", *OFFLINE, "--no-build-isolation")
    output_of(*command, folder / f"tieout-{__version__}", folder=folder)
    return folder / f"tieout-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel; what the wheel needs is borrowed from this environment."""
    folder = tmp_path_factory.mktemp("programs")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    output_of(sys.executable, "-m", "pip", "--python", python, "install", *OFFLINE, wheel, folder=folder)
    site = Path(
        output_of(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder).strip()
    )
    # the .pth files of this environment, such as the one of this checkout, are not read from there
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python.parent


@pytest.fixture
def shipped(programs: Path, tmp_path: Path) -> Path:
    """The shipped tables, as the package in the environment names them."""
    return Path(
        output_of(programs / "python", "-c", "import model; print(model.shipped_tables())", folder=tmp_path).strip()
    )


def test_the_sdist_holds_the_tables(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    for table in SHIPPED.glob("*.csv"):
        assert f"tieout-{__version__}/inputs/{table.name}" in names


def test_the_package_in_the_environment_has_all_it_needs(programs: Path, tmp_path: Path) -> None:
    code = (
        "import importlib.resources as resources, model, schemas\n"
        "files = [resources.files(each) / 'py.typed' for each in (model, schemas)]\n"
        "files += [resources.files(model) / 'shipped' / 'deals.csv']\n"
        "print(model.__file__, all(file.is_file() for file in files))"
    )
    where, _, complete = output_of(programs / "python", "-c", code, folder=tmp_path).strip().rpartition(" ")
    assert complete == "True"
    assert Path(where).is_relative_to(programs.parent)


def test_the_shipped_tables_are_those_of_the_checkout(programs: Path, shipped: Path) -> None:
    assert shipped.is_relative_to(programs.parent)
    tables = {table.name: table.read_bytes() for table in shipped.iterdir()}
    assert tables == {table.name: table.read_bytes() for table in SHIPPED.glob("*.csv")}


def test_commands_work_from_the_wheel(programs: Path, shipped: Path, tmp_path: Path) -> None:
    tieout = programs / "tieout"
    assert "failing" not in output_of(tieout, "build", "--inputs", shipped, "--output", "x.xlsx", folder=tmp_path)
    assert f"{len(validate(SHIPPED))} warnings." in output_of(tieout, "validate", "--inputs", shipped, folder=tmp_path)
    assert "Clean:" in output_of(tieout, "verify", "x.xlsx", "--inputs", shipped, folder=tmp_path)
    for command in ((tieout,), (programs / "python", "-m", "model")):
        assert output_of(*command, "--help", folder=tmp_path).startswith("Usage: tieout ")
    assert output_of(tieout, "--version", folder=tmp_path) == f"tieout, version {__version__}\n"


def test_without_inputs_it_says_where_the_tables_are(programs: Path, shipped: Path, tmp_path: Path) -> None:
    done = subprocess.run([programs / "tieout", "build"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == CANNOT_RUN
    assert f"there is no folder {INPUTS} here" in done.stderr
    assert str(shipped) in done.stderr


def test_types_reach_a_project_outside(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "uses.py").write_text(OUTSIDER)
    (tmp_path / "misuses.py").write_text(MISUSER)
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(programs / "python")]
    done = subprocess.run(
        [*command, "uses.py", "misuses.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    problems = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert all(line.startswith("misuses.py:") for line in problems), done.stdout
    assert [line.rpartition("[")[2] for line in problems] == ["attr-defined]", "arg-type]"], done.stdout
