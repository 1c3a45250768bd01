"""The API of labels, certificates and the evidence behind capacities."""

from gi_registry.marks.views import evidence, labels
from gi_registry.marks.views.blueprint import api

__all__ = ["api", "evidence", "labels"]
