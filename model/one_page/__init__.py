"""The memo: one page for people who do not open the workbook, with figures, pictures and words taken from its lines. It
computes nothing anew. `facts` takes numbers from lines, `sentences` puts them into words, `arrows` and `places` lay the
picture of companies out, `bars` and `picture` draw, and `page` writes.
"""
