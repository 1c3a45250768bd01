import gzip
import json

import pytest
import shapely
from flask.testing import FlaskClient
from shapely.geometry import Polygon, shape

from gi_registry.areas import service
from gi_registry.areas.rules import FinestLevel, NewArea
from gi_registry.core.db import Database
from gi_registry.geo import layers
from gi_registry.products.rules import Evidence
from tests import factories
from tests.factories import NOW, TODAY


@pytest.fixture
def placed(client: FlaskClient, database: Database) -> FlaskClient:
    """Give a browser on divisions, two areas and a product without one."""
    with database.write() as session:
        service.load_divisions(session, now=NOW)
        for code, text, finest in (
            ("TEST-A", "祁县", FinestLevel.COUNTY),
            ("TEST-B", "祁县东观镇", FinestLevel.TOWNSHIP),
        ):
            gi = factories.gi(session, code=code)
            new = NewArea(text, ("140727",), finest, "a test", Evidence.SOURCED)
            service.import_area(session, gi, new, on=TODAY, now=NOW)
        factories.gi(session, code="TEST-C")
    return client


def test_a_point_is_answered_with_county_products_and_distance(
    placed: FlaskClient,
) -> None:
    answer = placed.get("/api/v1/areas/locate?lon=112.34&lat=37.35&crs=EPSG:4490")

    found = answer.get_json()
    assert answer.status_code == 200
    assert found["county"] == {
        "code": "140727",
        "name": {"zh": "晋中市祁县", "en": "Qi County, Jinzhong"},
    }
    sure, unsure = found["products"]
    assert (sure["code"], sure["answer"]) == ("TEST-A", "inside")
    assert (unsure["code"], unsure["answer"]) == ("TEST-B", "unknown")
    assert sure["distance_m"] > sure["uncertainty_m"] == 383
    assert "乡镇" in unsure["words"]["zh"]


def test_a_point_of_a_web_map_is_brought_back(placed: FlaskClient) -> None:
    query = "lon=112.3456&lat=37.351&crs=GCJ-02"

    found = placed.get(f"/api/v1/areas/locate?{query}").get_json()

    assert found["crs"] == "EPSG:4490"
    assert found["lon"] == pytest.approx(112.33905, abs=1e-4)


def test_a_point_elsewhere_has_no_county(placed: FlaskClient) -> None:
    found = placed.get("/api/v1/areas/locate?lon=0&lat=0&crs=WGS84").get_json()

    assert (found["county"], found["products"]) == (None, [])


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("lon=112.34&lat=37.35", "crs-missing"),
        ("lon=112.34&lat=37.35&crs=Xian80", "crs-unknown"),
        ("lon=112.34&lat=137.35&crs=WGS84", "coordinate-range"),
        ("lon=east&lat=37.35&crs=WGS84", "http-422"),
        ("lat=37.35&crs=WGS84", "http-422"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(
    placed: FlaskClient, query: str, slug: str
) -> None:
    answer = placed.get(f"/api/v1/areas/locate?{query}")

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["type"].endswith(f"/problems/{slug}")


@pytest.mark.parametrize(
    "path", ["/api/v1/products/TEST-B/area", "/api/v1/areas/TEST-B.geojson"]
)
def test_an_area_is_a_feature_with_its_clauses(placed: FlaskClient, path: str) -> None:
    answer = placed.get(path)

    feature = answer.get_json(force=True)
    facts = feature["properties"]
    assert answer.mimetype == "application/geo+json"
    assert (facts["crs"], facts["uncertainty_m"]) == ("EPSG:4490", 383)
    assert (facts["version"], facts["finer_than_polygon"]) == (1, True)
    assert [(c["text"], c["status"]) for c in facts["clauses"]] == [
        ("祁县东观镇", "ambiguous")
    ]
    (qi,) = (each for each in layers.counties() if each.adcode == "140727")
    drawn = shape(feature["geometry"])
    assert shapely.equals(drawn, qi.geometry)
    assert isinstance(drawn, Polygon)
    assert drawn.exterior.is_ccw


def test_the_file_has_a_name(placed: FlaskClient) -> None:
    answer = placed.get("/api/v1/areas/TEST-A.geojson")

    assert "TEST-A.geojson" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("code", "slug"), [("TEST-C", "area-not-found"), ("X", "product-not-found")]
)
def test_what_is_not_there_is_said(placed: FlaskClient, code: str, slug: str) -> None:
    answer = placed.get(f"/api/v1/products/{code}/area")

    assert answer.status_code == 404
    assert answer.get_json()["type"].endswith(slug)


def test_all_areas_are_open_data(placed: FlaskClient) -> None:
    full = placed.get("/api/v1/areas.geojson")
    coarse = placed.get("/api/v1/areas.geojson?detail=overview")

    document = full.get_json(force=True)
    assert [feature["id"] for feature in document["features"]] == ["TEST-A", "TEST-B"]
    assert "天地图" in document["attribution"]
    assert len(coarse.data) < len(full.data)
    assert full.headers["ETag"] != coarse.headers["ETag"]


def test_who_has_it_already_is_told_so(placed: FlaskClient, database: Database) -> None:
    path = "/api/v1/areas.geojson"
    tag = placed.get(path).headers["ETag"]

    again = placed.get(path, headers={"If-None-Match": tag})
    with database.write() as session:
        gi = factories.gi(session, code="TEST-D")
        factories.area(session, gi)
    after = placed.get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert after.status_code == 200
    assert b"TEST-D" in after.data


def test_areas_come_compressed_to_those_who_can_read_it(placed: FlaskClient) -> None:
    path = "/api/v1/areas.geojson"
    plain = placed.get(path)

    squeezed = placed.get(path, headers={"Accept-Encoding": "gzip"})

    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert squeezed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in squeezed.headers["Vary"]


def test_an_unknown_detail_is_refused(placed: FlaskClient) -> None:
    assert placed.get("/api/v1/areas.geojson?detail=x").status_code == 422


def test_divisions_are_listed_by_level(placed: FlaskClient) -> None:
    everything = placed.get("/api/v1/divisions").get_json()
    counties = placed.get("/api/v1/divisions?level=county").get_json()

    assert (len(everything), len(counties)) == (129, 117)
    qi = next(each for each in counties if each["code"] == "140727")
    assert (qi["name"], qi["name_en"], qi["level"]) == ("祁县", "Qi County", "county")
    assert qi["border_uncertainty_m"] == 383
    assert "geometry" not in qi
    assert json.dumps(qi["area_m2"]).isdigit()
