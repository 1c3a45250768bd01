"""Both database engines, an application, a browser; nothing mocked."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.app import tables
from gi_registry.core.db import Database
from gi_registry.site.service import import_register
from tests import postgresql
from tests.factories import NOW, PASSWORD
from tests.products.catalogue import shipped
from tests.stage import Stage

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash passwords with the least work: what is shipped is slow on purpose."""
    people = import_module("gi_registry.accounts.service.people")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "HASHING", CHEAPEST)
        yield


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """Give the address of a throw-away PostgreSQL with PostGIS."""
    with postgresql.cluster() as url:
        yield url


@pytest.fixture(scope="session", params=ENGINES)
def migrated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a database at head on each engine, shared by the whole run."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("sqlite") / "registry.db"
        database = Database(f"sqlite:///{path}")
    else:
        database = Database(request.getfixturevalue("postgresql_url"))
    tables.upgrade(database)
    yield database
    database.engine.dispose()


@pytest.fixture(scope="session", params=ENGINES)
def shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a register that holds the shipped catalogue, on each engine; only read."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shelf") / "registry.db"
        shelf = Database(f"sqlite:///{path}")
    else:
        url = postgresql.another(request.getfixturevalue("postgresql_url"), "shelf")
        shelf = Database(url)
    tables.upgrade(shelf)
    with shelf.write() as session:
        import_register(session, shipped(), now=NOW)
    yield shelf
    shelf.engine.dispose()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Give the application of `app`, made once."""
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def shop_window(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Give the application of `visitor`, made once."""
    return Stage(tmp_path_factory.mktemp("shop-window"))


@pytest.fixture
def visitor(shop_window: Stage, shelf: Database, tmp_path: Path) -> FlaskClient:
    """Give a browser on the register that holds the shipped catalogue."""
    return shop_window.set(tmp_path, shelf).test_client()


@pytest.fixture
def database(migrated: Database) -> Iterator[Database]:
    """Give an empty database at head; emptied again afterwards."""
    yield migrated
    postgresql.empty(migrated)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Give a writing session that is undone at the end."""
    with database.write() as session:
        yield session
        session.rollback()


@pytest.fixture
def app(stage: Stage, database: Database, tmp_path: Path) -> Flask:
    """Give an application on an empty database."""
    return stage.set(tmp_path, database)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without cookies."""
    return app.test_client()


def signed_in(app: Flask, login: str, password: str = PASSWORD) -> FlaskClient:
    """Give a browser in which somebody is signed in.

    Args:
        app: CSRF is not checked in it from here on; a test of its own does.
        login: of an account made by `tests.factories` and committed.
        password: theirs.
    """
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    answer = client.post("/sign-in", data={"login": login, "password": password})
    assert answer.status_code == 303, answer.text
    return client
