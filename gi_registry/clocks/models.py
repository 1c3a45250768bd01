"""Tables of evidence that the mark is used, and of decisions where it is not."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.clocks.rules import Decision, Ending
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import StoredFile


class UseRecord(Base):
    """Use of the mark that an office saw itself; never changed."""

    __tablename__ = "use_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    used_on: Mapped[date]
    """Day on which the marked goods were seen."""
    words: Mapped[str] = mapped_column(Text)
    """What was seen, and where."""
    file_sha256: Mapped[str | None] = mapped_column(
        String(64), ForeignKey("stored_file.sha256")
    )
    """Photograph or document."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    recorded_by: Mapped[Account] = relationship(lazy="raise")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")


class NonUseDecision(Base):
    """What was decided after two years without use; never changed."""

    __tablename__ = "non_use_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    ended_on: Mapped[date]
    """Last day of the two years that it is about."""
    decision: Mapped[Decision]
    reason: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    """Last day to put it right, of RECTIFY."""
    decided_on: Mapped[date]
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    decided_by: Mapped[Account] = relationship(lazy="raise")


class ClockStep(Base):
    """That a clock came to a step and people were told of it; never changed.

    The step of 24 months of NON_USE puts the matter before a person to decide.
    """

    __tablename__ = "clock_step"
    __table_args__ = (
        UniqueConstraint("authorization_id", "ending", "ends_on", "step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    ending: Mapped[Ending]
    ends_on: Mapped[date]
    """Last day of what ends, as it stood then; evidence of use makes it another."""
    step: Mapped[int]
    """Months without use, of NON_USE; days before the end, of RIGHT."""
    made_at: Mapped[Instant]
