"""What scans ask of the database."""

from gi_registry.scans.queries.label import (
    Counted,
    Known,
    Told,
    add_check,
    forget,
    known,
    note_first_scan,
    place_check,
    positions,
    seen,
    told,
)
from gi_registry.scans.queries.many import (
    RunFacts,
    UsedRange,
    judged,
    run_facts,
    statuses,
    used_ranges,
)
from gi_registry.scans.queries.watch import (
    ProductCount,
    Watched,
    place_of,
    scans_of,
    watched,
    watched_by_product,
)

__all__ = [
    "Counted",
    "Known",
    "ProductCount",
    "RunFacts",
    "Told",
    "UsedRange",
    "Watched",
    "add_check",
    "forget",
    "judged",
    "known",
    "note_first_scan",
    "place_check",
    "place_of",
    "positions",
    "run_facts",
    "scans_of",
    "seen",
    "statuses",
    "told",
    "used_ranges",
    "watched",
    "watched_by_product",
]
