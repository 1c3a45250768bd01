"""Reports for tests: complete and sound unless a test says otherwise."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import Answers, Declaration, ReportState
from gi_registry.marks.models import LabelRange
from gi_registry.producers.models import Authorization
from tests import factories

YEAR = 2025
NOW = datetime(2026, 1, 20, 4, 0, tzinfo=UTC)
"""Within the time for reports on 2025."""
DECLARED = Declaration(revision=1, signatory="示例签署人")

FIGURES: dict[str, Any] = {
    "contact_name": "示例联系人",
    "contact_phone": "0354-5550100",
    "base_m2": 0,
    "total_output_g": 1_000_000,
    "standard_output_g": 900_000,
    "marked_output_g": 0,
    "sales_fen": 500_000,
    "marked_sales_fen": 0,
    "export_fen": 0,
    "tests": 2,
    "tests_failed": 0,
    "complaints": 0,
    "labels_issued": 0,
    "labels_activated": 0,
    "labels_void": 0,
    "labels_closing": 0,
    "labels_opening": 0,
    "labels_lost": 0,
    "labels_scanned": 0,
    "plots_used": 0,
    "lots": 0,
    "traced_output_g": 0,
    "standard_number": "GB/T 19777-2013",
}
ANSWERS = Answers(**FIGURES)
"""A year without use, with everything answered."""
PREFILLED = {
    "base_m2": 0,
    "marked_output_g": 0,
    "labels_issued": 0,
    "labels_activated": 0,
    "labels_void": 0,
    "labels_closing": 0,
    "labels_opening": 0,
    "labels_lost": 0,
    "labels_scanned": 0,
    "plots_used": 0,
    "lots": 0,
    "traced_output_g": 0,
    "standard_number": "GB/T 19777-2013",
}


def report(session: Session, of: Authorization, **given: Any) -> AnnualReport:
    """Add a submitted first version."""
    state = given.get("state", ReportState.SUBMITTED)
    values: dict[str, Any] = {
        "authorization_id": of.id,
        "year": YEAR,
        "version": 1,
        "state": state,
        "revision": 1,
        "prefilled": dict(PREFILLED),
        "signatory": "示例签署人",
        "opened_at": NOW,
        "submitted_at": None if state is ReportState.DRAFT else NOW,
        **FIGURES,
    }
    made = AnnualReport(**values | given)
    session.add(made)
    session.flush()
    return made


def used_labels(session: Session, of: Authorization, *, year: int = YEAR) -> LabelRange:
    """Issue 1,000 labels for 500 g, activate 600 and void 50 of them in a year."""
    run = factories.run(
        session,
        of,
        year=year,
        expires_on=date(year + 2, 12, 31),
        issued_at=datetime(year, 1, 10, tzinfo=UTC),
    )
    lot = factories.lot(session, of, produced_on=date(year, 9, 30))
    activated = factories.labels(session, run, 0, 600, lot)
    activated.on_day = date(year, 10, 8)
    void = factories.labels(session, run, 600, 650)
    void.on_day = date(year, 10, 9)
    session.flush()
    return activated
