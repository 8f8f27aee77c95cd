"""Whether a workbook that people have opened, edited and sent around can still be trusted."""
