"""JSON shapes of what households deliver to a business."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Day, Text, Whole
from gi_registry.producers.rules.deliveries import (
    LONGEST_NOTE,
    LONGEST_SLIP,
    MOST_DELIVERIES,
    DeliveryOutcome,
)
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    PageQuerySchema,
    PageSchema,
    ProductNameSchema,
    one_of,
)

DELIVERIES: Final[dict[str, Any]] = {
    "deliveries": [
        {
            "person": "示例甲户 002X",
            "product": "SX-001",
            "day": "2026-09-28",
            "grams": 1_250_500,
            "slip": "2026-0928-17",
        }
    ]
}
"""An example, published in the description of the API."""


class DeliveryPersonSchema(Schema):
    """Who delivered, on the list of the business."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    identity_last4 = fields.String(required=True)


class DeliverySchema(Schema):
    """A delivery; one that was taken back counts no more."""

    id = fields.Integer(required=True)
    individual = fields.Nested(DeliveryPersonSchema, required=True)
    product = fields.Nested(ProductNameSchema, required=True, attribute="gi")
    day = fields.Date(required=True, attribute="on_day")
    grams = fields.Integer(required=True)
    slip = fields.String(required=True)
    note = fields.String(required=True)
    taken_back_at = fields.AwareDateTime(required=True, allow_none=True)
    taken_back_reason = fields.String(required=True)


class DeliveriesSchema(PageSchema):
    """A page of deliveries."""

    items = fields.List(fields.Nested(DeliverySchema), required=True)


class DeliveriesQuerySchema(PageQuerySchema):
    """What may be asked of the list."""

    year = fields.Integer(required=True, validate=validate.Range(1949, 9998))
    product = fields.String(load_default="", validate=validate.Length(max=20))
    q = fields.String(
        load_default="",
        validate=validate.Length(max=60),
        metadata={"description": "Part of a name or slip, or the last four."},
    )


class DeliverySumSchema(Schema):
    """What households delivered of a product in a year."""

    product = fields.Nested(ProductNameSchema, required=True, attribute="gi")
    households = fields.Integer(required=True)
    grams = fields.Integer(required=True)


class DeliverySumsSchema(Schema):
    """The sums of a year, by product."""

    items = fields.List(fields.Nested(DeliverySumSchema), required=True)


class YearQuerySchema(Schema):
    """Of which year."""

    year = fields.Integer(required=True, validate=validate.Range(1949, 9998))


class NewDeliverySchema(Schema):
    """A delivery to be recorded."""

    person = Text(
        required=True,
        longest=80,
        metadata={
            "description": "Name on the list, with the last four of the identity "
            "number where two have it."
        },
    )
    product = Text(
        longest=60,
        load_default="",
        metadata={"description": "Code or name; not needed where there is only one."},
    )
    day = Day(required=True)
    grams = Whole(required=True, least=1, most=10**12)
    slip = Text(longest=LONGEST_SLIP, load_default="")
    note = Text(longest=LONGEST_NOTE, load_default="")


class NewDeliveriesSchema(Schema):
    """Deliveries to be recorded, all or none."""

    deliveries = fields.List(
        fields.Nested(NewDeliverySchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_DELIVERIES),
    )


class JudgedDeliverySchema(Schema):
    """What became of one of them."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    outcome = one_of(DeliveryOutcome, required=True)
    words = fields.List(fields.Nested(BilingualSchema), required=True)


class JudgedDeliveriesSchema(Schema):
    """What became of each, and how many were recorded."""

    lines = fields.List(fields.Nested(JudgedDeliverySchema), required=True)
    recorded = fields.Integer(required=True)


class TakeBackSchema(Schema):
    """Why a delivery is taken back."""

    reason = Text(required=True, longest=200)
