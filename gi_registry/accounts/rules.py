"""Decisions about accounts, of values alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gi_registry.accounts.errors import (
    AbsenceDaysError,
    AbsenceOverlapError,
    DeputyAbsentError,
    DeputyError,
    NothingToLendError,
)
from gi_registry.core.access import Grant, Role

LENT = frozenset(
    {Role.COUNTY, Role.PREFECTURE, Role.PROVINCE, Role.INSPECTOR, Role.AUDITOR}
)
"""Roles that a deputy may have for somebody; nobody lends the administrator's."""


class OrganisationKind(StrEnum):
    """What an organisation is."""

    AUTHORITY = "authority"
    PRODUCER = "producer"
    PRINTER = "printer"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Span:
    """Days of an absence, both inclusive, in China."""

    from_on: date
    to_on: date

    def meets(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.from_on <= other.to_on and other.from_on <= self.to_on


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a deputation.

    Attributes:
        grants: one's own that hold; none of somebody disabled.
        absent: spans of one's own absences that are not over.
    """

    account_id: int
    grants: tuple[Grant, ...]
    absent: tuple[Span, ...]

    @property
    def lends(self) -> tuple[Grant, ...]:
        """The grants that a deputy would have."""
        return tuple(grant for grant in self.grants if grant.role in LENT)


def check_absence(span: Span, who: Party, deputy: Party, *, today: date) -> None:
    """Refuse an absence that cannot be recorded.

    A deputy has what the absent person holds themselves, never what they hold for
    others: there are no chains.

    Raises:
        AbsenceDaysError: it ends before it begins, or begins in the past.
        NothingToLendError: the absent person has no officer's role.
        DeputyError: the deputy is the same person, or no officer.
        AbsenceOverlapError: another absence of the same person shares a day.
        DeputyAbsentError: the deputy is away on one of the days.
    """
    if not today <= span.from_on <= span.to_on:
        raise AbsenceDaysError(today)
    if not who.lends:
        raise NothingToLendError
    if who.account_id == deputy.account_id or not deputy.lends:
        raise DeputyError
    if _any_meets(who.absent, span):
        raise AbsenceOverlapError
    if _any_meets(deputy.absent, span):
        raise DeputyAbsentError


def _any_meets(spans: Iterable[Span], span: Span) -> bool:
    return any(span.meets(each) for each in spans)
