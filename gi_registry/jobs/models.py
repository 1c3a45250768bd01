"""Tables of jobs, and of who downloaded their results."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Big, Instant
from gi_registry.jobs.rules import JobState

_TO_DO = text("state IN ('queued', 'running')")


class Job(Base):
    """One piece of long or periodic work; a row of periodic work is used again."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_due", "run_at", sqlite_where=_TO_DO, postgresql_where=_TO_DO),
        Index("ix_job_account_id_created_at", "account_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who asked for it; none of periodic work."""
    for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """For whom, where a deputy asked for it."""
    periodic: Mapped[str | None] = mapped_column(String(60), unique=True)
    """The kind again, of periodic work: one row for each."""
    state: Mapped[JobState]
    created_at: Mapped[Instant]
    run_at: Mapped[Instant]
    """Not before this instant."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Begun so often since it was last done."""
    lease: Mapped[str | None] = mapped_column(String(32))
    """Random name of the attempt; only who knows it may write here."""
    lease_until: Mapped[Instant | None]
    """After this instant another worker may take over."""
    done: Mapped[Big] = mapped_column(default=0)
    of: Mapped[Big] = mapped_column(default=0)
    """How much there is to do, in the unit of `done`; 0 if it is not known."""
    cancel_asked_at: Mapped[Instant | None]
    started_at: Mapped[Instant | None]
    finished_at: Mapped[Instant | None]
    """When it was last done, failed or was cancelled."""
    error_zh: Mapped[str | None] = mapped_column(Text)
    error_en: Mapped[str | None] = mapped_column(Text)
    """Why it failed, as said to people."""
    result_name: Mapped[str | None] = mapped_column(String(120))
    """What the download is called; the file itself is called by the job's id."""
    result_type: Mapped[str | None] = mapped_column(String(80))
    """Its media type."""
    result_bytes: Mapped[Big | None]
    result_sha256: Mapped[str | None] = mapped_column(String(64))


class JobDownload(Base):
    """Somebody took a result; never changed."""

    __tablename__ = "job_download"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Instant]
