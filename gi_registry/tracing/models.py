"""Tables of lots and their history."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.areas.models import Plot
from gi_registry.core.db import Base, Big, Instant
from gi_registry.producers.models import Authorization
from gi_registry.tracing.rules import EvidenceLevel, LotEventKind


class Lot(Base):
    """Goods made together by one authorized user: what labels are bound to."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("authorization_id", "number"),
        CheckConstraint("quantity_g > 0", name="quantity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    number: Mapped[str] = mapped_column(String(20))
    """The producer's own, as printed on packs; GS1 AI 10 characters, 20 at most."""
    produced_on: Mapped[date]
    quantity_g: Mapped[Big]
    """Goods in the lot, grams."""
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"))
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County where it was made; public."""
    standard_number: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[Instant]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[Instant | None]

    authorization: Mapped[Authorization] = relationship(lazy="raise")
    plot: Mapped[Plot | None] = relationship(lazy="raise")
    events: Mapped[list["LotEvent"]] = relationship(
        lazy="raise", order_by="(LotEvent.on_day, LotEvent.id)"
    )


class LotEvent(Base):
    """One thing that happened to a lot, and who stands behind the statement."""

    __tablename__ = "lot_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), index=True)
    kind: Mapped[LotEventKind]
    on_day: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[EvidenceLevel]
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
