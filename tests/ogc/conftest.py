"""A small register with dated areas and divisions, and one area not drawn."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import Polygon, box

from gi_registry.core.db import Database
from gi_registry.products.rules import RightKind
from tests import factories

WEST = box(112.30, 37.30, 112.32, 37.34)
EAST = Polygon([(113.0, 37.5), (113.2, 37.5), (113.0, 37.7)])
"""A triangle: the upper right half of its box is outside."""

Json = dict[str, Any]


@pytest.fixture
def stocked(database: Database) -> Database:
    """Give a database with some of everything."""
    with database.write() as session:
        qixian = {"code": "140727", "name": "祁县", "name_en": "Qixian"}
        factories.division(
            session, **qixian, geometry=WEST, valid_to=date(2019, 12, 31)
        )
        factories.division(session, **qixian, valid_from=date(2020, 1, 1))
        factories.division(
            session, code="140728", name="平遥县", name_en="Pingyao", geometry=EAST
        )
        vinegar = factories.gi(session, code="TEST-A", name_zh="示例醋")
        factories.right(session, vinegar)
        factories.right(session, vinegar, kind=RightKind.AGRI_GI)
        factories.area(session, vinegar, geometry=WEST, valid_to=date(2015, 6, 30))
        factories.area(
            session, vinegar, number=2, geometry=EAST, valid_from=date(2015, 7, 1)
        )
        millet = factories.gi(session, code="TEST-B", name_zh="示例小米")
        factories.area(session, millet, valid_from=date(2010, 1, 1))
        unknown = factories.gi(session, code="TEST-C", name_zh="示例枣")
        factories.area(
            session, unknown, geometry=None, valid_from=date(2012, 1, 1), area_m2=0
        )
        factories.gi(session, code="TEST-D", name_zh="示例梨")
    return database


@pytest.fixture
def visit(stocked: Database, app: Flask) -> FlaskClient:
    """Give a program that reads the small register."""
    assert app.extensions["gi"].database is stocked
    return app.test_client()


def got(client: FlaskClient, path: str, **query: object) -> Json:
    """Return a JSON document under /ogc; parameters with _ for -."""
    asked = {name.replace("_", "-"): str(value) for name, value in query.items()}
    answer = client.get(f"/ogc{path}", query_string=asked)
    assert answer.status_code == 200, answer.text
    document: Json = answer.get_json(force=True)
    return document


def ids(page: Json) -> list[str]:
    """Return the ids of a page's features."""
    return [feature["id"] for feature in page["features"]]


def linked(document: Json, rel: str) -> str | None:
    """Return where the first link of a relation leads."""
    return next((e["href"] for e in document["links"] if e["rel"] == rel), None)
