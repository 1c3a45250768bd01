"""Use cases of cases."""

from gi_registry.cases.queries import VIEWS, Wanted
from gi_registry.cases.service.acting import (
    NewCase,
    Papers,
    open_case,
    open_non_use,
    record_step,
)
from gi_registry.cases.service.reading import (
    event_file,
    find,
    listed,
    of_authorization,
    of_organisation,
    to_do,
    usual_due,
)

__all__ = [
    "VIEWS",
    "NewCase",
    "Papers",
    "Wanted",
    "event_file",
    "find",
    "listed",
    "of_authorization",
    "of_organisation",
    "open_case",
    "open_non_use",
    "record_step",
    "to_do",
    "usual_due",
]
