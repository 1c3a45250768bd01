"""Pages of lots: the list, one lot, labels that go onto it."""

from gi_registry.tracing.pages import activation, deliveries, listing, lot, lots, recall
from gi_registry.tracing.pages.blueprint import pages

__all__ = ["activation", "deliveries", "listing", "lot", "lots", "pages", "recall"]
