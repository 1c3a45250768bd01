"""The API of applications and authorizations, for producers' and offices' systems."""

from gi_registry.producers.views import (
    applications,
    authorizations,
    batches,
    changes,
    checklists,
    entities,
    files,
    individuals,
    ledger,
    officers,
    record,
    visits,
)
from gi_registry.producers.views.blueprint import api

__all__ = [
    "api",
    "applications",
    "authorizations",
    "batches",
    "changes",
    "checklists",
    "entities",
    "files",
    "individuals",
    "ledger",
    "officers",
    "record",
    "visits",
]
