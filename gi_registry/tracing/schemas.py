"""JSON shapes of the API of lots."""

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.paging import MAX_PAGE_SIZE, PAGE_SIZE
from gi_registry.tracing.rules import LotState

_MOST_RUN = 2**31 - 1
_MOST_INDEX = 2**28
_MOST_PAGES = 10**8


class ActivationSchema(Schema):
    """Labels that go onto the goods of a lot: [first, end) of a run."""

    run = Whole(required=True, least=1, most=_MOST_RUN)
    first = Whole(
        required=True,
        most=_MOST_INDEX,
        metadata={"description": "First sequence number; they count from 0."},
    )
    end = Whole(
        required=True,
        most=_MOST_INDEX,
        metadata={"description": "One past the last sequence number."},
    )
    lot = Text(required=True, longest=20, metadata={"description": "Lot number."})
    authorization = Text(required=True, longest=20)
    on_day = Day(
        required=True,
        metadata={"description": "Day on which they were stuck on, in China."},
    )


class ActivatedSchema(ActivationSchema):
    """What was activated, and what it comes to."""

    id = fields.Integer(metadata={"description": "Of the activation."})
    labels = fields.Integer(metadata={"description": "Count."})
    mass_g = fields.Integer(metadata={"description": "Goods they stand for, grams."})


class LotsQuerySchema(Schema):
    """Which lots are asked for."""

    state = fields.String(
        load_default="all",
        validate=OneOf(["all", *(each.value for each in LotState)]),
        metadata={"description": "All, or only open or closed ones."},
    )
    page = Whole(least=1, most=_MOST_PAGES, load_default=1)
    size = Whole(least=1, most=MAX_PAGE_SIZE, load_default=PAGE_SIZE)


class LotSchema(Schema):
    """Goods made together, and the labels on them."""

    lot = fields.String(metadata={"description": "Number on the packs."})
    authorization = fields.String()
    product = fields.String(metadata={"description": "Product code."})
    produced_on = fields.Date()
    quantity_g = fields.Integer(metadata={"description": "Goods, grams."})
    labels = fields.Integer(metadata={"description": "On its goods, count."})
    left_g = fields.Integer(metadata={"description": "Goods without labels, grams."})
    standard_number = fields.String(allow_none=True)
    state = fields.Enum(LotState, by_value=True)
    closed_at = fields.AwareDateTime(allow_none=True)


class LotsSchema(Schema):
    """One page of lots, newest first."""

    items = fields.List(fields.Nested(LotSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Lots on all pages."})
