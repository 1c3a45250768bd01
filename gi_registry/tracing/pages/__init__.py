"""Pages of lots: the list, one lot, labels that go onto it."""

from gi_registry.tracing.pages import activation, listing, lot, lots, recall
from gi_registry.tracing.pages.blueprint import pages

__all__ = ["activation", "listing", "lot", "lots", "pages", "recall"]
