"""JSON shapes of cases."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.cases.queries import VIEWS
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.producers.schemas.common import (
    AnnouncementNamedSchema,
    PartySchema,
    file_sha256,
    one_of,
)

_WORDS = 4_000


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
    announcement = fields.String(required=True, allow_none=True)
    file_sha256 = fields.String(required=True, allow_none=True)
    rules = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Rules of law by which it was taken; see /law."},
    )


class CaseSchema(CaseLineSchema):
    """A case with its steps."""

    next = fields.List(
        one_of(CaseState),
        required=True,
        metadata={"description": "States that the caller may record next."},
    )
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


class NewCaseSchema(Schema):
    """A case to be opened; on two years without use the registry opens it itself."""

    authorization = Text(required=True, longest=20)
    trigger = Choice(Trigger, required=True)
    on = Day(required=True, metadata={"description": "Day on which it was found."})
    words = Text(
        required=True,
        longest=_WORDS,
        metadata={"description": "Facts and their source; the producer reads it."},
    )
    file_sha256 = file_sha256(load_default=None, allow_none=True)


class NewCaseStepSchema(Schema):
    """The next step of a case."""

    state = Choice(CaseState, required=True)
    on = Day(required=True)
    words = Text(longest=_WORDS, load_default="")
    due_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of cure: last day to put it right."},
    )
    announcement = fields.Nested(
        AnnouncementNamedSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Of cancelled: CNIPA's, announced on that day."},
    )
    file_sha256 = file_sha256(load_default=None, allow_none=True)
