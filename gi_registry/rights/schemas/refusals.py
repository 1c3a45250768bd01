"""JSON shapes of refusals of registrants of certification marks."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Day, RowId, Text
from gi_registry.producers.schemas.common import (
    PageQuerySchema,
    PageSchema,
    PartySchema,
    ProductNameSchema,
    file_sha256,
)

_ID = 2_147_483_647


class RefusalSchema(Schema):
    """A refusal, with the condition that was not met."""

    right = fields.Integer(required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    party = fields.Nested(PartySchema, required=True)
    asked_on = fields.Date(required=True)
    refused_on = fields.Date(required=True)
    condition = fields.String(required=True)
    file_sha256 = fields.String(required=True, allow_none=True)
    rules = fields.List(fields.String(), required=True)


class RefusalsSchema(PageSchema):
    """A page of refusals, newest first."""

    items = fields.List(fields.Nested(RefusalSchema), required=True)


class RefusalsQuerySchema(PageQuerySchema):
    """What may be asked of the list."""

    right = fields.Integer(load_default=0, validate=validate.Range(0, _ID))


class NewRefusalSchema(Schema):
    """A refusal of who asked to use a certification mark."""

    right = RowId(required=True)
    name = Text(required=True, longest=120)
    uscc = Text(required=True, longest=40)
    asked_on = Day(required=True)
    refused_on = Day(required=True)
    condition = Text(
        longest=2_000,
        load_default="",
        metadata={"description": "Of the rules for use, that was not met."},
    )
    file_sha256 = file_sha256(load_default=None, allow_none=True)
