"""Laboratories: kept by the offices, read by everybody, compared with reports."""

from gi_registry.laboratories.queries import SORTS, Wanted
from gi_registry.laboratories.service.importing import (
    COLUMNS,
    NEEDED,
    LabLine,
    judge_list,
    record_list,
)
from gi_registry.laboratories.service.keeping import (
    NewDesignation,
    NewLaboratory,
    correct,
    designate,
    end,
    register,
    resume,
    suspend,
    withdraw,
)
from gi_registry.laboratories.service.reading import (
    changed_at,
    designation,
    every,
    history,
    laboratory,
    listed,
    suggested,
    the_register,
)

__all__ = [
    "COLUMNS",
    "NEEDED",
    "SORTS",
    "LabLine",
    "NewDesignation",
    "NewLaboratory",
    "Wanted",
    "changed_at",
    "correct",
    "designate",
    "designation",
    "end",
    "every",
    "history",
    "judge_list",
    "laboratory",
    "listed",
    "record_list",
    "register",
    "resume",
    "suggested",
    "suspend",
    "the_register",
    "withdraw",
]
