"""Where a figure comes from, down to input cells and their sources, and what rests on an input or a source.

Nothing is computed here a second time: everything is read off the evaluation, the layout and the tables.
"""
