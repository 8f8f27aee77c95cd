"""A folder of tables to start from: with headers alone, with the shipped example, or converted from version 0.1.0."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.codes import Severity
from model.errors import CannotRun
from model.files import replace_file
from model.inputs.old_tables import DROPPED, FIRMNESS, QUALIFIERS, RENAMED, SUPERSEDED, WITHOUT, old_columns
from model.inputs.raw import Grid
from model.inputs.read import read_grids
from schemas import TABLES, TableDescription
from schemas.terms import DEAL_CLASSES

Row = dict[str, str]  # cells by column
Remarks = Iterator[str]


@dataclass
class OldTable:
    """The columns of one table, and its rows, which are changed in place."""

    description: TableDescription
    columns: tuple[str, ...]
    rows: list[Row]


def start_empty(folder: Path) -> None:
    """Write every table with its header alone."""
    write(folder, {table.name: csv_text([column.name for column in table.columns], []) for table in TABLES})


def start_from_example(folder: Path, example: Path) -> None:
    """Copy the tables that come with tieout."""
    files = {table.name: example / f"{table.name}.csv" for table in TABLES}
    write(folder, {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.exists()})


def start_from_old(folder: Path, old: Path) -> list[str]:
    """Convert tables of 0.1.0 and write them; what is left to a person is said. CannotRun when nothing can be read."""
    ready(folder)
    grids = sound_grids(old)
    tables = {table.name: old_table(table, grids[table.name]) for table in TABLES if table.name in grids}
    if not any(old_columns(name, table.columns) for name, table in tables.items()):
        raise CannotRun(f"{old} has no columns of tieout 0.1.0, so there is nothing to convert.")
    remarks = [remark for convert in CONVERSIONS for remark in convert(tables)]
    write(folder, {name: csv_text(new_columns(table), table.rows) for name, table in tables.items()})
    return remarks


def ready(folder: Path) -> None:
    """CannotRun where the folder holds something, or is no folder."""
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} is a file; give the name of a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise CannotRun(f"{folder} is not empty; give the name of a new folder.")


def write(folder: Path, contents: Mapping[str, str]) -> None:
    """Write the tables into a folder that is new or empty."""
    ready(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{folder} cannot be made: {error.strerror}.") from error
    for name, text in contents.items():
        replace_file(folder / f"{name}.csv", text.encode())


def csv_text(columns: Sequence[str], rows: Sequence[Row]) -> str:
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
    """The columns of the table as they are now, and those of the file that are none of them."""
    now = [column.name for column in table.description.columns]
    name = table.description.name
    of_contract = {*now, *RENAMED.get(name, {}), *WITHOUT.get(name, ())}
    return [*now, *(column for column in table.columns if column not in of_contract)]


def columns_renamed(tables: Mapping[str, OldTable]) -> Remarks:
    """Cells under the names their columns have now; firmness and qualifiers in the words of now."""
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
                yield f"{name}, {key}: it was superseded; name it in replaces of the later row."


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
            yield f"assumptions, as_of: it is one day in all cases now; {row['base']}, the base, was taken."


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
                yield f"{where}: the amount stands in a leg now; add one that pays {amount}, and name it in leg."
            continue
        if len(of_stake) > 1:
            yield f"{where}: several legs pay for it ({', '.join(leg['leg'] for leg in of_stake)}); name one in leg."
            continue
        (leg,) = of_stake
        stake["leg"] = leg.get("leg", "")
        of_leg = leg.get("base_bn") or "no amount"
        if amount != of_leg:
            yield (
                f"{where}: invested_bn was {amount}, and the leg that pays for it, {stake['leg']}, has {of_leg}, which "
                "counts now."
            )


CONVERSIONS: tuple[Callable[[Mapping[str, OldTable]], Remarks], ...] = (
    columns_renamed,
    assumptions_dropped,
    stakes_paid_by_legs,
)
