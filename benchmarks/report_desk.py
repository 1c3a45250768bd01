"""The desk of annual reports at 30,000 reports against 300.

The pages show the same number of lines at both, of as many products as can be: what
differs is how much stands behind them.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks._rows import Row, at_most, told
from benchmarks.desk import fill, median_seconds, signed_in
from gi_registry.annual_reports.models import AnnualReport, ReportDraw, ReportDrawn
from gi_registry.annual_reports.rules import FIGURES, Drawn, ReportState
from gi_registry.app import create_app, tables
from gi_registry.core.settings import Settings
from gi_registry.producers.models import Authorization

_FEW, _MANY = 300, 30_000
_BOUND: Final = 1.25
"""Of a page that takes 6 ms and more: to walk over its peers and to skip lines."""
_YEAR: Final = 2025
_AT: Final = datetime(2026, 1, 20, 4, 0, tzinfo=UTC)
_STATES: Final = (
    *[ReportState.SUBMITTED] * 3,
    *[ReportState.ACCEPTED] * 3,
    ReportState.SUMMED,
    ReportState.RETURNED,
    ReportState.DRAFT,
)
"""Of every ten users; the tenth has begun nothing."""
_OUTCOMES: Final = (Drawn.DIFFERS, Drawn.SAMPLED, Drawn.FREE)
"""What a draw said of every second version under review, in turn."""
_SAID: Final[dict[str, Any]] = {
    figure.name: 1_000 if figure.unit.is_number else None
    for figure in FIGURES
    if figure.name != "problems"
} | {
    "year": _YEAR,
    "version": 1,
    "prefilled": {},
    "signatory": "示例",
    "opened_at": _AT,
}
_DRAW: Final[dict[str, Any]] = {
    "division": "14",
    "reports": 0,
    "differing": 0,
    "sampled": 0,
    "seed": "",
    "log_index": 0,
}
_STEP: Final = 7_919
_PAGES: Final = {
    "all": "/desk/reports?year=2025&state=all",
    "to review": "/desk/reports?year=2025&state=review",
    "to be looked at": "/desk/reports?year=2025&state=look",
    "not filed": "/desk/reports?year=2025&state=not-filed",
    "returned": "/desk/reports?year=2025&state=returned",
    "accepted": "/desk/reports?year=2025&state=accepted",
    "accepted, last page": "/desk/reports?year=2025&state=accepted&page=9999",
    "of a prefecture": "/desk/reports?year=2025&county=1407&state=all",
    "one report": "/desk/reports/1",
    "levels": "/desk/report-levels?year=2025",
    "draws": "/desk/report-draws?year=2025",
}


def run() -> list[Row]:
    """Time the pages with each number of reports, on SQLite; see `desk`."""
    few, many = _timed(_FEW), _timed(_MANY)
    rows = [
        at_most(
            f"reports, {name}: 30,000 of 300",
            many[name] / few[name],
            _BOUND,
            "ratio",
        )
        for name in _PAGES
    ]
    slowest = max(many, key=lambda name: many[name])
    return [*rows, told(f"reports, slowest: {slowest}", many[slowest] * 1000, "ms")]


def _timed(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        database = app.extensions["gi"].database
        tables.upgrade(database)
        with database.write() as session:
            fill(session, count)
            _report(session, count)
        client = signed_in(app)
        taken = {name: median_seconds(client, path) for name, path in _PAGES.items()}
        database.engine.dispose()
    return taken


def _report(session: Session, count: int) -> None:
    users = session.scalars(select(Authorization.id).limit(count)).all()
    rows: list[dict[str, Any]] = []
    for n, user in enumerate(users):
        if n % 10 < len(_STATES):
            state = _STATES[n % 10]
            at = _AT + timedelta(seconds=n * _STEP % count)  # not by products
            given = {"authorization_id": user, "state": state, "submitted_at": at}
            rows.append(given | _SAID)
    session.execute(insert(AnnualReport), rows)
    waiting = AnnualReport.state == ReportState.SUBMITTED
    ids = session.scalars(select(AnnualReport.id).where(waiting)).all()
    draw = ReportDraw(year=_YEAR, drawn_at=_AT, drawn_by_id=1, **_DRAW)
    session.add(draw)
    session.flush()
    drawn = [
        {"report_id": each, "draw_id": draw.id, "outcome": outcome}
        for each, outcome in zip(ids[::2], cycle(_OUTCOMES))
    ]
    session.execute(insert(ReportDrawn), drawn)
