"""The days of a year's reports: read all of them at once, decide one year's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Account
from gi_registry.annual_reports.errors import CampaignLockedError
from gi_registry.annual_reports.models import ReportCampaign, ReportLock
from gi_registry.annual_reports.rules import (
    STEPS,
    Campaign,
    Campaigns,
    check_campaign,
)
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.translog import service as translog

_QUEUE = 0x63616D70
"""Advisory lock under which days are decided."""


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a province decides.

    Attributes:
        days: of which year, which days, which form; with the province's division.
        document: number of the paper that orders it.
    """

    days: Campaign
    document: str
    reason: str


def campaigns(session: Session) -> Campaigns:
    """Return the days of all years, in one query; ask it with `of`."""
    statement = select(ReportCampaign).order_by(ReportCampaign.id)
    return Campaigns([_campaign(row) for row in session.scalars(statement)])


def decisions(session: Session, year: int, division: str) -> Sequence[ReportCampaign]:
    """Return what a province decided of a year, newest first, each with who did."""
    statement = (
        select(ReportCampaign)
        .where(ReportCampaign.year == year, ReportCampaign.division == division)
        .options(joinedload(ReportCampaign.decided_by).joinedload(Account.organisation))
        .order_by(ReportCampaign.id.desc())
    )
    return session.scalars(statement).all()


def as_asked(
    session: Session, year: int, division: str, asked: Mapping[str, Any]
) -> NewCampaign:
    """Return what a form or the API asks for; what is None stays as it is."""
    before = campaigns(session).of(year, division)
    changed = {
        name: asked[name] for name in (*STEPS, "form") if asked[name] is not None
    }
    days = replace(before, division=division, **changed)
    return NewCampaign(days, asked["document"], asked["reason"])


def check_decidable(session: Session, new: NewCampaign, *, now: datetime) -> None:
    """Refuse days that cannot be decided; say nothing of those that can.

    Raises:
        CampaignLockedError: the year is locked.
        CampaignOrderError, CampaignYearError, CampaignFormError,
        CampaignPastError, CampaignShorterError: see `rules.check_campaign`.
    """
    before = campaigns(session).of(new.days.year, new.days.division)
    if is_locked(session, new.days.year, new.days.division):
        raise CampaignLockedError(new.days.year)
    check_campaign(new.days, before, today=china_day(now))


def decide_campaign(
    session: Session, new: NewCampaign, *, now: datetime, account_id: int
) -> ReportCampaign:
    """Decide the days of one year's reports, and log it.

    Raises:
        GiError: see `check_decidable`.
    """
    lock(session, _QUEUE)
    check_decidable(session, new, now=now)
    row = ReportCampaign(
        division=new.days.division,
        year=new.days.year,
        form=new.days.form,
        document=new.document,
        reason=new.reason,
        decided_at=now,
        decided_by_id=account_id,
        **{step: getattr(new.days, step) for step in STEPS},
    )
    session.add(row)
    session.flush()
    translog.append(
        session,
        "campaign.decided",
        f"{row.division}/{row.year}",
        {step: getattr(row, step).isoformat() for step in STEPS}
        | {"form": row.form, "document": row.document},
        now=now,
        account_id=account_id,
    )
    return row


def is_locked(session: Session, year: int, division: str) -> bool:
    """Whether a province has locked a year: then its days stay."""
    statement = select(ReportLock.id).where(
        ReportLock.year == year, ReportLock.division == division
    )
    return session.scalar(statement.limit(1)) is not None


def _campaign(row: ReportCampaign) -> Campaign:
    return Campaign(
        year=row.year,
        form=row.form,
        division=row.division,
        **{step: getattr(row, step) for step in STEPS},
    )
