"""`schemas/v1` as far as it is made from the shapes that the API gives and takes."""

import json
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from gi_registry.cases.schemas import CaseSchema
from gi_registry.clocks.schemas import ClockSchema
from gi_registry.filings.schemas import WholeFilingSchema
from gi_registry.marks.schemas.labels import (
    CertificateClaimsSchema,
    KeySetSchema,
    LabelRangesSchema,
)
from gi_registry.overrides.schemas import OverrideSchema
from gi_registry.producers.schemas.applications import ApplicationSchema
from gi_registry.producers.schemas.authorizations import AuthorizationSchema
from gi_registry.producers.schemas.batches import AnnouncementBatchSchema
from gi_registry.producers.schemas.entities import BusinessSchema
from gi_registry.producers.schemas.files import ApplicationFilesSchema
from gi_registry.producers.schemas.individuals import IndividualSchema
from gi_registry.producers.schemas.packaging import PackagingSchema
from gi_registry.rights.schemas.batches import RecordedAnnouncementSchema
from gi_registry.rights.schemas.members import MemberSchema
from gi_registry.rights.schemas.rights import LifeOfRightSchema

_OPENAPI: Final = "3.1.0"
"""Whose schemas are JSON Schema 2020-12."""

_AT: Final = "https://gi-registry.example/schemas/v1/{name}.schema.json"
_COMPONENTS: Final = "#/components/schemas/"

MADE: Final[dict[str, type[Schema]]] = {
    "announcement-batch": AnnouncementBatchSchema,
    "announcement-rights": RecordedAnnouncementSchema,
    "application": ApplicationSchema,
    "application-files": ApplicationFilesSchema,
    "authorization": AuthorizationSchema,
    "case": CaseSchema,
    "certificate-claims": CertificateClaimsSchema,
    "clock": ClockSchema,
    "entity": BusinessSchema,
    "individual": IndividualSchema,
    "filing": WholeFilingSchema,
    "key-set": KeySetSchema,
    "label-ranges": LabelRangesSchema,
    "member": MemberSchema,
    "right": LifeOfRightSchema,
    "override": OverrideSchema,
    "packaging": PackagingSchema,
}
"""Names of the published schemas, and the shapes that they are made from."""


TAKEN: Final = frozenset({"announcement-batch", "announcement-rights"})
"""What is taken; the others are given, and members may be added to them."""


def promise(name: str) -> dict[str, Any]:
    """Return a published schema (JSON Schema 2020-12).

    Args:
        name: one of `MADE`.
    """
    spec = APISpec("", "", _OPENAPI, plugins=[MarshmallowPlugin()])
    spec.components.schema("it", schema=MADE[name])
    parts: dict[str, Any] = spec.to_dict()["components"]["schemas"]
    whole = parts.pop("it")
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _AT.format(name=name),
        "title": name.replace("-", " ").capitalize(),
        "description": (MADE[name].__doc__ or "").strip(),
        **whole,
        **({"$defs": parts} if parts else {}),
    }
    text = json.dumps(made, ensure_ascii=False).replace(_COMPONENTS, "#/$defs/")
    again: dict[str, Any] = json.loads(text)
    return again if name in TAKEN else _open(again)


def _open(made: dict[str, Any]) -> dict[str, Any]:
    """Let members be added to what is given, within the version."""
    for each in (made, *made.get("$defs", {}).values()):
        each.pop("additionalProperties", None)
    return made


def written(name: str) -> str:
    """Return the text of a published schema's file."""
    return json.dumps(promise(name), ensure_ascii=False, indent=2) + "\n"
