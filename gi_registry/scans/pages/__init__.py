"""Pages of checking codes."""

from gi_registry.scans.pages import scan
from gi_registry.scans.pages.blueprint import pages

__all__ = ["pages", "scan"]
