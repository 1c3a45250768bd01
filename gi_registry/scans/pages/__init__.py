"""Pages of checking codes."""

from gi_registry.scans.pages import desk, scan
from gi_registry.scans.pages.blueprint import pages

__all__ = ["desk", "pages", "scan"]
