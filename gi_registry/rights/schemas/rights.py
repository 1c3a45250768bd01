"""JSON shapes of rights and what CNIPA did with them."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Choice, Day, RowId, Text, Ticked, Whole
from gi_registry.producers.schemas.common import (
    AnnouncementNamedSchema,
    PageQuerySchema,
    PageSchema,
    ProductNameSchema,
    file_sha256,
    one_of,
)
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights.queries import VIEWS
from gi_registry.rights.rules import Ending, Procedure, State, Touched, Track

_WORDS = 4_000
_MOST = 2_000


class RightLineSchema(Schema):
    """A right in a list."""

    id = fields.Integer(required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    kind = one_of(RightKind, required=True)
    status = one_of(RightStatus, required=True)
    number = fields.String(required=True, allow_none=True)
    holder = fields.String(required=True, allow_none=True)
    managing_authority = fields.String(required=True, allow_none=True)
    since = fields.String(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)
    waiting = fields.Integer(
        required=True,
        metadata={"description": "Authorizations that wait to be re-based."},
    )


class RightsSchema(PageSchema):
    """A page of rights, by product."""

    items = fields.List(fields.Nested(RightLineSchema), required=True)


class RightsQuerySchema(PageQuerySchema):
    """What may be asked of the list; 25 a page."""

    view = fields.String(load_default="all", validate=validate.OneOf(list(VIEWS)))
    kind = one_of(RightKind, load_default="")
    q = fields.String(load_default="", validate=validate.Length(max=100))


class RightEventSchema(Schema):
    """What happened."""

    state = one_of(State, required=True)
    on = fields.Date(required=True)
    received_on = fields.Date(required=True, allow_none=True)
    due_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Last day of the period that it began."},
    )
    announcement = fields.String(required=True, allow_none=True)
    file_sha256 = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)


class ProcedureSchema(Schema):
    """A procedure of a right."""

    id = fields.Integer(required=True)
    kind = one_of(Procedure, required=True)
    state = one_of(State, required=True)
    opened_on = fields.Date(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    party = fields.String(required=True)
    reasons = fields.String(required=True)
    track = one_of(Track, required=True, allow_none=True)
    touches = fields.List(one_of(Touched), required=True)
    ground = fields.Integer(required=True, allow_none=True)
    ending = one_of(Ending, required=True, allow_none=True)
    successor = fields.Integer(required=True, allow_none=True)
    against = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Of an opposition: the procedure it is against."},
    )
    next = fields.List(
        one_of(State),
        required=True,
        metadata={"description": "States that can be recorded next."},
    )
    events = fields.List(fields.Nested(RightEventSchema), required=True)


class LifeOfRightSchema(RightLineSchema):
    """A right with all that happened to it."""

    protected_from = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Day of its final announcement on record."},
    )
    users = fields.Integer(
        required=True,
        metadata={
            "description": "Authorizations that rest on it; its end suspends them."
        },
    )
    opens = fields.List(
        one_of(Procedure),
        required=True,
        metadata={"description": "Procedures that it can enter."},
    )
    held = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Authorizations that wait to be re-based."},
    )
    procedures = fields.List(fields.Nested(ProcedureSchema), required=True)


class NewRightSchema(Schema):
    """An application for a right that is not registered yet."""

    product_code = Text(required=True, longest=20)
    party = Text(required=True, longest=120)
    managing_authority = Text(longest=120, load_default="")
    on = Day(required=True, metadata={"description": "Received by the province."})


class _RecordedSchema(Schema):
    """What comes with anything that is recorded."""

    on = Day(required=True)
    touched = Whole(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Of an end: `users` of the right as seen; another number "
            "is refused."
        },
    )
    announcement = fields.Nested(
        AnnouncementNamedSchema, load_default=None, allow_none=True
    )
    file_sha256 = file_sha256(load_default=None, allow_none=True)


class NewProcedureSchema(_RecordedSchema):
    """The beginning of a procedure; each kind asks for some of these."""

    kind = Choice(Procedure, required=True)
    party = Text(longest=120, load_default="")
    reasons = Text(longest=_WORDS, load_default="")
    has_evidence = Ticked(load_default=True)
    track = one_of(Track, load_default=Track.MINOR.value)
    touches = fields.List(one_of(Touched), load_default=list)
    ground = Whole(least=1, most=6, load_default=None, allow_none=True)
    ending = one_of(Ending, load_default=None, allow_none=True)
    successor = RowId(load_default=None, allow_none=True)
    valid_to = Day(load_default=None, allow_none=True)
    against = RowId(load_default=None, allow_none=True)


class NewStateSchema(_RecordedSchema):
    """The next state of a procedure."""

    state = Choice(State, required=True)
    received_on = Day(load_default=None, allow_none=True)
    words = Text(longest=_WORDS, load_default="")


class RebaseSchema(Schema):
    """Whom to re-base, onto which right, by which announcement."""

    numbers = fields.List(
        Text(longest=20), required=True, validate=validate.Length(min=1, max=_MOST)
    )
    to_right = RowId(required=True)
    on = Day(required=True)
    words = Text(required=True, longest=2_000)
    announcement = fields.Nested(AnnouncementNamedSchema, required=True)
