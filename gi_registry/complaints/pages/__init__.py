"""Pages of complaints."""

from gi_registry.complaints.pages import handling, listing, reporting
from gi_registry.complaints.pages.blueprint import pages

__all__ = ["handling", "listing", "pages", "reporting"]
