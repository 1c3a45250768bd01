"""JSON shapes of businesses."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Text
from gi_registry.producers.rules import EntityStatus
from gi_registry.producers.schemas.common import one_of


class BusinessSchema(Schema):
    """A business with a unified social credit code."""

    uscc = fields.String(required=True)
    name = fields.String(required=True)
    division = fields.String(
        required=True, metadata={"description": "GB/T 2260 code of the county."}
    )
    address = fields.String(required=True)
    status = one_of(EntityStatus, required=True)
    status_on = fields.Date(required=True)


class BusinessesSchema(Schema):
    """A page of businesses."""

    items = fields.List(fields.Nested(BusinessSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class BusinessesQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    q = fields.String(load_default="", validate=validate.Length(max=100))
    division = fields.String(load_default="", validate=validate.Regexp(r"^[0-9]{0,6}$"))
    status = one_of(EntityStatus, load_default="")


class NewBusinessSchema(Schema):
    """What the business licence says, and where the producer works."""

    uscc = Text(required=True, longest=60)
    name = Text(required=True, longest=120)
    division = Text(required=True, longest=12)
    address = Text(required=True, longest=200)
