"""From the wording of an area to its clauses: a proposal, which an officer decides."""

from gi_registry.areas.wording.boxes import Box
from gi_registry.areas.wording.clauses import Clause, Name
from gi_registry.areas.wording.gazetteer import Former, Gazetteer, Unit
from gi_registry.areas.wording.reading import Reading, finest_of, read

__all__ = [
    "Box",
    "Clause",
    "Former",
    "Gazetteer",
    "Name",
    "Reading",
    "Unit",
    "finest_of",
    "read",
]
