"""JSON shapes of the API of outer packs."""

from marshmallow import Schema, fields

from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.packs.rules import (
    MAX_CONTENT_G,
    MAX_HOLDS,
    MAX_NAME,
    MAX_REASON,
    MAX_SIZE,
    PackKind,
    PackState,
)

_MOST_RUN = 2**31 - 1


class PacksQuerySchema(Schema):
    """Which page of the list is asked for."""

    page = Whole(least=1, most=10**8, load_default=1)


class NewPacksSchema(Schema):
    """Codes of outer packs that are asked for."""

    authorization = Text(required=True, longest=20)
    kind = Choice(PackKind, required=True)
    name = Text(required=True, longest=MAX_NAME)
    size = Whole(required=True, least=1, most=MAX_SIZE)
    holds = Whole(
        least=1,
        most=MAX_HOLDS,
        metadata={
            "description": "Labels that a case, or packs that a pallet has room for."
        },
    )
    content_g = Whole(
        least=1,
        most=MAX_CONTENT_G,
        metadata={"description": "Grams of goods in a whole piece; of these alone."},
    )


class PackRunSchema(Schema):
    """Codes of outer packs issued at once."""

    packs = fields.Integer(metadata={"description": "Number of the run."})
    authorization = fields.String()
    product = fields.String(metadata={"description": "Product code."})
    kind = fields.String()
    name = fields.String()
    size = fields.Integer(metadata={"description": "Packs, count."})
    holds = fields.Integer(allow_none=True)
    content_g = fields.Integer(allow_none=True)
    labels = fields.Integer(metadata={"description": "Labels in them, count."})
    packs_inside = fields.Integer(
        metadata={"description": "Packs on them, count; of pallets alone."}
    )
    issued_at = fields.DateTime()


class PackRunsSchema(Schema):
    """One page of runs, newest first."""

    items = fields.List(fields.Nested(PackRunSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Runs on all pages."})


class _PacksSchema(Schema):
    first = Whole(
        required=True, most=MAX_SIZE, metadata={"description": "First pack, from 0."}
    )
    end = Whole(
        required=True,
        most=MAX_SIZE,
        metadata={"description": "One past the last pack."},
    )
    on_day = Day(required=True)


class FillSchema(_PacksSchema):
    """Labels that went into packs, in order and so many each."""

    run = Whole(required=True, least=1, most=_MOST_RUN)
    label_first = Whole(required=True, most=MAX_SIZE)
    each = Whole(required=True, least=1, most=MAX_HOLDS)


class FilledSchema(FillSchema):
    """The same, recorded."""

    id = fields.Integer()
    label_end = fields.Integer(
        metadata={"description": "One past the last of the labels."}
    )


class NestSchema(_PacksSchema):
    """Packs that went onto pallets, in order and so many on each."""

    run = Whole(
        required=True,
        least=1,
        most=_MOST_RUN,
        metadata={"description": "Run of the packs that went onto them."},
    )
    inner_first = Whole(
        required=True,
        most=MAX_SIZE,
        metadata={"description": "The first one on the first of them."},
    )
    each = Whole(required=True, least=1, most=MAX_HOLDS)


class NestedSchema(NestSchema):
    """The same, recorded."""

    id = fields.Integer()
    inner_end = fields.Integer(
        metadata={"description": "One past the last of the packs on them."}
    )


class PackActivationSchema(_PacksSchema):
    """Packs whose labels go onto the goods of a lot."""

    lot = Text(required=True, longest=20, metadata={"description": "Lot number."})


class PackActivatedSchema(Schema):
    """What was put to use; each can be taken back by its id."""

    activations = fields.List(fields.Integer())
    labels = fields.Integer(metadata={"description": "Count."})


class PackChangeSchema(_PacksSchema):
    """What happened to packs."""

    state = Choice(PackState, required=True)
    reason = Text(longest=MAX_REASON, load_default="")
    with_content = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Labels in them that are not in use share their lot, and "
            "those in use are called back."
        },
    )


class PackChangedSchema(Schema):
    """What came of it."""

    id = fields.Integer()
    unused = fields.Integer(metadata={"description": "Labels that share their lot."})
    recalled = fields.Integer(metadata={"description": "Labels called back."})
    packs = fields.Integer(metadata={"description": "Packs on them, count."})
