"""JSON shapes of changes of a business: proposed, decided, or by an official list."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Choice, Day, Text
from gi_registry.producers.rules import PROPOSED, ChangeKind, ChangeState
from gi_registry.producers.rules.standing import StandingOutcome
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    PartySchema,
    file_sha256,
    one_of,
)

MOST_LINES = 5_000
"""Lines of a list in one call."""


class EntityChangeSchema(Schema):
    """A change of name, address or standard."""

    number = fields.String(required=True)
    kind = one_of(ChangeKind, required=True)
    state = one_of(ChangeState, required=True)
    business = fields.Nested(PartySchema, required=True)
    authorization = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Of a change of standard."},
    )
    old = fields.String(required=True)
    new = fields.String(required=True)
    from_on = fields.Date(
        required=True, metadata={"description": "First day of the new value."}
    )
    division = fields.String(
        required=True, metadata={"description": "County whose office decides."}
    )
    new_division = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    document = fields.String(required=True)
    file_sha256 = fields.String(required=True)
    proposed_at = fields.AwareDateTime(required=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    decision = fields.String(
        required=True, metadata={"description": "Remark or reason; empty before."}
    )


class EntityChangesSchema(Schema):
    """A page of changes."""

    items = fields.List(fields.Nested(EntityChangeSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class EntityChangesQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    state = one_of(ChangeState, load_default=None)


class NewEntityChangeSchema(Schema):
    """A change that a producer proposes; what shows it was sent to `/files`."""

    kind = Choice([kind.value for kind in PROPOSED], required=True)
    new = Text(required=True, longest=200)
    from_on = Day(required=True)
    reason = Text(required=True, longest=2_000)
    file_sha256 = file_sha256(required=True)
    authorization = Text(longest=20, load_default="")
    division = Text(longest=12, load_default="")
    document = Text(longest=200, load_default="")


class ChangeDecisionSchema(Schema):
    """What an office decides; a refusal needs its reason."""

    outcome = Choice(
        [ChangeState.CONFIRMED.value, ChangeState.REFUSED.value], required=True
    )
    words = Text(longest=2_000, load_default="")
    document = Text(longest=200, load_default="")


class StandingSchema(Schema):
    """A line of a list of businesses cancelled, revoked or renamed."""

    uscc = Text(required=True, longest=40)
    name = Text(longest=120, load_default="")
    status = Text(required=True, longest=20)
    on = Text(longest=20, load_default="")


class StandingListSchema(Schema):
    """A list of an office; its original was sent to `/files`."""

    source = Text(required=True, longest=200)
    listed_on = Day(required=True)
    file_sha256 = file_sha256(required=True)
    lines = fields.List(
        fields.Nested(StandingSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_LINES),
    )


class StandingFileSchema(Schema):
    """Whose list a file is, and of which day."""

    source = Text(required=True, longest=200)
    listed_on = Day(required=True)
    name = Text(longest=120, load_default="list")


class JudgedStandingSchema(Schema):
    """What becomes, or would become, of a line."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    uscc = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True)
    outcome = one_of(StandingOutcome, required=True)
    words = fields.List(fields.Nested(BilingualSchema), required=True)


class JudgedStandingsSchema(Schema):
    """The lines of a list, and its number once it is recorded."""

    number = fields.String(required=True, allow_none=True)
    lines = fields.List(fields.Nested(JudgedStandingSchema), required=True)
