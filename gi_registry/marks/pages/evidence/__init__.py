"""Pages of the evidence behind capacities: producers enter it, officers decide."""

from gi_registry.marks.pages.evidence import desk, grounds, listed, mine

__all__ = ["desk", "grounds", "listed", "mine"]
