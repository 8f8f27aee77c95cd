"""tieout: deal tables in, a workbook that ties out."""

__version__ = "0.1.0"
