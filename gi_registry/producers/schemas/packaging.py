"""JSON shapes of the check-list of a pack."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Several
from gi_registry.producers.rules.packaging import PackItem
from gi_registry.producers.schemas.common import BilingualSchema, one_of


class PackLineSchema(Schema):
    """One thing on the pack beside the mark, and whether it was ticked off."""

    item = one_of(PackItem, required=True)
    words = fields.Nested(BilingualSchema, required=True)
    how = fields.Nested(BilingualSchema, required=True)
    values = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What to print, one of them; empty for a picture."},
    )
    rule = fields.String(
        required=True, metadata={"description": "Of law, behind it; see /law/rules."}
    )
    is_done = fields.Boolean(required=True)
    is_stale = fields.Boolean(
        required=True,
        metadata={"description": "What is to be printed changed since it was ticked."},
    )
    checked_at = fields.AwareDateTime(required=True, allow_none=True)
    photo_sha256 = fields.String(required=True, allow_none=True)


class PackagingSchema(Schema):
    """The check-list of the pack of one authorization."""

    authorization = fields.String(required=True)
    lines = fields.List(fields.Nested(PackLineSchema), required=True)


class TickedSchema(Schema):
    """The items that are right on the pack."""

    items = Several(
        one_of(PackItem),
        required=True,
        validate=validate.Length(min=1, max=len(PackItem)),
    )
