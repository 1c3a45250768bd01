"""Tables of testing laboratories; rows end and are never deleted."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.laboratories.rules import Qualification
from gi_registry.products.models import Gi

_NOT_ENDED = text("ended_on IS NULL")


class Laboratory(Base):
    """A laboratory's qualification (资质认定); another number is another row."""

    __tablename__ = "laboratory"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_to", name="period_ordered"),
        Index(
            "uq_laboratory_cma_not_ended",
            "cma",
            unique=True,
            sqlite_where=_NOT_ENDED,
            postgresql_where=_NOT_ENDED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    cma: Mapped[str] = mapped_column(String(20))
    """Number of the certificate, as `rules.number_of` makes it."""
    division: Mapped[str] = mapped_column(String(12), index=True)
    """GB/T 2260 prefix of the office that keeps it on the register."""
    address: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    """Last valid day, inclusive."""
    ended_on: Mapped[date | None]
    """First day without the qualification."""
    ended_reason: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes, so that nobody overwrites what he did not see."""
    registered_at: Mapped[Instant]
    changed_at: Mapped[Instant]

    suspensions: Mapped[list["LaboratorySuspension"]] = relationship(
        lazy="raise", order_by="LaboratorySuspension.from_on"
    )
    designations: Mapped[list["LaboratoryDesignation"]] = relationship(
        lazy="raise", order_by="LaboratoryDesignation.id", back_populates="laboratory"
    )

    @property
    def number(self) -> str:
        """What the log calls it."""
        return f"LAB-{self.id:06d}"

    @property
    def qualification(self) -> Qualification:
        """When it may test; the suspensions must be loaded."""
        spans = tuple((each.from_on, each.to_on) for each in self.suspensions)
        return Qualification(self.valid_from, self.valid_to, self.ended_on, spans)


class LaboratorySuspension(Base):
    """Days on which a laboratory might not test."""

    __tablename__ = "laboratory_suspension"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="period_ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    laboratory_id: Mapped[int] = mapped_column(ForeignKey("laboratory.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    """Last day, inclusive; none while it goes on."""
    reason: Mapped[str] = mapped_column(Text)


class LaboratoryDesignation(Base):
    """A product for which an office names a laboratory, by a document."""

    __tablename__ = "laboratory_designation"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="period_ordered"),
        Index("ix_laboratory_designation_gi_id", "gi_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    laboratory_id: Mapped[int] = mapped_column(ForeignKey("laboratory.id"), index=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"))
    document: Mapped[str] = mapped_column(String(120))
    """Number of the document that names it."""
    from_on: Mapped[date]
    """Day of the document."""
    to_on: Mapped[date | None]
    """Last day, inclusive; none while it goes on."""

    laboratory: Mapped[Laboratory] = relationship(
        lazy="raise", back_populates="designations"
    )
    gi: Mapped[Gi] = relationship(lazy="raise")
