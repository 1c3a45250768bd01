"""The API of annual reports: producers' own, and the public totals."""

from gi_registry.annual_reports.views import drafts, totals
from gi_registry.annual_reports.views.blueprint import api

__all__ = ["api", "drafts", "totals"]
