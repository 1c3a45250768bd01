"""Use cases of the life of a right."""

from gi_registry.rights.queries import VIEWS, Wanted
from gi_registry.rights.service.batches import (
    Listing,
    Recorded,
    announced_rights,
    judge_rights,
    record_rights,
)
from gi_registry.rights.service.effects import ends_right
from gi_registry.rights.service.reading import (
    Life,
    Line,
    Row,
    Standing,
    event_file,
    life,
    listed,
    others_of,
    place_of,
    timelines,
    to_do,
)
from gi_registry.rights.service.rebasing import (
    Rebase,
    can_rest_on,
    count_waiting,
    rebase,
    waiting,
)
from gi_registry.rights.service.recording import (
    NewRight,
    Papers,
    apply,
    begin,
    grounds,
    locked,
    procedure,
    record,
)

__all__ = [
    "VIEWS",
    "Life",
    "Line",
    "Listing",
    "NewRight",
    "Papers",
    "Rebase",
    "Recorded",
    "Row",
    "Standing",
    "Wanted",
    "announced_rights",
    "apply",
    "begin",
    "can_rest_on",
    "count_waiting",
    "ends_right",
    "event_file",
    "grounds",
    "judge_rights",
    "life",
    "listed",
    "locked",
    "others_of",
    "place_of",
    "procedure",
    "rebase",
    "record",
    "record_rights",
    "timelines",
    "to_do",
    "waiting",
]
