"""Tables of printers, and of labels that are in their hands."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.marks.models.ledger import LabelRun
from gi_registry.marks.rules import PaperKind, PartKind, PrintLotState


class Printer(Base):
    """A printer to whom labels may be sent."""

    __tablename__ = "printer"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), unique=True
    )
    """Its people sign in for it."""
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    division: Mapped[str] = mapped_column(String(12), index=True)
    """GB/T 2260 prefix of the office that keeps it on the register."""
    address: Mapped[str] = mapped_column(String(200))
    registered_at: Mapped[Instant]
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ended_on: Mapped[date | None]
    """From this day on it gets no more labels."""
    ended_reason: Mapped[str | None] = mapped_column(Text)


class PrinterPaper(Base):
    """A paper that a printer showed; a newer one of its kind takes its place."""

    __tablename__ = "printer_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    printer_id: Mapped[int] = mapped_column(ForeignKey("printer.id"), index=True)
    kind: Mapped[PaperKind]
    number: Mapped[str] = mapped_column(String(60))
    valid_to: Mapped[date | None]
    """Last day, inclusive; none where it has no end."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class PrintLot(Base):
    """Labels [first, end) of a run that go to a printer and come back."""

    __tablename__ = "print_lot"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        Index("ix_print_lot_printer_id_state", "printer_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"), index=True)
    printer_id: Mapped[int] = mapped_column(ForeignKey("printer.id"))
    first: Mapped[int]
    end: Mapped[int]
    """One past the last index."""
    state: Mapped[PrintLotState]
    file_name: Mapped[str] = mapped_column(String(120))
    file_sha256: Mapped[str] = mapped_column(String(64))
    """Of the file with the codes; the same labels always give the same file."""
    note: Mapped[str] = mapped_column(Text)
    """What the user tells the printer."""
    sent_on: Mapped[date]
    sent_at: Mapped[Instant]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    checks: Mapped[list[str]] = mapped_column(default=list)
    """`PrintCheck` keys that the printer ticked when it took the order on."""
    form_number: Mapped[str | None] = mapped_column(String(60))
    """Of the printer's register form (商标印制业务登记表)."""
    printed_on: Mapped[date | None]
    """Last day of printing."""
    handed_over_on: Mapped[date | None]
    sampled_on: Mapped[date | None]
    """Day on which a sample was filed."""
    sample_place: Mapped[str | None] = mapped_column(String(120))
    destroyed_on: Mapped[date | None]
    """Day on which the waste was destroyed."""
    witness: Mapped[str | None] = mapped_column(String(60))
    """Who saw it being destroyed."""
    received_on: Mapped[date | None]
    settled: Mapped[dict[str, Any] | None]
    """How a difference was settled: `as` (found or lost), `reason`, `on`."""
    closed_reason: Mapped[str | None] = mapped_column(Text)
    """Why it was called off or not taken on."""
    last_entry_on: Mapped[date]
    """Day of the newest entry; records are kept two years from it."""

    run: Mapped[LabelRun] = relationship(lazy="raise")
    printer: Mapped[Printer] = relationship(lazy="raise")
    parts: Mapped[list["PrintLotPart"]] = relationship(
        lazy="raise", order_by="PrintLotPart.first", cascade="all, delete-orphan"
    )


class PrintLotPart(Base):
    """Labels [first, end) of a print lot of which one thing is true.

    The parts of a lot are all of its labels, each once.
    """

    __tablename__ = "print_lot_part"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        Index("ix_print_lot_part_run", "run_id", "first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    print_lot_id: Mapped[int] = mapped_column(ForeignKey("print_lot.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"))
    first: Mapped[int]
    end: Mapped[int]
    """One past the last index."""
    kind: Mapped[PartKind]
    sent_on: Mapped[date]
    out_on: Mapped[date | None]
    """From this day on the printer no longer answers for them; none while it does."""
    kept_on: Mapped[date | None]
    """Day on which a sample went into the books as one; of samples alone."""
