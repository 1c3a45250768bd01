import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from gi_registry.app.cli import group
from gi_registry.areas import service
from gi_registry.areas.errors import PointLineError
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.core.db import Database
from gi_registry.geo import layers
from gi_registry.geo.errors import UnknownCrsError
from gi_registry.products.rules import Evidence
from tests import factories
from tests.factories import NOW, TODAY


def run(app: Flask, *arguments: str, typed: str | None = None) -> Result:
    info = ScriptInfo(create_app=lambda: app)
    return CliRunner().invoke(group, ("areas", *arguments), obj=info, input=typed)


@pytest.fixture
def placed(app: Flask, database: Database) -> Flask:
    """Give an application with the divisions and one product in Qi County."""
    with database.write() as session:
        service.load_divisions(session, now=NOW)
        gi = factories.gi(session, code="TEST-QI", name_zh="祁县酥梨")
        new = NewArea("祁县", ("140727",), FinestLevel.COUNTY, "x", Evidence.SOURCED)
        service.import_area(session, gi, new, on=TODAY, now=NOW)
    return app


def test_divisions_are_loaded_once(app: Flask) -> None:
    assert [run(app, "load").output for _ in range(2)] == ["129\n", "0\n"]


def test_areas_of_a_catalogue_are_read_once(app: Flask, database: Database) -> None:
    run(app, "load")
    with database.write() as session:
        factories.gi(session, code="SXGI-001")
    path = str(layers.layer_path("gi_catalogue.json"))

    assert [run(app, "read", path).output for _ in range(2)] == ["1\n", "0\n"]


def test_a_point_has_its_county_and_its_products(placed: Flask) -> None:
    result = run(placed, "locate", "112.34", "37.35")

    assert result.exit_code == 0
    assert result.stdout == ("county\t140727\t晋中市祁县\nTEST-QI\tinside\t祁县酥梨\n")


def test_a_point_elsewhere_has_none(placed: Flask) -> None:
    assert run(placed, "locate", "116.4", "39.9").stdout == "county\n"


def test_the_answer_comes_as_json_in_the_system_of_the_registry(placed: Flask) -> None:
    result = run(placed, "locate", "112.3456", "37.351", "--crs", "gcj02", "--json")

    document = json.loads(result.stdout)
    assert document["crs"] == "EPSG:4490"
    assert document["lon"] == pytest.approx(112.33905, abs=1e-4)
    assert document["county"]["name"] == {
        "zh": "晋中市祁县",
        "en": "Qi County, Jinzhong",
    }
    (product,) = document["products"]
    assert (product["code"], product["answer"]) == ("TEST-QI", "inside")


def test_lines_get_two_columns_more(placed: Flask, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("lon,lat,who\n112.34,37.35,a\n\n113.0,38.0,b\n1,2,c\n")

    result = run(placed, "locate", "--csv", str(points))

    with_head = "lon,lat,who,county,products\n112.34,37.35,a,140727,TEST-QI\n"
    assert result.stdout.startswith(with_head)
    assert result.stdout.splitlines()[-1] == "1,2,c,,"


def test_a_head_is_not_needed_and_may_be_all(placed: Flask) -> None:
    answered = run(placed, "locate", "--csv", "-", typed="112.34,37.35\n")

    assert answered.stdout == "112.34,37.35,140727,TEST-QI\n"
    assert run(placed, "locate", "--csv", "-", typed="").stdout == ""
    only_head = run(placed, "locate", "--csv", "-", typed="lon,lat\n").stdout
    assert only_head == "lon,lat,county,products\n"


@pytest.mark.parametrize("line", ["x,y", "112.3", "nan,37", "112;37"])
def test_a_line_that_is_no_point_is_named(placed: Flask, line: str) -> None:
    result = run(placed, "locate", "--csv", "-", typed=f"112.34,37.35\n{line}\n")

    assert isinstance(result.exception, PointLineError)
    assert result.exception.facts == {"line": 2}
    assert line in result.exception.words.zh


def test_a_system_that_is_not_known_is_refused(placed: Flask) -> None:
    result = run(placed, "locate", "112.34", "37.35", "--crs", "Xian80")

    assert isinstance(result.exception, UnknownCrsError)


def test_a_point_needs_two_numbers(placed: Flask) -> None:
    assert run(placed, "locate", "112.34").exit_code == 2
