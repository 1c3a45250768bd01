"""Migrations make just the models' tables, on both engines, and can be undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from gi_registry.app import tables
from gi_registry.core.db import Base, Database
from tests import postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database without any table of ours."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
        yield database
        database.engine.dispose()
        return
    url = postgresql.another(request.getfixturevalue("postgresql_url"), "fresh")
    database = Database(url)
    yield database
    database.engine.dispose()


def test_migrations_and_models_agree(fresh: Database) -> None:
    tables.upgrade(fresh)

    config = tables.configuration()
    with fresh.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_down_to_base_leaves_nothing_of_ours(fresh: Database) -> None:
    tables.upgrade(fresh)

    tables.downgrade(fresh, "base")

    ours = {table.name for table in Base.metadata.sorted_tables}
    left = set(inspect(fresh.engine).get_table_names())
    assert left & ours == set()
    assert not [name for name in left if "_rtree" in name]


def test_the_numbers_have_no_gap() -> None:
    script = ScriptDirectory.from_config(tables.configuration())

    numbers = sorted(int(revision.revision) for revision in script.walk_revisions())

    assert numbers == list(range(1, len(numbers) + 1))
