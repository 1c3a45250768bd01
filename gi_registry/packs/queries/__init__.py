"""Reads of outer packs."""

from gi_registry.packs.queries.contents import (
    InUse,
    activated,
    contents,
    contents_in,
    contents_of,
    event_over,
    events,
    filled,
    holding,
    label_runs,
    open_lots,
    run,
    runs_of,
    used,
)
from gi_registry.packs.queries.nesting import (
    edges,
    holders,
    inner_counts,
    nested,
    nested_of,
    pack_runs,
)

__all__ = [
    "InUse",
    "activated",
    "contents",
    "contents_in",
    "contents_of",
    "edges",
    "event_over",
    "events",
    "filled",
    "holders",
    "holding",
    "inner_counts",
    "label_runs",
    "nested",
    "nested_of",
    "open_lots",
    "pack_runs",
    "run",
    "runs_of",
    "used",
]
