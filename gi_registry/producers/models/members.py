"""Members of collective marks and licences of certification marks."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.producers.rules.members import MemberKind, MemberState
from gi_registry.products.models import Announcement, GiRight


class MarkMember(Base):
    """Who may use a registrant's mark, and what of it CNIPA has on record."""

    __tablename__ = "mark_member"
    __table_args__ = (
        UniqueConstraint("right_id", "number"),
        CheckConstraint("ends_on IS NULL OR from_on <= ends_on", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), index=True)
    kind: Mapped[MemberKind]
    uscc: Mapped[str] = mapped_column(String(18), index=True)
    name: Mapped[str] = mapped_column(String(120))
    """As the registrant names it."""
    number: Mapped[str] = mapped_column(String(60))
    """Of the licence contract, or in the list of members."""
    from_on: Mapped[date]
    ends_on: Mapped[date | None]
    """Last day; none where it runs with the mark."""
    state: Mapped[MemberState]
    """Never RECORDAL_DUE, which follows from the day."""
    state_on: Mapped[date]
    """Day of the present state."""
    recordal_number: Mapped[str | None] = mapped_column(String(60))
    """CNIPA's number of the recordal or change."""
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    cancelled_on: Mapped[date | None]
    cancel_reason: Mapped[str] = mapped_column(Text)
    cancel_recordal_number: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[Instant]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    right: Mapped[GiRight] = relationship(lazy="raise")
    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
