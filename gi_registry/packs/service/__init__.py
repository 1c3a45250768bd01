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
from gi_registry.packs.service.nesting import InPacks, nest, undo_nesting
from gi_registry.packs.service.packing import fill, labels_of, undo_filling
from gi_registry.packs.service.runs import (
    Choices,
    Filling,
    PackRunLine,
    choices,
    events,
    fillings,
    issue_packs,
    nestings,
    print_job,
    run,
    runs_of,
    standing_in,
)

__all__ = [
    "LIST_COLUMNS",
    "LIST_NEEDED",
    "SHEETS_JOB",
    "STEM",
    "Changed",
    "Choices",
    "Filling",
    "InPacks",
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
    "nest",
    "nestings",
    "of_label",
    "of_pack",
    "print_job",
    "record_export",
    "record_file",
    "run",
    "runs_of",
    "standing_in",
    "undo_filling",
    "undo_nesting",
]
