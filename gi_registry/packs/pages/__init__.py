"""Pages of outer packs."""

from gi_registry.packs.pages import acts, listing, nesting, printing, run, runs
from gi_registry.packs.pages.blueprint import pages

__all__ = ["acts", "listing", "nesting", "pages", "printing", "run", "runs"]
