"""Authorizations: what CNIPA announced, and the states that it came to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from gi_registry.core.access import Caller
from gi_registry.core.paging import Page, count_of, page_by_id
from gi_registry.core.words import china_day
from gi_registry.law.rules import references
from gi_registry.overrides.models import OverrideRequest
from gi_registry.producers import queries, rules
from gi_registry.producers.errors import (
    AuthorizationNotFoundError,
    RecordDayError,
    RightEndedError,
    SecondPersonError,
    VectorOpenedError,
)
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.producers.queries import Wanted
from gi_registry.producers.rules import AuthorizationState, Change
from gi_registry.producers.service import telling
from gi_registry.producers.service.cnipa import CNIPA, announced
from gi_registry.producers.service.steps import By
from gi_registry.products.models import Announcement
from gi_registry.products.rules import ENDED, RIGHT_KIND_WORDS, AnnouncementKind
from gi_registry.translog import service as translog

_BATCH = 500


def authorization(session: Session, number: str) -> Authorization:
    """Return an authorization with entity, right, product, announcement, states.

    Raises:
        AuthorizationNotFoundError: there is none.
    """
    return _one(session, number, for_update=False)


def authorizations_of(
    session: Session, organisation_id: int
) -> Sequence[Authorization]:
    """Return an organisation's authorizations with all of each, newest first."""
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .where(Entity.organisation_id == organisation_id)
        .options(*queries.WHOLE_AUTHORIZATION)
        .order_by(Authorization.id.desc())
    )
    return session.scalars(statement).all()


def authorizations(
    session: Session, caller: Caller, wanted: Wanted, *, number: int
) -> Page[Authorization]:
    """Return a page of the authorizations that a caller may see."""
    which = queries.authorization_ids(caller, wanted)
    unsorted = queries.authorization_ids(caller, replace(wanted, sort=""))
    total = None if wanted.text else count_of(session, unsorted)
    return page_by_id(
        session, which, queries.authorizations_by_id, number=number, total=total
    )


def every_authorization(
    session: Session, caller: Caller, wanted: Wanted
) -> Iterator[Authorization]:
    """Give all of the authorizations that a caller may see, for an export."""
    statement = queries.authorizations(caller, wanted).execution_options(
        yield_per=_BATCH
    )
    yield from session.scalars(statement)


def of_announcement(
    session: Session, caller: Caller, number: int
) -> Sequence[Authorization]:
    """Return the authorizations of one of CNIPA's announcements, by number."""
    statement = (
        queries.authorizations(caller, Wanted(sort="number"))
        .join(Authorization.announcement)
        .where(Announcement.issuer == CNIPA, Announcement.number == number)
        .options(joinedload(Authorization.application))
    )
    return session.scalars(statement).all()


def as_columns(authorization: Authorization) -> dict[str, object]:
    """Return an authorization as a line of a list, by `rules.batches.COLUMNS`.

    Args:
        authorization: as `of_announcement` gives it.
    """
    entity, gi, right = authorization.entity, authorization.gi, authorization.right
    return {
        "holder": entity.name,
        "uscc": entity.uscc,
        "product": gi.name_zh,
        "product_code": gi.code,
        "right": RIGHT_KIND_WORDS[right.kind].zh,
        "county": authorization.division,
        "address": entity.address,
        "standard": authorization.standard_number,
        "register_number": authorization.application.cnipa_register_number,
        "valid_to": authorization.valid_to,
    }


def state_on(authorization: Authorization, day: date) -> AuthorizationState | None:
    """Return the state on a day; None before the first, EXPIRED after the last.

    Args:
        authorization: with its statuses.
        day: in China.
    """
    return rules.state_on(authorization.statuses, day, valid_to=authorization.valid_to)


def set_state(
    session: Session,
    number: str,
    change: Change,
    *,
    now: datetime,
    account_id: int,
    override: OverrideRequest | None = None,
) -> Authorization:
    """Record a new state from a day on, and log it.

    Args:
        session: a writing session.
        number: of the authorization.
        change: what is recorded.
        now: the present instant.
        account_id: who records it, or who decided the override.
        override: a request for it that a second person approves.

    Raises:
        AuthorizationNotFoundError: there is none.
        StateChangeError: the new state does not follow the present one.
        ReasonNeededError, RecordDayError: reason or day cannot be.
        AnnouncementNeededError: only CNIPA stops a use, by announcement.
        AnnouncementConflictError, FileNotHandedInError: see `cnipa.announced`.
        RightEndedError: use cannot go on under a right that has ended.
        SecondPersonError: use would go on against what was set, and there is no
            override.
    """
    found = _one(session, number, for_update=True)
    if change.state.may_use and found.right.status in ENDED:
        raise RightEndedError
    last = found.statuses[-1]
    today = china_day(now)
    rules.check_change(found.state, change, since=last.from_on, today=today)
    if override is None and rules.needs_second(last, change, due_on=last.due_on):
        raise SecondPersonError
    announcement = change.announcement and announced(
        session,
        change.announcement,
        found.right_id,
        AnnouncementKind.MARK_CANCELLED,
        by=By(account_id, now),
    )
    basis = rules.state_basis(
        rules.route_of(found.right.kind), change.state, on=change.on
    )
    last.to_on = change.on
    session.flush()
    found.statuses.append(
        AuthorizationStatus(
            state=change.state,
            from_on=change.on,
            reason=change.reason.strip(),
            due_on=change.due_on,
            announcement=announcement,
            rules=basis,
            account_id=account_id,
            recorded_at=now,
        )
    )
    found.state = change.state
    session.flush()
    telling.of_change(session, found, by=By(account_id, now))
    translog.append(
        session,
        f"authorization.{change.state.value}",
        found.number,
        {
            "from": last.state.value,
            "on": change.on.isoformat(),
            "due_on": change.due_on and change.due_on.isoformat(),
            "announcement": announcement and announcement.number,
            "rules": basis,
        }
        | ({"override": override.id} if override else {}),
        now=now,
        account_id=account_id,
    )
    return found


def record_vector_opened(
    session: Session,
    number: str,
    on: date,
    *,
    now: datetime,
    account_id: int,
    reason: str = "",
) -> Authorization:
    """Record the day on which CNIPA opened the download of the artwork.

    A day that is on record is corrected with a reason; the log keeps both days.

    Raises:
        AuthorizationNotFoundError: there is none.
        VectorOpenedError: that day, or another without a reason, is on record.
        RecordDayError: before the announcement, or in the future.
    """
    found = _one(session, number, for_update=True)
    before = found.vector_opened_on
    if before is not None and (before == on or not reason.strip()):
        raise VectorOpenedError(before)
    today = china_day(now)
    if not found.valid_from <= on <= today:
        raise RecordDayError("opened_on", found.valid_from, today)
    found.vector_opened_on = on
    session.flush()
    body: dict[str, Any] = {"on": on.isoformat()}
    if before is not None:
        body |= {"was": before.isoformat(), "reason": reason.strip()}
    body["rules"] = references(("order80.22",), on=on)
    translog.append(
        session,
        "authorization.vector-opened",
        found.number,
        body,
        now=now,
        account_id=account_id,
    )
    return found


def _one(session: Session, number: str, *, for_update: bool) -> Authorization:
    statement = (
        select(Authorization)
        .where(Authorization.number == number)
        .options(
            *queries.WHOLE_AUTHORIZATION,
            joinedload(Authorization.entity).joinedload(Entity.organisation),
        )
    )
    if for_update:
        statement = statement.with_for_update(of=Authorization).execution_options(
            populate_existing=True
        )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise AuthorizationNotFoundError(number)
    return found
