"""A producer's plots: the list, one of them, adding, correcting and ending."""

from gi_registry.producers.pages.plots import changing, listing, one, worker

__all__ = ["changing", "listing", "one", "worker"]
