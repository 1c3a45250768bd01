"""What people without a credit code deliver to the business that lists them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Big, Instant
from gi_registry.producers.models.individuals import PrimaryProducer
from gi_registry.products.models import Gi

_STANDS = text("taken_back_at IS NULL")


class HouseholdDelivery(Base):
    """One delivery (交售) of a household to its business; never public.

    Written once; only that it was taken back is set later.
    """

    __tablename__ = "household_delivery"
    __table_args__ = (
        CheckConstraint("grams > 0", name="grams"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)", name="taken_back"
        ),
        Index("ix_household_delivery_sums", "entity_id", "gi_id", "on_day"),
        Index(
            "uq_household_delivery_key",
            "entity_id",
            "key",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    individual_id: Mapped[int] = mapped_column(
        ForeignKey("primary_producer.id"), index=True
    )
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"))
    on_day: Mapped[date]
    grams: Mapped[Big]
    slip: Mapped[str] = mapped_column(String(40))
    """Number of the weighing slip (磅单), the business's own; empty without one."""
    note: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(64))
    """What makes it the same as another: `rules.deliveries.key_of`."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    taken_back_at: Mapped[Instant | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_back_reason: Mapped[str] = mapped_column(String(200))

    individual: Mapped[PrimaryProducer] = relationship(lazy="raise")
    gi: Mapped[Gi] = relationship(lazy="raise")
