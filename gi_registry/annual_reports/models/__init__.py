"""Tables of annual reports."""

from gi_registry.annual_reports.models.reports import AnnualReport, AnnualReportEvent

__all__ = ["AnnualReport", "AnnualReportEvent"]
