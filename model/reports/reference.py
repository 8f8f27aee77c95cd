"""schemas/README.md: every table with every column, and every code, written from where they are defined."""

from collections.abc import Iterable, Iterator

from model.codes import COMMANDS, SECTIONS
from schemas import TABLES, Column
from schemas.fields import Bounds
from schemas.judgements import MODEL_READS, Assumption

TITLE = """\
# The tables and the codes

Generated from `schemas/` and `model/codes` by `pytest --update-golden`: edit those, not this.

A column is filled in *always*; or its cells may be blank; or there may be no such column. Dates are written
YYYY-MM-DD; a list separates its entries by '; '; a flag is yes, no or blank, which is no. A number without a unit
here has its unit in its row, or has none."""

ASSUMPTIONS = """\
### The assumptions the model reads

Each is a row of `assumptions`, with a value for each of the cases low, base and high. An assumption without a row
has the default value."""


def reference() -> str:
    """The text of the file."""
    return "\n\n".join([TITLE, *_tables(), ASSUMPTIONS, _assumptions(), *_codes()]) + "\n"


def _tables() -> Iterator[str]:
    yield "## Tables"
    for table in TABLES:
        yield f"### {table.name}" + (" (optional)" if table.optional else "")
        yield f"{table.doc} Key: {', '.join(f'`{name}`' for name in table.key)}."
        rows = (
            (f"`{column.name}`", _content(column), _presence(column), _refers(column), _meaning(column))
            for column in table.columns
        )
        yield _grid(("column", "holds", "filled in", "refers to", "meaning"), rows)


def _content(column: Column) -> str:
    """The kind of a column's cells, with the unit and bounds of its numbers."""
    if column.kind != "number":
        return column.kind
    above, least, most = column.bounds
    unit = "" if column.unit == "as stated" else f", {column.unit}"
    limits = [f"{sign} {bound:,.12g}" for sign, bound in ((">", above), ("≥", least), ("≤", most)) if bound is not None]
    return f"number{unit}" + "".join(f", {limit}" for limit in limits)


def _presence(column: Column) -> str:
    return "or no column" if column.optional else "or blank" if column.blank else "always"


def _refers(column: Column) -> str:
    return f"`{column.refers}`" if column.refers else ""


def _meaning(column: Column) -> str:
    """A column's meaning, and the only terms it may hold."""
    terms = f" One of {', '.join(f'`{term}`' for term in column.terms)}." if column.terms else ""
    return column.doc + terms


def _assumptions() -> str:
    rows = (
        (f"`{each.name}`", each.unit or "any", _range(each.bounds), _default(each), each.meaning)
        for each in MODEL_READS
    )
    return _grid(("name", "unit", "bounds", "default", "meaning"), rows)


def _default(assumption: Assumption) -> str:
    """One value where it is that of all cases, or low, base and high."""
    if assumption.default is None:
        return "latest date in sources and deals"
    return ", ".join(f"{value:.12g}" for value in dict.fromkeys(assumption.default))


def _range(bounds: Bounds | None) -> str:
    if bounds is None:
        return ""
    above, least, most = bounds
    return (f"> {above:,.12g}, " if above is not None else f"≥ {least:,.12g}, " if least is not None else "") + (
        "" if most is None else f"≤ {most:,.12g}"
    )


def _codes() -> Iterator[str]:
    yield "## Codes"
    yield "`tieout codes` also lists the codes, and `tieout codes CODE` explains one."
    for section, codes in SECTIONS.items():
        yield f"### In {section} (`tieout {COMMANDS[section]}`)"
        rows = ((f"`{each.name}`", each.severity, each.meaning, each.example, each.advice) for each in codes)
        yield _grid(("code", "severity", "meaning", "example", "what to do"), rows)


def _grid(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    """Text as a cell of a Markdown table, which ends at a bar and takes < for markup."""
    return text.replace("|", "\\|").replace("<", "&lt;")
