"""Tables of reports that somebody handed in."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant


class ReportImport(Base):
    """A table with a report in each row: looked at first, then recorded once."""

    __tablename__ = "report_import"
    __table_args__ = (Index("ix_report_import_account_id_at", "account_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who brought it, and may look and record."""
    year: Mapped[int]
    """The year reported on."""
    is_own: Mapped[bool]
    """Whether the reports are of the account's organisation; else of users who
    declared them on paper."""
    file_sha256: Mapped[str] = mapped_column(String(64))
    """Its name in the store."""
    file_name: Mapped[str] = mapped_column(String(120))
    rows: Mapped[int]
    """Under the head, empty ones too."""
    at: Mapped[Instant]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    """The work that looks at it or records it, if it is too long for a page."""
    counts: Mapped[dict[str, Any] | None]
    """Rows by outcome, once it was looked at."""
    told: Mapped[list[dict[str, Any]]]
    """The first rows of which something is to be said, with the words."""
    digest: Mapped[str | None] = mapped_column(String(64))
    """Of the judgement that was looked at; recorded only if it comes out the same."""
    recorded_at: Mapped[Instant | None]
