"""Public figures as they were published; never changed."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Instant


class ReportEdition(Base):
    """One edition of a year's public figures."""

    __tablename__ = "report_edition"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    """From 1."""
    made_at: Mapped[Instant]
    reports: Mapped[int]
    """How many are counted."""
    withheld: Mapped[list[str]]
    """Cells that no later edition of the year shows, as kind:key."""
    document: Mapped[str] = mapped_column(Text)
    """All that is published, JSON; these very characters are given out."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the document in UTF-8, hex, as the log holds it."""


class ReportCounted(Base):
    """What an edition changed: one report, as it is counted from then on."""

    __tablename__ = "report_counted"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("report_edition.id"), index=True)
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"))
    product: Mapped[str] = mapped_column(String(20))
    """Code, as it was when the report was first counted; so are the others."""
    division: Mapped[str] = mapped_column(String(6))
    sums: Mapped[dict[str, Any] | None]
    """Figures by name; none where the report is counted no longer."""
