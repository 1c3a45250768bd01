"""Files that come with a version of a report."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.annual_reports.rules import AttachmentKind, LabReport
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

    tested_on: Mapped[date | None]
    """The day that a test report bears; it and what follows are of those alone."""
    test_number: Mapped[str | None] = mapped_column(String(60))
    lab_name: Mapped[str | None] = mapped_column(String(120))
    lab_cma: Mapped[str | None] = mapped_column(String(60))

    stored: Mapped[StoredFile] = relationship(lazy="raise")

    @property
    def lab_report(self) -> LabReport | None:
        """What stands on it, of a test report."""
        if self.kind is not AttachmentKind.LAB_REPORT:
            return None
        return LabReport(
            self.tested_on,
            self.test_number or "",
            self.lab_name or "",
            self.lab_cma or "",
        )

    @lab_report.setter
    def lab_report(self, on_it: LabReport) -> None:
        self.tested_on = on_it.tested_on
        self.test_number = on_it.number or None
        self.lab_name = on_it.lab_name or None
        self.lab_cma = on_it.lab_cma or None
