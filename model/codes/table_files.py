"""Codes about the tables' files and their shape."""

from model.codes.code import Code, error

FILES: tuple[Code, ...] = (
    error(
        "missing-table",
        "A table the model needs is not there.",
        "no deals.csv in the folder",
        "Add the file or the sheet, with its header row if it has no rows yet.",
    ),
    error(
        "duplicate-table",
        "Two files or sheets hold the same table.",
        "Deals.csv beside deals.csv",
        "Keep one of them.",
    ),
    error(
        "empty-file",
        "A table has no header row.",
        "deals.csv of 0 bytes",
        "Put the column names into the first row.",
    ),
    error(
        "not-utf8",
        "The text is not UTF-8.",
        "a file saved by Excel as 'CSV' in Western encoding",
        "Save it again as 'CSV UTF-8 (comma delimited)'.",
    ),
    error(
        "not-csv",
        "The file is not comma-separated text.",
        "a workbook renamed to deals.csv",
        "Save it again as 'CSV UTF-8 (comma delimited)', or give the workbook itself with --inputs.",
    ),
    error(
        "wrong-delimiter",
        "The columns are separated by something other than commas.",
        "leg;deal;announced",
        "Save the file with commas between the columns.",
    ),
    error(
        "open-quote",
        "A quotation mark is never closed, or text follows a closing one.",
        '"Aurora, Inc.',
        "Close the quotation mark; double every quotation mark within quoted text.",
    ),
    error(
        "rows-above-header",
        "Rows stand above the header.",
        "a title in the first line",
        "Delete the rows above the header.",
    ),
    error(
        "repeated-header",
        "A row below the header repeats the header.",
        "two files put one below the other",
        "Delete the row.",
    ),
    error(
        "ragged-row",
        "A row has more or fewer cells than the header.",
        "1,234.5 without quotation marks",
        "Put text that holds a comma into quotation marks; write numbers without thousands separators.",
    ),
    error(
        "old-table",
        "A table has the columns of tieout 0.1.0.",
        "firmness and within in deals",
        "Convert the tables: tieout init NEW --from OLD.",
    ),
    error(
        "duplicate-column",
        "Two columns have the same name, ignoring case.",
        "note and Note",
        "Rename or delete one of them.",
    ),
    error(
        "missing-column",
        "A column the table needs is not there.",
        "payer renamed to buyer",
        "Name the column as the table's description does, or add it.",
    ),
    error(
        "columns-beside-table",
        "A column beside an Excel table is not part of it.",
        "a column typed to its right",
        "Drag the corner of the table over the column, or leave a blank column between the two.",
    ),
    error(
        "nameless-column",
        "Cells stand below a blank header.",
        "a remark to the right of the table",
        "Give the column a name, or clear its cells.",
    ),
    error(
        "rows-below-table",
        "A row right below an Excel table is not part of it.",
        "a deal typed below the table",
        "Drag the corner of the table over the row, or leave a blank row between the two.",
    ),
    error(
        "totals-row",
        "A row adds up other rows; every row must be an input.",
        "Total,,,,,,,826.45",
        "Delete the row, or switch off the table's total row.",
    ),
    error(
        "merged-cells",
        "Cells of the table are merged.",
        "one company name merged over three rows",
        "Unmerge them and fill each cell.",
    ),
    error(
        "formula-cell",
        "A formula stands where an input is expected.",
        "=SUM(B2:B9) in base_bn",
        "Replace the formula by its value (Paste Special, Values).",
    ),
    error(
        "ambiguous-cell",
        "A workbook states something about a cell twice or in two ways; other programs may show another value.",
        "two cells H7 in one sheet",
        "Open the workbook in Excel, look at the cell, and save the workbook under another name.",
    ),
    error(
        "error-cell",
        "A spreadsheet error stands where an input is expected.",
        "#N/A in usd_per_unit",
        "Type the value, or leave the cell blank if it is not disclosed.",
    ),
)
