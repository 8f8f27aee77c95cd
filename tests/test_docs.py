"""What the README says is true: commands, options, tables, sheets, figures, and the summary of the shipped build."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

import click
import yaml

from model import BASES, __version__
from model.cli import cli
from model.commands.options import EPILOG
from model.compute import evaluate
from model.expression.values import Selected
from model.pipeline import build
from model.summary import build_text
from model.workbook.sheets import SHEETS
from schemas import TABLES
from tests.conftest import SHIPPED, Golden
from tests.harness import Model, model_of, write_tables

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def usage_of(command: str) -> str:
    """The line of the README that shows how a command is used, and the lines that continue it, indented further."""
    lines = README.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith(f"    tieout {command} "))
    more = itertools.takewhile(lambda line: line.startswith(" " * 20), lines[first + 1 :])
    return " ".join([lines[first], *more])


def test_every_option_of_every_command_is_in_the_readme() -> None:
    for name, command in cli.commands.items():
        usage = usage_of(name)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[0] in usage
                if isinstance(parameter.type, click.Choice):
                    assert "|".join(parameter.type.choices) in usage
        stated = set(re.findall(r"--[a-z-]+", usage))
        assert stated == {option for parameter in command.params for option in parameter.opts if "--" in option}


def test_every_command_in_the_readme_exists() -> None:
    assert set(re.findall(r"^    tieout (\w+) ", README, re.MULTILINE)) - {__version__[0]} == set(cli.commands)


def test_exit_codes_are_those_of_the_help() -> None:
    with click.Context(cli) as context:
        said = " ".join(cli.get_help(context).split())
    assert EPILOG in said
    assert EPILOG in " ".join(README.split())


def test_every_table_and_sheet_is_in_the_readme() -> None:
    for table in TABLES:
        assert f"`{table.name}`" in README or f"{table.name}.csv" in README
    for sheet in SHEETS:
        if not sheet.tables:
            assert f"| {sheet.name} |" in README
    assert SHEETS[0].name == "Summary"


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    assert len(README.splitlines()) <= 150
    for path in re.findall(r"\]\((?!https)([\w./]+)\)", README):
        assert (ROOT / path).is_file(), path


def test_the_line_in_the_readme_is_the_models() -> None:
    """Without the remarks beside it, it stands in the module that defines it."""
    example = README.partition("## How a line is defined")[2].partition("```python\n")[2].partition("```")[0]
    plain = "".join(re.sub(r"\s+#.*", "", line) + "\n" for line in example.splitlines())
    assert plain in (ROOT / "model" / "lines" / "commitments.py").read_text(encoding="utf-8")


def test_the_readme_leads_to_the_tables_and_codes() -> None:
    assert "[schemas/README.md](schemas/README.md)" in README
    assert (ROOT / "schemas" / "README.md").is_file()


def test_the_summary_in_the_readme_is_that_of_the_shipped_tables(tmp_path: Path, golden: Golden) -> None:
    """But for the size of the file, which the library that compresses it decides."""
    built = build(SHIPPED, tmp_path / "tieout.xlsx")
    text = build_text(built, Path("inputs"), Path("outputs/tieout.xlsx"), Selected())
    (shown,) = re.findall(r"^    tieout \d.*\n(?:    .+\n)+", README, re.MULTILINE)
    golden(ROOT / "README.md", README.replace(shown, textwrap.indent(text, "    ")), r"\(\d+ KB\)")


def test_the_rungs_in_the_readme_are_those_of_the_shipped_tables(models: Mapping[str, Model]) -> None:
    """All payers, OpenAI, and OpenAI's against its revenue, to as many digits as the README prints."""
    frames = models["shipped-base"].frames
    rows = re.findall(r"^\| ([a-z-]+) \| .+ \| ([\d,.]+) \| ([\d,.]+) \| ([\d.]+)x \|$", README, re.MULTILINE)
    assert [name.replace("-", "_") for name, *_ in rows] == list(BASES[:-1])
    for name, *printed in rows:
        basis = name.replace("-", "_")
        model = Model(frames, evaluate(frames, Selected(basis=basis)))
        of_payer = (model.value(line, "OpenAI") for line in (f"payer_{basis}", "payer_total_cover"))
        values = (model.value(f"payers_{basis}"), *of_payer)
        assert printed == [f"{float(value):,.1f}" for value in values]


def test_the_first_book_in_the_readme_builds(tmp_path: Path) -> None:
    text = README.partition("## Your first book")[2].partition("```\n")[2].partition("```")[0]
    files: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, _, row = line.partition(" ")
        files.setdefault(name or list(files)[-1], []).append(row.strip())
    assert set(files) == {f"{table.name}.csv" for table in TABLES if not table.optional}
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join([*lines, ""]))
    assert build(tmp_path, tmp_path / "first.xlsx").summary is not None


def test_the_hand_worked_case_in_the_readme_of_the_tests_holds(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "README.md").read_text(encoding="utf-8").partition("```yaml")[2].partition("```")[0]
    (case,) = yaml.safe_load(text)
    model = model_of(write_tables(tmp_path, case["tables"]))
    assert len(case["expect"]) == 3
    for expected in case["expect"]:
        assert model.value(expected["line"], expected["row"]) == expected["is"]


def test_contributing_names_files_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    for path in re.findall(r"`((?:model|schemas|tests|inputs|\.ci)/[\w./]*)`", text):
        assert (ROOT / path).exists(), path


def test_the_hook_for_teams_whose_tables_stand_under_git_runs_a_command_that_is_there() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, command = hook["entry"].split()
    assert (program, hook["pass_filenames"]) == ("tieout", False)
    assert command in cli.commands
    assert f"id: {hook['id']}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_changelog_names_the_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_field_of_every_schema_has_its_meaning() -> None:
    for table in TABLES:
        assert table.doc
        for column in table.columns:
            assert column.doc, (table.name, column.name)


def test_the_table_of_tests_names_every_module_once_and_no_other() -> None:
    tests = ROOT / "tests"
    rows = [line for line in (tests / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = re.findall(r"`(test_\w+)`", "\n".join(rows))
    assert sorted(named) == sorted(path.stem for path in tests.glob("test_*.py"))
