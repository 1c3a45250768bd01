"""The queue: rows put in, claimed by one worker each, and ended.

A worker claims under a lease with a random name. It keeps the lease alive; every
write of its names the lease, so that a worker that was thought dead cannot change
what another has taken over.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from gi_registry.core.acting import acting_for
from gi_registry.core.db import insert_unless_there
from gi_registry.core.words import Words
from gi_registry.jobs.errors import LeaseLostError
from gi_registry.jobs.models import Job
from gi_registry.jobs.rules import (
    LEASE,
    MAX_ATTEMPTS,
    OPEN,
    JobState,
    next_turn,
    wait_after,
)
from gi_registry.jobs.service.kinds import Declared, declared

GAVE_UP = Words(
    "处理中断多次，已停止；请重新发起，仍不成功请联系系统管理员",
    "It broke off several times and was given up; start it again, and ask the "
    "administrator if that does not help",
)


def enqueue(
    session: Session,
    kind: str,
    arguments: dict[str, Any],
    *,
    account_id: int,
    now: datetime,
) -> Job:
    """Queue work for a worker; it begins once this transaction is committed.

    It keeps for whom a deputy asks; see `Work.caller`.

    Args:
        session: a writing session.
        kind: declared in a `tasks.py`.
        arguments: JSON values that the handler understands.
        account_id: who asks, and may see, cancel and download.
        now: the present instant.

    Raises:
        KeyError: no handler is declared for the kind.
    """
    job = Job(
        kind=declared()[kind].kind,
        arguments=arguments,
        account_id=account_id,
        for_id=acting_for(session, account_id),
        state=JobState.QUEUED,
        created_at=now,
        run_at=now,
    )
    session.add(job)
    session.flush()
    return job


def is_idle(session: Session, *, until: datetime) -> bool:
    """Whether nothing is due; asked before anything is locked.

    Args:
        session: to read with.
        until: what is due later does not count.
    """
    first = select(func.min(Job.run_at)).where(Job.state.in_(OPEN))
    rows = select(func.count()).where(Job.periodic.in_(_periodic()))
    earliest = session.scalar(first)
    is_planned = session.scalar(rows) == len(_periodic())
    return is_planned and (earliest is None or earliest > until)


def plan(session: Session, *, now: datetime) -> None:
    """Give every kind of periodic work its row, due at once, if it has none."""
    rows = [
        {
            "kind": kind,
            "periodic": kind,
            "arguments": {},
            "state": JobState.QUEUED,
            "created_at": now,
            "run_at": now,
            "attempts": 0,
            "done": 0,
            "of": 0,
        }
        for kind in _periodic()
    ]
    if rows:
        session.execute(insert_unless_there(session, Job), rows)


def _periodic() -> list[str]:
    return [each.kind for each in declared().values() if each.every]


def claim(
    session: Session, *, now: datetime, until: datetime, lease: str
) -> Job | None:
    """Take the work that has waited longest, or whose worker is gone.

    What a person asked for comes before periodic work, also if it was asked for
    while that is being done. On PostgreSQL a row that another worker is taking is
    skipped; on SQLite writers take turns.

    Args:
        session: a writing session.
        now: the present instant.
        until: periodic work that is due later stays.
        lease: a fresh random name.
    """
    is_periodic = Job.periodic.is_not(None)
    is_ripe = Job.run_at <= case((is_periodic, until), else_=now)
    due = or_(
        and_(Job.state == JobState.QUEUED, is_ripe),
        and_(Job.state == JobState.RUNNING, Job.lease_until < now),
    )
    statement = (
        select(Job)
        .where(due, Job.kind.in_(declared()))
        .order_by(is_periodic, Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (job := session.scalar(statement)) is not None:
        if job.cancel_asked_at is not None:
            _end(job, JobState.CANCELLED, now)
        elif job.attempts >= MAX_ATTEMPTS and job.periodic is None:
            _end(job, JobState.FAILED, now, why=GAVE_UP)
        else:
            job.state, job.lease, job.lease_until = JobState.RUNNING, lease, now + LEASE
            job.attempts += 1
            job.started_at, job.done, job.of = now, 0, 0
            session.flush()
            return job
        session.flush()
    return None


def beat(
    session: Session,
    job_id: int,
    lease: str,
    *,
    now: datetime,
    progress: tuple[int, int] | None = None,
) -> bool:
    """Say that the worker is there, and how far it has come.

    Returns:
        Whether somebody wants it cancelled.

    Raises:
        LeaseLostError: another worker has taken over.
    """
    values: dict[str, Any] = {"lease_until": now + LEASE}
    if progress is not None:
        values |= {"done": progress[0], "of": progress[1]}
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.lease == lease, Job.state == JobState.RUNNING)
        .values(values)
        .returning(Job.cancel_asked_at)
        .execution_options(synchronize_session=False)
    )
    found = session.execute(statement).first()
    if found is None:
        raise LeaseLostError
    return found[0] is not None


def held(session: Session, job_id: int, lease: str) -> Job:
    """Return a job locked, for the worker that holds it.

    Raises:
        LeaseLostError: another worker has taken over.
    """
    statement = (
        select(Job)
        .where(Job.id == job_id, Job.lease == lease, Job.state == JobState.RUNNING)
        .with_for_update()
    )
    job = session.scalar(statement)
    if job is None:
        raise LeaseLostError
    return job


def finish(job: Job, kind: Declared, *, now: datetime) -> None:
    """Note that work was done; periodic work waits for its next turn."""
    _end(job, JobState.DONE, now)
    if kind.every:
        job.state, job.run_at = JobState.QUEUED, next_turn(now, kind.every)
    job.attempts = 0


def fail(job: Job, kind: Declared, why: Words | None, *, now: datetime) -> None:
    """Note that work failed: a refusal is final, anything else is tried again.

    Args:
        job: held by the worker.
        kind: its declaration.
        why: the refusal, as said to people; none if something broke.
        now: the present instant.
    """
    again = now + wait_after(job.attempts)
    if kind.every:
        _end(job, JobState.QUEUED, now, why=why or GAVE_UP)
        job.run_at = min(again, next_turn(now, kind.every))
    elif why is not None or job.attempts >= MAX_ATTEMPTS:
        _end(job, JobState.FAILED, now, why=why or GAVE_UP)
    else:
        give_back(job, at=again)


def give_back(job: Job, *, at: datetime) -> None:
    """Put work back into the queue."""
    job.state, job.run_at, job.lease, job.lease_until = JobState.QUEUED, at, None, None


def put_back(job: Job, *, now: datetime) -> None:
    """Put back work whose worker was told to end; that is no failure of the work."""
    give_back(job, at=now)
    job.attempts -= 1


def cancel(job: Job, *, now: datetime) -> None:
    """Note that work was stopped because somebody cancelled it."""
    _end(job, JobState.CANCELLED, now)


def _end(job: Job, state: JobState, now: datetime, why: Words | None = None) -> None:
    job.state, job.finished_at, job.lease, job.lease_until = state, now, None, None
    job.error_zh, job.error_en = why or (None, None)
