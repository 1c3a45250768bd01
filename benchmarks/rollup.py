"""A year of thirty thousand annual reports, added up."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from sqlalchemy import insert, select, true

from benchmarks._rows import Row, at_most, told
from benchmarks.desk import fill, median_seconds, signed_in
from gi_registry.annual_reports import queries, service
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ADDED, ReportState
from gi_registry.app import create_app, tables
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings

_FEW, _MANY = 3_000, 30_000
_YEAR: Final = 2025
_NOW: Final = datetime(2026, 2, 10, 4, 0, tzinfo=UTC)
_MOST_S: Final = 2.0
_LINEAR: Final = _MANY / _FEW * 1.25
_ROUNDS: Final = 5
_STATES: Final = (ReportState.ACCEPTED, ReportState.SUMMED, ReportState.LOCKED)
_PAGES: Final = {
    "page of the seven blocks": f"/desk/report-blocks?year={_YEAR}",
    "reports behind a figure": f"/desk/report-blocks/sales_fen?year={_YEAR}",
    "public figures": f"/figures/reports?year={_YEAR}",
}


class _Taken(NamedTuple):
    """Seconds of processor time."""

    blocks: float
    totals: float
    public: float
    pages: dict[str, float]


def run() -> list[Row]:
    """Time the roll-up of a year, on SQLite, in processor time of one core.

    The median of five after one that is not counted.
    """
    few, many = _timed(_FEW), _timed(_MANY)
    rows = []
    for name in ("blocks", "totals", "public"):
        less, more = getattr(few, name), getattr(many, name)
        what = {
            "blocks": f"seven blocks of all {len(ADDED)} figures",
            "totals": "totals by product and place",
            "public": "an edition of public totals, what must not be told withheld",
        }[name]
        rows += [
            at_most(f"rollup: {what}, {_MANY:,} reports", more, _MOST_S, "s"),
            at_most(f"rollup: {what}, of {_FEW:,}", more / less, _LINEAR, "ratio"),
        ]
    pages = [
        told(f"rollup: {name}, {_MANY:,} reports", many.pages[name] * 1000, "ms")
        for name in _PAGES
    ]
    return [*rows, *pages]


def _timed(count: int) -> _Taken:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        database: Database = app.extensions["gi"].database
        tables.upgrade(database)
        with database.write() as session:
            fill(session, count * 4 // 3)
        with database.write() as session:
            users = queries.users(session, _YEAR, true())[:count]
            rows = [_report(user.id, n) for n, user in enumerate(users)]
            session.execute(insert(AnnualReport), rows)
        _as_many(database, count)
        with database.read() as session:
            public = _median(lambda: service.plan(session, _YEAR, now=_NOW))
        _publish(database)
        client = signed_in(app)
        pages = {name: median_seconds(client, path) for name, path in _PAGES.items()}
        with database.read() as session:
            taken = _Taken(
                blocks=_median(lambda: service.blocks(session, _YEAR, [""])),
                totals=_median(lambda: service.totals(session, _YEAR, [""])),
                public=public,
                pages=pages,
            )
        database.engine.dispose()
    return taken


def _report(authorization_id: int, n: int) -> dict[str, Any]:
    """Return a report; one in ten waits for the county, the others stand."""
    state = _STATES[n % 3] if n % 10 else ReportState.SUBMITTED
    figures = {each.name: (n * 7919 + at) % 100_000 for at, each in enumerate(ADDED)}
    whole = {"sales_fen": 10**9, "total_output_g": 10**9, "tests": 10**6}
    parts = {"standard_output_g": 500_000, "marked_output_g": 200_000}
    return {
        "authorization_id": authorization_id,
        "year": _YEAR,
        "version": 1,
        "state": state,
        "prefilled": {},
        "signatory": "示例",
        "opened_at": _NOW,
        "submitted_at": _NOW,
        **figures,
        **whole,
        **parts,
    }


def _publish(database: Database) -> None:
    with database.write() as session:
        planned = service.plan(session, _YEAR, now=_NOW)
        if planned is None:
            raise LookupError(_YEAR)
        service.publish(session, planned)


def _as_many(database: Database, count: int) -> None:
    with database.read() as session:
        found = len(session.scalars(select(AnnualReport.id)).all())
    if found != count:
        raise LookupError(found)


def _median(do: Callable[[], object]) -> float:
    return median([_seconds(do) for _ in range(_ROUNDS + 1)][1:])


def _seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    if not do():
        raise LookupError
    return time.process_time() - began
