"""Tables of cases."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import Authorization, StoredFile
from gi_registry.products.models import Announcement


class MarkCase(Base):
    """Whether an authorization should end, for one of the six triggers."""

    __tablename__ = "mark_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as CS-2026-000001."""
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    trigger: Mapped[Trigger]
    state: Mapped[CaseState] = mapped_column(index=True)
    opened_on: Mapped[date]
    """Day on which it was found."""
    due_on: Mapped[date | None]
    """Last day to put it right, once one was set."""
    opened_at: Mapped[Instant]

    authorization: Mapped[Authorization] = relationship(lazy="raise")
    events: Mapped[list["CaseEvent"]] = relationship(
        lazy="raise", order_by="CaseEvent.id"
    )


class CaseEvent(Base):
    """One step of a case; never changed."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("mark_case.id"), index=True)
    state: Mapped[CaseState]
    on_day: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    """Evidence, findings or reason."""
    due_on: Mapped[date | None]
    file_sha256: Mapped[str | None] = mapped_column(
        String(64), ForeignKey("stored_file.sha256")
    )
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    rules: Mapped[list[str]]
    """Key and version of the rules of law behind it."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Instant]

    file: Mapped[StoredFile | None] = relationship(lazy="raise")
    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")
