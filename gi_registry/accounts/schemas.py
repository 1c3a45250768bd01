"""JSON shapes of absences, in the API."""

from typing import Any, Final

from marshmallow import Schema, fields

from gi_registry.core.fields import RowId, Text

ABSENCE: Final[dict[str, Any]] = {
    "deputy": 12,
    "from_on": "2026-12-01",
    "to_on": "2026-12-05",
    "reason": "培训",
}
"""An example, published in the description of the API."""


class OfficerSchema(Schema):
    """An officer by account."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    office = fields.String(required=True, attribute="organisation.name")


class NewAbsenceSchema(Schema):
    """Days on which one is away, and who has one's permissions then."""

    deputy = RowId(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True, metadata={"description": "Last day, inclusive."})
    reason = Text(longest=200, load_default="")


class AbsenceSchema(Schema):
    """An absence of one's own; it ends by itself after its last day."""

    id = fields.Integer(required=True)
    deputy = fields.Nested(OfficerSchema, required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)
    reason = fields.String(required=True)
    ended_at = fields.AwareDateTime(
        required=True,
        allow_none=True,
        metadata={"description": "Where it was ended before its last day."},
    )


class AbsencesSchema(Schema):
    """One's absences, newest first, and who could stand in."""

    items = fields.List(fields.Nested(AbsenceSchema), required=True)
    deputies = fields.List(fields.Nested(OfficerSchema), required=True)
