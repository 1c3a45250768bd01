"""The reference layers in `geodata/`: divisions, their old names, their borders.

Source, licence, date and checksum of each file stand in `geodata/README.md`.
"""

import csv
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

import gi_registry
from gi_registry.core.errors import NotFoundError
from gi_registry.core.words import Words
from gi_registry.geo.errors import LayerUnreadableError

_PROVINCE = "shanxi"
"""First part of the file names; another province brings its own files."""

TOWNSHIPS = f"{_PROVINCE}_townships.csv"
VILLAGES = f"{_PROVINCE}_villages.csv.gz"


@dataclass(frozen=True, eq=False)
class Division:
    """One administrative division as the reference layer has it.

    Attributes:
        adcode: GB/T 2260, six digits.
        name: such as 祁县.
        pinyin: romanised by hand, without tones, such as Qixian.
        name_en: such as Qi County; the three 城区 and 矿区 say their city.
        level: province, prefecture or county.
        kind: province, prefecture_city, district, county_city or county.
        parent: adcode of the division above.
        area_km2: geodesic area of the polygon, km2.
        label: where to write the name, inside the polygon: longitude, latitude.
        geometry: polygon or multipolygon, EPSG:4490, degrees.
    """

    adcode: str
    name: str
    pinyin: str
    name_en: str
    level: str
    kind: str
    parent: str
    area_km2: float
    label: tuple[float, float]
    geometry: BaseGeometry


@dataclass(frozen=True)
class Alias:
    """A division's former code and name, as older announcements have it.

    Attributes:
        old_code: GB/T 2260, six digits, no longer in use.
        old_name: such as 太谷县.
        new_codes: its successors; several where it was split.
        new_names: their names, in the same order.
        year: of the change.
        document: number of the approval, or empty where it is not known.
        note: a caution, or empty.
    """

    old_code: str
    old_name: str
    new_codes: tuple[str, ...]
    new_names: tuple[str, ...]
    year: int
    document: str
    note: str


@dataclass(frozen=True, slots=True)
class Township:
    """A township, town or street, without a polygon.

    Attributes:
        code: nine digits, the first six its county's.
        name: such as 东观镇.
        is_current: False where the list says that it was abolished.
    """

    code: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community of the statistics, without a polygon.

    Attributes:
        code: twelve digits, the first nine its township's.
        name: of its committee, such as 上堡村委会.
    """

    code: str
    name: str


def geodata_dir() -> Path:
    """Return the folder of the reference layers, beside the package."""
    return Path(gi_registry.__file__).resolve().parent.parent / "geodata"


def layer_path(name: str) -> Path:
    """Return the path of a file in `geodata/`.

    Raises:
        NotFoundError: there is no such file.
    """
    path = geodata_dir() / name
    if path.parent != geodata_dir() or not path.is_file():
        raise NotFoundError(
            Words(
                "geodata 目录中没有 {name}。请从代码库完整检出后再运行。",
                "There is no {name} in geodata. Run from a complete checkout.",
            ).filled(name=name),
            name=name,
        )
    return path


@cache
def counties() -> tuple[Division, ...]:
    """Return the districts, county-level cities and counties, by adcode."""
    return _divisions(f"{_PROVINCE}_counties.geojson")


@cache
def overview() -> MappingProxyType[str, BaseGeometry]:
    """Return the counties simplified by up to 1.2 km, by adcode; only to be drawn.

    They meet without gaps or overlaps, as the exact ones do.
    """
    found = _divisions(f"{_PROVINCE}_counties_overview.geojson")
    return MappingProxyType({county.adcode: county.geometry for county in found})


@cache
def prefectures() -> tuple[Division, ...]:
    """Return the prefecture-level cities, by adcode."""
    return _divisions(f"{_PROVINCE}_prefectures.geojson")


@cache
def province() -> Division:
    """Return the province."""
    (whole,) = _divisions(f"{_PROVINCE}_province.geojson")
    return whole


@cache
def uncertainty() -> MappingProxyType[str, float]:
    """Return by how much each county's border may be off, metres, by adcode.

    It is the 90th percentile of the gap between the border and a more detailed
    drawing of the same line (ADR 0003).
    """
    rows = _rows("boundary_uncertainty.csv")
    return MappingProxyType({row["adcode"]: float(row["p90"]) for row in rows})


def uncertainty_of(adcodes: Iterable[str]) -> float:
    """Return by how much the border of a union of counties may be off, metres.

    Args:
        adcodes: of counties, at least one; the least certain one decides.

    Raises:
        KeyError: one of them is no county of the layer.
        ValueError: there is none.
    """
    known = uncertainty()
    return max(known[adcode] for adcode in adcodes)


@cache
def aliases() -> tuple[Alias, ...]:
    """Return the former codes and names of counties."""
    return tuple(
        Alias(
            old_code=row["old_code"],
            old_name=row["old_name"],
            new_codes=tuple(row["new_code"].split("|")),
            new_names=tuple(row["new_name"].split("|")),
            year=int(row["year"]),
            document=row["doc_no"],
            note=row["note"],
        )
        for row in _rows(f"{_PROVINCE}_division_aliases.csv")
    )


@cache
def townships() -> tuple[Township, ...]:
    """Return the townships, towns and streets, by code."""
    return tuple(
        Township(row["code9"], row["name"], row["status"] == "current")
        for row in _rows(TOWNSHIPS)
    )


@cache
def villages() -> tuple[Village, ...]:
    """Return the villages and communities of the counties, by code.

    Those under a development zone of the statistics, which is no division, are
    left out.
    """
    known = {county.adcode for county in counties()}
    with gzip.open(layer_path(VILLAGES), "rt", encoding="utf-8", newline="") as stream:
        return tuple(
            Village(row["code12"], row["name"])
            for row in csv.DictReader(stream)
            if row["parent"] in known
        )


def divisions_in(text: str) -> tuple[Division, ...]:
    """Return the divisions of a layer in the scheme of the reference layers.

    Args:
        text: GeoJSON, EPSG:4490, each feature with all attributes of `Division`.

    Raises:
        LayerUnreadableError: it is not of that scheme.
    """
    try:
        return _parsed(json.loads(text))
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise LayerUnreadableError(str(error)) from error


def _divisions(file: str) -> tuple[Division, ...]:
    return _parsed(json.loads(layer_path(file).read_text(encoding="utf-8")))


def _parsed(collection: dict[str, Any]) -> tuple[Division, ...]:
    found = []
    for feature in collection["features"]:
        facts = feature["properties"]
        lon, lat = facts.pop("label")
        facts.pop("county_count", None)
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        found.append(Division(**facts, label=(lon, lat), geometry=geometry))
    return tuple(sorted(found, key=lambda division: division.adcode))


def _rows(file: str) -> list[dict[str, str]]:
    with layer_path(file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
