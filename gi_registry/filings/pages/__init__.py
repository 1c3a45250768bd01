"""Pages of filings: of the public, of organisers, of officers."""

from gi_registry.filings.pages import desk, mine, public
from gi_registry.filings.pages.blueprint import pages

__all__ = ["desk", "mine", "pages", "public"]
