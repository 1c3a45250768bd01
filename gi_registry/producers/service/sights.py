"""Who saw what: kept as one row for a person, a thing and a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Account, Organisation
from gi_registry.core.access import Caller, Permission
from gi_registry.core.words import china_day
from gi_registry.producers import queries
from gi_registry.producers.models import (
    Application,
    ApplicationFile,
    Sight,
    VisitPhoto,
)

PAGE: Final = "page"
"""What was opened, where it is no file."""
_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class OfficeSight:
    """That an office opened a thing, as its producer is told: no person is named."""

    office: str
    first_at: datetime
    last_at: datetime


def saw(
    session: Session, subject: str, caller: Caller, *, now: datetime, what: str = PAGE
) -> None:
    """Keep that an officer opened a thing; what producers open is their own.

    Args:
        session: a writing session.
        subject: public number, or credit code.
        caller: who opened it.
        now: the present instant.
        what: `PAGE`, or the SHA-256 of a file.
    """
    if caller.is_producer or not caller.may(Permission.DESK):
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {
        "subject": subject,
        "account_id": caller.account_id,
        "what": what,
        "on_day": china_day(now),
    }
    fresh = {"first_at": now, "last_at": now, "times": 1}
    statement = dialect.insert(Sight).values(values | fresh)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=list(values),
            set_={"last_at": now, "times": Sight.times + 1},
        )
    )


def saw_file(session: Session, sha256: str, caller: Caller, *, now: datetime) -> None:
    """Keep that an officer opened a file, for each application that it is of."""
    files = select(ApplicationFile.application_id).where(
        ApplicationFile.sha256 == sha256
    )
    photos = select(VisitPhoto.application_id).where(VisitPhoto.sha256 == sha256)
    of = (
        select(Application.number)
        .join(Application.right)
        .where(
            (Application.quality_report_sha256 == sha256)
            | Application.id.in_(files)
            | Application.id.in_(photos),
            *queries.seen_applications(caller),
        )
    )
    for number in session.scalars(of).all():
        saw(session, number, caller, now=now, what=sha256)


def sights(session: Session, subject: str) -> Sequence[Sight]:
    """Return who opened a thing and its files, latest first, with their offices."""
    statement = (
        select(Sight)
        .where(Sight.subject == subject)
        .options(joinedload(Sight.account).joinedload(Account.organisation))
        .order_by(Sight.last_at.desc(), Sight.id.desc())
        .limit(_SHOWN)
    )
    return session.scalars(statement).all()


def offices_that_saw(session: Session, subject: str) -> list[OfficeSight]:
    """Return the offices that opened a thing, latest first."""
    last_at = func.max(Sight.last_at)
    statement = (
        select(
            Organisation.name,
            func.min(Sight.first_at, type_=Sight.first_at.type),
            func.max(Sight.last_at, type_=Sight.last_at.type),
        )
        .join(Account, Account.id == Sight.account_id)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .where(Sight.subject == subject)
        .group_by(Organisation.name)
        .order_by(last_at.desc(), Organisation.name)
    )
    return [OfficeSight(*row) for row in session.execute(statement)]
