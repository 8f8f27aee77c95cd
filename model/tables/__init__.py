"""From files to validated tables: reading, typing, checking, and reports of what was found.

Nothing here knows what the model computes; `load` hands over typed tables and the findings about them.
"""

from model.tables.inputs import Table
from model.tables.loading import Loaded, load

__all__ = ["Loaded", "Table", "load"]
