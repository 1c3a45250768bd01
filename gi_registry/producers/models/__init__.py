"""Tables of entities, applications for the mark, and authorizations."""

from gi_registry.producers.models.applications import (
    Application,
    ApplicationEvent,
    OriginCheck,
)
from gi_registry.producers.models.authorizations import (
    Authorization,
    AuthorizationStatus,
)
from gi_registry.producers.models.deliveries import HouseholdDelivery
from gi_registry.producers.models.desk import Assignment, Sight
from gi_registry.producers.models.entities import (
    Entity,
    StoredFile,
)
from gi_registry.producers.models.files import (
    ApplicationFile,
    VisitPhoto,
)
from gi_registry.producers.models.holders import FileHolder
from gi_registry.producers.models.individuals import (
    PrimaryProducer,
)
from gi_registry.producers.models.members import MarkMember
from gi_registry.producers.models.packaging import (
    PackCheck,
)
from gi_registry.producers.models.records import EntityChange, EntityList
from gi_registry.producers.models.undoing import EntityListUndo
from gi_registry.producers.models.workers import PlotWorker

__all__ = [
    "Application",
    "ApplicationEvent",
    "ApplicationFile",
    "Assignment",
    "Authorization",
    "AuthorizationStatus",
    "Entity",
    "EntityChange",
    "EntityList",
    "EntityListUndo",
    "FileHolder",
    "HouseholdDelivery",
    "MarkMember",
    "OriginCheck",
    "PackCheck",
    "PlotWorker",
    "PrimaryProducer",
    "Sight",
    "StoredFile",
    "VisitPhoto",
]
