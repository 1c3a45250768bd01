"""Tables of complaints."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.complaints.rules import ComplaintState, Matter
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import Authorization


class Complaint(Base):
    """What somebody reported, with what a scan of the code said at that moment."""

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint(
            "telephone IS NULL OR telephone_erased_at IS NULL", name="telephone_erased"
        ),
        Index("ix_complaint_label", "run_id", "index"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as CP-2026-000001."""
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Digest of the secret in the link by which it is followed."""
    matter: Mapped[Matter] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(60))
    """As it came; empty where none was given."""
    run_id: Mapped[int | None] = mapped_column(ForeignKey("label_run.id"))
    """Of a label of ours; none where the code is none, or that of an outer pack."""
    index: Mapped[int | None]
    authorization_id: Mapped[int | None] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    """Whose code it is."""
    verdict: Mapped[str | None] = mapped_column(String(40))
    """What a scan said then, as `scans.rules.Verdict`; none without a code, or for
    the code of an outer pack."""
    reasons: Mapped[list[str]]
    """What spoke for it, in Chinese and English by turns."""
    shop: Mapped[str] = mapped_column(String(120))
    """Shop or platform, as typed."""
    bought_in: Mapped[str | None] = mapped_column(String(12))
    """County where it was bought."""
    words: Mapped[str] = mapped_column(Text)
    telephone: Mapped[str | None] = mapped_column(String(40))
    """For an answer; shown to who handles it, and erased after it is over."""
    telephone_erased_at: Mapped[Instant | None]
    division: Mapped[str] = mapped_column(String(12), index=True)
    """Code prefix of the office that handles it: county, prefecture or province."""
    state: Mapped[ComplaintState] = mapped_column(index=True)
    received_at: Mapped[Instant] = mapped_column(index=True)
    due_on: Mapped[date]
    """Last day to handle it and tell, by Art. 46 of the consumers' law."""
    ended_at: Mapped[Instant | None]

    authorization: Mapped[Authorization | None] = relationship(lazy="raise")
    photos: Mapped[list["ComplaintPhoto"]] = relationship(
        lazy="raise", order_by="ComplaintPhoto.id"
    )
    events: Mapped[list["ComplaintEvent"]] = relationship(
        lazy="raise", order_by="ComplaintEvent.id"
    )


class ComplaintPhoto(Base):
    """A photo that came with a complaint, without what the camera wrote into it."""

    __tablename__ = "complaint_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    """Its name in the store; a JPEG."""


class ComplaintEvent(Base):
    """One step of an office; never changed."""

    __tablename__ = "complaint_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    state: Mapped[ComplaintState]
    division: Mapped[str] = mapped_column(String(12))
    """Whose it was from then on."""
    words: Mapped[str] = mapped_column(Text)
    """Which whoever complained reads."""
    note: Mapped[str] = mapped_column(Text)
    """Which only offices read."""
    reference: Mapped[str] = mapped_column(String(120))
    """Office and number, where it was passed outside."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Instant]

    account: Mapped[Account] = relationship(lazy="raise")
