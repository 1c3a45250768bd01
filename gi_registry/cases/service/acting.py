"""Cases opened and carried on; the authorization follows."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.cases import rules
from gi_registry.cases.errors import (
    CaseAnnouncementError,
    CaseOpenError,
    CaseOverError,
    NonUseCaseError,
)
from gi_registry.cases.models import CaseEvent, MarkCase
from gi_registry.cases.rules import (
    OPEN_STATES,
    RULE,
    CaseState,
    NewStep,
    Standing,
    Trigger,
)
from gi_registry.cases.service.reading import find, find_undecided, usual_due
from gi_registry.core.db import lock
from gi_registry.core.ids import numbered
from gi_registry.core.words import china_day
from gi_registry.law.rules import references
from gi_registry.producers import service as producers
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    AuthorizationState,
    Change,
    NewAnnouncement,
)
from gi_registry.producers.service import By
from gi_registry.products.rules import AnnouncementKind
from gi_registry.translog import service as translog

_LOCKED = 0x434153
"""Stands for cases among what is locked."""

_A = AuthorizationState
_OVER = (_A.STOPPED, _A.WITHDRAWN)
_EFFECTS = {
    CaseState.CURE: _A.RECTIFY,
    CaseState.HELD: _A.SUSPENDED,
    CaseState.CURED: _A.IN_USE,
    CaseState.CANCELLED: _A.STOPPED,
}
"""What a step makes of the authorization."""
_FROM = {
    CaseState.CURE: (_A.ANNOUNCED, _A.IN_USE),
    CaseState.HELD: (_A.ANNOUNCED, _A.IN_USE, _A.RECTIFY),
    CaseState.CURED: (_A.RECTIFY,),
    CaseState.CANCELLED: tuple(set(_A) - {_A.STOPPED}),
}
"""From which states; any other stays as it is."""


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case as somebody opens it.

    Attributes:
        on: day on which it was found.
        words: what is known, and where it comes from.
        file_sha256: of a kept document or photograph.
    """

    trigger: Trigger
    on: date
    words: str
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """What comes with a step.

    Attributes:
        announcement: CNIPA's, its file kept; CANCELLED needs it.
        file_sha256: of a kept document or photograph.
    """

    announcement: NewAnnouncement | None = None
    file_sha256: str | None = None


def open_case(session: Session, number: str, new: NewCase, *, by: By) -> MarkCase:
    """Open a case about an authorization.

    Raises:
        NonUseCaseError: non-use is counted by its clock; see `open_non_use`.
        AuthorizationNotFoundError: there is none.
        CaseOverError: it is over already.
        CaseOpenError: the same is under way.
        EvidenceMissingError, CaseDayError: see `rules.check_opening`.
    """
    if new.trigger is Trigger.NOT_USED:
        raise NonUseCaseError
    return _open(session, number, new, by=by)


def open_by_clock(session: Session, number: str, words: str, *, by: By) -> MarkCase:
    """Open a case on two years without use, for a person to decide.

    Args:
        session: a writing session.
        number: of the authorization.
        words: the evidence: from when, to when, by which records.
        by: the registry itself.

    Raises:
        AuthorizationNotFoundError: there is none.
        CaseOverError, CaseOpenError: see `open_case`.
    """
    new = NewCase(Trigger.NOT_USED, china_day(by.now), words)
    return _open(session, number, new, by=by)


def open_non_use(
    session: Session, number: str, words: str, due_on: date, *, by: By
) -> MarkCase:
    """Have two years without use put right by a day.

    The case that the registry opened goes on; where there is none, one is opened.
    Its clock and the decision on it are the evidence.

    Raises:
        AuthorizationNotFoundError: there is none.
        CaseOverError, CaseOpenError: see `open_case`.
        CureDayError: the day is not in the future.
    """
    today = china_day(by.now)
    made = find_undecided(session, number)
    if made is None:
        new = NewCase(Trigger.NOT_USED, today, words)
        made = _open(session, number, new, by=by)
    step = NewStep(CaseState.CURE, today, words, due_on)
    return record_step(session, made.number, step, Papers(), by=by)


def close_non_use(session: Session, number: str, words: str, *, by: By) -> None:
    """Close the case on two years without use that nobody has decided, if any.

    Args:
        session: a writing session.
        number: of the authorization.
        words: why: use is on record, or there is a good reason for its absence.
        by: who shows or decides it.
    """
    found = find_undecided(session, number)
    if found is not None:
        step = NewStep(CaseState.CLOSED, china_day(by.now), words)
        record_step(session, found.number, step, Papers(), by=by)


def _open(session: Session, number: str, new: NewCase, *, by: By) -> MarkCase:
    lock(session, _LOCKED)
    found = producers.authorization(session, number)
    if found.state in _OVER:
        raise CaseOverError(AUTHORIZATION_STATE_WORDS[found.state])
    today = china_day(by.now)
    rules.check_opening(new.words, new.on, first=found.valid_from, today=today)
    under_way = session.scalar(
        select(MarkCase.number).where(
            MarkCase.authorization_id == found.id,
            MarkCase.trigger == new.trigger,
            MarkCase.state.in_(OPEN_STATES),
        )
    )
    if under_way is not None:
        raise CaseOpenError(under_way)
    made = MarkCase(
        number=_next_number(session, today.year),
        authorization=found,
        trigger=new.trigger,
        state=CaseState.OPEN,
        opened_on=new.on,
        opened_at=by.now,
        events=[],
    )
    session.add(made)
    first = NewStep(CaseState.OPEN, new.on, new.words)
    _put(session, made, first, Papers(file_sha256=new.file_sha256), by=by)
    return made


def record_step(
    session: Session, number: str, new: NewStep, papers: Papers, *, by: By
) -> MarkCase:
    """Record the next step of a case, and what it makes of the authorization.

    Raises:
        CaseNotFoundError: there is none.
        CaseAnnouncementError: a cancellation without CNIPA's announcement.
        SecondPersonError: use would go on after the last day to put things right.
        GiError: see `rules.check_step`, `producers.set_state`.
    """
    found = find_locked(session, number)
    division = found.authorization.division
    usual = usual_due(session, division, on=new.on)
    standing = Standing(
        found.trigger,
        found.state,
        found.events[-1].on_day,
        found.due_on,
        usual.deadline.day if usual else None,
    )
    rules.check_step(standing, new, today=china_day(by.now))
    if new.state is CaseState.CANCELLED and papers.announcement is None:
        raise CaseAnnouncementError
    found.state = new.state
    found.due_on = new.due_on if new.state is CaseState.CURE else found.due_on
    _put(session, found, new, papers, by=by)
    _follow(session, found, new, papers, by=by)
    return found


def find_locked(session: Session, number: str) -> MarkCase:
    """Return a case as it stands, which nobody else changes meanwhile.

    Raises:
        CaseNotFoundError: there is none.
    """
    lock(session, _LOCKED)
    found = find(session, number)
    session.refresh(found, ["state", "due_on"], with_for_update=True)
    return found


def _follow(
    session: Session, found: MarkCase, new: NewStep, papers: Papers, *, by: By
) -> None:
    """Bring the authorization to where a step leaves it.

    One that another case still has under correction stays so.
    """
    target, authorization = _EFFECTS.get(new.state), found.authorization
    if target is None or authorization.state not in _FROM[new.state]:
        return
    if new.state is CaseState.CURED and _other_cure(session, found):
        return
    whole = producers.authorization(session, authorization.number)
    change = Change(
        state=target,
        on=max(new.on, whole.statuses[-1].from_on),
        reason=_reason(found, new),
        due_on=new.due_on,
        announcement=papers.announcement,
    )
    producers.set_state(
        session,
        authorization.number,
        change,
        now=by.now,
        account_id=by.account_id,
    )


def _reason(found: MarkCase, new: NewStep) -> str:
    trigger = rules.TRIGGER_WORDS[found.trigger].zh
    said = new.words.strip()
    return f"{found.number}：{trigger}" + (f"。{said}" if said else "")


def _other_cure(session: Session, found: MarkCase) -> bool:
    statement = select(MarkCase.id).where(
        MarkCase.authorization_id == found.authorization_id,
        MarkCase.id != found.id,
        MarkCase.state == CaseState.CURE,
    )
    return session.scalar(statement.limit(1)) is not None


def _put(
    session: Session, found: MarkCase, new: NewStep, papers: Papers, *, by: By
) -> None:
    announcement = papers.announcement and producers.announced(
        session,
        papers.announcement,
        found.authorization.right_id,
        AnnouncementKind.MARK_CANCELLED,
        by=by,
    )
    basis = references((RULE,), on=new.on)
    found.events.append(
        CaseEvent(
            state=new.state,
            on_day=new.on,
            words=new.words.strip(),
            due_on=new.due_on,
            file_sha256=papers.file_sha256,
            announcement=announcement,
            rules=basis,
            account_id=by.account_id,
            recorded_at=by.now,
        )
    )
    session.flush()
    translog.append(
        session,
        f"case.{new.state.value}",
        found.number,
        {
            "authorization": found.authorization.number,
            "trigger": found.trigger.value,
            "on": new.on.isoformat(),
            "due_on": new.due_on and new.due_on.isoformat(),
            "announcement": announcement and announcement.number,
            "rules": basis,
        },
        now=by.now,
        account_id=by.account_id,
    )


def _next_number(session: Session, year: int) -> str:
    prefix = f"CS-{year}-"
    statement = select(func.max(MarkCase.number)).where(
        MarkCase.number.startswith(prefix)
    )
    last = session.scalar(statement)
    return numbered("CS", year, int(last.rpartition("-")[2]) + 1 if last else 1)
