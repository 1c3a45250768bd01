"""Tables of filings of events."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.core.db import Base, Instant
from gi_registry.filings.rules import EventKind, FilingState
from gi_registry.producers.models import StoredFile


class EventFiling(Base):
    """A public-interest event at which the special mark is to be used."""

    __tablename__ = "event_filing"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as EF-2026-000001."""
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    """Of the organiser's account; none where the province filed it for one without."""
    organiser: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(120))
    """Person and telephone number; not public."""
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[EventKind]
    place: Mapped[str] = mapped_column(String(200))
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County of the event; its province is asked."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """Last day; so is that of the use."""
    products: Mapped[str] = mapped_column(String(500))
    """Names of the products for which the mark is shown."""
    manner: Mapped[str] = mapped_column(Text)
    """Where and how the mark is used."""
    design_sha256: Mapped[str] = mapped_column(
        String(64), ForeignKey("stored_file.sha256")
    )
    """使用设计图样; a file, never shown or changed by us."""
    state: Mapped[FilingState] = mapped_column(index=True)
    cnipa_number: Mapped[str | None] = mapped_column(String(60))
    cnipa_filed_on: Mapped[date | None]
    filed_at: Mapped[Instant]

    design: Mapped[StoredFile] = relationship(lazy="raise")
    steps: Mapped[list["FilingStep"]] = relationship(
        lazy="raise", order_by="FilingStep.id"
    )


class FilingStep(Base):
    """One step of a filing; never changed."""

    __tablename__ = "filing_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("event_filing.id"), index=True)
    state: Mapped[FilingState]
    on_day: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    """Reason, remark, or the number of CNIPA's filing."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Instant]

    account: Mapped[Account] = relationship(lazy="raise")
