"""Tables of what happens to labels beside what becomes of them in the end."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant


class LabelRecall(Base):
    """Labels [first, end) are on goods that are called back; never taken back.

    They lie within one activation, and recalls never overlap.
    """

    __tablename__ = "label_recall"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        Index("ix_label_recall_run", "run_id", "first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"))
    range_id: Mapped[int] = mapped_column(ForeignKey("label_range.id"), index=True)
    """The activation."""
    first: Mapped[int]
    end: Mapped[int]
    """One past the last index."""
    on_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class LabelTerm(Base):
    """The last day for labels of a product and year; the newest decision holds.

    It is for runs issued after it; without one labels end with the year after
    that of production.
    """

    __tablename__ = "label_term"
    __table_args__ = (Index("ix_label_term_of", "gi_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"))
    year: Mapped[int]
    """Production year."""
    last_on: Mapped[date]
    """Last day on which its labels may be activated."""
    document: Mapped[str] = mapped_column(String(120))
    """Number or name of the paper that decides it."""
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class RunExpiry(Base):
    """The last day of a run was found to be past: what was left unused, then."""

    __tablename__ = "run_expiry"
    __table_args__ = (CheckConstraint("labels >= 0", name="labels"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"), primary_key=True)
    labels: Mapped[int]
    """Unused, count."""
    recorded_at: Mapped[Instant]
