"""Use cases of the clocks of the law."""

from gi_registry.clocks.queries import VIEWS, Wanted
from gi_registry.clocks.service.acting import NewDecision, NewUse, decide, record_use
from gi_registry.clocks.service.opening import Due, due, settle
from gi_registry.clocks.service.reading import (
    Deadline,
    Detail,
    Row,
    Use,
    detail,
    every,
    listed,
    of_organisation,
    over,
    record_file,
)
from gi_registry.clocks.service.telling import Step, tell, to_tell

__all__ = [
    "VIEWS",
    "Deadline",
    "Detail",
    "Due",
    "NewDecision",
    "NewUse",
    "Row",
    "Step",
    "Use",
    "Wanted",
    "decide",
    "detail",
    "due",
    "every",
    "listed",
    "of_organisation",
    "over",
    "record_file",
    "record_use",
    "settle",
    "tell",
    "to_tell",
]
