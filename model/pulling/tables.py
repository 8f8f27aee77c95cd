"""The CSV files of a folder as they stand, and the text of one of them with a merge written into it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from model.errors import CannotRun
from model.inputs import Loaded
from model.inputs.csv_file import encoding_of
from model.inputs.unfinished import NewTable
from model.pulling.csv_lines import Row, lines_of, rewritten, spelling
from model.pulling.merge import Merged


@dataclass(frozen=True)
class Tables:
    """A folder, and its tables as they were read."""

    folder: Path
    loaded: Loaded

    def content(self, name: str) -> bytes:
        """The bytes of a file that was read. CannotRun where they are others by now."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error
        if hashlib.sha256(content).hexdigest() != self.loaded.hashes[name]:
            raise CannotRun(f"{path} was changed while it was read; nothing was written. Try again.")
        return content


def new_table(tables: Tables, merge: Merged) -> NewTable:
    """The file of a table with the rows of a merge. Columns the file lacks are put right of its own where needed."""
    names = [column.name for column in merge.table.columns]
    table = tables.loaded.tables[merge.table.name]
    if table.is_given:
        name, content = table.file, tables.content(table.file)
        mark, encoding = encoding_of(content)
        lines = lines_of(content[len(mark) :].decode(encoding))
    else:
        name, content, mark, encoding = f"{merge.table.name}.csv", b"", b"", "utf-8"
        lines = lines_of(",".join(map(spelling, names)) + "\n")
    header = [title.strip().casefold() for title in lines.header]
    new_columns = [name for name in names if name not in header and any(cells[name] for cells in merge.rows.values())]
    places = {title: at for at, title in reversed([*enumerate([*header, *new_columns])])}
    numbers = {key: number for number, key in enumerate(merge.ours.keys)}
    rows = []
    for key, cells in merge.rows.items():
        number = numbers.get(key)
        before = {} if number is None else merge.ours.rows[key]
        texts = {places[name]: text for name, text in cells.items() if name in places and text != before.get(name, "")}
        rows.append(Row(number, texts))
    text = rewritten(lines, new_columns, rows)
    sha = tables.loaded.hashes[name] if table.is_given else ""
    return NewTable(name, sha, mark + text.encode(encoding))
