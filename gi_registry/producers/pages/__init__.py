"""Pages of producers, and of the officers who look at their applications."""

from gi_registry.producers.pages import (
    actions,
    assigning,
    authorizations,
    batches,
    bulk,
    changes,
    confirming,
    desk,
    entity,
    files,
    individuals,
    mine,
    plots,
    register,
    review,
    standing,
    wizard,
)
from gi_registry.producers.pages.blueprint import pages

__all__ = [
    "actions",
    "assigning",
    "authorizations",
    "batches",
    "bulk",
    "changes",
    "confirming",
    "desk",
    "entity",
    "files",
    "individuals",
    "mine",
    "pages",
    "plots",
    "register",
    "review",
    "standing",
    "wizard",
]
