"""JSON shapes of members of collective marks and licences of certification marks."""

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Choice, Day, RowId, Text
from gi_registry.producers.rules.members import MemberKind, MemberState
from gi_registry.producers.schemas.common import (
    AnnouncementNamedSchema,
    PageQuerySchema,
    PageSchema,
    PartySchema,
    ProductNameSchema,
    one_of,
)
from gi_registry.rights.queries import MEMBER_VIEWS

_ID = 2_147_483_647


class MemberSchema(Schema):
    """A member or licence, today."""

    id = fields.Integer(required=True)
    right = fields.Integer(required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    kind = one_of(MemberKind, required=True)
    party = fields.Nested(PartySchema, required=True)
    number = fields.String(
        required=True,
        metadata={"description": "Of the contract, or in the list of members."},
    )
    from_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    state = one_of(MemberState, required=True)
    state_on = fields.Date(required=True)
    due_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={
            "description": "Last day for its recordal with CNIPA (Order 79 Art. 13)."
        },
    )
    recordal_number = fields.String(required=True, allow_none=True)
    cancelled_on = fields.Date(required=True, allow_none=True)
    cancel_reason = fields.String(required=True)
    cancel_recordal_number = fields.String(required=True, allow_none=True)
    next = fields.List(one_of(MemberState), required=True)


class MembersSchema(PageSchema):
    """A page of members and licences, the oldest first."""

    items = fields.List(fields.Nested(MemberSchema), required=True)


class MembersQuerySchema(PageQuerySchema):
    """What may be asked of the list; 25 a page."""

    view = fields.String(
        load_default="all", validate=validate.OneOf(list(MEMBER_VIEWS))
    )
    right = fields.Integer(load_default=0, validate=validate.Range(0, _ID))
    q = fields.String(load_default="", validate=validate.Length(max=100))


class NewMemberSchema(Schema):
    """A member whom the registrant admitted, or a licence that it gave."""

    right = RowId(required=True)
    name = Text(required=True, longest=120)
    uscc = Text(required=True, longest=40)
    number = Text(required=True, longest=60)
    from_on = Day(required=True)
    ends_on = Day(load_default=None, allow_none=True)
    kind = one_of(MemberKind, load_default=None, allow_none=True)


class NewMemberStepSchema(Schema):
    """A recordal, an announcement or a cancellation."""

    state = Choice(MemberState, required=True)
    on = Day(required=True)
    reference = Text(
        longest=500,
        load_default="",
        metadata={
            "description": "CNIPA's number of the recordal, or why it is cancelled."
        },
    )
    announcement = fields.Nested(
        AnnouncementNamedSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Of announced: CNIPA's, of that day."},
    )


class MemberTermSchema(Schema):
    """Another last day."""

    ends_on = Day(required=True)
