"""Where a figure comes from, down to input cells and their sources, and what rests on an input or a source.

Nothing is computed a second time here: everything is taken from the evaluation, the layout and the tables.
"""
