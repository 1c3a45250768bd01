import pytest
from flask import Flask

from gi_registry.core.db import Database
from tests.producers import programs


@pytest.fixture
def people(app: Flask, database: Database) -> programs.People:
    """Give programs of everybody on the way, and of some who are not."""
    return programs.made(app, database)
