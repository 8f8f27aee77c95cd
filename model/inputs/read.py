"""From a path to raw tables: a folder of CSV files, or one .xlsx with the same tables as sheets."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.errors import CannotRun
from model.findings import Finding, Where, finding
from model.inputs.csv_file import read_csv
from model.inputs.excel_tables import read_workbook
from model.inputs.raw import Grid, RawTable, absent, copy_of, did_you_mean, shape
from model.inputs.unfinished import finish
from schemas import TABLES

MOST_BYTES = 1_000_000_000  # of one file


@dataclass(frozen=True)
class RawTables:
    """All contract tables of one path, in workbook order, with findings that belong to none of them."""

    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...]
    hashes: Mapping[str, str]


@dataclass(frozen=True)
class Grids:
    """The tables below one path, unchanged, by name; and findings that belong to none of them."""

    tables: Mapping[str, Grid]
    findings: tuple[Finding, ...]
    hashes: Mapping[str, str]


def read(path: Path) -> RawTables:
    """Read all tables below a path. CannotRun when there is nothing that can be read."""
    grids = read_grids(path)
    tables = tuple(
        shape(grids.tables[description.name], description)
        if description.name in grids.tables
        else absent(description, f"{description.name}.csv" if path.is_dir() else path.name)
        for description in TABLES
    )
    return RawTables(tables, grids.findings, grids.hashes)


def read_grids(path: Path) -> Grids:
    """The tables as they stand below a path, in workbook order. CannotRun when there is nothing that can be read."""
    try:
        if path.is_dir():
            return _read_folder(path)
        if path.is_file():
            return _read_book(path)
    except OSError as error:
        raise CannotRun(f"{error.filename or path} cannot be read: {error.strerror}.") from error
    if path.exists():
        raise CannotRun(f"{path} is neither a folder nor a file.")
    raise CannotRun(f"{path} does not exist.")


def printable(name: str) -> str:
    """A file's name with ? for bytes that are no text, which a file system may hold."""
    return name.encode("utf-8", "replace").decode()


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise CannotRun(f"{file} is larger than {MOST_BYTES // 1_000_000} MB and is not read.")
    return file.read_bytes()


def _read_folder(folder: Path) -> Grids:
    if names_of_finished := finish(folder):
        files_text = ", ".join(names_of_finished)
        logging.getLogger("tieout").warning(
            "A pull into %s had been interrupted. It has now been completed: %s.", folder, files_text
        )
    names = [description.name for description in TABLES]
    files: dict[str, Path] = {}
    findings, others = [], []
    for file in sorted(folder.iterdir()):
        if file.suffix.casefold() != ".csv" or not file.is_file():
            others.append(file)
            continue
        name = file.stem.casefold()
        if name not in names:
            of = copy_of(name, names)
            advice = f"remove it if it is a copy of {of}" if of else "remove it, or ignore this warning"
            advice = did_you_mean(name, names, advice)
            findings.append(
                finding(
                    "unknown-table",
                    Where(printable(name), printable(file.name)),
                    f"{printable(file.name)} is not one of the tables and is not read",
                    suggestion=advice,
                )
            )
        elif name in files:
            message = f"{files[name].name} and {file.name} hold the same table"
            findings.append(finding("duplicate-table", Where(name, file.name), message, suggestion="keep one of them"))
        else:
            files[name] = file
    for file in others:  # a link to nothing, a folder, figures.tsv, figures.csv.txt
        name = file.name.partition(".")[0].casefold()
        if name in names and name not in files:
            message = f"{file.name} is not a CSV file and is not read"
            advice = f"save the table as {name}.csv"
            findings.append(finding("unknown-table", Where(name, file.name), message, suggestion=advice))
    if not files:
        raise CannotRun(f"{folder} holds none of the tables ({names[0]}.csv, {names[1]}.csv and so on).")
    contents = {name: _bytes(files[name]) for name in names if name in files}
    tables = {name: read_csv(name, files[name].name, content) for name, content in contents.items()}
    hashes = {files[name].name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    return Grids(tables, tuple(findings), hashes)


def _read_book(path: Path) -> Grids:
    content = _bytes(path)
    tables, findings = read_workbook(path.name, content)
    return Grids(tables, findings, {path.name: hashlib.sha256(content).hexdigest()})
