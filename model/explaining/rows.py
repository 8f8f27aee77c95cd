"""Input cells, input rows and sources explained: what they say, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.errors import CannotRun
from model.explaining.explanation import Explanation, Row
from model.explaining.figures import selections, step
from model.explaining.inputs import Citation, Source, text_of
from model.explaining.points import InputAt, Point
from model.explaining.questions import near
from model.explaining.rests import judgement
from model.explaining.subject import Subject
from model.explaining.up import reach_of_cell, reach_of_row, reach_of_rows
from model.expression.line import Line
from model.lines import amounts, equity, leg_periods, payments, periods, plan_parts, rungs
from schemas import TABLES, keys, table_named

MOST_ROWS = 14
# what the model makes of a row of a table: lines over its rows
MADE_OF: Mapping[str, tuple[Line, ...]] = {
    "deals": (
        amounts.usd,
        *rungs.RUNGS[:5],
        rungs.counted,
        leg_periods.period.start,
        leg_periods.period.end,
        leg_periods.period.basis,
    ),
    "payments": (payments.end_used,),
    "capex_plans": (plan_parts.money.usd, plan_parts.lapsed, plan_parts.counted, plan_parts.period.basis),
    "equity_stakes": (equity.invested, equity.ownership),
    "revenue": (periods.money.usd, periods.months, periods.year, periods.order, periods.in_year),
}


def explain_input(subject: Subject, where: str, at: InputAt) -> Explanation:
    """A cell of an input table."""
    inputs, column = subject.inputs, table_named(at.table).column(at.column)
    key, value = inputs.key(at.table, at.row), subject.reader.value(at)
    facts = [
        ("stands in", f"{inputs.place(at.table, at.row)}; in the workbook {subject.cell_of_input(at)}"),
        ("means", column.doc),
    ]
    facts += row_facts(subject, at.table, at.row)
    return Explanation(
        where,
        "input cell",
        f"{at.column} of {at.table}/{key}",
        None if value != value or value == "" else value,
        inputs.unit(at),
        inputs.spelling(at),
        (*facts, ("selected", selections(subject))),
        notes=blank_note(subject, at),
        reach=reach_of_cell(subject, at),
        judgements=(judgement(subject, key),) if at.table == "assumptions" else (),
        sources=sources_of(subject, inputs.citations(at.table, at.row)),
    )


def blank_note(subject: Subject, at: InputAt) -> tuple[str, ...]:
    """What a blank cell says."""
    if subject.inputs.spelling(at) != "blank":
        return ()
    return ("Blank: no source states it. A figure that needs it is n/d, or says what is assumed.",)


def row_facts(subject: Subject, table: str, row: int) -> list[tuple[str, str]]:
    """What the row is, its remark, and its sources."""
    inputs = subject.inputs
    texts = {
        "row": inputs.telling(table, row),
        "note": "" if table == "assumptions" else inputs.note(table, row),
        "sources": cited(inputs.citations(table, row)),
    }
    return [(name, text) for name, text in texts.items() if text]


def cited(citations: tuple[Citation, ...]) -> str:
    return "; ".join(f"{each.source} {each.locator}".strip() for each in citations)


def sources_of(subject: Subject, citations: tuple[Citation, ...]) -> tuple[Source, ...]:
    sources = (subject.inputs.source(key) for key in dict.fromkeys(each.source for each in citations))
    return tuple(source for source in sources if source is not None)


def explain_row(subject: Subject, where: str, table: str, row: int) -> Explanation:
    """A row of an input table: its cells, what the model makes of it, and what rests on it."""
    inputs, key = subject.inputs, subject.inputs.key(table, row)
    if table == "sources":
        return explain_source(subject, where, key, "")
    apart = ("note", "rationale", "sources", "locator", "source", *table_named(table).key)
    cells = [
        f"{column.name} {text}"
        for column in table_named(table).columns
        if column.name not in apart and (text := inputs.spelling(InputAt(table, row, column.name))) != "blank"
    ]
    first = InputAt(table, row, table_named(table).key[0])
    facts = [
        ("stands in", f"{inputs.place(table, row)}; in the workbook {subject.cell_of_input(first)}"),
        ("cells", ", ".join(cells)),
    ]
    facts += [fact for fact in row_facts(subject, table, row) if fact[0] != "row"]
    naming = tuple(rows_naming(subject, table, row))
    made_of = [Point(line, row) for line in MADE_OF.get(table, ())]
    return Explanation(
        where,
        "input row",
        f"{table}/{key}",
        None,
        "",
        judgement(subject, key).text if table == "assumptions" else inputs.telling(table, row),
        (*facts, ("selected", selections(subject))),
        row=key,
        heading="What the model makes of it",
        steps=tuple(step(subject, point) for point in made_of),
        rows=naming[:MOST_ROWS],
        other_rows=max(len(naming) - MOST_ROWS, 0),
        reach=reach_of_row(subject, table, row),
        judgements=(judgement(subject, key),) if table == "assumptions" else (),
        sources=sources_of(subject, inputs.citations(table, row)),
    )


def rows_naming(subject: Subject, table: str, row: int) -> Iterator[Row]:
    """The rows of any table that name the row by its key, and in which columns they do."""
    inputs, key = subject.inputs, subject.inputs.key(table, row).casefold()
    for other in TABLES:
        columns = [column.name for column in other.columns if column.refers.partition(".")[0] == table]
        cells = {name: inputs.frame(other.name)[name].tolist() for name in columns}
        for at in range(len(inputs.frame(other.name)) if columns else 0):
            names = [
                name
                for name, values in cells.items()
                if key in (entry.casefold() for entry in keys.entries(text_of(values[at])))
            ]
            if names:
                ask = f"{other.name}/{inputs.key(other.name, at)}"
                text = f", in {', '.join(names)}"
                yield Row(ask, inputs.telling(other.name, at), inputs.place(other.name, at), text)


def explain_source(subject: Subject, where: str, source: str, locator: str) -> Explanation:
    """A source or a place in it: the rows that cite it, and what rests on those of which it is the first source.

    CannotRun where no row cites that place.
    """
    inputs = subject.inputs
    about = inputs.source(source)
    assert about is not None
    rows: list[Row] = []
    rests: dict[str, list[int]] = {}
    for table, row, position, citation in inputs.citing():
        if citation.source.casefold() == source.casefold() and (not locator or is_at(citation.locator, locator)):
            ask = f"{table}/{inputs.key(table, row)}"
            names = f", at {citation.locator}" if citation.locator else ""
            names += f", as its source number {position + 1}" if position else ""
            rows.append(Row(ask, inputs.telling(table, row), inputs.place(table, row), names))
            if position == 0:
                rests.setdefault(table, []).append(row)
    if locator and not rows:
        cited_places = {
            place for _, _, _, each in inputs.citing() if each.source == about.source for place in places(each.locator)
        }
        raise CannotRun(f"no row cites {locator} of {source}.{near(locator, cited_places)}")
    facts = [
        (name, text)
        for name, text in (("published", about.published), ("grade", about.grade), ("url", about.url))
        if text
    ]
    facts.append(("cited by", f"{len(rows):,} rows" if len(rows) != 1 else "1 row"))
    reach = None
    if any(table != "assumptions" for table in rests):
        reach = reach_of_rows(subject, rests)
    return Explanation(
        where,
        "source",
        f"{about.source}{f', {locator}' if locator else ''}",
        None,
        "",
        about.title,
        (*facts, ("selected", selections(subject))),
        notes=source_notes(rests),
        rows=tuple(rows[:MOST_ROWS]),
        other_rows=max(len(rows) - MOST_ROWS, 0),
        reach=reach,
    )


def source_notes(rests: Mapping[str, list[int]]) -> tuple[str, ...]:
    notes = []
    if rests.get("assumptions"):
        notes.append("Assumptions that cite it are not left out: no build does without them.")
    if not rests:
        notes.append("No row has it as its first source, the one for its amount: no amount rests on it alone.")
    return tuple(notes)


def places(locator: str) -> list[str]:
    """The places in a source that a locator names."""
    return [part.strip() for part in locator.split(",") if part.strip()]


def is_at(locator: str, place: str) -> bool:
    """Whether a locator names the place, alone or among others."""
    plain_text = place.casefold()
    return plain_text == locator.casefold() or plain_text in (part.casefold() for part in places(locator))
