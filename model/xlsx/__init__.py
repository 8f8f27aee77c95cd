"""The .xlsx file format: what is safe to open, how parts are read and written, and what the format allows.

Nothing here knows what the model says, which tables there are or how sheets are laid out.
"""
