"""Use cases of complaints."""

from gi_registry.complaints.queries import SORTS, VIEWS, Wanted
from gi_registry.complaints.service.acting import (
    erase_due,
    erase_telephone,
    pass_on,
    record,
)
from gi_registry.complaints.service.filing import Filed, NewComplaint, file, kept_photo
from gi_registry.complaints.service.reading import (
    Others,
    every,
    find,
    followed,
    listed,
    offices,
    others,
    to_do,
)

__all__ = [
    "SORTS",
    "VIEWS",
    "Filed",
    "NewComplaint",
    "Others",
    "Wanted",
    "erase_due",
    "erase_telephone",
    "every",
    "file",
    "find",
    "followed",
    "kept_photo",
    "listed",
    "offices",
    "others",
    "pass_on",
    "record",
    "to_do",
]
