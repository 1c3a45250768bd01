"""The desk of annual reports at 30,000 reports against 300.

The pages show the same number of lines at both, of as many products as can be: what
differs is how much stands behind them.
"""

import tempfile
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any, Final

from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks._rows import Row, at_most, told
from benchmarks.desk import fill, seconds, signed_in
from gi_registry.annual_reports.models import AnnualReport, ReportDraw, ReportDrawn
from gi_registry.annual_reports.rules import ACCEPTED, FIGURES, Drawn, ReportState
from gi_registry.app import create_app, tables
from gi_registry.core.paging import PAGE_SIZE
from gi_registry.core.settings import Settings
from gi_registry.producers.models import Authorization

_FEW, _MANY = 300, 30_000
_BOUND: Final = 1.3
"""Up to 25 products' prices are read to compare those on a page: 250 of each, not 2."""
_ROUNDS: Final = 21
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
    "accepted, last full page": "/desk/reports?year=2025&state=accepted&page={last}",
    "of a prefecture": "/desk/reports?year=2025&county=1407&state=all",
    "one report": "/desk/reports/1",
    "levels": "/desk/report-levels?year=2025",
    "draws": "/desk/report-draws?year=2025",
}


def run() -> list[Row]:
    """Time the pages with each number of reports, on SQLite; see `desk`.

    The two are asked in turn, so that a machine that becomes slower does so for both.
    """
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        few, many = _client(one, _FEW), _client(other, _MANY)
        taken = {name: _in_turn(few, many, path) for name, path in _PAGES.items()}
    rows = [
        at_most(f"reports, {name}: 30,000 of 300", second / first, _BOUND, "ratio")
        for name, (first, second) in taken.items()
    ]
    slowest = max(taken, key=lambda name: taken[name][1])
    longest = taken[slowest][1] * 1000
    return [*rows, told(f"reports, slowest: {slowest}", longest, "ms")]


def _client(folder: str, count: int) -> FlaskClient:
    """Return an officer's browser on a register with so many reports."""
    app = create_app(Settings(data_dir=Path(folder)))
    database = app.extensions["gi"].database
    tables.upgrade(database)
    with database.write() as session:
        fill(session, count)
        _report(session, count)
    return signed_in(app)


def _in_turn(few: FlaskClient, many: FlaskClient, path: str) -> tuple[float, float]:
    """Return the processor time of a page with few and with many reports."""
    one, other = (path.format(last=_last_page(n)) for n in (_FEW, _MANY))
    taken = [(seconds(few, one), seconds(many, other)) for _ in range(_ROUNDS + 1)][1:]
    first, second = zip(*taken, strict=True)
    return median(first), median(second)


def _last_page(count: int) -> int:
    """Return the number of the last page of what is accepted that is full."""
    return count * sum(each in ACCEPTED for each in _STATES) // 10 // PAGE_SIZE


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
