"""JSON shapes of announcements whose users come as a list."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Day, Text
from gi_registry.producers.rules.batches import LineOutcome
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    file_sha256,
    one_of,
)

MOST_USERS = 2_000
"""On one list; CNIPA's have come with up to 900."""

_CELL = 300
"""Characters."""


class AnnouncedUserSchema(Schema):
    """One announced user, with the columns of the list; the product by name or code."""

    holder = Text(required=True, longest=_CELL)
    uscc = Text(required=True, longest=_CELL)
    product = Text(longest=_CELL)
    product_code = Text(longest=_CELL)
    right = Text(longest=_CELL)
    county = Text(longest=_CELL)
    address = Text(longest=_CELL)
    standard = Text(longest=_CELL)
    register_number = Text(longest=_CELL)
    valid_to = Text(longest=_CELL)


class AnnouncementBatchSchema(Schema):
    """An announcement with its users, each of them a line."""

    announced_on = Day(required=True)
    file_sha256 = file_sha256(required=True, to="/announcements/files")
    users = fields.List(
        fields.Nested(AnnouncedUserSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_USERS),
    )


class JudgedLineSchema(Schema):
    """What becomes, or would become, of a line."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    holder = fields.String(required=True)
    uscc = fields.String(required=True)
    product = fields.String(required=True)
    outcome = one_of(LineOutcome, required=True)
    words = fields.List(fields.Nested(BilingualSchema), required=True)
    authorization = fields.String(required=True, allow_none=True)


class JudgedBatchSchema(Schema):
    """The lines of a list, and how many of each outcome."""

    lines = fields.List(fields.Nested(JudgedLineSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class RecordedBatchSchema(Schema):
    """What was recorded."""

    announcement = fields.Integer(required=True)
    authorizations = fields.List(fields.String(), required=True)
