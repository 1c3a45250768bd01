"""Pages of annual reports: the producer's, the officer's, the totals."""

from gi_registry.annual_reports.pages import (
    campaigns,
    chain,
    comments,
    desk,
    producer,
    totals,
    workbook,
)
from gi_registry.annual_reports.pages.blueprint import pages

__all__ = [
    "campaigns",
    "chain",
    "comments",
    "desk",
    "pages",
    "producer",
    "totals",
    "workbook",
]
