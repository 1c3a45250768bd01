"""Reads of applications and authorizations: what is loaded with them, and lists."""

from gi_registry.producers.queries.deadlines import (
    due_by,
)
from gi_registry.producers.queries.deliveries import (
    DeliveriesWanted,
    delivered,
    delivery_rows,
    delivery_sums,
)
from gi_registry.producers.queries.desk import (
    Desk,
    in_tab,
    open_assignment,
    waits_for,
)
from gi_registry.producers.queries.ledger import (
    overrides,
    states,
    step_counts,
    steps,
    steps_by_id,
    steps_to,
)
from gi_registry.producers.queries.lists import (
    Wanted,
    application_ids,
    applications,
    applications_by_id,
    authorization_ids,
    authorizations,
    authorizations_by_id,
    seen_applications,
)
from gi_registry.producers.queries.loading import (
    WHOLE_APPLICATION,
    WHOLE_AUTHORIZATION,
)
from gi_registry.producers.queries.records import (
    WHOLE_CHANGE,
    changes,
    was_called,
)
from gi_registry.producers.queries.register import (
    EntityWanted,
    entities,
    gone,
)

__all__ = [
    "WHOLE_APPLICATION",
    "WHOLE_AUTHORIZATION",
    "WHOLE_CHANGE",
    "DeliveriesWanted",
    "Desk",
    "EntityWanted",
    "Wanted",
    "application_ids",
    "applications",
    "applications_by_id",
    "authorization_ids",
    "authorizations",
    "authorizations_by_id",
    "changes",
    "delivered",
    "delivery_rows",
    "delivery_sums",
    "due_by",
    "entities",
    "gone",
    "in_tab",
    "open_assignment",
    "overrides",
    "seen_applications",
    "states",
    "step_counts",
    "steps",
    "steps_by_id",
    "steps_to",
    "waits_for",
    "was_called",
]
