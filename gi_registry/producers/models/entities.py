"""Tables of entities and of the files they hand in."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Organisation
from gi_registry.core.db import Base, Instant
from gi_registry.producers.rules import (
    EntityStatus,
)


class Entity(Base):
    """A business with a unified social credit code (统一社会信用代码)."""

    __tablename__ = "entity"

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    """GB 32100, both check characters right."""
    name: Mapped[str] = mapped_column(String(120), index=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), unique=True
    )
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County in which it produces; never taken from the credit code."""
    address: Mapped[str] = mapped_column(String(200))
    status: Mapped[EntityStatus]
    status_on: Mapped[date]
    created_at: Mapped[Instant]

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class StoredFile(Base):
    """A file kept under its SHA-256 in the data directory."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    """As uploaded, for the download."""
    media_type: Mapped[str] = mapped_column(String(40))
    """By content: application/pdf, image/jpeg or image/png."""
    size: Mapped[int]
    """Bytes."""
    stored_at: Mapped[Instant]
    stored_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
