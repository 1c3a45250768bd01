"""The API of annual reports: producers' own, tables of many, and the public totals."""

from gi_registry.annual_reports.views import (
    drafts,
    files,
    imports,
    levels,
    officers,
    totals,
)
from gi_registry.annual_reports.views.blueprint import api

__all__ = ["api", "drafts", "files", "imports", "levels", "officers", "totals"]
