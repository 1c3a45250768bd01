"""Lists of standings: judged line by line, then recorded in one transaction."""

from gi_registry.producers.service.standing.judging import judge_list
from gi_registry.producers.service.standing.recording import (
    NewList,
    entity_lists,
    record_list,
)
from gi_registry.producers.service.standing.undoing import (
    take_back,
    undo_of,
    undone_lists,
)

__all__ = [
    "NewList",
    "entity_lists",
    "judge_list",
    "record_list",
    "take_back",
    "undo_of",
    "undone_lists",
]
