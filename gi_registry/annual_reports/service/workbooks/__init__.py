"""Workbooks of reports: made for one report, and read back."""

from gi_registry.annual_reports.service.workbooks.drawing import (
    Beside,
    Remark,
    drawn,
)
from gi_registry.annual_reports.service.workbooks.reading import Filled, read_filled

__all__ = ["Beside", "Filled", "Remark", "drawn", "read_filled"]
