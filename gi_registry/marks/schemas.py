"""JSON shapes of the API of labels."""

from marshmallow import Schema, fields

from gi_registry.core.fields import Whole
from gi_registry.core.paging import MAX_PAGE_SIZE, PAGE_SIZE

_MOST_PAGES = 10**8


class RunsQuerySchema(Schema):
    """Which part of the list is asked for."""

    page = Whole(least=1, most=_MOST_PAGES, load_default=1)
    size = Whole(least=1, most=MAX_PAGE_SIZE, load_default=PAGE_SIZE)


class RunSchema(Schema):
    """Labels issued at once, and what became of them."""

    run = fields.Integer(metadata={"description": "Run number."})
    authorization = fields.String()
    product = fields.String(metadata={"description": "Product code."})
    year = fields.Integer(metadata={"description": "Production year."})
    pack_name = fields.String()
    net_content_g = fields.Integer(metadata={"description": "Goods in a pack, grams."})
    size = fields.Integer(metadata={"description": "Labels issued, count."})
    activated = fields.Integer(metadata={"description": "Labels on goods, count."})
    dead = fields.Integer(
        metadata={"description": "Void, lost, stolen or returned, count."}
    )
    left = fields.Integer(metadata={"description": "Labels not used yet, count."})
    issued_at = fields.DateTime()
    expires_on = fields.Date(
        metadata={"description": "Last day on which labels may be activated."}
    )


class RunsSchema(Schema):
    """One page of runs, newest first."""

    items = fields.List(fields.Nested(RunSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer(metadata={"description": "Runs on all pages."})
