"""Tables of the officers' desk."""

from sqlalchemy import ForeignKey, Index, text
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
