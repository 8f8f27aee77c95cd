"""The memo: one page for people who open no workbook, with figures, pictures and words that come from its lines.

It works nothing out anew. `facts` takes numbers from lines, `sentences` puts them into words, `arrows` and `places`
lay the picture of companies out, `bars` and `picture` draw, and `page` writes.
"""
