"""Locked years, and what offices and users say to each other about reports."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant


class ReportLock(Base):
    """One round of locking of a year by a province; never changed."""

    __tablename__ = "report_lock"
    __table_args__ = (Index("ix_report_lock_year", "year", "division"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(String(2))
    """Province, the first two digits of GB/T 2260."""
    year: Mapped[int]
    reports: Mapped[int]
    """How many this round locked."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of their list, hex, as the log holds it."""
    locked_at: Mapped[Instant]
    locked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class ReportComment(Base):
    """One thing said about a report, by an office or by its user; never changed."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("annual_report_event.id"))
    """The return of which it is a reason; none where it was only said."""
    figure: Mapped[str | None] = mapped_column(String(40))
    """Answer that it is about, by its name; none for the whole report."""
    words: Mapped[str] = mapped_column(Text)
    is_office: Mapped[bool]
    """Whether an officer said it, and not the user."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """For whom, where a deputy said it."""
    at: Mapped[Instant]

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys=account_id)
