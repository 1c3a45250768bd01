"""What must hold for lots, their history and their labels; values alone."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import normalize

from gi_registry.core.words import Words
from gi_registry.marks.rules import mass
from gi_registry.tracing.errors import (
    EventError,
    LotClosedError,
    LotDayError,
    LotNumberError,
    LotQuantityError,
    MassBalanceError,
    NotYetMadeError,
)
from gi_registry.tracing.rules.kinds import LotEventKind

MAX_QUANTITY_G: Final = 10**13
MAX_WORDS: Final = 500
_OLDEST_YEARS: Final = 50
_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")


@dataclass(frozen=True, slots=True)
class NewLot:
    """Goods made together, as their producer registers them.

    Attributes:
        authorization_id: whose.
        number: the producer's own, as printed on packs.
        produced_on: day of production or harvest.
        quantity_g: goods in the lot, grams.
        plot_id: where they grew, if that is one plot.
        standard_number: produced to; None takes the authorization's.
    """

    authorization_id: int
    number: str
    produced_on: date
    quantity_g: int
    plot_id: int | None = None
    standard_number: str | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One thing that happened to a lot.

    Attributes:
        lot_id: which.
        kind: what.
        on_day: when.
        words: details as typed, may be empty.
    """

    lot_id: int
    kind: LotEventKind
    on_day: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Activation:
    """Labels [first, end) of a run that go onto the goods of a lot.

    Attributes:
        lot_id: the goods.
        run_id: the run number.
        first: the first sequence number; they count from 0.
        end: one past the last.
        on_day: when.
    """

    lot_id: int
    run_id: int
    first: int
    end: int
    on_day: date


def lot_number(text: str) -> str:
    """Return a lot number as it is printed.

    Letters, digits, full stop, hyphen and underscore: what GS1's AI 10 and the
    Chinese QR standard for goods both allow, and an address can carry.

    Raises:
        LotNumberError: it has other characters, or none, or more than 20.
    """
    number = normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(number):
        raise LotNumberError
    return number


def check_lot(new: NewLot, *, today: date) -> None:
    """Refuse goods that cannot be.

    Raises:
        LotQuantityError: no goods, or ten million tonnes and more.
        LotDayError: made in the future, or 50 years ago.
    """
    if not 1 <= new.quantity_g <= MAX_QUANTITY_G:
        raise LotQuantityError
    if not _is_sane(new.produced_on, today):
        raise LotDayError("produced_on", today=today)


def check_event(event: NewEvent, *, today: date) -> None:
    """Refuse what cannot have happened or is not for producers to say.

    Raises:
        EventError: labels are activated elsewhere, or the words are too many.
        LotDayError: in the future, or 50 years ago.
    """
    if event.kind is LotEventKind.LABELLED or len(event.words) > MAX_WORDS:
        raise EventError
    if not _is_sane(event.on_day, today):
        raise LotDayError("on_day", today=today)


def check_activation(
    activation: Activation,
    *,
    produced_on: date,
    is_closed: bool,
    quantity_g: int,
    labelled_g: int,
    asked_g: int,
) -> None:
    """Refuse labels for goods that are not there.

    Args:
        activation: what is asked for.
        produced_on: day on which the goods were made.
        is_closed: whether the lot was closed.
        quantity_g: goods in the lot, grams.
        labelled_g: goods of the lot that carry labels already.
        asked_g: goods that these labels stand for.

    Raises:
        LotClosedError: nothing more is expected of the lot.
        NotYetMadeError: the labels would be older than the goods.
        MassBalanceError: more goods than the lot has; the figures are in the words.
    """
    if is_closed:
        raise LotClosedError
    if activation.on_day < produced_on:
        raise NotYetMadeError(produced_on)
    left = max(0, quantity_g - labelled_g)
    if asked_g > left:
        raise MassBalanceError(
            asked=mass(asked_g), left=mass(left), quantity=mass(quantity_g)
        )


def labels_words(count: int) -> Words:
    """Say that so many labels were put to use."""
    return Words(f"启用标识 {count:,} 枚", f"{count:,} labels put to use")


def _is_sane(day: date, today: date) -> bool:
    return day <= today and today.year - day.year < _OLDEST_YEARS
