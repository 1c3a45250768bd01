"""Draws of the reports that a person must look at."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.annual_reports.models.reports import AnnualReport
from gi_registry.annual_reports.rules import Drawn
from gi_registry.core.db import Base, Instant


class ReportDraw(Base):
    """One draw from what waited in a jurisdiction; never changed."""

    __tablename__ = "report_draw"
    __table_args__ = (CheckConstraint("sampled <= reports", name="share"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    division: Mapped[str] = mapped_column(String(12))
    """Of the office that drew."""
    reports: Mapped[int]
    """Without differences, of which was drawn."""
    differing: Mapped[int]
    sampled: Mapped[int]
    seed: Mapped[str] = mapped_column(String(64))
    """Hash of the log's entry of this draw, hex."""
    log_index: Mapped[int]
    """Where that entry stands."""
    drawn_at: Mapped[Instant]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class ReportDrawn(Base):
    """What a draw said of one version; a version is in one draw at most."""

    __tablename__ = "report_drawn"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("annual_report.id"), primary_key=True
    )
    draw_id: Mapped[int] = mapped_column(ForeignKey("report_draw.id"), index=True)
    outcome: Mapped[Drawn]

    report: Mapped[AnnualReport] = relationship(lazy="raise")
