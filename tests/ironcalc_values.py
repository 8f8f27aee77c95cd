"""The value of every cell of workbooks as IronCalc recomputes them: a program of its own, since IronCalc may panic.

python tests/ironcalc_values.py TARGET.json WORKBOOK... writes, for each workbook, sheet, row, column, value and
whether it is an error, of all cells.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import ironcalc


def cells(workbook: str) -> list[list[object]]:
    model = ironcalc.load_from_xlsx(workbook, "en", "UTC", "en")
    model.evaluate()
    names = [sheet["name"] for sheet in model.get_worksheets_properties()]
    return [
        [
            *(names[sheet], row, column, model.get_cell_value(sheet, row, column)),
            str(model.get_cell_type(sheet, row, column)).endswith("ErrorValue"),
        ]
        for sheet, row, column in model.get_all_cells()
    ]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps([cells(workbook) for workbook in sys.argv[2:]]), encoding="utf-8")
