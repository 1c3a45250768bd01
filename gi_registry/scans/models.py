"""Tables of scans: only codes that somebody scanned have rows."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant
from gi_registry.scans.rules import Judgement, Verdict


class ScannedItem(Base):
    """What is known of one code from its scans."""

    __tablename__ = "scanned_item"
    __table_args__ = ({"sqlite_with_rowid": False},)  # one page less to write

    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_at: Mapped[Instant]
    last_at: Mapped[Instant]
    checks: Mapped[int]
    """Times checked; the same device again within half an hour is the same check."""
    judgement: Mapped[Judgement | None]
    judgement_reason: Mapped[str | None] = mapped_column(Text)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    judged_at: Mapped[Instant | None]


class Scan(Base):
    """One check of one code; kept 180 days, without address or identity."""

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_item", "run_id", "index", "at"),
        Index("ix_scan_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"))
    index: Mapped[int]
    at: Mapped[Instant]
    verdict: Mapped[Verdict]
    device: Mapped[str] = mapped_column(String(16))
    """Keyed digest of address and browser with the day: says same or other
    device within a day, and nothing more."""
    division: Mapped[str | None] = mapped_column(String(12))
    """Prefecture or province where it was scanned, if the person said so."""


class PinCheck(Base):
    """What is known of one label's scratch PIN: only where somebody entered one."""

    __tablename__ = "pin_check"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_at: Mapped[Instant | None]
    """When the right one was entered first; none until then."""
    wrong: Mapped[int]
    """Entries that were wrong, count."""
    last_wrong_at: Mapped[Instant | None]
