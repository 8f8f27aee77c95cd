"""Taking edits made in a workbook's input sheets back into the CSV tables, three-way: `tieout pull`.

The tables as built are the base, the CSV tables are ours, and the workbook is theirs. Cells nobody edited keep their
bytes. Nothing here reads or writes a workbook.
"""
