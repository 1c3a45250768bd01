"""Tables of annual reports (专用标志使用情况年报) and their steps."""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.annual_reports.models.answers import AnswerColumns
from gi_registry.annual_reports.rules import ReportState
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import Authorization


class AnnualReport(AnswerColumns, Base):
    """One version of one authorized user's report for one year.

    A submitted version is never overwritten: a correction is the next version.
    A draft may hold anything, also nothing (NULL is "not answered", 0 is none);
    what is handed in is complete and not impossible.
    """

    __tablename__ = "annual_report"
    __table_args__ = (
        UniqueConstraint("authorization_id", "year", "version"),
        Index("ix_annual_report_desk", "year", "state", "submitted_at", "id"),
        CheckConstraint(
            "state = 'draft' OR marked_output_g <= standard_output_g", name="marked"
        ),
        CheckConstraint(
            "state = 'draft' OR standard_output_g <= total_output_g", name="standard"
        ),
        CheckConstraint(
            "state = 'draft' OR marked_sales_fen <= sales_fen", name="marked_sales"
        ),
        CheckConstraint("state = 'draft' OR export_fen <= sales_fen", name="exports"),
        CheckConstraint("state = 'draft' OR tests_failed <= tests", name="tests"),
        CheckConstraint(
            "state = 'draft' OR "
            "(total_output_g + standard_output_g + marked_output_g + sales_fen "
            "+ marked_sales_fen + export_fen + base_m2 + tests + tests_failed "
            "+ complaints + labels_issued + labels_activated + labels_void "
            "+ labels_closing) IS NOT NULL",
            name="complete",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    year: Mapped[int]
    version: Mapped[int]
    """From 1."""
    state: Mapped[ReportState]
    form: Mapped[int] = mapped_column(server_default="2")
    """Version of the form that it is filled in by; what stood here before versions
    were kept had answered the second."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes of the draft, so that nobody overwrites unseen."""

    prefilled: Mapped[dict[str, Any]]
    """What the registry gave for each prefilled answer when the form was opened."""
    reasons: Mapped[dict[str, Any] | None]
    """Why an answer is unlike the registry's, as typed, by the answer's name."""
    change_reason: Mapped[str] = mapped_column(Text, default="")
    """Why figures are unlike the ledger's, last year's or the capacity."""
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
