"""From files to validated tables: reading, typing, checking, and reports of what was found.

No module here knows what the model computes; `load` hands over typed tables and the findings about them.
"""

from model.inputs.load import Loaded, load
from model.inputs.typed import Inputs, Table

__all__ = ["Inputs", "Loaded", "Table", "load"]
