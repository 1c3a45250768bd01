"""Entries for logs that tests look at."""

from datetime import timedelta

from gi_registry.core.db import Database
from gi_registry.translog import service as translog
from gi_registry.translog.service import NewLeaf
from tests.factories import NOW


def grow(database: Database, count: int) -> None:
    """Append entries, some shown and some hidden."""
    with database.write() as session:
        first = translog.size(session)
        translog.append_all(
            session,
            [
                NewLeaf("run.issued", f"MA-{each}", {"run": each, "size": 1000})
                for each in range(first, first + count)
            ],
            now=NOW + timedelta(seconds=first),
        )
