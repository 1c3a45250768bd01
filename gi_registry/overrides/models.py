"""The table of exceptions asked for."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant
from gi_registry.overrides.rules import Outcome


class OverrideRequest(Base):
    """Something that a rule does not allow one person alone, asked with a reason."""

    __tablename__ = "override_request"
    __table_args__ = (
        CheckConstraint(
            "outcome IS NULL OR outcome = 'withdrawn' OR decided_by_id <> asked_by_id",
            name="two_people",
        ),
        CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL) "
            "AND (outcome IS NULL) = (decided_by_id IS NULL)",
            name="decided",
        ),
        Index(
            "uq_override_request_open",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    """By which a domain knows what to carry out, such as `origin-check`."""
    subject: Mapped[str] = mapped_column(String(60), index=True)
    """Public number of what it is about, such as AP-2026-000001."""
    division: Mapped[str] = mapped_column(String(12), index=True)
    authority: Mapped[str | None] = mapped_column(String(120))
    """With the division, the place of the subject: who has a say."""
    what: Mapped[dict[str, Any]]
    """What is to be carried out, JSON values."""
    reason: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    asked_for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """For whom, where a deputy asked."""
    asked_at: Mapped[Instant] = mapped_column(index=True)
    outcome: Mapped[Outcome | None]
    words: Mapped[str] = mapped_column(Text, default="")
    """Why it was decided so."""
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[Instant | None]

    asked_by: Mapped[Account] = relationship(lazy="raise", foreign_keys=asked_by_id)
    decided_by: Mapped[Account | None] = relationship(
        lazy="raise", foreign_keys=decided_by_id
    )
