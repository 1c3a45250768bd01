"""Every answer keeps to the schemas: ours, and the standard's own where they lie."""

import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import schemathesis
import yaml  # type: ignore[import-untyped]
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gi_registry.core.db import Database
from gi_registry.ogc.rules.asking import of_items
from gi_registry.ogc.rules.collections import COLLECTIONS
from tests.ogc.conftest import Json, got

STANDARD = Path(os.environ.get("GI_CORPORA", "../shared/corpora")) / (
    "ogc-features/ogcapi-features-1.yaml"
)
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


def test_every_document_keeps_to_our_description(visit: FlaskClient) -> None:
    described = got(visit, "/api")

    faults = [
        fault
        for path, document in _documents(visit, described)
        for fault in _faults(described, _shape(described, path), document)
    ]

    assert faults == []


if STANDARD.exists():  # used where it lies, never copied

    def test_every_document_keeps_to_the_standards_own_schemas(
        visit: FlaskClient,
    ) -> None:
        standard = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
        feature = standard["components"]["schemas"]["featureGeoJSON"]["properties"]
        feature["geometry"] = {"nullable": True, **feature["geometry"]}  # RFC 7946, 3.2
        described = got(visit, "/api")
        names = {
            "/": "landingPage",
            "/conformance": "confClasses",
            "/collections": "collections",
        }

        faults = []
        for path, document in _documents(visit, described):
            kind = path.split("/")[3:]
            name = names.get(path) or ("collection", "featureCollectionGeoJSON",
                                       "featureGeoJSON")[len(kind)]  # fmt: skip
            if path == "/api" or kind == ["queryables"]:
                continue
            schema = {"$ref": f"#/components/schemas/{name}"}
            faults += _faults(standard, schema, document)

        assert faults == []


def test_the_description_names_just_the_parameters_that_are_taken(
    visit: FlaskClient,
) -> None:
    described = got(visit, "/api")

    for of in COLLECTIONS.values():
        got_ = described["paths"][f"/collections/{of.id}/items"]["get"]
        named = [_resolved(described, each)["name"] for each in got_["parameters"]]
        assert sorted(named) == sorted(of_items(of))


def test_the_queryables_are_a_schema_under_their_own_address(
    visit: FlaskClient,
) -> None:
    queryables = got(visit, "/collections/divisions/queryables")

    Draft202012Validator.check_schema(queryables)
    assert visit.get(queryables["$id"]).mimetype == "application/schema+json"
    assert queryables["properties"]["level"]["enum"] == [
        "province",
        "prefecture",
        "county",
    ]


def test_whatever_comes_the_answer_is_as_described(
    stocked: Database, app: Flask
) -> None:
    assert app.extensions["gi"].database is stocked
    schema = schemathesis.openapi.from_wsgi("/ogc/api", app)

    for described in schema.get_all_operations():
        assert isinstance(described, Ok)
        operation = described.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=15, deadline=None, suppress_health_check=list(HealthCheck)
        )
        def holds(case: schemathesis.Case[Any]) -> None:
            plain = {"Accept-Encoding": "identity"}
            case.call_and_validate(checks=CHECKS, headers=plain)

        holds()


def _documents(visit: FlaskClient, described: Json) -> list[tuple[str, Json]]:
    """Return a document of every path; of features, each one."""
    found: list[tuple[str, Json]] = []
    for path in described["paths"]:
        if path.endswith("/{featureId}"):
            items = got(visit, path.removesuffix("/{featureId}"))["features"]
            ids = [feature["id"] for feature in items]
            found += [
                (path, got(visit, path.replace("{featureId}", each))) for each in ids
            ]
        else:
            found.append((path, got(visit, path)))
    return found


def _shape(described: Json, path: str) -> Json:
    content = described["paths"][path]["get"]["responses"]["200"]["content"]
    kind = next(kind for kind in content if kind != "text/html")
    schema: Json = content[kind]["schema"]
    return schema


def _faults(described: Json, schema: Json, document: Json) -> list[str]:
    whole = {"components": _as_json_schema(described["components"])} | schema
    return [
        f"{fault.json_path}: {fault.message}"[:300]
        for fault in Draft202012Validator(whole).iter_errors(document)
    ]


def _as_json_schema(part: Any) -> Any:  # noqa: ANN401 -- JSON
    """Say `nullable`, which OpenAPI 3.0 has of its own, as JSON Schema does."""
    if isinstance(part, list):
        return [_as_json_schema(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _as_json_schema(value) for key, value in deepcopy(part).items()}
    if made.pop("nullable", False) is True:
        return {"anyOf": [made, {"type": "null"}]}
    return made


def _resolved(described: Json, parameter: Json) -> Json:
    if "$ref" not in parameter:
        return parameter
    name = parameter["$ref"].rpartition("/")[2]
    found: Json = described["components"]["parameters"][name]
    return found
