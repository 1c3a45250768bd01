"""What a holder ticked off of its packaging, with the photos of the pack."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.producers.models.entities import StoredFile
from gi_registry.producers.rules.packaging import PackItem


class PackCheck(Base):
    """One item ticked off; never changed. The newest of an item counts."""

    __tablename__ = "pack_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    item: Mapped[PackItem]
    value: Mapped[str] = mapped_column(String(300))
    """What was to be printed then."""
    sha256: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.sha256"), index=True
    )
    """Photo of the pack, if one came with it."""
    checked_at: Mapped[Instant]
    checked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    photo: Mapped[StoredFile | None] = relationship(lazy="raise")
