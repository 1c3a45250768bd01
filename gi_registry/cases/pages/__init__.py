"""Pages of cases: the officers' list, one case, the producer's own."""

from gi_registry.cases.pages import handling, listing
from gi_registry.cases.pages.blueprint import pages

__all__ = ["handling", "listing", "pages"]
