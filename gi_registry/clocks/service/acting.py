"""What officers do about use: put evidence on record, decide where it is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.cases import service as cases
from gi_registry.clocks import queries
from gi_registry.clocks.errors import (
    DecidedError,
    DueDayError,
    NotOverError,
    UseDayError,
)
from gi_registry.clocks.models import NonUseDecision, UseRecord
from gi_registry.clocks.rules import Decision, Stage
from gi_registry.clocks.service.opening import LOCKED, close_on_use
from gi_registry.clocks.service.reading import detail
from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.law.rules import references
from gi_registry.producers import service as producers
from gi_registry.producers.service import By
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class NewUse:
    """Use of the mark that an officer saw.

    Attributes:
        used_on: the day.
        words: what was seen, and where.
        file_sha256: of a kept photograph or document, if there is one.
    """

    used_on: date
    words: str
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What an officer decides after two years without use.

    Attributes:
        due_on: last day to put it right; RECTIFY needs it.
    """

    decision: Decision
    reason: str
    due_on: date | None = None


def record_use(
    session: Session, number: str, use: NewUse, *, now: datetime, account_id: int
) -> UseRecord:
    """Put use of the mark on record, which winds the clock up again.

    A case on its non-use that nobody has decided is closed with it.

    Raises:
        AuthorizationNotFoundError: there is none.
        UseDayError: the day is before the announcement, or in the future.
    """
    found = producers.authorization(session, number)
    today = china_day(now)
    if not found.valid_from <= use.used_on <= today:
        raise UseDayError(found.valid_from, today)
    record = UseRecord(
        authorization_id=found.id,
        used_on=use.used_on,
        words=use.words.strip(),
        file_sha256=use.file_sha256,
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(record)
    session.flush()
    translog.append(
        session,
        "authorization.use-recorded",
        found.number,
        {"used_on": use.used_on.isoformat(), "file": use.file_sha256},
        now=now,
        account_id=account_id,
    )
    close_on_use(session, number, by=By(account_id, now))
    return record


def decide(
    session: Session, number: str, new: NewDecision, *, now: datetime, account_id: int
) -> NonUseDecision:
    """Decide what follows from two years without use, once.

    The case that the registry opened follows: RECTIFY goes on with it (or opens
    one), which brings the authorization into the state of the same name, and
    EXCUSED closes it.

    Raises:
        AuthorizationNotFoundError: there is none.
        NotOverError: the two years are not over.
        DecidedError: it was decided already.
        DueDayError: RECTIFY without a day in the future.
        CaseOpenError: a case on its non-use is under way.
    """
    today = china_day(now)
    lock(session, LOCKED)
    row = detail(session, number, on=today).row
    if row.clock.stage is Stage.DECIDED:
        raise DecidedError
    if row.clock.stage is not Stage.OVER or row.authorization.state not in (
        queries.RUNNING
    ):
        raise NotOverError(row.clock.ends_on)
    is_rectify = new.decision is Decision.RECTIFY
    if is_rectify and (new.due_on is None or new.due_on <= today):
        raise DueDayError(today)
    made = NonUseDecision(
        authorization_id=row.authorization.id,
        ended_on=row.clock.ends_on,
        decision=new.decision,
        reason=new.reason.strip(),
        due_on=new.due_on if is_rectify else None,
        decided_on=today,
        decided_at=now,
        decided_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {
        "ended_on": made.ended_on.isoformat(),
        "decision": made.decision.value,
        "rules": references(("order80.31",), on=today),
    }
    translog.append(
        session,
        "authorization.non-use-decided",
        number,
        body,
        now=now,
        account_id=account_id,
    )
    by = By(account_id, now)
    if made.due_on is not None:
        cases.open_non_use(session, number, made.reason, made.due_on, by=by)
    else:
        cases.close_non_use(session, number, made.reason, by=by)
    return made
