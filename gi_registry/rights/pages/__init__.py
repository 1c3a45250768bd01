"""Pages of the life of rights, for officers."""

from gi_registry.rights.pages import (
    acting,
    batches,
    listing,
    member_list,
    members,
    rebasing,
    refusals,
)
from gi_registry.rights.pages.blueprint import pages

__all__ = [
    "acting",
    "batches",
    "listing",
    "member_list",
    "members",
    "pages",
    "rebasing",
    "refusals",
]
