"""Pages of checking codes."""

from gi_registry.scans.pages import desk, recall, scan
from gi_registry.scans.pages.blueprint import pages

__all__ = ["desk", "pages", "recall", "scan"]
