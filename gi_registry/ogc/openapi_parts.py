"""Parameters and schemas that every collection shares, in OpenAPI 3.0."""

from typing import Any

from gi_registry.ogc.rules.asking import LIMIT, MOST
from gi_registry.ogc.rules.coordinates import AXES, CRS84, STORED

Schema = dict[str, Any]


def _parameter(name: str, description: str, schema: Schema) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


_CRS: Schema = {
    "type": "string",
    "format": "uri",
    "enum": list(AXES),
    "default": CRS84,
}

PARAMETERS: dict[str, dict[str, Any]] = {
    "limit": _parameter(
        "limit",
        f"一页的要素数；超过 {MOST} 按 {MOST}。Features in a page; more than "
        f"{MOST} is taken for {MOST}.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
    ),
    "bbox": _parameter(
        "bbox",
        "与此范围相交的要素，没有图形的也算；按 bbox-crs 的轴序。"
        "Features that meet the box, and those without a geometry; "
        "axes in the order of bbox-crs.",
        {
            "type": "array",
            "items": {"type": "number"},
            "oneOf": [
                {"minItems": 4, "maxItems": 4},
                {"minItems": 6, "maxItems": 6},
            ],
        },
    ),
    "bbox-crs": _parameter(
        "bbox-crs", "bbox 的坐标系。Coordinate system of bbox.", _CRS
    ),
    "datetime": _parameter(
        "datetime",
        "在此时刻或区间有效的要素；时刻按其在中国的日期。"
        "Features that hold at an instant or on some day of an interval; "
        "an instant means its day in China. "
        "2026-01-01T00:00:00Z, 2020-01-01T00:00:00Z/..",
        {"type": "string"},
    ),
    "crs": _parameter(
        "crs",
        "结果的坐标系；EPSG:4326 与 EPSG:4490 纬度在前。"
        "Coordinate system of the answer; latitude first in EPSG:4326 and EPSG:4490.",
        _CRS,
    ),
    "after": _parameter(
        "after",
        "接在这个编号之后；由 next、prev 链接给出。"
        "What follows this id; the links next and prev give it.",
        {"type": "string"},
    ),
    "f": _parameter(
        "f",
        "形式，优先于 Accept。Form of the answer, before the Accept header.",
        {"type": "string", "enum": ["json", "html"]},
    ),
    "lang": _parameter(
        "lang",
        "文字的语言。Language of words.",
        {"type": "string", "enum": ["zh", "en"]},
    ),
    "featureId": {
        "name": "featureId",
        "in": "path",
        "description": "编号。Id of the feature.",
        "required": True,
        "schema": {"type": "string"},
    },
}

_TEXT: Schema = {"type": "string"}
_LINKS: Schema = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_URIS: Schema = {"type": "array", "items": {"type": "string", "format": "uri"}}


def _object(required: list[str], properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "required": required, "properties": properties}


def _geometry(kind: str, depth: int) -> Schema:
    coordinates: Schema = {"type": "number"}
    coordinates = {"type": "array", "minItems": 2, "maxItems": 2, "items": coordinates}
    for level in range(depth):
        coordinates = {
            "type": "array",
            "minItems": 1 if level else 4,
            "items": coordinates,
        }
    return _object(
        ["type", "coordinates"],
        {"type": {"type": "string", "enum": [kind]}, "coordinates": coordinates},
    )


SCHEMAS: dict[str, Schema] = {
    "link": _object(
        ["href", "rel", "type"],
        {"href": _TEXT, "rel": _TEXT, "type": _TEXT, "title": _TEXT},
    ),
    "landingPage": _object(
        ["links"],
        {"title": _TEXT, "description": _TEXT, "attribution": _TEXT, "links": _LINKS},
    ),
    "confClasses": _object(["conformsTo"], {"conformsTo": _URIS, "links": _LINKS}),
    "extent": {
        "type": "object",
        "properties": {
            "spatial": _object(
                ["bbox"],
                {
                    "bbox": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "array",
                            "minItems": 4,
                            "maxItems": 4,
                            "items": {"type": "number"},
                        },
                    },
                    "crs": {"type": "string", "enum": [CRS84]},
                },
            ),
            "temporal": _object(
                ["interval"],
                {
                    "interval": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "array",
                            "minItems": 2,
                            "maxItems": 2,
                            "items": {
                                "type": "string",
                                "format": "date-time",
                                "nullable": True,
                            },
                        },
                    },
                    "trs": _TEXT,
                },
            ),
        },
    },
    "collection": _object(
        ["id", "links"],
        {
            "id": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "attribution": _TEXT,
            "itemType": {"type": "string", "enum": ["feature"]},
            "extent": {"$ref": "#/components/schemas/extent"},
            "crs": _URIS,
            "storageCrs": {"type": "string", "format": "uri", "enum": [STORED]},
            "links": _LINKS,
        },
    ),
    "collections": _object(
        ["links", "collections"],
        {
            "links": _LINKS,
            "crs": _URIS,
            "collections": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/collection"},
            },
        },
    ),
    "queryables": _object(
        ["$schema", "$id", "type", "properties"],
        {
            "$schema": _TEXT,
            "$id": _TEXT,
            "type": {"type": "string", "enum": ["object"]},
            "title": _TEXT,
            "description": _TEXT,
            "properties": {"type": "object"},
            "additionalProperties": {"type": "boolean"},
        },
    ),
    "problem": _object(
        ["type", "title", "status"],
        {
            "type": {"type": "string", "format": "uri"},
            "title": _TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "instance": _TEXT,
            "field": {"type": "string", "nullable": True},
        },
    ),
    "PointGeoJSON": _geometry("Point", 0),
    "PolygonGeoJSON": _geometry("Polygon", 2),
    "MultiPolygonGeoJSON": _geometry("MultiPolygon", 3),
}
