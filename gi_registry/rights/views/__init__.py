"""The API of rights: what CNIPA did with them, and who uses marks under them."""

from gi_registry.rights.views import batches, members, refusals, rights
from gi_registry.rights.views.blueprint import api

__all__ = ["api", "batches", "members", "refusals", "rights"]
