"""The names in the code follow the house's rules."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

from model import lines
from model.expression.line import Line
from model.workbook.names import model_lines


def imported(path: Path) -> set[str]:
    """The names a module takes from others."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {alias.asname or alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_a_lines_variable_has_the_lines_name() -> None:
    """`payer_total` or `total`: the name, or the name without its first word, which says whose line it is.

    The short form must not be the name of another line. Imported lines are exempt: an import may rename.
    """
    names = {line.name for line in model_lines()}
    unlike = []
    for info in pkgutil.iter_modules(lines.__path__):
        module = importlib.import_module(f"{lines.__name__}.{info.name}")
        from_others = imported(Path(str(module.__file__)))
        for variable, line in vars(module).items():
            if isinstance(line, Line) and variable not in from_others and variable != line.name:
                short = line.name.partition("_")[2]
                if variable != short or short in names:
                    unlike.append(f"{info.name}.{variable} is the line {line.name}")
    assert not unlike
