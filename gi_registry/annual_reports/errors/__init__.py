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

__all__ = [
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
