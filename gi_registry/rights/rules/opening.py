"""Which procedures a right can enter, and what each has to say at its beginning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gi_registry.products.rules import (
    ENDED,
    RIGHT_STATUS_WORDS,
    RightKind,
    RightStatus,
)
from gi_registry.rights.errors import (
    DayOrderError,
    GroundMissingError,
    ReasonMissingError,
    RenewalDayError,
    RightOpenError,
    SuccessorError,
)
from gi_registry.rights.rules.states import (
    GROUND_WORDS,
    PROCEDURE_WORDS,
    Ending,
    Procedure,
    Touched,
    Track,
)

_PRODUCT: Final = frozenset({RightKind.PRODUCT_PROTECTION})
_MARKS: Final = frozenset({RightKind.CERTIFICATION_MARK, RightKind.COLLECTIVE_MARK})
_RUNNING: Final = frozenset(RightStatus) - ENDED

OPENS: Final[
    Mapping[Procedure, tuple[frozenset[RightKind], frozenset[RightStatus]]]
] = {
    Procedure.RECOGNITION: (
        _PRODUCT,
        frozenset({RightStatus.PENDING, RightStatus.UNVERIFIED}),
    ),
    Procedure.OPPOSITION: (_PRODUCT, _RUNNING),
    Procedure.CHANGE: (_PRODUCT, frozenset({RightStatus.PROTECTED})),
    Procedure.REVOCATION: (_PRODUCT, frozenset({RightStatus.PROTECTED})),
    Procedure.ENDING: (frozenset(RightKind), _RUNNING),
    Procedure.RENEWAL: (_MARKS, _RUNNING | {RightStatus.EXPIRED}),
}
"""Kinds and states of the rights that can enter each procedure.

Marks are registered, opposed and revoked under the Trademark Law, which is not
mirrored here; what is, is that they end or are renewed.
"""

_NEEDS_SUCCESSOR: Final = frozenset({Ending.CONVERTED, Ending.MERGED})


@dataclass(frozen=True, slots=True)
class NewProcedure:
    """The beginning of a procedure, as an officer records it.

    Attributes:
        on: of an application, the day on which the province received it; of the
            others, the day on which it was filed, asked for or announced.
        party: who applies, opposes or asks.
        reasons: as stated; the reason of an ending.
        has_evidence: whether evidence came with it.
        asked_track: on which track a change was filed.
        touches: what a change touches.
        ground: of a revocation, 1 to 6.
        ending: how the right ends.
        successor_id: right that it is converted or merged into.
        valid_to: last day of the mark after a renewal.
        parent_id: the procedure that an opposition is against.
    """

    kind: Procedure
    on: date
    party: str = ""
    reasons: str = ""
    has_evidence: bool = True
    asked_track: Track = Track.MINOR
    touches: tuple[Touched, ...] = ()
    ground: int | None = None
    ending: Ending | None = None
    successor_id: int | None = None
    valid_to: date | None = None
    parent_id: int | None = None


def can_open(procedure: Procedure, kind: RightKind, status: RightStatus) -> bool:
    """Whether a right of a kind can enter a procedure as it stands."""
    kinds, states = OPENS[procedure]
    return kind in kinds and status in states


def check_opening(
    new: NewProcedure,
    kind: RightKind,
    status: RightStatus,
    *,
    valid_to: date | None,
    today: date,
) -> None:
    """Refuse a procedure that cannot begin.

    Args:
        new: what is to be recorded.
        kind: of the right.
        status: of the right.
        valid_to: last day of the right, of a mark.
        today: the present day in China.

    Raises:
        RightOpenError: such a right does not enter it.
        DayOrderError: in the future.
        GroundMissingError: a revocation without one of the six grounds.
        SuccessorError: a conversion or merger without the other right.
        ReasonMissingError: an ending without its reason.
        RenewalDayError: a renewal without a later last day.
    """
    is_mark_end = new.ending in (Ending.EXPIRED, Ending.CANCELLED)
    fits = can_open(new.kind, kind, status) and (not is_mark_end or kind in _MARKS)
    if not fits:
        raise RightOpenError(PROCEDURE_WORDS[new.kind], RIGHT_STATUS_WORDS[status])
    if new.on > today:
        raise DayOrderError("on", None, today)
    if new.kind is Procedure.REVOCATION and new.ground not in GROUND_WORDS:
        raise GroundMissingError
    if new.kind is Procedure.ENDING:
        _check_ending(new)
    if new.kind is Procedure.RENEWAL and (
        new.valid_to is None or new.valid_to <= (valid_to or new.on)
    ):
        raise RenewalDayError


def _check_ending(new: NewProcedure) -> None:
    if new.ending is None or not new.reasons.strip():
        raise ReasonMissingError
    if (new.ending in _NEEDS_SUCCESSOR) is (new.successor_id is None):
        raise SuccessorError
