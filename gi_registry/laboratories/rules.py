"""How a laboratory stands on a day, and which one is meant by a name or number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from gi_registry.core.words import Words
from gi_registry.laboratories.errors import (
    LaboratoryNumberError,
    LaboratoryPeriodError,
)

_NUMBER: Final = re.compile(r"[0-9A-Z]{6,20}")
_BETWEEN: Final = re.compile(r"[、,;\n]")
"""What stands between several laboratories, or their numbers."""

Span = tuple[date, date | None]
"""First and last day, both inclusive; no last day while it goes on."""


class LabState(StrEnum):
    """How a laboratory stands on a day."""

    CURRENT = "current"
    SUSPENDED = "suspended"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    ENDED = "ended"


STATE_WORDS: Final = {
    LabState.CURRENT: Words("有效", "Current"),
    LabState.SUSPENDED: Words("暂停", "Suspended"),
    LabState.NOT_YET: Words("未到生效日", "Not begun"),
    LabState.EXPIRED: Words("已过有效期", "Run out"),
    LabState.ENDED: Words("已终止", "Ended"),
}


@dataclass(frozen=True, slots=True)
class Qualification:
    """When a laboratory may test.

    Attributes:
        valid_from, valid_to: of the certificate, both inclusive.
        ended_on: first day without it, where it was taken back or given up.
        suspensions: days on which it might not be used.
    """

    valid_from: date
    valid_to: date
    ended_on: date | None = None
    suspensions: tuple[Span, ...] = ()

    def state_on(self, day: date) -> LabState:
        """Return how it stands on a day."""
        if self.ended_on is not None and self.ended_on <= day:
            return LabState.ENDED
        if day < self.valid_from:
            return LabState.NOT_YET
        if self.valid_to < day:
            return LabState.EXPIRED
        stopped = any(_covers(each, day) for each in self.suspensions)
        return LabState.SUSPENDED if stopped else LabState.CURRENT

    def holds_within(self, first: date, last: date) -> bool:
        """Whether it holds on any day of a span, both days inclusive."""
        day: date | None = max(first, self.valid_from)
        while day is not None and day <= min(last, self.valid_to):
            if self.ended_on is not None and self.ended_on <= day:
                return False
            over = [each for each in self.suspensions if _covers(each, day)]
            if not over:
                return True
            ends = over[0][1]
            day = None if ends is None else ends + timedelta(days=1)
        return False


@dataclass(frozen=True, slots=True)
class Listed:
    """One laboratory of the register, as far as a report is compared with it."""

    id: int
    name: str
    cma: str
    qualification: Qualification


@dataclass(frozen=True, slots=True)
class Register:
    """The register, to look laboratories up by what somebody wrote.

    Attributes:
        by_number, by_name: as `number_of` and `name_of` make them alike.
        designated: laboratory and days, by product.
    """

    by_number: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    designated: Mapping[int, tuple[tuple[Listed, Span], ...]] = field(
        default_factory=dict
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on the register."""
        return not self.by_number

    def numbered(self, text: str) -> dict[str, tuple[Listed, ...]]:
        """Return what bears each of the numbers in a text; nothing if unknown."""
        parts = (number_of(each) for each in _parts(text))
        return {part: self.by_number.get(part, ()) for part in parts if part}

    def named(self, text: str) -> dict[str, tuple[Listed, ...]]:
        """Return what has each of the names in a text; nothing if unknown."""
        whole = name_of(text)
        if whole in self.by_name:
            return {text.strip(): self.by_name[whole]}
        parts = [each.strip() for each in _parts(text) if each.strip()]
        return {part: self.by_name.get(name_of(part), ()) for part in parts}

    def designated_within(
        self, gi_id: int, first: date, last: date
    ) -> tuple[Listed, ...]:
        """Return what a product was designated to on any day of a span."""
        return tuple(
            listed
            for listed, (begins, ends) in self.designated.get(gi_id, ())
            if begins <= last and (ends is None or ends >= first)
        )


def register_of(
    found: Iterable[Listed], designations: Iterable[tuple[int, int, Span]]
) -> Register:
    """Put a register together.

    Args:
        found: all laboratories.
        designations: product, laboratory and days.
    """
    numbers: dict[str, tuple[Listed, ...]] = {}
    names: dict[str, tuple[Listed, ...]] = {}
    by_id = {each.id: each for each in found}
    for each in by_id.values():
        numbers[each.cma] = (*numbers.get(each.cma, ()), each)
        name = name_of(each.name)
        names[name] = (*names.get(name, ()), each)
    designated: dict[int, tuple[tuple[Listed, Span], ...]] = {}
    for gi_id, laboratory_id, span in designations:
        line = (by_id[laboratory_id], span)
        designated[gi_id] = (*designated.get(gi_id, ()), line)
    return Register(numbers, names, designated)


def number_of(text: str) -> str:
    """Return a number as it can be compared: width, blanks, capitals left out."""
    return "".join(normalize("NFKC", text).split()).upper()


def name_of(text: str) -> str:
    """Return a name as it can be compared."""
    return "".join(normalize("NFKC", text).split()).casefold()


def checked_number(text: str) -> str:
    """Return a number in its one form.

    That every number has twelve digits is unverified, so others are taken too.

    Raises:
        LaboratoryNumberError: it can be none.
    """
    number = number_of(text)
    if not _NUMBER.fullmatch(number):
        raise LaboratoryNumberError(text)
    return number


def check_period(valid_from: date, valid_to: date) -> None:
    """Refuse a period that ends before it begins.

    Raises:
        LaboratoryPeriodError: it does.
    """
    if valid_to < valid_from:
        raise LaboratoryPeriodError


def _covers(span: Span, day: date) -> bool:
    first, last = span
    return first <= day and (last is None or day <= last)


def _parts(text: str) -> list[str]:
    return _BETWEEN.split(normalize("NFKC", text))
