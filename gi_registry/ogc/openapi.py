"""The API described in OpenAPI 3.0, made from what the collections are.

Every parameter that is taken stands here and no other; the schemas are those of
the documents as they are sent.
"""

from typing import Any

from gi_registry.core.language import current_language, said
from gi_registry.core.words import Words
from gi_registry.ogc.documents import DESCRIPTION, TITLE
from gi_registry.ogc.links import GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from gi_registry.ogc.openapi_parts import PARAMETERS, SCHEMAS
from gi_registry.ogc.rules.asking import OF_ITEMS
from gi_registry.ogc.rules.collections import COLLECTIONS, Collection, Property

_PROBLEM = "application/problem+json"
_WORDS = {
    "landing": Words("入口", "Landing page"),
    "api": Words("接口说明", "The API"),
    "conformance": Words("符合的标准", "What it conforms to"),
    "collections": Words("数据集", "Collections"),
    "collection": Words("数据集说明", "A collection described"),
    "queryables": Words("可查询的属性", "What can be asked for"),
    "items": Words("要素，一页", "A page of features"),
    "item": Words("一个要素", "One feature"),
    "wrong": Words("参数不认识，或其值不对", "A parameter is unknown or wrong"),
    "missing": Words("没有这个编号", "There is nothing of that id"),
    "failed": Words("我们出了差错", "A mistake of ours"),
}


def openapi(root: str) -> dict[str, Any]:
    """Return the description.

    Args:
        root: scheme and host.
    """
    paths = {
        "/": _path("landing", "getLandingPage", "landingPage"),
        "/api": _path("api", "getApi", None, kind=OPENAPI),
        "/conformance": _path("conformance", "getConformance", "confClasses"),
        "/collections": _path("collections", "getCollections", "collections"),
    }
    for of in COLLECTIONS.values():
        paths |= _of_collection(of)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": said(TITLE),
            "description": said(DESCRIPTION),
            "version": "1.0.0",
            "license": {"name": "Apache-2.0"},
        },
        "servers": [{"url": f"{root}/ogc"}],
        "tags": [
            {"name": of.id, "description": said(of.title)}
            for of in COLLECTIONS.values()
        ],
        "paths": paths,
        "components": {
            "parameters": PARAMETERS,
            "schemas": SCHEMAS
            | {_name(of): _feature(of) for of in COLLECTIONS.values()}
            | {f"{_name(of)}Page": _page(of) for of in COLLECTIONS.values()},
            "responses": {
                "wrong": _problem("wrong"),
                "missing": _problem("missing"),
                "failed": _problem("failed"),
            },
        },
    }


def _of_collection(of: Collection) -> dict[str, Any]:
    path, name = f"/collections/{of.id}", _name(of)
    own = [_queryable(each) for each in of.queryable.values()]
    common = [_parameter(each) for each in OF_ITEMS]
    item_id = _parameter("featureId")
    return {
        path: _path("collection", f"describe{name}", "collection", tag=of.id),
        f"{path}/queryables": _path(
            "queryables", f"getQueryablesOf{name}", "queryables", kind=SCHEMA, tag=of.id
        ),
        f"{path}/items": _path(
            "items",
            f"getPageOf{name}",
            f"{name}Page",
            kind=GEOJSON,
            tag=of.id,
            parameters=[*common, *own],
        ),
        f"{path}/items/{{featureId}}": _path(
            "item",
            f"get{name}",
            name,
            kind=GEOJSON,
            tag=of.id,
            parameters=[item_id, *map(_parameter, ("crs", "f", "lang"))],
        ),
    }


def _path(
    words: str,
    name: str,
    schema: str | None,
    *,
    kind: str = JSON,
    tag: str = "",
    parameters: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    shape = _schema(schema) if schema else {"type": "object"}
    answers: dict[str, Any] = {
        "200": {
            "description": said(_WORDS[words]),
            "content": {
                kind: {"schema": shape},
                HTML: {"schema": {"type": "string"}},
            },
        },
        "400": {"$ref": "#/components/responses/wrong"},
        "500": {"$ref": "#/components/responses/failed"},
    }
    if kind == GEOJSON:
        answers["200"]["headers"] = {
            "Content-Crs": {
                "description": "<URI>",
                "schema": {"type": "string"},
            }
        }
    if words == "item":
        answers["404"] = {"$ref": "#/components/responses/missing"}
    if parameters is None:
        parameters = [_parameter("f"), _parameter("lang")]
    got: dict[str, Any] = {
        "summary": said(_WORDS[words]),
        "operationId": name,
        "parameters": parameters,
        "responses": answers,
    }
    return {"get": got | ({"tags": [tag]} if tag else {})}


def _queryable(of: Property) -> dict[str, Any]:
    schema = of.schema(current_language())
    return {
        "name": of.name,
        "in": "query",
        "description": schema.pop("title"),
        "required": False,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def _feature(of: Collection) -> dict[str, Any]:
    language = current_language()
    geometries = [_schema(f"{kind}GeoJSON") for kind in of.geometry]
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"oneOf": geometries, "nullable": True},
            "properties": {
                "type": "object",
                "required": [each.name for each in of.properties],
                "properties": {
                    each.name: each.schema(language)
                    | ({"nullable": True} if each.may_lack else {})
                    for each in of.properties
                },
                "additionalProperties": False,
            },
            "links": {"type": "array", "items": _schema("link")},
        },
    }


def _page(of: Collection) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [
            "type",
            "features",
            "links",
            "timeStamp",
            "numberMatched",
            "numberReturned",
        ],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": _schema(_name(of))},
            "links": {"type": "array", "items": _schema("link")},
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
        },
    }


def _problem(words: str) -> dict[str, Any]:
    return {
        "description": said(_WORDS[words]),
        "content": {_PROBLEM: {"schema": _schema("problem")}},
    }


def _name(of: Collection) -> str:
    """Return a collection's id as a name: production-areas, ProductionAreas."""
    return "".join(part.capitalize() for part in of.id.split("-"))


def _schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/parameters/{name}"}
