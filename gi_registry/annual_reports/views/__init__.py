"""The API of annual reports: producers' own, tables of many, and the public totals."""

from gi_registry.annual_reports.views import (
    drafts,
    imports,
    levels,
    officers,
    totals,
)
from gi_registry.annual_reports.views.blueprint import api

__all__ = ["api", "drafts", "imports", "levels", "officers", "totals"]
