"""JSON shapes of the quarterly ledger."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.producers.rules import Section
from gi_registry.producers.schemas.common import BilingualSchema, one_of


class LedgerQuerySchema(Schema):
    """Which quarter, and which rows of it."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    year = fields.Integer(required=True, validate=validate.Range(2020, 2999))
    quarter = fields.Integer(required=True, validate=validate.Range(1, 4))
    section = one_of(Section, load_default=Section.RECEIVED.value)
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))


class LedgerFigureSchema(Schema):
    """How many rows a section has."""

    section = one_of(Section, required=True)
    words = fields.Nested(BilingualSchema, required=True)
    count = fields.Integer(required=True)


class LedgerRowSchema(Schema):
    """One entry."""

    on = fields.Date(required=True)
    subject = fields.String(
        required=True,
        metadata={"description": "Number of the application or authorization."},
    )
    entity = fields.String(required=True)
    uscc = fields.String(required=True)
    product = fields.String(required=True)
    division = fields.String(required=True)
    told = fields.Nested(BilingualSchema, required=True)
    words = fields.String(
        required=True, metadata={"description": "Reason or remark, as typed."}
    )
    office = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    is_late = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "None where no time was set."},
    )


class LedgerSchema(Schema):
    """The figures of a quarter, and a page of the rows behind one of them."""

    figures = fields.List(fields.Nested(LedgerFigureSchema), required=True)
    section = one_of(Section, required=True)
    items = fields.List(fields.Nested(LedgerRowSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)
