"""Tables of the officers' desk."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant
from gi_registry.producers.rules import ApplicationState


class Assignment(Base):
    """Who has taken an application, at one step of its way; ended, never deleted.

    It holds for the state in which it was taken: an application that comes back
    to that state is with the same officer again.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_open",
            "application_id",
            "state",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    state: Mapped[ApplicationState]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    """Who has it."""
    assigned_at: Mapped[Instant]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    """Who took it, or handed it over."""
    ended_at: Mapped[Instant | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys=account_id)


class Sight(Base):
    """That somebody of an office opened a thing's page or file on a day.

    One row for a person, a thing and a day, however often it was opened, so that
    the record does not grow without bound.
    """

    __tablename__ = "sight"
    __table_args__ = (
        UniqueConstraint(
            "subject", "account_id", "what", "on_day", name="uq_sight_day"
        ),
        CheckConstraint("times > 0", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(60))
    """Public number of an application or authorization, or a credit code."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str] = mapped_column(String(64))
    """`page`, or the SHA-256 of the file."""
    on_day: Mapped[date]
    """In China."""
    first_at: Mapped[Instant]
    last_at: Mapped[Instant]
    times: Mapped[int]
    """Count, of that day."""

    account: Mapped[Account] = relationship(lazy="raise")
