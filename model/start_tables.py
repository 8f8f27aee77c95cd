"""Tables to start from, as a folder or a workbook: without rows, the shipped example, or converted from 0.1.0."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.codes import Severity
from model.errors import CannotRun
from model.files import replace_file
from model.inputs.convert import convert
from model.inputs.csv_file import read_csv
from model.inputs.defaults import DOLLAR_ROW, default_row
from model.inputs.old_tables import DROPPED, FIRMNESS, QUALIFIERS, RENAMED, SUPERSEDED, WITHOUT, old_columns
from model.inputs.raw import Grid, shape
from model.inputs.read import read_grids
from model.paths import writable
from schemas import TABLES, TableDescription
from schemas.judgements import MODEL_READS
from schemas.terms import DEAL_CLASSES

AS_OF = "as_of"
Row = dict[str, str]  # cells by column
Remarks = Iterator[str]


@dataclass
class OldTable:
    """The columns of one table, and its rows, which are changed in place."""

    description: TableDescription
    columns: tuple[str, ...]
    rows: list[Row]


def start_empty(target: Path, today: datetime.date) -> None:
    """Write every table with only its header, except for the default assumptions as of today and the dollar's rate."""
    assumptions = [dict(default_row(each, today)) for each in MODEL_READS]
    for row in assumptions:
        if row["name"] == AS_OF:
            row["rationale"] = "The day these tables were begun."
    first_rows: dict[str, Sequence[Mapping[str, str]]] = {"assumptions": assumptions, "fx_rates": [DOLLAR_ROW]}
    write(
        target,
        {
            table.name: csv_text([column.name for column in table.columns], first_rows.get(table.name, []))
            for table in TABLES
        },
    )


def start_from_example(target: Path, example: Path) -> None:
    """Copy the tables that come with tieout."""
    files = {table.name: example / f"{table.name}.csv" for table in TABLES}
    write(target, {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.exists()})


def start_from_old(target: Path, old: Path) -> list[str]:
    """Convert tables of 0.1.0, or a folder into a workbook or the reverse, and write them; return what a person still
    has to do. CannotRun when nothing can be read.
    """
    ready(target)
    grids = sound_grids(old)
    tables = {table.name: old_table(table, grids[table.name]) for table in TABLES if table.name in grids}
    of_old_version = any(old_columns(name, table.columns) for name, table in tables.items())
    if not of_old_version and is_book(target) == is_book(old):
        raise CannotRun(f"{old} has no columns of tieout 0.1.0, so there is nothing to convert.")
    if not of_old_version:
        write(target, {name: csv_text(table.columns, table.rows) for name, table in tables.items()})
        return []
    remarks = [remark for convert_tables in CONVERSIONS for remark in convert_tables(tables)]
    write(target, {name: csv_text(new_columns(table), table.rows) for name, table in tables.items()})
    return remarks


def is_book(target: Path) -> bool:
    """Whether the tables go into one workbook instead of a folder."""
    return target.suffix.casefold() == ".xlsx"


def ready(target: Path) -> None:
    """CannotRun if the workbook already exists, or the folder is not empty or is not a folder."""
    if is_book(target):
        if target.exists():
            raise CannotRun(f"{target} is there already; give the name of a new workbook.")
        writable(target, ".xlsx", target)
        return
    if target.exists() and not target.is_dir():
        raise CannotRun(f"{target} is a file; give the name of a new folder, or of a new .xlsx.")
    if target.is_dir() and any(target.iterdir()):
        raise CannotRun(f"{target} is not empty; give the name of a new folder.")


def write(target: Path, contents: Mapping[str, str]) -> None:
    """Write the tables, given as CSV texts by name, and next steps into a new workbook or a new or empty folder."""
    ready(target)
    if is_book(target):
        replace_file(target, book_of(target, contents))
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{target} cannot be made: {error.strerror}.") from error
    for name, text in contents.items():
        replace_file(target / f"{name}.csv", text.encode())
    replace_file(target / "README.md", "\n\n".join(["# Deal tables", *how_to_go_on(target)]).encode() + b"\n")


def book_of(target: Path, contents: Mapping[str, str]) -> bytes:
    """The workbook of the tables. CannotRun where a cell cannot be typed: a folder takes it as it stands."""
    from model.compute import arrays
    from model.workbook.start_book import start_book

    frames = {}
    for table in TABLES:
        text = contents.get(table.name) or csv_text([column.name for column in table.columns], [])
        raw = shape(read_csv(table.name, f"{table.name}.csv", text.encode()), table)
        frames[table.name], findings = convert(raw, table)
        for finding in (*raw.findings, *findings):
            if finding.severity is Severity.ERROR:
                raise CannotRun(
                    f"{table.name}, row {finding.row}: {finding.message}. Convert into a folder instead of a "
                    "workbook: a folder takes every cell as it is, and tieout validate says what to correct."
                )
    columns = {name: arrays(frame) for name, frame in frames.items()}
    return start_book(frames, columns, how_to_go_on(target))


def how_to_go_on(target: Path) -> list[str]:
    """What a newcomer needs to know of the tables, a paragraph each."""
    sheets = "sheet" if is_book(target) else "file"
    return [
        f"Each table is a {sheets}. Begin with companies (who takes part), sources (the documents the figures come "
        "from) and deals: one row is one leg, a flow from a payer to a payee. All other tables may stay empty.",
        "Leave a cell blank where no source states the figure: it is shown as n/d and never treated as 0. Amounts are "
        "in billions of the row's currency; for a currency other than USD, fx_rates needs the rate and its source.",
        "The assumptions are the package's defaults, each with its reason. If you change a value, change its "
        "rationale too. as_of is the day the tables describe: move it forward when you add what became known later.",
        f"tieout validate --inputs {target.name} says what is wrong and what to do.",
        f"tieout build --inputs {target.name} makes the workbook.",
    ]


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def sound_grids(path: Path) -> Mapping[str, Grid]:
    """The tables as they stand. CannotRun where one of them cannot be read as a table."""
    grids = read_grids(path).tables
    for grid in grids.values():
        for finding in grid.findings:
            if finding.severity is Severity.ERROR:
                row = "" if finding.row is None else f", row {finding.row}"
                raise CannotRun(f"{finding.file}{row} cannot be converted: {finding.message}.")
    return grids


def old_table(description: TableDescription, grid: Grid) -> OldTable:
    """The rows of a table by the names of its columns; columns without a name are left out."""
    titles = [title.strip() for title in grid.header]
    name = description.name
    contract = {column.name for column in description.columns} | {*RENAMED.get(name, {}), *WITHOUT.get(name, ())}
    names = [title.casefold() if title.casefold() in contract else title for title in titles]
    cells = {each: column for each, column in zip(names, grid.columns, strict=True) if each}
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return OldTable(description, tuple(cells), rows)


def new_columns(table: OldTable) -> list[str]:
    """The table's current columns, and the columns of the file that are not among them."""
    now = [column.name for column in table.description.columns]
    name = table.description.name
    of_contract = {*now, *RENAMED.get(name, {}), *WITHOUT.get(name, ())}
    return [*now, *(column for column in table.columns if column not in of_contract)]


def columns_renamed(tables: Mapping[str, OldTable]) -> Remarks:
    """Cells under the current names of their columns, with firmness and qualifiers in today's terms."""
    for name, table in tables.items():
        for row in table.rows:
            firmness = row.get("firmness", "").strip()
            for old, new in RENAMED.get(name, {}).items():
                if old in row:
                    row[new] = row.pop(old)
            qualifier = row.get("qualifier", "").strip()
            if qualifier in QUALIFIERS:
                row["qualifier"] = QUALIFIERS[qualifier]
            if (words := FIRMNESS.get(name, {}).get(firmness)) is not None:
                row[RENAMED[name]["firmness"]] = words.word
                row["qualifier"] = words.qualifier or row.get("qualifier", "")
            if firmness == SUPERSEDED:
                key = row.get(table.description.key[0], "")
                yield f"{name}, {key}: this row was superseded; name it in the replaces of the later row."


def assumptions_dropped(tables: Mapping[str, OldTable]) -> Remarks:
    """Without the assumptions that no line reads any more; as_of is one day."""
    table = tables.get("assumptions")
    if table is None:
        return
    names = [row.get("name", "").strip() for row in table.rows]
    if out := [name for name in names if name in DROPPED]:
        yield f"assumptions: no line reads {', '.join(out)} any more; they were left out."
    table.rows = [row for row, name in zip(table.rows, names, strict=True) if name not in DROPPED]
    for row in table.rows:
        if row.get("name", "").strip() == "as_of" and len({row.get(case, "") for case in ("low", "base", "high")}) > 1:
            row["low"] = row["high"] = row.get("base", "")
            yield f"assumptions, as_of: this is now one day for all cases; the base value, {row['base']}, was kept."


def stakes_paid_by_legs(tables: Mapping[str, OldTable]) -> Remarks:
    """The leg that pays for a stake, where one leg of the stake's deal goes from its holder to its issuer."""
    stakes, deals = tables.get("equity_stakes"), tables.get("deals")
    if stakes is None or deals is None:
        return
    legs: dict[tuple[str, str, str], list[Row]] = {}
    for row in deals.rows:
        if DEAL_CLASSES.get(row.get("kind", "").strip()) == "funding":
            legs.setdefault((row.get("deal", ""), row.get("payer", ""), row.get("payee", "")), []).append(row)
    for stake in stakes.rows:
        amount, where = stake.pop("invested_bn", ""), f"equity_stakes, {stake.get('stake', '')}"
        of_stake = legs.get((stake.get("deal", ""), stake.get("holder", ""), stake.get("issuer", "")), [])
        if not stake.get("deal") or not amount or not of_stake:
            if amount:
                yield f"{where}: the amount comes from a leg now; add a leg that pays {amount}, and name it in leg."
            continue
        if len(of_stake) > 1:
            several = ", ".join(leg["leg"] for leg in of_stake)
            yield f"{where}: several legs pay for this stake ({several}); name one in leg."
            continue
        (leg,) = of_stake
        stake["leg"] = leg.get("leg", "")
        of_leg = leg.get("base_bn") or "no amount"
        if amount != of_leg:
            yield (
                f"{where}: invested_bn was {amount}, and the leg that pays for it, {stake['leg']}, has {of_leg}, "
                "which now counts."
            )


CONVERSIONS: tuple[Callable[[Mapping[str, OldTable]], Remarks], ...] = (
    columns_renamed,
    assumptions_dropped,
    stakes_paid_by_legs,
)
