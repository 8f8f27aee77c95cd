"""Input cells and input rows explained: what they say, what the model makes of them, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.explaining.explanation import Explanation, Row
from model.explaining.figures import selections
from model.explaining.inputs import Citation, Source, text_of
from model.explaining.points import InputAt, Point
from model.explaining.rests import assumption, judgement
from model.explaining.sources import MOST_ROWS, explain_source
from model.explaining.steps import plain
from model.explaining.subject import Subject
from model.explaining.up import reach_of_cell, reach_of_row
from model.expression.line import Line
from model.lines import amounts, equity, leg_periods, payments, periods, plan_parts, rungs
from schemas import TABLES, keys, table_named

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
    return ("Blank: no source states it. A figure that needs it is n/d or rests on an assumption.",)


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
    assumed = assumption(subject, key, subject.evaluation.data.selected.case) if table == "assumptions" else None
    made_of = [Point(line, row) for line in MADE_OF.get(table, ())]
    return Explanation(
        where,
        "input row",
        f"{table}/{key}",
        None if assumed is None else subject.reader.value(assumed),
        "" if assumed is None else inputs.unit(assumed),
        inputs.telling(table, row) if assumed is None else inputs.spelling(assumed),
        (*facts, ("selected", selections(subject))),
        row=key,
        heading="What the model makes of it",
        steps=tuple(plain(subject, point) for point in made_of),
        rows=naming[:MOST_ROWS],
        other_rows=max(len(naming) - MOST_ROWS, 0),
        reach=reach_of_row(subject, table, row),
        judgements=() if assumed is None else (judgement(subject, key),),
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
