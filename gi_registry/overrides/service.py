"""Exceptions by two people: asked with a reason, decided by another, carried out.

A domain offers the kinds of its own; what is approved is carried out in the
transaction of the decision, by all the rules but the one that is overridden.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.accounts.models import Account
from gi_registry.core.access import Caller, OutsideJurisdictionError, Permission, Place
from gi_registry.core.acting import acting_for
from gi_registry.core.db import lock
from gi_registry.core.paging import Page, page_of
from gi_registry.core.reach import reach
from gi_registry.core.words import Words
from gi_registry.overrides import telling
from gi_registry.overrides.errors import (
    NotAskedError,
    RequestDecidedError,
    RequestNotFoundError,
    RequestOpenError,
)
from gi_registry.overrides.models import OverrideRequest
from gi_registry.overrides.rules import Outcome, check_two
from gi_registry.translog import service as translog

_QUEUE = 0x6F7672
"""Advisory lock under which requests are made."""
_AT_ONCE = 500
"""Rows read together for an export."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of exception, offered by the domain whose rule it is about.

    Attributes:
        value: as stored, such as `origin-check`.
        words: what is asked for.
        decide: permissions of which one, for the place, is needed to decide.
        address: of the page of a subject, with `{subject}` in it.
        told: what a request would do, as labels and texts, from its `what`.
        carry_out: does it: session, request, the instant, account of who decides.
            It refuses by raising, and then nothing is decided.
    """

    value: str
    words: Words
    decide: tuple[Permission, ...]
    address: str
    told: Callable[[dict[str, Any]], list[tuple[Words, str]]]
    carry_out: Callable[[Session, OverrideRequest, datetime, int], object]


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is asked for, of what, where, and why."""

    kind: Kind
    subject: str
    place: Place
    what: dict[str, Any]
    reason: str


_KINDS: dict[str, Kind] = {}


def offer_kind(kind: Kind) -> Kind:
    """Let a kind of exception be asked for; called once, when a domain is imported."""
    _KINDS[kind.value] = kind
    return kind


def kind_of(request: OverrideRequest) -> Kind:
    """Return the kind of a request."""
    return _KINDS[request.kind]


def words_of(value: str) -> Words:
    """Return what a kind is called."""
    return _KINDS[value].words


def ask(
    session: Session, new: NewRequest, *, now: datetime, account_id: int
) -> OverrideRequest:
    """Ask for an exception; a second person decides.

    Args:
        session: a writing session.
        new: judged by the domain as far as it can be before the decision.
        now: the present instant.
        account_id: who asks.

    Raises:
        RequestOpenError: the same was asked of the same and waits.
    """
    lock(session, _QUEUE)
    if _open(session, new.kind, new.subject) is not None:
        raise RequestOpenError
    request = OverrideRequest(
        kind=new.kind.value,
        subject=new.subject,
        division=new.place.division,
        authority=new.place.authority,
        what=new.what,
        reason=new.reason.strip(),
        asked_by_id=account_id,
        asked_for_id=acting_for(session, account_id),
        asked_at=now,
    )
    session.add(request)
    session.flush()
    _log(session, request, "asked", now, account_id)
    telling.of_request(session, request, new.kind.words, new.kind.decide, now=now)
    return request


def may_decide(caller: Caller, request: OverrideRequest) -> bool:
    """Whether a caller could decide a request: another person, with a say there."""
    held = _permission(caller, request)
    return held is not None and caller.account_id not in _askers(request)


def decide(
    session: Session,
    request_id: int,
    outcome: Outcome,
    words: str,
    caller: Caller,
    *,
    now: datetime,
) -> OverrideRequest:
    """Approve a request and carry it out, or refuse it.

    Raises:
        RequestNotFoundError: there is none.
        OutsideJurisdictionError: the caller has no say there.
        SamePersonError: the caller asked, or acts for who asked.
        RequestDecidedError: it was decided already.
        GiError: what is to be carried out is refused now; nothing is decided.
    """
    request = _undecided(session, request_id)
    permission = _permission(caller, request)
    if permission is None:
        raise OutsideJurisdictionError
    caller.demand(permission, _place(request))
    held_for = caller.standing.held_for
    deciders = {caller.account_id} | ({held_for.account_id} if held_for else set())
    check_two(_askers(request), deciders)
    if outcome is Outcome.APPROVED:
        kind_of(request).carry_out(session, request, now, caller.account_id)
    _close(session, request, outcome, now, caller.account_id)
    request.words = words.strip()
    session.flush()
    telling.of_answer(session, request, kind_of(request).words, outcome, now=now)
    return request


def withdraw(
    session: Session, request_id: int, *, now: datetime, account_id: int
) -> OverrideRequest:
    """Take back what one asked for.

    Raises:
        RequestNotFoundError: there is none.
        NotAskedError: somebody else asked.
        RequestDecidedError: it was decided already.
    """
    request = _undecided(session, request_id)
    if request.asked_by_id != account_id:
        raise NotAskedError
    _close(session, request, Outcome.WITHDRAWN, now, account_id)
    return request


def request_of(session: Session, request_id: int, caller: Caller) -> OverrideRequest:
    """Return a request of a caller's jurisdiction.

    Raises:
        RequestNotFoundError: there is none, or not there.
    """
    reached = _reached(caller, [Permission.DESK])
    statement = (
        _requests()
        .where(OverrideRequest.id == request_id, reached)
        .execution_options(populate_existing=True)
    )
    found: OverrideRequest | None = session.scalars(statement).one_or_none()
    if found is None:
        raise RequestNotFoundError
    return found


def open_of(session: Session, subject: str) -> Sequence[OverrideRequest]:
    """Return what is asked of one thing and waits for a decision."""
    statement = _requests().where(
        OverrideRequest.subject == subject, OverrideRequest.outcome.is_(None)
    )
    return session.scalars(statement).all()


def requests(
    session: Session, caller: Caller, *, is_open: bool, number: int
) -> Page[OverrideRequest]:
    """Return a page of the requests of a caller's jurisdiction.

    Those that wait come oldest first, those decided newest first.
    """
    return page_of(session, _listed(caller, is_open=is_open), number=number)


def every(
    session: Session, caller: Caller, *, is_open: bool
) -> Iterator[OverrideRequest]:
    """Give all requests of a list, in its order, for an export."""
    statement = _listed(caller, is_open=is_open)
    yield from session.scalars(statement.execution_options(yield_per=_AT_ONCE))


def to_decide(session: Session, caller: Caller) -> int:
    """Return how many requests wait for a caller to decide."""
    conditions: list[ColumnElement[bool]] = [
        (OverrideRequest.kind == kind.value) & _reached(caller, kind.decide)
        for kind in _KINDS.values()
    ]
    statement = (
        select(func.count())
        .select_from(OverrideRequest)
        .where(
            OverrideRequest.outcome.is_(None),
            OverrideRequest.asked_by_id != caller.account_id,
            or_(false(), *conditions),
        )
    )
    return session.scalar(statement) or 0


def _requests() -> Any:  # noqa: ANN401 -- a Select, as it is narrowed further
    return select(OverrideRequest).options(
        joinedload(OverrideRequest.asked_by).joinedload(Account.organisation),
        joinedload(OverrideRequest.decided_by).joinedload(Account.organisation),
    )


def _listed(caller: Caller, *, is_open: bool) -> Any:  # noqa: ANN401 -- a Select
    mark = OverrideRequest.outcome
    by = OverrideRequest.asked_at if is_open else OverrideRequest.decided_at.desc()
    return (
        _requests()
        .where(_reached(caller, [Permission.DESK]))
        .where(mark.is_(None) if is_open else mark.is_not(None))
        .order_by(by, OverrideRequest.id)
    )


def _reached(caller: Caller, permissions: Iterable[Permission]) -> ColumnElement[bool]:
    return or_(
        *(
            reach(
                caller,
                permission,
                division=OverrideRequest.division,
                authority=OverrideRequest.authority,
            )
            for permission in permissions
        )
    )


def _open(session: Session, kind: Kind, subject: str) -> int | None:
    return session.scalar(
        select(OverrideRequest.id).where(
            OverrideRequest.kind == kind.value,
            OverrideRequest.subject == subject,
            OverrideRequest.outcome.is_(None),
        )
    )


def _undecided(session: Session, request_id: int) -> OverrideRequest:
    """Return a request, locked until the transaction ends."""
    statement = (
        select(OverrideRequest)
        .where(OverrideRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    request = session.scalars(statement).one_or_none()
    if request is None:
        raise RequestNotFoundError
    if request.outcome is not None:
        raise RequestDecidedError
    return request


def _close(
    session: Session,
    request: OverrideRequest,
    outcome: Outcome,
    now: datetime,
    account_id: int,
) -> None:
    request.outcome, request.decided_at = outcome, now
    request.decided_by_id = account_id
    request.decided_for_id = acting_for(session, account_id)
    session.flush()
    _log(session, request, outcome.value, now, account_id)


def _place(request: OverrideRequest) -> Place:
    return Place(request.division, request.authority)


def _permission(caller: Caller, request: OverrideRequest) -> Permission | None:
    """Return the permission by which a caller has a say, if there is one."""
    place = _place(request)
    able = (each for each in kind_of(request).decide if caller.may(each, place))
    return next(able, None)


def _askers(request: OverrideRequest) -> set[int]:
    return {request.asked_by_id, request.asked_for_id or request.asked_by_id}


def _log(
    session: Session,
    request: OverrideRequest,
    verb: str,
    now: datetime,
    account_id: int,
) -> None:
    body = {"kind": request.kind, "request": request.id, "reason": request.reason}
    translog.append(
        session,
        f"override.{verb}",
        request.subject,
        body,
        now=now,
        account_id=account_id,
    )
