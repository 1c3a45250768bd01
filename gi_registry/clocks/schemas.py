"""JSON shapes of the clocks of the law."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.clocks.queries import VIEWS
from gi_registry.clocks.rules import Decision, Stage, UseKind
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    PartySchema,
    ProductNameSchema,
    one_of,
)


class ClockLineSchema(Schema):
    """The clock of non-use of one authorization, on the day of the answer."""

    authorization = fields.String(required=True)
    holder = fields.Nested(PartySchema, required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    runs_from = fields.Date(
        required=True,
        metadata={
            "description": "Last day that counts as use, or the day from which the "
            "mark could be used."
        },
    )
    is_used = fields.Boolean(
        required=True, metadata={"description": "Whether any use is on record."}
    )
    last_use = one_of(UseKind, required=True, allow_none=True)
    ends_on = fields.Date(
        required=True, metadata={"description": "Last day of the two years."}
    )
    months = fields.Integer(
        required=True, metadata={"description": "Whole months without use."}
    )
    stage = one_of(Stage, required=True)


class ClocksSchema(Schema):
    """A page of clocks, longest unused first."""

    items = fields.List(fields.Nested(ClockLineSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class EvidenceSchema(Schema):
    """One piece of evidence that the mark was used."""

    kind = one_of(UseKind, required=True)
    on = fields.Date(required=True)
    words = fields.Nested(BilingualSchema, required=True)


class DeadlineSchema(Schema):
    """A day by which something ends or is due, and why."""

    on = fields.Date(required=True)
    title = fields.Nested(BilingualSchema, required=True)
    because = fields.Nested(BilingualSchema, required=True)
    days_left = fields.Integer(required=True)


class ClockSchema(ClockLineSchema):
    """One authorization's clocks with the evidence behind each day."""

    uses = fields.List(fields.Nested(EvidenceSchema), required=True)
    deadlines = fields.List(fields.Nested(DeadlineSchema), required=True)


class ClocksQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    view = fields.String(load_default="told", validate=validate.OneOf(list(VIEWS)))
    q = fields.String(load_default="", validate=validate.Length(max=100))
    division = fields.String(load_default="", validate=validate.Regexp(r"^[0-9]{0,6}$"))


class SeenUseSchema(Schema):
    """Use of the mark that an office saw itself."""

    used_on = Day(required=True)
    words = Text(required=True, longest=2_000)


class NonUseDecisionSchema(Schema):
    """What follows from two years without use; RECTIFY needs a last day."""

    decision = Choice(Decision, required=True)
    reason = Text(required=True, longest=2_000)
    due_on = Day(load_default=None, allow_none=True)
