"""JSON shapes of cases."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.cases.queries import VIEWS
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.producers.schemas.common import PartySchema, one_of


class CaseLineSchema(Schema):
    """A case in a list."""

    number = fields.String(required=True)
    authorization = fields.String(required=True)
    holder = fields.Nested(PartySchema, required=True)
    trigger = one_of(Trigger, required=True)
    state = one_of(CaseState, required=True)
    opened_on = fields.Date(required=True)
    due_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Last day to put it right."},
    )


class CaseStepSchema(Schema):
    """A step of a case."""

    state = one_of(CaseState, required=True)
    on = fields.Date(required=True)
    words = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    rules = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Rules of law by which it was taken; see /law."},
    )


class CaseSchema(CaseLineSchema):
    """A case with its steps."""

    steps = fields.List(fields.Nested(CaseStepSchema), required=True)


class CasesSchema(Schema):
    """A page of cases."""

    items = fields.List(fields.Nested(CaseLineSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class CasesQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    view = fields.String(load_default="under-way", validate=validate.OneOf(list(VIEWS)))
    trigger = one_of(Trigger, load_default="")
    q = fields.String(load_default="", validate=validate.Length(max=100))
