"""Tables of annual reports."""

from gi_registry.annual_reports.models.attachments import ReportAttachment
from gi_registry.annual_reports.models.campaign import ReportCampaign
from gi_registry.annual_reports.models.chain import ReportComment, ReportLock
from gi_registry.annual_reports.models.editions import ReportCounted, ReportEdition
from gi_registry.annual_reports.models.imports import ReportImport
from gi_registry.annual_reports.models.listed import (
    ListedReport,
    ReportPeers,
    ReportTally,
    ReportYear,
)
from gi_registry.annual_reports.models.reports import AnnualReport, AnnualReportEvent
from gi_registry.annual_reports.models.sampling import ReportDraw, ReportDrawn

__all__ = [
    "AnnualReport",
    "AnnualReportEvent",
    "ListedReport",
    "ReportAttachment",
    "ReportCampaign",
    "ReportComment",
    "ReportCounted",
    "ReportDraw",
    "ReportDrawn",
    "ReportEdition",
    "ReportImport",
    "ReportLock",
    "ReportPeers",
    "ReportTally",
    "ReportYear",
]
