"""Changes of what is on record of a business; nothing is overwritten."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.producers.models.authorizations import Authorization
from gi_registry.producers.models.entities import Entity
from gi_registry.producers.rules import ChangeKind, ChangeState


class EntityList(Base):
    """A list of standings as an office got it, recorded at once."""

    __tablename__ = "entity_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as EL-2026-000001."""
    source: Mapped[str] = mapped_column(String(200))
    """Whose list it is."""
    listed_on: Mapped[date]
    """As of which day."""
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    """The original, as it came."""
    counts: Mapped[dict[str, Any]]
    """Lines by what became of them."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class EntityChange(Base):
    """A change of name, address, standard or standing: proposed, then decided.

    The confirmed ones are the history: each keeps the value before it.
    """

    __tablename__ = "entity_change"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'standard') = (authorization_id IS NOT NULL)", name="standard"
        ),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as CH-2026-000001."""
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    authorization_id: Mapped[int | None] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    kind: Mapped[ChangeKind]
    state: Mapped[ChangeState] = mapped_column(index=True)
    old: Mapped[str] = mapped_column(String(200))
    """What was on record when it was proposed; once confirmed, just before it."""
    old_on: Mapped[date | None]
    """Since when that was on record, of a standing."""
    new: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[date]
    """First day of the new value."""
    new_division: Mapped[str | None] = mapped_column(String(12))
    """County to which production moves, of an address."""
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County whose office decides."""
    reason: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(200))
    """CNIPA's announcement or another document, if there is one; else empty."""
    file_sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    """What shows it."""
    list_id: Mapped[int | None] = mapped_column(ForeignKey("entity_list.id"))
    """The list that it came with; none where the producer proposed it."""
    proposed_at: Mapped[Instant]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[Instant | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[str] = mapped_column(Text)
    """Remark or reason of who decided; empty before."""

    entity: Mapped[Entity] = relationship(lazy="raise")
    authorization: Mapped[Authorization | None] = relationship(lazy="raise")
