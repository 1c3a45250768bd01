"""The API of applications and authorizations, for producers' and offices' systems."""

from gi_registry.producers.views import (
    applications,
    assigning,
    authorizations,
    batches,
    changes,
    checklists,
    deliveries,
    entities,
    files,
    individuals,
    ledger,
    officers,
    plots,
    record,
    standings,
    visits,
)
from gi_registry.producers.views.blueprint import api

__all__ = [
    "api",
    "applications",
    "assigning",
    "authorizations",
    "batches",
    "changes",
    "checklists",
    "deliveries",
    "entities",
    "files",
    "individuals",
    "ledger",
    "officers",
    "plots",
    "record",
    "standings",
    "visits",
]
