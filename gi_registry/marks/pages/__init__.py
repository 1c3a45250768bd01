"""Pages of certificates and labels."""

from gi_registry.marks.pages import certificate
from gi_registry.marks.pages.blueprint import pages

__all__ = ["certificate", "pages"]
