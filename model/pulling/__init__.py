"""Taking edits made in a workbook's input sheets back into the CSV tables, three-way: `tieout pull`.

What stands on the sheets since the build is the base, the tables are ours, the workbook is theirs. Cells nobody edited
keep their bytes. Nothing here reads or writes a workbook.
"""
