"""What offices set: read all of it at once, set one, see how it came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Account
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.law.errors import SettingEmptyError
from gi_registry.law.models import OfficeSetting
from gi_registry.law.rules import (
    Deadline,
    Setting,
    Settings,
    Span,
    check_value,
    deadline,
)
from gi_registry.translog import service as translog

_SETTINGS = 0x736574
"""Advisory lock under which settings are set."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """What an office sets.

    Attributes:
        division: of the province, the first two digits of GB/T 2260.
        span: how long; none empties the setting.
        since: first day on which it holds.
        document: number of the paper that orders it.
    """

    division: str
    setting: Setting
    span: Span | None
    since: date
    document: str
    reason: str


def settings(session: Session) -> Settings:
    """Return all that offices ever set, in one query; ask it with `span`."""
    statement = select(OfficeSetting).order_by(OfficeSetting.id)
    return Settings(session.scalars(statement).all())


@dataclass(frozen=True, slots=True)
class Period:
    """A length that holds, and the last day if it begins on the day asked about."""

    span: Span
    deadline: Deadline


def period(
    session: Session, setting: Setting, division: str, *, on: date
) -> Period | None:
    """Return a period that begins on a day, or None while it is not set.

    Args:
        session: to read with.
        setting: which.
        division: GB/T 2260 code of the thing it is about.
        on: day in China on which it begins, such as that of receipt.
    """
    span = settings(session).span(setting, division, on=on)
    return None if span is None else Period(span, deadline(on, span))


def history(session: Session, division: str) -> Sequence[OfficeSetting]:
    """Return what a province set, newest first, each with who set it for whom."""
    statement = (
        select(OfficeSetting)
        .where(OfficeSetting.division == division)
        .options(joinedload(OfficeSetting.set_by).joinedload(Account.organisation))
        .order_by(OfficeSetting.id.desc())
    )
    return session.scalars(statement).all()


def set_value(
    session: Session, new: NewValue, *, now: datetime, account_id: int
) -> OfficeSetting:
    """Set a period, or empty it, from a day on, and log it.

    Raises:
        SettingUnitError, SettingBoundsError, SettingDayError: see
            `rules.check_value`.
        SettingEmptyError: it is emptied and was not set.
    """
    check_value(new.setting, new.span, since=new.since, today=china_day(now))
    lock(session, _SETTINGS)
    before = settings(session).span(new.setting, new.division, on=new.since)
    if new.span is None and before is None:
        raise SettingEmptyError
    row = OfficeSetting(
        division=new.division,
        key=new.setting,
        amount=new.span and new.span.amount,
        unit=new.span and new.span.unit,
        since=new.since,
        document=new.document,
        reason=new.reason,
        set_at=now,
        set_by_id=account_id,
    )
    session.add(row)
    session.flush()
    translog.append(
        session,
        "setting.set" if new.span else "setting.emptied",
        f"{new.division}/{new.setting.value}",
        {
            "amount": row.amount,
            "unit": row.unit and row.unit.value,
            "since": new.since.isoformat(),
            "document": new.document,
        },
        now=now,
        account_id=account_id,
    )
    return row
