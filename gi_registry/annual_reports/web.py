"""Public figures as edges give them; kept by the running application."""

from flask import current_app
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import Sums
from gi_registry.annual_reports.service import Bulletin, Kept

_KEPT = "gi-report-figures"


def public_totals(session: Session, year: int) -> Bulletin:
    """Do as `service.public_totals`, at once where nothing changed."""
    return service.public_totals(session, year, kept=_kept())


def public_course(session: Session) -> dict[int, Sums]:
    """Do as `service.public_course`, at once where nothing changed."""
    return service.public_course(session, kept=_kept())


def _kept() -> Kept:
    kept: Kept = current_app.extensions.setdefault(_KEPT, Kept())
    return kept
