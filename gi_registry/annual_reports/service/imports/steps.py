"""A table on its way: brought, looked at, recorded."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.errors import ImportDoneError, ImportNotFoundError
from gi_registry.annual_reports.models import ReportImport
from gi_registry.annual_reports.rules.imports import Line, LineOutcome, digest
from gi_registry.annual_reports.service.imports.judging import (
    Book,
    Scope,
    judge,
    read_table,
)
from gi_registry.annual_reports.service.imports.recording import By, take
from gi_registry.core import blobs
from gi_registry.core.access import Caller, Permission
from gi_registry.core.books import MAX_BYTES
from gi_registry.jobs import service as jobs
from gi_registry.producers.models import Entity

LOOK_JOB: Final = "reports.look"
RECORD_JOB: Final = "reports.record"
AT_ONCE_ON_A_PAGE: Final = 2_000
"""Rows; a longer table is work for the background."""
_TOLD: Final = 500
"""Rows of which the page tells; the copy of the table tells of all."""
_SHOWN: Final = 10
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class NewImport:
    """A table that was brought.

    Attributes:
        year: the year reported on.
        name: of the file, as uploaded.
        data: its content.
        is_own: whether the reports are the bringer's own.
    """

    year: int
    name: str
    data: bytes
    is_own: bool


def scope_of(caller: Caller, *, is_own: bool) -> Scope:
    """Return whose reports somebody may record."""
    if is_own:
        return Scope(Entity.organisation_id == caller.organisation_id, is_own=True)
    return Scope(queries.reached(caller, Permission.REPORT_RECORD), is_own=False)


def bring(
    session: Session, data_dir: Path, new: NewImport, caller: Caller, *, now: datetime
) -> ReportImport:
    """Keep a table and look at it, or have it looked at where it is long.

    Args:
        session: a writing session.
        data_dir: the installation's data directory.
        new: the table.
        caller: who brings it.
        now: the present instant.

    Raises:
        SheetError, InvalidError: see `read_table`.
        YearNotOverError: the year has not ended.
    """
    book = read_table(new.data, new.year)
    kept = blobs.put_data(data_dir, io.BytesIO(new.data), most=MAX_BYTES)
    brought = ReportImport(
        account_id=caller.account_id,
        year=new.year,
        is_own=new.is_own,
        file_sha256=kept.sha256,
        file_name="".join(c for c in new.name if c.isprintable())[-_LONGEST_NAME:],
        rows=book.size,
        at=now,
        told=[],
    )
    session.add(brought)
    session.flush()
    if book.size > AT_ONCE_ON_A_PAGE:
        _queue(session, brought, LOOK_JOB, now)
    else:
        scope = scope_of(caller, is_own=new.is_own)
        note(
            brought, [x for part in judge(session, book, scope, now=now) for x in part]
        )
        session.flush()
    return brought


def find_import(
    session: Session, import_id: int, account_id: int, *, is_own: bool
) -> ReportImport:
    """Return a table that somebody brought.

    Raises:
        ImportNotFoundError: there is none, or it is somebody else's.
    """
    found = session.get(ReportImport, import_id)
    if found is None or found.account_id != account_id or found.is_own != is_own:
        raise ImportNotFoundError
    return found


def imports_of(
    session: Session, account_id: int, *, is_own: bool
) -> Sequence[ReportImport]:
    """Return the latest tables that somebody brought, newest first."""
    statement = (
        select(ReportImport)
        .where(ReportImport.account_id == account_id, ReportImport.is_own == is_own)
        .order_by(ReportImport.at.desc(), ReportImport.id.desc())
        .limit(_SHOWN)
    )
    return session.scalars(statement).all()


def confirm(
    session: Session,
    data_dir: Path,
    brought: ReportImport,
    caller: Caller,
    *,
    now: datetime,
) -> None:
    """Record what was looked at, or have it recorded where it is long.

    Args:
        session: a writing session.
        data_dir: the installation's data directory.
        brought: the table.
        caller: who brought it, as he may act now.
        now: the present instant.

    Raises:
        ImportDoneError: it was recorded.
        ImportMovedError: it would come out otherwise than it was looked at.
    """
    _lock(session, brought)
    if brought.recorded_at is not None:
        raise ImportDoneError
    if brought.rows > AT_ONCE_ON_A_PAGE:
        _queue(session, brought, RECORD_JOB, now)
        return
    record(session, brought, book_of(data_dir, brought), caller, now=now)


def record(
    session: Session,
    brought: ReportImport,
    book: Book,
    caller: Caller,
    *,
    now: datetime,
) -> None:
    """Record a table as it was looked at, once; what the bringer may record now.

    Raises:
        ImportMovedError: it would come out otherwise.
    """
    _lock(session, brought)
    if brought.recorded_at is not None:
        return
    by = By(brought.account_id, now, brought.file_sha256, not brought.is_own)
    scope = scope_of(caller, is_own=brought.is_own)
    take(session, book, scope, by=by, expected=brought.digest or "")
    brought.recorded_at = now
    session.flush()


def book_of(data_dir: Path, brought: ReportImport) -> Book:
    """Read a table that was kept."""
    data = blobs.path_of(data_dir, brought.file_sha256).read_bytes()
    return read_table(data, brought.year)


def judged(
    session: Session,
    brought: ReportImport,
    book: Book,
    caller: Caller,
    *,
    now: datetime,
) -> list[Line]:
    """Judge a table for who brought it."""
    scope = scope_of(caller, is_own=brought.is_own)
    return [line for part in judge(session, book, scope, now=now) for line in part]


def note(brought: ReportImport, lines: Sequence[Line]) -> None:
    """Keep how a table was judged."""
    found = Counter(line.outcome for line in lines)
    brought.counts = {outcome.value: found[outcome] for outcome in LineOutcome}
    brought.digest = digest(lines)
    told = [line for line in lines if line.words or line.checks]
    told.sort(key=lambda line: line.outcome is not LineOutcome.REFUSED)
    brought.told = [line.as_json() for line in told[:_TOLD]]


def _queue(session: Session, brought: ReportImport, kind: str, now: datetime) -> None:
    job = jobs.enqueue(
        session,
        kind,
        {"import": brought.id},
        account_id=brought.account_id,
        now=now,
    )
    brought.job_id = job.id
    session.flush()


def _lock(session: Session, brought: ReportImport) -> None:
    session.refresh(brought, with_for_update=True)
