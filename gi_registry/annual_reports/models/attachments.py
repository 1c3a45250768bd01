"""Files that come with a version of a report."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.annual_reports.rules import AttachmentKind
from gi_registry.core.db import Base, Instant
from gi_registry.producers.models import StoredFile


class ReportAttachment(Base):
    """A file of one version; it stays once the version is handed in."""

    __tablename__ = "report_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id"), index=True)
    kind: Mapped[AttachmentKind]
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"))
    name: Mapped[str] = mapped_column(String(120))
    """As uploaded here."""
    added_at: Mapped[Instant]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    stored: Mapped[StoredFile] = relationship(lazy="raise")
