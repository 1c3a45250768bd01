"""JSON shapes of filings of events."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.filings.rules import EventKind, FilingState, Use
from gi_registry.producers.schemas.common import one_of


class FilingSchema(Schema):
    """An event for the public interest, and whether it may use the mark."""

    number = fields.String(required=True)
    organiser = fields.String(required=True)
    title = fields.String(required=True)
    kind = one_of(EventKind, required=True)
    place = fields.String(required=True)
    division = fields.String(
        required=True, metadata={"description": "GB/T 2260 code of the county."}
    )
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    products = fields.String(required=True)
    state = one_of(FilingState, required=True)
    cnipa_number = fields.String(required=True, allow_none=True)
    cnipa_filed_on = fields.Date(required=True, allow_none=True)
    use = one_of(Use, required=True, metadata={"description": "Today."})


class FilingsSchema(Schema):
    """A page of filings."""

    items = fields.List(fields.Nested(FilingSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class FilingsQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    state = one_of(FilingState, load_default="")
