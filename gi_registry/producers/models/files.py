"""Files of applications, and photos of visits; none is deleted."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.producers.models.entities import StoredFile
from gi_registry.producers.rules.checklist import FileKind


class ApplicationFile(Base):
    """A file that a producer added to an application, beside the test report."""

    __tablename__ = "application_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), index=True
    )
    kind: Mapped[FileKind]
    name: Mapped[str] = mapped_column(String(120))
    """As uploaded to this application."""
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    added_at: Mapped[Instant]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[Instant | None]
    """Since when it is no part of the application any more."""

    stored: Mapped[StoredFile] = relationship(lazy="raise")


class VisitPhoto(Base):
    """A photo of a visit to the place of production, with what it says of itself."""

    __tablename__ = "visit_photo"
    __table_args__ = (UniqueConstraint("application_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), index=True
    )
    visited_on: Mapped[date]
    """Day of the visit that it belongs to, as stated."""
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    taken_at: Mapped[str | None] = mapped_column(String(19))
    """By its EXIF, the camera's own time without zone: 2026-11-12 09:31:02."""
    lon: Mapped[float | None]
    """By its EXIF: WGS 84, degrees."""
    lat: Mapped[float | None]
    distance_m: Mapped[int | None]
    """From there to the stated position of the visit, metres."""
    added_at: Mapped[Instant]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    stored: Mapped[StoredFile] = relationship(lazy="raise")
