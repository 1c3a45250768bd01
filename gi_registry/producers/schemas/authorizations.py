"""JSON shapes of authorizations and of changes of their state."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Choice, Day, Text
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.schemas.applications import AnnouncedSchema
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    PageQuerySchema,
    PageSchema,
    PartySchema,
    ProductNameSchema,
    RightNameSchema,
    one_of,
)


class AuthorizationLineSchema(Schema):
    """An authorization in a list."""

    number = fields.String(required=True)
    state = one_of(AuthorizationState, required=True)
    state_words = fields.Nested(BilingualSchema, required=True)
    holder = fields.Nested(PartySchema, required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    right = fields.Nested(RightNameSchema, required=True)
    division = fields.String(
        required=True, metadata={"description": "GB/T 2260 code of the county."}
    )
    standard_number = fields.String(required=True, allow_none=True)
    announcement = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Last day, inclusive; null where there is no end."},
    )


class AuthorizationsSchema(PageSchema):
    """A page of authorizations."""

    items = fields.List(fields.Nested(AuthorizationLineSchema), required=True)


class StatusSchema(Schema):
    """A state over a half-open span of days."""

    state = one_of(AuthorizationState, required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "First day on which it no longer held."},
    )
    reason = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    rules = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Of law, behind it; see /law/rules."},
    )


class AuthorizationSchema(AuthorizationLineSchema):
    """An authorization with the history of its states."""

    may_use = fields.Boolean(
        required=True, metadata={"description": "Today, whatever was recorded last."}
    )
    vector_opened_on = fields.Date(required=True, allow_none=True)
    statuses = fields.List(fields.Nested(StatusSchema), required=True)


class AuthorizationsQuerySchema(PageQuerySchema):
    """What may be asked of the list."""

    q = fields.String(load_default="", validate=validate.Length(max=100))
    division = fields.String(load_default="", validate=validate.Regexp(r"^[0-9]{0,6}$"))
    state = one_of(AuthorizationState, load_default="")


class StateChangeSchema(Schema):
    """A new state from a day on; a stop also names CNIPA's announcement."""

    state = Choice(AuthorizationState, required=True)
    on = Day(required=True)
    reason = Text(required=True, longest=2_000)
    due_on = Day(load_default=None, allow_none=True)
    announcement = fields.Nested(AnnouncedSchema, load_default=None, allow_none=True)


class OpenedSchema(Schema):
    """The day on which CNIPA opened the download of the artwork."""

    opened_on = Day(required=True)
