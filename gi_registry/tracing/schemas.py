"""JSON shapes of the API of lots."""

from marshmallow import Schema, fields

from gi_registry.core.fields import Day, Text, Whole

_MOST_RUN = 2**31 - 1
_MOST_INDEX = 2**28


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
