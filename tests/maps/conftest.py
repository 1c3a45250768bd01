import pytest
from flask.testing import FlaskClient

from gi_registry.areas import service as areas
from gi_registry.core.db import Database
from tests.factories import NOW


@pytest.fixture
def started(client: FlaskClient, database: Database) -> FlaskClient:
    """Give a browser on divisions without any product."""
    with database.write() as session:
        areas.load_divisions(session, now=NOW)
    return client
