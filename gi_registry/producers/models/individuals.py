"""People without a credit code who produce under a business."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant

_ACTIVE = text("to_on IS NULL")


class PrimaryProducer(Base):
    """A person, such as a household of a cooperative, under a business.

    The identity number is kept as `core.identity` conceals it, and never shown.
    """

    __tablename__ = "primary_producer"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="period"),
        Index(
            "uq_primary_producer_active",
            "entity_id",
            "identity_key",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    identity_salt: Mapped[str] = mapped_column(String(32))
    """Hex, of this row alone."""
    identity_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of salt and number, hex."""
    identity_key: Mapped[str] = mapped_column(String(64))
    """Keyed hash of business and number, hex: the same for the same person."""
    identity_last4: Mapped[str] = mapped_column(String(4))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    """First day on which it no longer holds; none while it does."""
    added_at: Mapped[Instant]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
