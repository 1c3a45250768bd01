"""The JSON documents that say what there is: landing page, collections, queryables."""

from typing import Any

from gi_registry.areas.service import ATTRIBUTION
from gi_registry.core.language import current_language, said
from gi_registry.core.words import Words
from gi_registry.ogc.links import (
    GEOJSON,
    HTML,
    JSON,
    OPENAPI,
    QUERYABLES,
    SCHEMA,
    Link,
    address,
    both,
    link,
)
from gi_registry.ogc.rules.collections import COLLECTIONS, Collection
from gi_registry.ogc.rules.coordinates import AXES, CRS84, STORED
from gi_registry.ogc.rules.times import instant
from gi_registry.ogc.service import Held
from gi_registry.tiles import tilesets

_FEATURES = "http://www.opengis.net/spec/ogcapi-features-"
CONFORMS_TO = (
    f"{_FEATURES}1/1.0/conf/core",
    f"{_FEATURES}1/1.0/conf/oas30",
    f"{_FEATURES}1/1.0/conf/geojson",
    f"{_FEATURES}1/1.0/conf/html",
    f"{_FEATURES}2/1.0/conf/crs",
    f"{_FEATURES}3/1.0/conf/queryables",
    f"{_FEATURES}3/1.0/conf/queryables-query-parameters",
    *tilesets.CONFORMS_TO,
)
TITLE = Words("地理标志登记簿：地理数据接口", "GI Registry: features")
DESCRIPTION = Words(
    "产地范围（有起止日期的版本）、行政区划和产品标注点，按 OGC API - Features 提供。"
    "保存的坐标系为 CGCS2000（EPSG:4490）。地块和种植者姓名不公开。",
    "Production areas as dated versions, administrative divisions and points of "
    "products, by OGC API - Features. What is kept is CGCS2000 (EPSG:4490). Plots "
    "and growers' names are not public.",
)
_THIS = Words("本文档", "This document")
_LICENCE = Words(
    "许可与出处：事实资料，引用时连同出处；边界仅供查阅，不作划界依据",
    "Terms and sources: facts, quote them with their sources; borders are for "
    "reference, not for delimitation",
)


def landing(root: str) -> dict[str, Any]:
    """Return the landing page."""
    return {
        "title": said(TITLE),
        "description": said(DESCRIPTION),
        "attribution": ATTRIBUTION,
        "links": [
            *both(root, ""),
            link(address(root, "api"), "service-desc", OPENAPI,
                 Words("接口说明（OpenAPI 3.0）", "The API (OpenAPI 3.0)")),
            link(address(root, "api.html"), "service-doc", HTML,
                 Words("接口说明页", "The API, as a page")),
            link(address(root, "conformance"), "conformance", JSON,
                 Words("符合的标准", "What it conforms to")),
            link(address(root, "collections"), "data", JSON,
                 Words("数据集", "Collections")),
            *tilesets.landing_links(root, current_language()),
            _licence(root),
        ],
    }  # fmt: skip


def conformance(root: str) -> dict[str, Any]:
    """Return what the API conforms to."""
    return {"links": both(root, "conformance"), "conformsTo": list(CONFORMS_TO)}


def collections(root: str, every: dict[str, Held]) -> dict[str, Any]:
    """Return all collections.

    Args:
        root: scheme and host.
        every: their present states, by id.
    """
    return {
        "links": both(root, "collections"),
        "crs": list(AXES),
        "collections": [
            _collection(root, every[each.id], []) for each in COLLECTIONS.values()
        ],
    }


def collection(root: str, held: Held) -> dict[str, Any]:
    """Return what there is to know of a collection."""
    return _collection(root, held, both(root, "collections", held.of.id))


def queryables(root: str, of: Collection) -> dict[str, Any]:
    """Return by which properties features can be asked for, as a JSON Schema."""
    language = current_language()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(root, "collections", of.id, "queryables"),
        "type": "object",
        "title": said(of.title),
        "description": said(of.description),
        "properties": {
            each.name: each.schema(language) for each in of.queryable.values()
        },
        "additionalProperties": False,
    }


def _collection(root: str, held: Held, own: list[Link]) -> dict[str, Any]:
    of = held.of
    here = ("collections", of.id)
    links = own or [
        link(address(root, *here, query={"f": "json"}), "self", JSON, _THIS),
        link(address(root, *here, query={"f": "html"}), "alternate", HTML),
    ]
    items = address(root, *here, "items")
    return {
        "id": of.id,
        "title": said(of.title),
        "description": said(of.description),
        "attribution": ATTRIBUTION,
        "itemType": "feature",
        "extent": _extent(held),
        "crs": list(AXES),
        "storageCrs": STORED,
        "links": [
            *links,
            link(f"{items}?f=json", "items", GEOJSON, of.title),
            link(f"{items}?f=html", "items", HTML, of.title),
            link(address(root, *here, "queryables"), QUERYABLES, SCHEMA,
                 Words("可查询的属性", "What can be asked for")),
            *tilesets.collection_links(root, of.id, current_language()),
            _licence(root),
        ],
    }  # fmt: skip


def _extent(held: Held) -> dict[str, Any]:
    extent: dict[str, Any] = {}
    if held.bounds is not None:
        extent["spatial"] = {"bbox": [list(held.bounds)], "crs": CRS84}
    if held.of.is_dated:
        first, last = held.period
        extent["temporal"] = {
            "interval": [[instant(first), instant(last)]],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        }
    return extent


def _licence(root: str) -> Link:
    return link(f"{root}/open-data", "license", HTML, _LICENCE)
