"""Tables of what CNIPA did with rights, and of users whose right ended."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import Authorization, StoredFile
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products.models import Announcement, GiRight
from gi_registry.rights.rules import Ending, Procedure, State, Track


class RightProcedure(Base):
    """One procedure of a right; its events say what happened in it."""

    __tablename__ = "right_procedure"
    __table_args__ = (CheckConstraint("ground BETWEEN 1 AND 6", name="ground"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), index=True)
    kind: Mapped[Procedure]
    state: Mapped[State]
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("right_procedure.id"), index=True
    )
    """The recognition or change that an opposition is against."""
    opened_on: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(index=True)
    """Last day of the period that the present state began."""
    party: Mapped[str] = mapped_column(String(120))
    """Who applied, opposed or asked; empty where nobody did."""
    reasons: Mapped[str] = mapped_column(Text)
    """As stated by the party; empty where none were."""
    has_evidence: Mapped[bool]
    track: Mapped[Track | None]
    touches: Mapped[list[str]]
    """Of a change: values of `rules.Touched`."""
    ground: Mapped[int | None]
    """Of a revocation: number in Order 80 Art. 27."""
    ending: Mapped[Ending | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("gi_right.id"))
    """The right that one was converted or merged into."""
    valid_to: Mapped[date | None]
    """Last day of the mark after a renewal."""

    right: Mapped[GiRight] = relationship(lazy="raise", foreign_keys=[right_id])
    successor: Mapped[GiRight | None] = relationship(
        lazy="raise", foreign_keys=[successor_id]
    )
    events: Mapped[list["RightEvent"]] = relationship(
        lazy="raise", order_by="RightEvent.id", back_populates="procedure"
    )


class RightEvent(Base):
    """What happened to a right, as CNIPA or the province did it; never changed."""

    __tablename__ = "right_event"
    __table_args__ = (
        CheckConstraint("received_on IS NULL OR on_day <= received_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(
        ForeignKey("right_procedure.id"), index=True
    )
    state: Mapped[State]
    on_day: Mapped[date]
    received_on: Mapped[date | None]
    """Day on which a notice was received, where a period runs from it."""
    due_on: Mapped[date | None]
    """Last day of the period that it began."""
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    file_sha256: Mapped[str | None] = mapped_column(
        String(64), ForeignKey("stored_file.sha256")
    )
    """Notice or decision, where it is not an announcement."""
    words: Mapped[str] = mapped_column(Text)
    """Reason or remark."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who recorded it; none where it followed from another event."""
    recorded_at: Mapped[Instant]

    procedure: Mapped[RightProcedure] = relationship(
        lazy="raise", back_populates="events"
    )
    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")
    account: Mapped[Account | None] = relationship(lazy="raise")


class RightHold(Base):
    """An authorization suspended because its right ended, until it is re-based."""

    __tablename__ = "right_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(
        ForeignKey("right_procedure.id"), index=True
    )
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    from_right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"))
    state_before: Mapped[AuthorizationState]
    due_before: Mapped[date | None]
    """Last day to put things right, where it was RECTIFY."""
    to_right_id: Mapped[int | None] = mapped_column(ForeignKey("gi_right.id"))
    """The right that it was re-based onto; none while it waits."""
    rebased_on: Mapped[date | None]
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    words: Mapped[str] = mapped_column(Text)
    """Reason of the re-basing."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    rebased_at: Mapped[Instant | None]

    authorization: Mapped[Authorization] = relationship(lazy="raise")
    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
