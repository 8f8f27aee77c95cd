"""tieout: deal tables in, a workbook that ties out."""

import os

__version__ = "0.1.0"

# openpyxl writes through lxml where that is installed; the bytes of a workbook must not depend on it
os.environ["OPENPYXL_LXML"] = "False"
