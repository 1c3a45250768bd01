"""Tables of annual reports (专用标志使用情况年报)."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.db import Base, Big, Instant
from gi_registry.producers.models import Authorization


class AnnualReport(Base):
    """One version of one authorized user's report for one year.

    A submitted version is never overwritten: a correction is the next version.
    """

    __tablename__ = "annual_report"
    __table_args__ = (
        UniqueConstraint("authorization_id", "year", "version"),
        CheckConstraint("marked_output_g <= standard_output_g", name="marked"),
        CheckConstraint("standard_output_g <= total_output_g", name="standard"),
        CheckConstraint("marked_sales_fen <= sales_fen", name="marked_sales"),
        CheckConstraint("export_fen <= sales_fen", name="exports"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    year: Mapped[int] = mapped_column(index=True)
    version: Mapped[int]
    """From 1."""
    state: Mapped[ReportState] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes of the draft, so that nobody overwrites unseen."""

    total_output_g: Mapped[Big] = mapped_column(default=0)
    standard_output_g: Mapped[Big] = mapped_column(default=0)
    """Output that meets the GI standard, grams."""
    marked_output_g: Mapped[Big] = mapped_column(default=0)
    """Output sold with the special mark, grams."""
    sales_fen: Mapped[Big] = mapped_column(default=0)
    marked_sales_fen: Mapped[Big] = mapped_column(default=0)
    export_fen: Mapped[Big] = mapped_column(default=0)
    base_m2: Mapped[Big] = mapped_column(default=0)
    """Area of the production base, m2."""
    households: Mapped[int] = mapped_column(default=0)
    jobs: Mapped[int] = mapped_column(default=0)
    tests: Mapped[int] = mapped_column(default=0)
    """Quality tests in the year."""
    tests_failed: Mapped[int] = mapped_column(default=0)
    complaints: Mapped[int] = mapped_column(default=0)
    labels_issued: Mapped[Big] = mapped_column(default=0)
    labels_activated: Mapped[Big] = mapped_column(default=0)
    labels_void: Mapped[Big] = mapped_column(default=0)
    """Void, lost, stolen and returned."""
    labels_closing: Mapped[Big] = mapped_column(default=0)
    """Neither activated nor void at the end of the year."""
    standard_number: Mapped[str | None] = mapped_column(String(60))
    problems: Mapped[str] = mapped_column(Text, default="")
    prefilled: Mapped[dict[str, Any]]
    """What the ledger gave for each prefilled figure when the form was opened."""
    change_reason: Mapped[str] = mapped_column(Text, default="")
    """Why a prefilled figure was changed."""
    signatory: Mapped[str] = mapped_column(String(60), default="")
    """Who declares it true, as typed."""
    opened_at: Mapped[Instant]
    submitted_at: Mapped[Instant | None]
    decided_at: Mapped[Instant | None]

    authorization: Mapped[Authorization] = relationship(lazy="raise")
    events: Mapped[list["AnnualReportEvent"]] = relationship(
        lazy="raise", order_by="AnnualReportEvent.id"
    )


class AnnualReportEvent(Base):
    """One step of a report; never changed."""

    __tablename__ = "annual_report_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id"), index=True)
    to_state: Mapped[ReportState]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Instant]
    words: Mapped[str] = mapped_column(Text)
    """Reason for a return, as typed."""
