"""What an outer pack may hold, as arithmetic on ranges; values alone.

A packing says that the packs [first, end) of a run hold labels in order, so many
each. So a thousand cases of twelve bottles are one row, and what is in a case, or
which case a bottle is in, is a division.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from gi_registry.core.words import Words
from gi_registry.packs.errors import (
    PackBoundsError,
    PackDayError,
    PackFullError,
    PackNumberError,
    PackReasonError,
)

PACK_RUNS: Final = 1 << 31
"""From here on the run number in a code is that of outer packs, less this."""

MAX_SIZE: Final = 2**28
MAX_HOLDS: Final = 100_000
MAX_CONTENT_G: Final = 10**9
MAX_NAME: Final = 60
MAX_REASON: Final = 500


class PackKind(StrEnum):
    """What an outer pack is."""

    CASE = "case"
    WHOLE = "whole"
    PALLET = "pallet"
    """Holds other outer packs instead of labels."""


PACK_KIND_WORDS: Final = {
    PackKind.CASE: Words("整箱", "Case"),
    PackKind.WHOLE: Words("整件（切分或分装）", "Whole piece, cut or split"),
    PackKind.PALLET: Words("托盘或大箱", "Pallet or large case"),
}


UNITS: Final = {
    PackKind.CASE: Words("枚标识", "labels"),
    PackKind.WHOLE: Words("克", "g"),
    PackKind.PALLET: Words("件外包装", "packs"),
}
"""What the room of a pack is counted in."""


class PackState(StrEnum):
    """What happened to outer packs; nothing more happens to one after it."""

    OPENED = "opened"
    RECALLED = "recalled"
    VOID = "void"
    LOST = "lost"
    STOLEN = "stolen"

    @property
    def is_alarm(self) -> bool:
        """Whether whoever meets the pack, or a part of it, must be warned."""
        return self is not PackState.OPENED


PACK_STATE_WORDS: Final = {
    PackState.OPENED: Words("已开箱", "Opened"),
    PackState.RECALLED: Words("已召回", "Recalled"),
    PackState.VOID: Words("已作废", "Void"),
    PackState.LOST: Words("已报失", "Reported lost"),
    PackState.STOLEN: Words("已报被盗", "Reported stolen"),
}


class Piece(NamedTuple):
    """Numbers [first, end)."""

    first: int
    end: int

    @property
    def size(self) -> int:
        """How many."""
        return self.end - self.first

    @property
    def last(self) -> int:
        """The last of them."""
        return self.end - 1


class Filled(Protocol):
    """Packs [first, end), each with `each` labels from `label_first` on."""

    @property
    def first(self) -> int:
        """The first pack."""
        ...

    @property
    def end(self) -> int:
        """One past the last pack."""
        ...

    @property
    def label_first(self) -> int:
        """The first label in the first pack."""
        ...

    @property
    def each(self) -> int:
        """Labels in each pack."""
        ...


@dataclass(frozen=True, slots=True)
class NewPacks:
    """Codes of outer packs that are asked for.

    Attributes:
        authorization_id: whose goods go into them.
        kind: what they are.
        name: as printed on them, such as 12 瓶/箱.
        size: packs, count.
        holds: labels that a case, or packs that a pallet has room for, count; none for
            pieces to be cut.
        content_g: goods in a whole piece, grams; none for cases.
    """

    authorization_id: int
    kind: PackKind
    name: str
    size: int
    holds: int | None = None
    content_g: int | None = None


@dataclass(frozen=True, slots=True)
class Packing:
    """Labels that go into outer packs, in order and so many each.

    Attributes:
        run_id: of the packs.
        first: the first pack.
        end: one past the last.
        label_run_id: of the labels.
        label_first: the first label in the first pack.
        each: labels in each pack, count.
        on_day: when.
    """

    run_id: int
    first: int
    end: int
    label_run_id: int
    label_first: int
    each: int
    on_day: date

    @property
    def labels(self) -> Piece:
        """The labels of all of them."""
        return labels_in(self, Piece(self.first, self.end))


@dataclass(frozen=True, slots=True)
class PackActivation:
    """All labels in the packs [first, end) of a run go onto the goods of a lot.

    Attributes:
        run_id: of the packs.
        first: the first pack.
        end: one past the last.
        lot_id: the goods.
        on_day: when.
    """

    run_id: int
    first: int
    end: int
    lot_id: int
    on_day: date


@dataclass(frozen=True, slots=True)
class PackChange:
    """Something happens to the packs [first, end) of a run.

    Attributes:
        run_id: of the packs.
        first: the first pack.
        end: one past the last.
        state: what.
        on_day: when.
        reason: as typed; needed unless they are opened.
        with_content: whether the labels in them share their lot.
    """

    run_id: int
    first: int
    end: int
    state: PackState
    on_day: date
    reason: str = ""
    with_content: bool = False


def check_new(new: NewPacks) -> None:
    """Refuse packs of no sensible number or content.

    Raises:
        PackNumberError: with the field, and what it may be.
    """
    if not 1 <= len(new.name.strip()) <= MAX_NAME:
        raise PackNumberError.of_length("name", MAX_NAME)
    if not 1 <= new.size <= MAX_SIZE:
        raise PackNumberError.of_bounds("size", MAX_SIZE)
    if new.kind is not PackKind.WHOLE and not 1 <= (new.holds or 0) <= MAX_HOLDS:
        raise PackNumberError.of_bounds("holds", MAX_HOLDS)
    if new.kind is PackKind.WHOLE and not 1 <= (new.content_g or 0) <= MAX_CONTENT_G:
        raise PackNumberError.of_bounds("content_g", MAX_CONTENT_G)


def check_packs(piece: Piece, *, size: int, field: str = "first") -> None:
    """Refuse numbers that a run of packs does not have.

    Args:
        piece: the packs.
        size: of their run, count.
        field: that named them.

    Raises:
        PackBoundsError: empty, backwards, or beyond it.
    """
    if not 0 <= piece.first < piece.end <= size:
        raise PackBoundsError(
            field, first=piece.first, last=piece.last, run_last=size - 1
        )


def check_day(on_day: date, *, issued_on: date, today: date) -> None:
    """Refuse a day on which it cannot have happened.

    Raises:
        PackDayError: in the future, or before the codes were issued.
    """
    if not issued_on <= on_day <= today:
        raise PackDayError(issued_on=issued_on, today=today)


def check_reason(change: PackChange) -> None:
    """Refuse an alarm without its reason.

    Raises:
        PackReasonError: none, or too long.
    """
    said = change.reason.strip()
    if (change.state.is_alarm and not said) or len(said) > MAX_REASON:
        raise PackReasonError(MAX_REASON)


def check_room(
    kind: PackKind, *, room: int, loads: Iterable[tuple[Piece, int]]
) -> None:
    """Refuse more than a pack can hold: labels, grams of a piece, packs of a pallet.

    Args:
        kind: of the packs.
        room: of each, in the unit of its kind.
        loads: packs and what each of them gets, what is in them already included.

    Raises:
        PackFullError: with the fullest one's load and its room.
    """
    most = fullest(loads)
    if most > room:
        raise PackFullError(UNITS[kind], load=most, room=room)


def fullest(loads: Iterable[tuple[Piece, int]]) -> int:
    """Return the load of the pack that has most, of loads of ranges of packs."""
    steps: dict[int, int] = {}
    for piece, load in loads:
        steps[piece.first] = steps.get(piece.first, 0) + load
        steps[piece.end] = steps.get(piece.end, 0) - load
    most = now = 0
    for at in sorted(steps):
        now += steps[at]
        most = max(most, now)
    return most


def labels_in(filled: Filled, packs: Piece) -> Piece:
    """Return the labels of some of the packs of a packing."""
    start = filled.label_first + (packs.first - filled.first) * filled.each
    return Piece(start, start + packs.size * filled.each)


def packs_with(filled: Filled, labels: Piece) -> Piece:
    """Return the packs of a packing that hold some of its labels."""
    first = (labels.first - filled.label_first) // filled.each
    last = (labels.last - filled.label_first) // filled.each
    return Piece(filled.first + first, filled.first + last + 1)


def common(one: Piece, other: Piece) -> Piece:
    """Return what two ranges share; they overlap."""
    return Piece(max(one.first, other.first), min(one.end, other.end))


def without(piece: Piece, taken: Sequence[Piece]) -> list[Piece]:
    """Return what is left of a range without others, in order."""
    left, at = [], piece.first
    for other in sorted(taken):
        if other.first > at:
            left.append(Piece(at, min(other.first, piece.end)))
        at = max(at, other.end)
        if at >= piece.end:
            return left
    return [*left, Piece(at, piece.end)]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return ranges in order, those that touch as one."""
    found: list[Piece] = []
    for piece in sorted(pieces):
        if found and piece.first <= found[-1].end:
            found[-1] = Piece(found[-1].first, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return found
