"""A person's own jobs: the list, one, cancelling it, taking its result."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.paging import Page, page_of
from gi_registry.jobs.errors import JobNotFoundError, JobOverError, ResultMissingError
from gi_registry.jobs.models import Job, JobDownload
from gi_registry.jobs.rules import OPEN, JobState
from gi_registry.jobs.service import queue
from gi_registry.jobs.service.kinds import declared
from gi_registry.jobs.service.work import path_of


def jobs_of(session: Session, account_id: int, *, number: int) -> Page[Job]:
    """Return a page of somebody's jobs, newest first."""
    statement = (
        select(Job)
        .where(Job.account_id == account_id)
        .order_by(Job.created_at.desc(), Job.id.desc())
    )
    return page_of(session, statement, number=number)


def latest(session: Session, *, number: int) -> list[Job]:
    """Return the newest jobs of everybody and the periodic ones, for a terminal."""
    statement = select(Job).order_by(Job.id.desc()).limit(number)
    return list(session.scalars(statement))


def find(session: Session, job_id: int, *, account_id: int | None = None) -> Job:
    """Return a job.

    Args:
        session: to read with.
        job_id: its number.
        account_id: whose it must be; none in a terminal.

    Raises:
        JobNotFoundError: there is none, or it is somebody else's.
    """
    job = session.get(Job, job_id)
    if job is None or (account_id is not None and job.account_id != account_id):
        raise JobNotFoundError
    return job


def ask_cancel(
    session: Session, job_id: int, *, now: datetime, account_id: int | None = None
) -> Job:
    """Cancel a job: at once if it waits, at its next step if it runs.

    Raises:
        JobNotFoundError: there is none, or it is somebody else's.
        JobOverError: it has ended.
    """
    find(session, job_id, account_id=account_id)
    statement = select(Job).where(Job.id == job_id).with_for_update()
    job = session.scalars(
        statement, execution_options={"populate_existing": True}
    ).one()
    if job.state not in OPEN or job.periodic is not None:
        raise JobOverError
    if job.state is JobState.QUEUED:
        queue.cancel(job, now=now)
    job.cancel_asked_at = job.cancel_asked_at or now
    session.flush()
    return job


def take_result(
    session: Session, data_dir: Path, job_id: int, *, account_id: int, now: datetime
) -> tuple[Job, Path]:
    """Return one's own job with its file, and note that it was taken.

    Raises:
        JobNotFoundError: there is none, or it is somebody else's.
        ResultMissingError: it has no file, or it is no longer kept.
    """
    job = find(session, job_id, account_id=account_id)
    path = path_of(data_dir, job_id)
    if job.state is not JobState.DONE or not job.result_name or not path.is_file():
        raise ResultMissingError
    session.add(JobDownload(job_id=job_id, account_id=account_id, at=now))
    session.flush()
    kind = declared().get(job.kind)
    if kind is not None and kind.taken is not None:
        kind.taken(session, job, now)
    return job, path


def downloads(session: Session, job_ids: Sequence[int]) -> dict[int, list[datetime]]:
    """Return when results were taken, newest first, by job."""
    statement = (
        select(JobDownload)
        .where(JobDownload.job_id.in_(job_ids))
        .order_by(JobDownload.id.desc())
    )
    found: dict[int, list[datetime]] = {job_id: [] for job_id in job_ids}
    for row in session.scalars(statement):
        found[row.job_id].append(row.at)
    return found


def seen(session: Session) -> datetime | None:
    """Return when a worker last did something, of periodic work."""
    statement = (
        select(Job.finished_at)
        .where(Job.periodic.is_not(None), Job.finished_at.is_not(None))
        .order_by(Job.finished_at.desc())
        .limit(1)
    )
    return session.scalar(statement)


def waits_since(session: Session) -> datetime | None:
    """Return since when the oldest job that a person asked for is due."""
    statement = (
        select(Job.run_at)
        .where(Job.state == JobState.QUEUED, Job.periodic.is_(None))
        .order_by(Job.run_at)
        .limit(1)
    )
    return session.scalar(statement)
