"""The workbook: which sheets and blocks there are, where they stand, how they look, and the bytes of the file."""
