"""What CNIPA did with an application; it is recorded here, never decided."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.producers.errors import (
    AnnouncementConflictError,
    ReasonNeededError,
    RecordDayError,
)
from gi_registry.producers.models import (
    Application,
    Authorization,
    AuthorizationStatus,
)
from gi_registry.producers.rules import (
    Action,
    AuthorizationState,
    Examiner,
    NewAnnouncement,
    Route,
    state_basis,
    step,
)
from gi_registry.producers.service.naming import known_file
from gi_registry.producers.service.steps import By, advance, locked, next_number
from gi_registry.products.models import Announcement, RightAnnouncement
from gi_registry.products.rules import AnnouncementKind
from gi_registry.translog import service as translog

CNIPA = "CNIPA"
_NO_YEAR = 0
"""CNIPA's announcements are numbered through, without a year."""
_ANNOUNCEMENTS = 0x616E6E
"""Advisory lock under which announcements are recorded."""


@dataclass(frozen=True, slots=True)
class Registration:
    """CNIPA's registration (注册登记) of a user.

    Attributes:
        number: as CNIPA gave it.
        registered_on: the day.
        examiner: who examined the application (审查).
    """

    number: str
    registered_on: date
    examiner: Examiner = Examiner.CNIPA


def record_registration(
    session: Session,
    number: str,
    registration: Registration,
    *,
    now: datetime,
    account_id: int,
) -> Application:
    """Record that CNIPA registered the producer; use may not begin yet.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it was not sent to CNIPA.
        RecordDayError: before the province sent it, or in the future.
    """
    found = locked(session, number)
    step(found.state, Action.RECORD_REGISTRATION)
    _refuse_day(
        "registered_on",
        registration.registered_on,
        china_day(found.state_since),
        china_day(now),
    )
    found.cnipa_register_number = registration.number
    found.cnipa_registered_on = registration.registered_on
    found.examiner = registration.examiner
    day = registration.registered_on.isoformat()
    advance(
        session,
        found,
        Action.RECORD_REGISTRATION,
        by=By(account_id, now),
        words=registration.number,
        facts={
            "cnipa_number": registration.number,
            "registered_on": day,
            "examiner": registration.examiner.value,
        },
    )
    return found


def record_refusal(
    session: Session, number: str, reason: str, *, now: datetime, account_id: int
) -> Application:
    """Record that CNIPA did not register the producer.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: it was not sent to CNIPA.
        ReasonNeededError: CNIPA's reason is not given.
    """
    found = locked(session, number)
    step(found.state, Action.RECORD_REFUSAL)
    if not reason.strip():
        raise ReasonNeededError
    by = By(account_id, now)
    advance(session, found, Action.RECORD_REFUSAL, by=by, words=reason.strip())
    return found


def record_announcement(
    session: Session,
    number: str,
    new: NewAnnouncement,
    *,
    now: datetime,
    account_id: int,
) -> Authorization:
    """Record CNIPA's announcement; from its day the producer may use the mark.

    Returns:
        The authorization, in force from the day of the announcement, with its
        first status.

    Raises:
        ApplicationNotFoundError: there is none.
        WrongStepError: CNIPA has not registered it.
        RecordDayError: before the registration, or in the future.
        AnnouncementConflictError: its number is on record with another day or file.
        FileNotHandedInError: see `naming.known_file`.
    """
    found = locked(session, number)
    step(found.state, Action.RECORD_ANNOUNCEMENT)
    registered = found.cnipa_registered_on or china_day(found.created_at)
    _refuse_day("announced_on", new.announced_on, registered, china_day(now))
    by = By(account_id, now)
    announcement = announced(
        session, new, found.right_id, AnnouncementKind.MARK_USERS, by=by
    )
    words = announcement.title
    advance(session, found, Action.RECORD_ANNOUNCEMENT, by=by, words=words)
    authorization = _authorize(session, found, announcement, new.announced_on, by)
    translog.append(
        session,
        "authorization.announced",
        authorization.number,
        {
            "application": found.number,
            "gi": found.right.gi.code,
            "uscc": found.entity.uscc,
            "announcement": announcement.number,
            "announced_on": new.announced_on.isoformat(),
            "file_sha256": new.file_sha256,
            "rules": authorization.statuses[0].rules,
        },
        now=now,
        account_id=account_id,
    )
    return authorization


def announced(
    session: Session,
    new: NewAnnouncement,
    right_id: int,
    kind: AnnouncementKind | None,
    *,
    by: By,
) -> Announcement:
    """Return CNIPA's announcement of a number, put on record if it is not yet.

    One announcement covers many users; its day and file are recorded once.

    Args:
        session: a writing session.
        new: the announcement, its file kept.
        right_id: of the right that it is about.
        kind: what it did to the right; without one they are not tied.
        by: who records it.

    Raises:
        AnnouncementConflictError: it is on record with another day or file.
        FileNotHandedInError: see `naming.known_file`.
    """
    found = announcement_of(session, new, by=by)
    link = (right_id, found.id, kind)
    if kind is not None and session.get(RightAnnouncement, link) is None:
        session.add(
            RightAnnouncement(right_id=right_id, announcement_id=found.id, kind=kind)
        )
        session.flush()
    return found


def announcement_of(session: Session, new: NewAnnouncement, *, by: By) -> Announcement:
    """Return CNIPA's announcement of a number by itself, tied to no right.

    Raises:
        AnnouncementConflictError: it is on record with another day or file.
        FileNotHandedInError: see `naming.known_file`.
    """
    known_file(session, new.file_sha256, by.account_id)
    lock(session, _ANNOUNCEMENTS)
    found = session.scalar(
        select(Announcement).where(
            Announcement.issuer == CNIPA,
            Announcement.year == _NO_YEAR,
            Announcement.number == new.number,
        )
    )
    if found is None:
        found = Announcement(
            issuer=CNIPA,
            year=_NO_YEAR,
            number=new.number,
            title=f"国家知识产权局公告第{new.number}号",
            announced_on=new.announced_on,
            source="recorded with its file",
        )
        session.add(found)
    found.announced_on = found.announced_on or new.announced_on
    found.file_sha256 = found.file_sha256 or new.file_sha256
    if (found.announced_on, found.file_sha256) != (new.announced_on, new.file_sha256):
        raise AnnouncementConflictError(found.title, found.announced_on)
    session.flush()
    return found


def _authorize(
    session: Session,
    application: Application,
    announcement: Announcement,
    announced_on: date,
    by: By,
) -> Authorization:
    authorization = Authorization(
        number=next_number(session, "MA", announced_on.year, Authorization),
        application_id=application.id,
        entity=application.entity,
        right=application.right,
        gi=application.right.gi,
        division=application.division,
        standard_number=application.standard_number,
        announcement=announcement,
        valid_from=announced_on,
        valid_to=_last_day(application),
        state=AuthorizationState.ANNOUNCED,
        created_at=by.now,
        statuses=[
            AuthorizationStatus(
                state=AuthorizationState.ANNOUNCED,
                from_on=announced_on,
                reason=announcement.title,
                announcement=announcement,
                rules=state_basis(
                    application.route, AuthorizationState.ANNOUNCED, on=announced_on
                ),
                account_id=by.account_id,
                recorded_at=by.now,
            )
        ],
    )
    session.add(authorization)
    session.flush()
    return authorization


def _last_day(application: Application) -> date | None:
    """Return the earlier end of licence and mark; a GI product has none."""
    if application.route is Route.PRODUCT:
        return None
    ends = (application.licence_ends_on, application.right.valid_to)
    return min((day for day in ends if day is not None), default=None)


def _refuse_day(field: str, day: date, first: date, last: date) -> None:
    if not first <= day <= last:
        raise RecordDayError(field, first, last)
