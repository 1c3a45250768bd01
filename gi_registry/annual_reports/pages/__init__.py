"""Pages of annual reports: the producer's, the officer's, the totals."""

from gi_registry.annual_reports.pages import (
    attachments,
    blocks,
    campaigns,
    chain,
    comments,
    desk,
    draft,
    figures,
    imports,
    lab_reports,
    producer,
    receipts,
    registered,
    sampling,
    totals,
    workbook,
)
from gi_registry.annual_reports.pages.blueprint import pages

__all__ = [
    "attachments",
    "blocks",
    "campaigns",
    "chain",
    "comments",
    "desk",
    "draft",
    "figures",
    "imports",
    "lab_reports",
    "pages",
    "producer",
    "receipts",
    "registered",
    "sampling",
    "totals",
    "workbook",
]
