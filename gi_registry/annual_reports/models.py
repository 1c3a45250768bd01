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
    A draft may hold anything, also nothing (NULL is "not answered", 0 is none);
    what is handed in is complete and not impossible.
    """

    __tablename__ = "annual_report"
    __table_args__ = (
        UniqueConstraint("authorization_id", "year", "version"),
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
    year: Mapped[int] = mapped_column(index=True)
    version: Mapped[int]
    """From 1."""
    state: Mapped[ReportState] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes of the draft, so that nobody overwrites unseen."""

    total_output_g: Mapped[Big | None]
    standard_output_g: Mapped[Big | None]
    """Output that meets the GI standard, grams."""
    marked_output_g: Mapped[Big | None]
    """Output sold with the special mark, grams."""
    sales_fen: Mapped[Big | None]
    marked_sales_fen: Mapped[Big | None]
    export_fen: Mapped[Big | None]
    base_m2: Mapped[Big | None]
    """Area of the production base, m2."""
    households: Mapped[int | None]
    jobs: Mapped[int | None]
    tests: Mapped[int | None]
    """Quality tests in the year."""
    tests_failed: Mapped[int | None]
    complaints: Mapped[int | None]
    labels_issued: Mapped[Big | None]
    labels_activated: Mapped[Big | None]
    labels_void: Mapped[Big | None]
    """Void, lost, stolen, returned and expired."""
    labels_closing: Mapped[Big | None]
    """Neither activated, void nor expired at the end of the year."""
    standard_number: Mapped[str | None] = mapped_column(String(60))
    problems: Mapped[str] = mapped_column(Text, default="")
    prefilled: Mapped[dict[str, Any]]
    """What the ledger gave for each prefilled figure when the form was opened, and
    `labels_opening`, labels left from the year before."""
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
