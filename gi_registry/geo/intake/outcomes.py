"""What becomes of a file, and of each thing drawn in it, and why.

One vocabulary for files and for single features; the words of it are an interface
and do not change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from gi_registry.core.words import Words


class Outcome(StrEnum):
    """What becomes of a file or of a feature of it."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNING = "accepted_with_warning"
    ACCEPTED_AFTER_REPAIR = "accepted_after_repair"
    PARTIALLY_ACCEPTED = "partially_accepted"
    """Of a file only: some of its features are refused."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.ACCEPTED: Words("可以导入", "Accepted"),
    Outcome.ACCEPTED_WITH_WARNING: Words("可以导入，有提醒", "Accepted with a warning"),
    Outcome.ACCEPTED_AFTER_REPAIR: Words("修正后可以导入", "Accepted after repair"),
    Outcome.PARTIALLY_ACCEPTED: Words("部分可以导入", "Partly accepted"),
    Outcome.REFUSED: Words("不能导入", "Refused"),
}


class Weight(IntEnum):
    """How much a reason weighs; the heaviest decides the outcome."""

    WARNING = 1
    REPAIR = 2
    REFUSAL = 3


class Reason(StrEnum):
    """Why a file or a feature comes out as it does."""

    SELF_INTERSECTION_REPAIRED = "self_intersection_repaired"
    SELF_INTERSECTION_AMBIGUOUS = "self_intersection_ambiguous"
    AXIS_ORDER_SUSPECTED = "axis_order_suspected"
    GCJ02_SUSPECTED = "gcj02_suspected"
    CRS_MISSING = "crs_missing"
    CRS_UNKNOWN = "crs_unknown"
    CRS_CONFLICT = "crs_conflict"
    CRS_INFERRED_FROM_ZONE_PREFIX = "crs_inferred_from_zone_prefix"
    CRS_MEMBER_HONOURED = "crs_member_honoured"
    DATUM_APPROXIMATE = "datum_approximate"
    """Xian 1980 or Beijing 1954: up to about 100 m off."""
    Z_DROPPED = "z_dropped"
    NON_POLYGON_SKIPPED = "non_polygon_skipped"
    OPEN_POLYLINE = "open_polyline"
    SIMPLIFIED = "simplified"
    REWOUND = "rewound"
    RING_CLOSED = "ring_closed"
    POLYGON_TAKEN_FROM_COLLECTION = "polygon_taken_from_collection"
    ARCHIVE_TOO_LARGE_OR_RATIO = "archive_too_large_or_ratio"
    ARCHIVE_UNSAFE_PATH = "archive_unsafe_path"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    DUPLICATE = "duplicate"
    CONTAINED_IN_OTHER_PLOT = "contained_in_other_plot"
    OVERLAP = "overlap"
    SLIVER = "sliver"
    """A thread-like outline is refused; a gap to a neighbour or an overlap with it,
    under 0.5 m wide and 1 % of the area, is a warning."""
    ZERO_AREA = "zero_area"
    AREA_BELOW_MINIMUM = "area_below_minimum"
    AREA_DIFFERS_FROM_DECLARED = "area_differs_from_declared"
    OUTSIDE_AREA = "outside_area"
    PARTLY_OUTSIDE_AREA = "partly_outside_area"
    PARTLY_OUTSIDE_PROVINCE = "partly_outside_province"
    NEAR_BORDER = "near_border"
    NO_GEOMETRY = "no_geometry"
    EMPTY_GEOMETRY = "empty_geometry"
    NOT_A_POLYGON = "not_a_polygon"
    BAD_COORDINATE = "bad_coordinate"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    IDENTITY_REMOVED = "identity_removed"
    """Identity numbers of citizens were in the file; they are not kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a file or a feature.

    Attributes:
        reason: which.
        weight: how much it weighs here.
        words: the whole sentence with its figures, and what to do.
    """

    reason: Reason
    weight: Weight
    words: Words


def feature_outcome(findings: Iterable[Finding]) -> Outcome:
    """Return the outcome of one feature from all that was found in it."""
    heaviest = max((finding.weight for finding in findings), default=None)
    return _OF_WEIGHT[heaviest]


def file_outcome(findings: Iterable[Finding], features: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a file.

    Args:
        findings: of the file itself, and those of its features that a file as a
            whole is judged by (such as a point among polygons, which is skipped).
        features: of the features that are judged; a skipped one is not among them.
    """
    own, parts = feature_outcome(findings), list(features)
    if own is Outcome.REFUSED or not parts:
        return Outcome.REFUSED
    refused = parts.count(Outcome.REFUSED)
    if refused:
        return Outcome.REFUSED if refused == len(parts) else Outcome.PARTIALLY_ACCEPTED
    return max((own, *parts), key=_ORDER.index)


_OF_WEIGHT = {
    None: Outcome.ACCEPTED,
    Weight.WARNING: Outcome.ACCEPTED_WITH_WARNING,
    Weight.REPAIR: Outcome.ACCEPTED_AFTER_REPAIR,
    Weight.REFUSAL: Outcome.REFUSED,
}
_ORDER = [
    Outcome.ACCEPTED,
    Outcome.ACCEPTED_WITH_WARNING,
    Outcome.ACCEPTED_AFTER_REPAIR,
]
