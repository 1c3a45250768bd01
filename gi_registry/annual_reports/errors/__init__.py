"""Refusals about annual reports."""

from gi_registry.annual_reports.errors.campaigns import (
    CampaignLockedError,
    CampaignOrderError,
    CampaignPastError,
    CampaignShorterError,
    CampaignYearError,
)
from gi_registry.annual_reports.errors.reports import (
    DraftChangedError,
    ImpossibleError,
    IncompleteError,
    LedgerMovedError,
    NotDraftError,
    NotDueError,
    NotOpenError,
    NotUnderReviewError,
    ReasonMissingError,
    ReportNotFoundError,
    ReturnReasonMissingError,
    UnderReviewError,
    UnreadableError,
    YearNotOverError,
    YearUnknownError,
)
from gi_registry.annual_reports.errors.workbooks import (
    BookOfOtherReportError,
    BookOutdatedError,
    BookStaleError,
    BookUnknownError,
)

__all__ = [
    "BookOfOtherReportError",
    "BookOutdatedError",
    "BookStaleError",
    "BookUnknownError",
    "CampaignLockedError",
    "CampaignOrderError",
    "CampaignPastError",
    "CampaignShorterError",
    "CampaignYearError",
    "DraftChangedError",
    "ImpossibleError",
    "IncompleteError",
    "LedgerMovedError",
    "NotDraftError",
    "NotDueError",
    "NotOpenError",
    "NotUnderReviewError",
    "ReasonMissingError",
    "ReportNotFoundError",
    "ReturnReasonMissingError",
    "UnderReviewError",
    "UnreadableError",
    "YearNotOverError",
    "YearUnknownError",
]
