"""Pages of the register of laboratories."""

from gi_registry.laboratories.pages import bulk, keeping, listing
from gi_registry.laboratories.pages.blueprint import pages

__all__ = ["bulk", "keeping", "listing", "pages"]
