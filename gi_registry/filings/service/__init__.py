"""Use cases of filings of events."""

from gi_registry.filings.service.acting import (
    NewFiling,
    file_event,
    find_locked,
    record_step,
    resend,
)
from gi_registry.filings.service.reading import (
    LATEST,
    SORTS,
    Wanted,
    every,
    filed_events,
    find,
    listed,
    of_organisation,
    own,
    to_do,
)
from gi_registry.filings.service.telling import ended, of_end

__all__ = [
    "LATEST",
    "SORTS",
    "NewFiling",
    "Wanted",
    "ended",
    "every",
    "file_event",
    "filed_events",
    "find",
    "find_locked",
    "listed",
    "of_end",
    "of_organisation",
    "own",
    "record_step",
    "resend",
    "to_do",
]
