"""What a witness remembers."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Big, Instant
from gi_registry.witnesses.rules import Contrary


class WitnessedLog(Base):
    """The log of another, as it was when it was last cosigned; it only grows."""

    __tablename__ = "witnessed_log"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    origin: Mapped[str] = mapped_column(String(255), primary_key=True)
    size: Mapped[Big]
    """Entries."""
    root: Mapped[str] = mapped_column(String(64))
    """SHA-256, hex."""
    note: Mapped[str] = mapped_column(Text)
    """The checkpoint as the log signed it."""
    cosigned_at: Mapped[Instant]
    contrary: Mapped[Contrary | None]
    """Why the newest checkpoint that contradicts this was refused."""
    contrary_note: Mapped[str | None] = mapped_column(Text)
    """That checkpoint as the log signed it: evidence, kept for good if it proves."""
    contrary_to: Mapped[str | None] = mapped_column(Text)
    """The checkpoint that was cosigned when that came, as the log signed it."""
    contrary_at: Mapped[Instant | None]
