"""Pages of plots and areas that are not the public map."""

from gi_registry.areas.pages import deciding, desk, imports
from gi_registry.areas.pages.blueprint import pages

__all__ = ["deciding", "desk", "imports", "pages"]
