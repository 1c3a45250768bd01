"""Table of files with codes that went out."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant
from gi_registry.marks.rules import FileWay


class FileOut(Base):
    """What is noted of a file with codes that somebody took.

    Only its digest is ever set later. `run_id` says of what.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    first: Mapped[int]
    end: Mapped[int]
    """One past the last index."""
    form: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    way: Mapped[FileWay]
    sha256: Mapped[str | None] = mapped_column(String(64))
    """None where the file broke off before its end."""
    at: Mapped[Instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None at the command line."""


class LabelFile(FileOut):
    """Somebody took a file with the codes of labels."""

    __tablename__ = "label_file"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"), index=True)
