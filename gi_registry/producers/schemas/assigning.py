"""JSON shapes of who has taken an application, in the API."""

from typing import Any, Final

from marshmallow import Schema, fields

from gi_registry.core.fields import RowId

COLLEAGUE: Final[dict[str, Any]] = {"colleague": 12}
"""An example, published in the description of the API."""


class ColleagueSchema(Schema):
    """To whom an application is handed over."""

    colleague = RowId(
        required=True, metadata={"description": "Id of one of `colleagues`."}
    )


class TakerSchema(Schema):
    """An officer by account."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)


class AssignmentSchema(Schema):
    """Who has taken an application at its present step, and who could."""

    number = fields.String(required=True)
    taken_by = fields.Nested(TakerSchema, required=True, allow_none=True)
    colleagues = fields.List(fields.Nested(TakerSchema), required=True)
