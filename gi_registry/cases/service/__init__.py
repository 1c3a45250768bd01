"""Use cases of cases."""

from gi_registry.cases.queries import VIEWS, Wanted
from gi_registry.cases.service.acting import (
    NewCase,
    Papers,
    close_non_use,
    find_locked,
    open_by_clock,
    open_case,
    open_non_use,
    record_step,
)
from gi_registry.cases.service.reading import (
    event_file,
    every,
    find,
    find_undecided,
    last_on_non_use,
    listed,
    of_authorization,
    of_organisation,
    to_do,
    undecided,
    usual_due,
)

__all__ = [
    "VIEWS",
    "NewCase",
    "Papers",
    "Wanted",
    "close_non_use",
    "event_file",
    "every",
    "find",
    "find_locked",
    "find_undecided",
    "last_on_non_use",
    "listed",
    "of_authorization",
    "of_organisation",
    "open_by_clock",
    "open_case",
    "open_non_use",
    "record_step",
    "to_do",
    "undecided",
    "usual_due",
]
