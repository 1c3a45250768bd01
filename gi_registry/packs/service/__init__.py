"""Use cases of outer packs."""

from gi_registry.packs.service.changing import Changed, activate_packs, change
from gi_registry.packs.service.files import (
    SHEETS_JOB,
    STEM,
    digested,
    files_of,
    record_export,
    record_file,
)
from gi_registry.packs.service.finding import (
    Inside,
    Outer,
    PackFinding,
    of_label,
    of_pack,
)
from gi_registry.packs.service.listing import (
    LIST_COLUMNS,
    LIST_NEEDED,
    ListLine,
    carry_out,
)
from gi_registry.packs.service.packing import fill, labels_of, undo_filling
from gi_registry.packs.service.runs import (
    Choices,
    Filling,
    PackRunLine,
    choices,
    events,
    fillings,
    issue_packs,
    print_job,
    run,
    runs_of,
)

__all__ = [
    "LIST_COLUMNS",
    "LIST_NEEDED",
    "SHEETS_JOB",
    "STEM",
    "Changed",
    "Choices",
    "Filling",
    "Inside",
    "ListLine",
    "Outer",
    "PackFinding",
    "PackRunLine",
    "activate_packs",
    "carry_out",
    "change",
    "choices",
    "digested",
    "events",
    "files_of",
    "fill",
    "fillings",
    "issue_packs",
    "labels_of",
    "of_label",
    "of_pack",
    "print_job",
    "record_export",
    "record_file",
    "run",
    "runs_of",
    "undo_filling",
]
