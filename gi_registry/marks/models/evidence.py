"""Tables of the evidence behind capacities."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.areas.models import Plot
from gi_registry.core.db import Base, Big, Instant
from gi_registry.marks.rules import EvidenceKind, EvidenceState
from gi_registry.producers.models import Authorization

_OPEN = text("state IN ('waiting', 'confirmed')")


class CapacityEvidence(Base):
    """A vat, a purchase, a herd and so on, behind the capacity of a user's year.

    Written once; only what an officer decides is set later. A correction is a new
    row, and takes the place of the old one when it is confirmed.
    """

    __tablename__ = "capacity_evidence"
    __table_args__ = (
        Index("ix_capacity_evidence_of", "authorization_id", "year", "state"),
        Index(
            "uq_capacity_evidence_open",
            "authorization_id",
            "year",
            "kind",
            "reference",
            "plot_key",
            "state",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("amount >= 0", name="amount"),
        CheckConstraint("amount <= volume", name="volume"),
        CheckConstraint("begins_on <= ends_on", name="period"),
        CheckConstraint(
            "state IN ('waiting', 'superseded') OR decided_at IS NOT NULL",
            name="decided",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    year: Mapped[int]
    """Production year whose capacity it carries."""
    kind: Mapped[EvidenceKind]
    reference: Mapped[str] = mapped_column(String(60))
    """Vat, lot, certificate, pond, barn, artisan."""
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"))
    """Of trees."""
    plot_key: Mapped[int] = mapped_column(default=0)
    """The same, 0 for none, so that a unique key can hold it."""
    amount: Mapped[Big]
    """Millilitres, grams, m2 or things, by the kind."""
    volume: Mapped[Big | None]
    """Of a vat, millilitres."""
    party: Mapped[str] = mapped_column(String(120), default="")
    """Supplier or slaughterhouse; not public."""
    begins_on: Mapped[date | None]
    """First day of ageing; day of the purchase, the intake or the count."""
    ends_on: Mapped[date | None]
    """Last day of ageing; none while it goes on."""
    document_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of a paper that shows it; kept here where it was handed in."""
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[EvidenceState] = mapped_column(default=EvidenceState.WAITING)
    entered_at: Mapped[Instant]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("capacity_evidence.id"), index=True
    )
    """The row that this one corrects."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was corrected; empty for a first row."""
    decided_at: Mapped[Instant | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[str] = mapped_column(Text, default="")
    """The officer's words; always there where it is refused."""

    authorization: Mapped[Authorization] = relationship(lazy="raise")
    plot: Mapped[Plot | None] = relationship(lazy="raise")


class CapacityGround(Base):
    """A row or a plot that stood behind a decided capacity; written once."""

    __tablename__ = "capacity_ground"
    __table_args__ = (
        CheckConstraint("(evidence_id IS NULL) <> (plot_id IS NULL)", name="one"),
        CheckConstraint("counted >= 0", name="counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(
        ForeignKey("capacity_decision.id"), index=True
    )
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("capacity_evidence.id"))
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"))
    counted: Mapped[Big]
    """What of it carried the capacity, in its smallest unit."""

    evidence: Mapped[CapacityEvidence | None] = relationship(lazy="raise")
    plot: Mapped[Plot | None] = relationship(lazy="raise")
