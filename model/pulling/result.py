"""What a pull comes to: edits, conflicts, what is wrong with the tables they make, and the files that were written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from model.findings import Finding

Choice = Literal["ours", "theirs"]  # the tables, the workbook
SIDES: tuple[Choice, ...] = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit that goes into a table: a cell with its text before and after, or a whole row.

    `kind` is "cell", "row added", "row removed" or "rows moved", which is of the whole table. `key` is the row's as it
    was at the build, its parts joined by " / ".
    """

    table: str
    kind: Literal["cell", "row added", "row removed", "rows moved"]
    key: str = ""
    column: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that the tables and the workbook have changed to different texts since the build.

    Without a column it is a row that one of the two has removed and the other has changed; the texts say so then.
    """

    table: str
    key: str
    column: str
    base: str
    ours: str
    theirs: str

    @property
    def place(self) -> str:
        """What `--take` calls it: TABLE/KEY/COLUMN, or TABLE/KEY."""
        return f"{self.row}/{self.column}" if self.column else self.row

    @property
    def row(self) -> str:
        """What `--take` calls the whole row."""
        return f"{self.table}/{self.key}"


@dataclass(frozen=True)
class Pulled:
    """What was pulled.

    With conflicts, or with errors in the tables that the edits would make, nothing is written. `findings` are these
    errors, and `findings_of` says whose they are: "tables", as they would be, or "workbook". `files` are the names of
    those written, or that would be; `notes` are sentences about what was left as it is.
    """

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    findings_of: Literal["", "tables", "workbook"] = ""
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_written: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing stood in the way."""
        return not self.conflicts and not self.findings
