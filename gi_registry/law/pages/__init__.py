"""Pages of the rules of law, and of what offices set."""

from gi_registry.law.pages import library, settings
from gi_registry.law.pages.blueprint import pages

__all__ = ["library", "pages", "settings"]
