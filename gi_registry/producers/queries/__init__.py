"""Reads of applications and authorizations: what is loaded with them, and lists."""

from gi_registry.producers.queries.desk import (
    in_tab,
    open_assignment,
    waits_for,
)
from gi_registry.producers.queries.lists import (
    Wanted,
    applications,
    authorizations,
    seen_applications,
)
from gi_registry.producers.queries.loading import (
    WHOLE_APPLICATION,
    WHOLE_AUTHORIZATION,
)

__all__ = [
    "WHOLE_APPLICATION",
    "WHOLE_AUTHORIZATION",
    "Wanted",
    "applications",
    "authorizations",
    "in_tab",
    "open_assignment",
    "seen_applications",
    "waits_for",
]
