"""The API of labels, certificates, print lots and the evidence behind capacities."""

from gi_registry.marks.views import evidence, labels, printing, ranges
from gi_registry.marks.views.blueprint import api

__all__ = ["api", "evidence", "labels", "printing", "ranges"]
