"""Labels that go to a printer and come back: what each side must say; values alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from gi_registry.core.words import Words
from gi_registry.marks.errors import (
    NumbersError,
    PartsOverlapError,
    PartsSumError,
    PrintingDayError,
    PrintLotRangeError,
)

MOST_LABELS: Final = 2_000_000
"""In one print lot: its file is made, and its SHA-256 known, in about a second."""


class PrintLotState(StrEnum):
    """How far a print lot is."""

    SENT = "sent"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    DIFFERENT = "different"
    RECEIVED = "received"
    RETURNED = "returned"
    REFUSED = "refused"


PRINT_LOT_WORDS: Final = {
    PrintLotState.SENT: Words("待印刷厂核查", "With the printer, not yet taken on"),
    PrintLotState.ACCEPTED: Words("承印中", "Being printed"),
    PrintLotState.HANDED_OVER: Words("已交付，待签收", "Handed over, not acknowledged"),
    PrintLotState.DIFFERENT: Words("有差异，待处理", "The two sides differ"),
    PrintLotState.RECEIVED: Words("已签收", "Received"),
    PrintLotState.RETURNED: Words("已撤回", "Called off"),
    PrintLotState.REFUSED: Words("印刷厂不承接", "Not taken on by the printer"),
}
NOT_PRINTED: Final = frozenset({PrintLotState.SENT, PrintLotState.ACCEPTED})
"""The order may still be called off."""


class PartKind(StrEnum):
    """What is true of labels of a print lot."""

    ORDERED = "ordered"
    GOOD = "good"
    SPOILED = "spoiled"
    SAMPLE = "sample"
    MISSING = "missing"
    DELIVERED = "delivered"
    DESTROYED = "destroyed"
    LOST = "lost"
    RETURNED = "returned"


PART_WORDS: Final = {
    PartKind.ORDERED: Words("未印", "Ordered"),
    PartKind.GOOD: Words("合格，待签收", "Good, not acknowledged"),
    PartKind.SPOILED: Words("废品，待销毁", "Spoiled, to be destroyed"),
    PartKind.SAMPLE: Words("留样", "Samples kept"),
    PartKind.MISSING: Words("差异", "Missing"),
    PartKind.DELIVERED: Words("已交付", "Delivered"),
    PartKind.DESTROYED: Words("废品已销毁", "Waste destroyed"),
    PartKind.LOST: Words("遗失", "Lost"),
    PartKind.RETURNED: Words("未印退回", "Not printed"),
}
AT_PRINTER: Final = frozenset(
    {
        PartKind.ORDERED,
        PartKind.GOOD,
        PartKind.SPOILED,
        PartKind.SAMPLE,
        PartKind.MISSING,
    }
)
"""Labels that the printer answers for."""


class Part(NamedTuple):
    """Labels [first, end) of which one thing is true."""

    first: int
    end: int
    kind: PartKind

    @property
    def size(self) -> int:
        """Labels, count."""
        return self.end - self.first


_NUMBERS: Final = re.compile(r"\s*(\d{1,9})\s*(?:[-–—~至]\s*(\d{1,9})\s*)?")
_BETWEEN: Final = re.compile(r"[,，;；、\n]")


def read_numbers(text: str, field: str) -> list[tuple[int, int]]:
    """Return ranges [first, end) of what is typed, such as 120-139, 500.

    Args:
        text: numbers and ranges of them, the last included; nothing is none.
        field: of the form.

    Raises:
        NumbersError: something else is there, or a range runs backwards.
    """
    found = []
    for piece in _BETWEEN.split(text):
        if not piece.strip():
            continue
        numbers = _NUMBERS.fullmatch(piece)
        if numbers is None:
            raise NumbersError(field, piece.strip())
        first = int(numbers[1])
        last = int(numbers[2] or first)
        if last < first:
            raise NumbersError(field, piece.strip())
        found.append((first, last + 1))
    return found


def set_apart(
    within: Sequence[Part], ranges: Iterable[tuple[int, int]], kind: PartKind
) -> list[Part]:
    """Return parts of which some labels became another kind, in order.

    Args:
        within: of which they may be, in order.
        ranges: [first, end) of each; none may lie outside or be named twice.
        kind: what they become.

    Raises:
        PartsOverlapError: a number lies outside, or is named twice.
    """
    parts = list(within)
    for first, end in ranges:
        at = next(
            (i for i, p in enumerate(parts) if p.first <= first and end <= p.end), None
        )
        if at is None or parts[at].kind is kind:
            raise PartsOverlapError(first=first, last=end - 1)
        whole = parts[at]
        pieces = [
            Part(whole.first, first, whole.kind),
            Part(first, end, kind),
            Part(end, whole.end, whole.kind),
        ]
        parts[at : at + 1] = [piece for piece in pieces if piece.size]
    return parts


def labels_of(parts: Iterable[Part], kind: PartKind) -> int:
    """Return how many labels are of a kind."""
    return sum(part.size for part in parts if part.kind is kind)


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a printer says when it hands labels over.

    Attributes:
        printed_on: last day of printing.
        good: labels handed over, count; a check on the numbers.
        spoiled: numbers of waste, [first, end) each.
        sample: numbers of labels that it keeps.
        missing: numbers that it cannot account for.
    """

    printed_on: date
    good: int
    spoiled: Sequence[tuple[int, int]] = ()
    sample: Sequence[tuple[int, int]] = ()
    missing: Sequence[tuple[int, int]] = ()


def handed_over(first: int, end: int, said: HandOver) -> list[Part]:
    """Return the labels of a print lot by what the printer says of them.

    Raises:
        PartsOverlapError: a number lies outside the lot, or is named twice.
        PartsSumError: what is left is not what the printer counted as good.
    """
    parts = [Part(first, end, PartKind.GOOD)]
    for kind, ranges in (
        (PartKind.SPOILED, said.spoiled),
        (PartKind.SAMPLE, said.sample),
        (PartKind.MISSING, said.missing),
    ):
        parts = _good_apart(parts, ranges, kind)
    _demand_sum(labels_of(parts, PartKind.GOOD), said.good, "good")
    return parts


def received(
    parts: Sequence[Part], *, counted: int, missing: Sequence[tuple[int, int]]
) -> list[Part]:
    """Return the labels of a print lot once the user has counted them.

    Args:
        parts: as the printer handed them over.
        counted: labels received, count; a check on the numbers.
        missing: numbers that were not there, [first, end) each.

    Raises:
        PartsOverlapError: a number was not handed over, or is named twice.
        PartsSumError: what is left is not what was counted.
    """
    found = _good_apart(parts, missing, PartKind.MISSING)
    _demand_sum(labels_of(found, PartKind.GOOD), counted, "received")
    return [
        part._replace(kind=PartKind.DELIVERED) if part.kind is PartKind.GOOD else part
        for part in found
    ]


def is_whole(parts: Sequence[Part], first: int, end: int) -> bool:
    """Whether every label of a lot is in one part, and none in two."""
    at = first
    for part in parts:
        if part.first != at or part.end <= at:
            return False
        at = part.end
    return at == end


def check_lot(first: int, end: int, *, run_size: int) -> None:
    """Refuse a range that cannot go to a printer at once.

    Raises:
        PrintLotRangeError: empty, beyond the run, or too many labels.
    """
    if not 0 <= first < end <= run_size or end - first > MOST_LABELS:
        raise PrintLotRangeError(most=MOST_LABELS, run_last=run_size - 1)


def check_printing_day(day: date, *, field: str, earliest: date, today: date) -> None:
    """Refuse a day on which it cannot have happened.

    Raises:
        PrintingDayError: in the future, or before what it follows on.
    """
    if not earliest <= day <= today:
        raise PrintingDayError(field, earliest=earliest, today=today)


def _good_apart(
    parts: Sequence[Part], ranges: Iterable[tuple[int, int]], kind: PartKind
) -> list[Part]:
    """Set labels apart that are good; nothing else can become something else."""
    found = list(_of_kind(parts, PartKind.GOOD))
    rest = [part for part in parts if part.kind is not PartKind.GOOD]
    return sorted([*rest, *set_apart(found, ranges, kind)])


def _of_kind(parts: Iterable[Part], kind: PartKind) -> Iterator[Part]:
    return (part for part in parts if part.kind is kind)


def _demand_sum(found: int, said: int, field: str) -> None:
    if found != said:
        raise PartsSumError(field, found=found, said=said)
