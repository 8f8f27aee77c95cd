"""The names in the code follow the house's rules."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from model import lines
from model.expression.line import Line
from model.workbook.names import model_lines

ROOT = Path(__file__).parent.parent


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
    assert not unlike, "\n".join(unlike)


PARTICIPLE = re.compile(
    "asked|chosen|drawn|filled|folded|found|given|gone|held|kept|known|lost|made|met|named|read|recorded|said|seen|"
    "shown|taken|tested|told|used|wanted"
)


def defined(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """The line, kind and name of every variable, parameter, function and attribute that a module gives a name.

    The fields of a class are variables of its body.
    """
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, "function", name
            case ast.arg(arg=name):
                yield node.lineno, "parameter", name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, "variable", name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, "variable", name
            case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
                yield node.lineno, "variable", name


def test_no_name_is_a_bare_participle() -> None:
    """`shares`, `finding`, `provenance`: a name says the thing, not what happened to it.

    Exempt are `read` as a function, which is a command; the term `known` of expressions; and `found` of a difference,
    which programs read under that name.
    """
    exempt = {
        ("function", "read", ""),
        ("function", "_read", ""),
        ("function", "known", "model/expression/terms.py"),
        ("variable", "found", "model/verify/findings.py"),
        ("variable", "found", "model/reports/report.py"),
    }
    bare = []
    for path in sorted(path for package in ("model", "schemas") for path in (ROOT / package).rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for line, kind, name in defined(ast.parse(path.read_text(encoding="utf-8"))):
            if PARTICIPLE.fullmatch(name.strip("_").casefold()) and exempt.isdisjoint(
                {(kind, name, ""), (kind, name, place)}
            ):
                bare.append(f"{place}:{line}: {kind} {name}")
    assert not bare, "\n".join(bare)
