from collections.abc import Iterator
from pathlib import Path

import pytest

from gi_registry.core.db import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'geo.sqlite'}")
    yield database
    database.engine.dispose()
