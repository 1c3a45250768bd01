"""What the books of labels withstand: 200 processes at once, and kill -9."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from benchmarks._rows import Row, at_least, at_most, skipped, told
from gi_registry.app import tables
from gi_registry.core.db import Database
from tests import postgresql
from tests.marks.harm import Draw, drawn_at_once, killed

PROCESSES: Final = 200
LABELS: Final = 1_000
KILLS: Final = 50
_DRAW: Final = Draw(PROCESSES, asks=1, each=10, labels=LABELS)
"""2,000 labels asked for."""


def run() -> list[Row]:
    """Measure both on SQLite and on PostgreSQL."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows += _measured("SQLite", f"sqlite:///{folder}/gi.db")
    try:
        with postgresql.cluster(f"-c max_connections={PROCESSES + 50}") as url:
            rows += _measured("PostgreSQL", url)
    except pytest.skip.Exception as reason:
        rows.append(skipped("ledger: on PostgreSQL", str(reason)))
    return rows


def _measured(name: str, url: str) -> list[Row]:
    with _at_head(url) as database:
        issued, stored = drawn_at_once(database, _DRAW)
    what = f"ledger: of the last {LABELS:,} labels, issued to {PROCESSES} processes"
    with _at_head(url) as database, tempfile.TemporaryDirectory() as folder:
        found = killed(database, Path(folder), times=KILLS, seed=2026)
    harm = found.lost + found.double + len(found.faults)
    harm += 0 if 0 <= found.more <= KILLS else 1
    return [
        at_least(f"{what}, {name}", min(issued, stored), LABELS, "labels"),
        at_most(f"{what} at most, {name}", max(issued, stored), LABELS, "labels"),
        told(
            f"ledger: acknowledged before {KILLS} times kill -9, {name}",
            found.acknowledged,
            "entries, files",
        ),
        at_most(
            f"ledger: lost, double or unbalanced after {KILLS} times kill -9, {name}",
            harm,
            0,
            "entries",
        ),
    ]


@contextmanager
def _at_head(url: str) -> Iterator[Database]:
    """Give a database whose tables are fresh."""
    database = Database(url)
    tables.upgrade(database)
    try:
        yield database
    finally:
        postgresql.empty(database)
        database.engine.dispose()
