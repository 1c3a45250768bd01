"""JSON shapes of filings of events."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Choice, Day, Text
from gi_registry.filings.rules import EventKind, FilingState, Use
from gi_registry.producers.schemas.common import file_sha256, one_of


class FilingStepSchema(Schema):
    """A step of a filing."""

    state = one_of(FilingState, required=True)
    on = fields.Date(required=True)
    words = fields.String(required=True)


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


class WholeFilingSchema(FilingSchema):
    """A filing with its steps."""

    manner = fields.String(required=True)
    design_sha256 = fields.String(required=True)
    next = fields.List(
        one_of(FilingState),
        required=True,
        metadata={"description": "States that the caller may record next."},
    )
    steps = fields.List(fields.Nested(FilingStepSchema), required=True)


class NewFilingSchema(Schema):
    """The filing form (使用登记备案表) and its drawing."""

    organiser = Text(required=True, longest=120)
    contact = Text(
        required=True,
        longest=120,
        metadata={"description": "Person and telephone number; not given back."},
    )
    title = Text(required=True, longest=120)
    kind = Choice(EventKind, required=True)
    place = Text(required=True, longest=200)
    division = Text(
        required=True,
        longest=12,
        metadata={"description": "GB/T 2260 code of the county of the event."},
    )
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    products = Text(required=True, longest=500)
    manner = Text(required=True, longest=2_000)
    design_sha256 = file_sha256(load_default=None, allow_none=True)


class NewFilingStepSchema(Schema):
    """The next step of a filing."""

    state = Choice(FilingState, required=True)
    on = Day(required=True)
    words = Text(
        longest=2_000,
        load_default="",
        metadata={"description": "Reason, or the number of CNIPA's filing."},
    )


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
    q = fields.String(
        load_default="",
        validate=validate.Length(max=60),
        metadata={"description": "Part of a title, an organiser or a number."},
    )
