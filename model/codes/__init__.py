"""The one table of everything tieout can find: in tables (validate) and in workbooks (verify).

The reports, `tieout codes` and schemas/README.md all read it. The order of each section is the order in which its
codes are listed; verify also reports in it, the worst first.
"""

from model.codes.code import Code, Severity
from model.codes.table_cells import CELLS
from model.codes.table_files import FILES
from model.codes.table_references import REFERENCES
from model.codes.table_warnings import WARNINGS
from model.codes.workbook_cells import CONTENTS
from model.codes.workbook_parts import PACKAGE

SECTIONS: dict[str, tuple[Code, ...]] = {
    "tables": (*FILES, *CELLS, *REFERENCES, *WARNINGS),
    "workbooks": (*CONTENTS, *PACKAGE),
}
COMMANDS = {"tables": "validate", "workbooks": "verify"}  # who finds what is in a section
BY_NAME: dict[str, Code] = {code.name: code for codes in SECTIONS.values() for code in codes}

__all__ = ["BY_NAME", "COMMANDS", "SECTIONS", "Code", "Severity"]
