"""Workbooks of reports: made for one report, and read back."""

from gi_registry.annual_reports.service.workbooks.drawing import Remark, workbook_of
from gi_registry.annual_reports.service.workbooks.reading import Filled, read_filled

__all__ = ["Filled", "Remark", "read_filled", "workbook_of"]
