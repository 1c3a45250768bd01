"""JSON shapes of announcements whose rights come as a list."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Day, Text, Whole
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    file_sha256,
    one_of,
)
from gi_registry.rights.rules.batches import LineOutcome, Matter

MOST_RIGHTS = 2_000
"""On one list; CNIPA's have come with up to 900."""

_CELL = 300
"""Characters."""
_WORDS = 4_000


class AnnouncedRightSchema(Schema):
    """One announced right, by the columns of the list; product by name or code."""

    product = Text(longest=_CELL)
    product_code = Text(longest=_CELL)
    matter = one_of(Matter, required=True)
    holder = Text(longest=120)
    managing_authority = Text(longest=120)
    number = Text(longest=80)
    touches = Text(
        longest=_CELL,
        metadata={"description": "Of a change: name, area, quality, form, other."},
    )
    ground = Text(
        longest=_CELL,
        metadata={"description": "Of a revocation: 1 to 6, Order 80 Art. 27."},
    )
    received_on = Text(
        longest=_CELL,
        metadata={"description": "Day on which the notice was received."},
    )
    words = Text(longest=_WORDS, metadata={"description": "Reason or remark; public."})


class AnnouncementRightsSchema(Schema):
    """An announcement with its rights, each of them a line."""

    announced_on = Day(required=True)
    rights = fields.List(
        fields.Nested(AnnouncedRightSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_RIGHTS),
    )


class RecordedAnnouncementSchema(AnnouncementRightsSchema):
    """The same, to be put on record."""

    file_sha256 = file_sha256(required=True, to="/announcements/files")
    touched = Whole(
        load_default=0,
        least=0,
        metadata={
            "description": "Users that the preview said would be suspended; refused "
            "where it would be another number."
        },
    )


class JudgedRightSchema(Schema):
    """What becomes, or would become, of a line."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    product = fields.String(required=True)
    product_code = fields.String(required=True, allow_none=True)
    outcome = one_of(LineOutcome, required=True)
    words = fields.List(fields.Nested(BilingualSchema), required=True)
    right = fields.Integer(required=True, allow_none=True)
    users = fields.Integer(
        required=True,
        metadata={"description": "Authorizations that it would suspend."},
    )


class JudgedRightsSchema(Schema):
    """The lines of a list, and how many of each outcome."""

    lines = fields.List(fields.Nested(JudgedRightSchema), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    touched = fields.Integer(
        required=True,
        metadata={"description": "Authorizations that the list would suspend."},
    )


class RecordedRightsSchema(JudgedRightsSchema):
    """What was recorded."""

    announcement = fields.Integer(required=True)
    recorded = fields.Integer(
        required=True, metadata={"description": "Lines that were put on record."}
    )


class ListedRightSchema(Schema):
    """A right of an announcement, as its list had it, or would have."""

    right = fields.Integer(required=True)
    product = fields.String(required=True)
    product_code = fields.String(required=True)
    matter = one_of(Matter, required=True)
    holder = fields.String(required=True)
    managing_authority = fields.String(required=True)
    number = fields.String(required=True)
    touches = fields.String(required=True)
    ground = fields.String(required=True)
    received_on = fields.String(required=True)
    words = fields.String(required=True)


class ListedRightsSchema(Schema):
    """The rights of an announcement, in the order of its list."""

    announcement = fields.Integer(required=True)
    rights = fields.List(fields.Nested(ListedRightSchema), required=True)
