from pathlib import Path

from gi_registry.core.db import Database
from tests.marks.harm import killed


def test_what_is_killed_loses_nothing_and_leaves_the_books_sound(
    database: Database, tmp_path: Path
) -> None:
    found = killed(database, tmp_path, times=3, seed=5)

    assert found.is_sound, found
    assert found.acknowledged >= 3
