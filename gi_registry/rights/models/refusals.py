"""That a registrant refused somebody who asked to use its certification mark."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.products.models import GiRight


class MarkRefusal(Base):
    """A refusal with the condition that was not met; never changed (Order 79)."""

    __tablename__ = "mark_refusal"
    __table_args__ = (CheckConstraint("asked_on <= refused_on", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), index=True)
    uscc: Mapped[str] = mapped_column(String(18), index=True)
    name: Mapped[str] = mapped_column(String(120))
    """Of who asked, as the registrant names it."""
    asked_on: Mapped[date]
    refused_on: Mapped[date]
    condition: Mapped[str] = mapped_column(Text)
    """Of the rules for use of the mark, that was not met, as stated."""
    file_sha256: Mapped[str | None] = mapped_column(
        String(64), ForeignKey("stored_file.sha256")
    )
    """The registrant's paper."""
    rules: Mapped[list[str]]
    """Key and version of the rule of law behind it."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    right: Mapped[GiRight] = relationship(lazy="raise")
