"""JSON shapes of applications: what is given, and what each step asks for."""

from marshmallow import Schema, fields, validate

from gi_registry.core.access import Role
from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.producers.rules import ApplicationState, Examiner, Route
from gi_registry.producers.schemas.common import (
    BilingualSchema,
    PageQuerySchema,
    PageSchema,
    PartySchema,
    ProductNameSchema,
    RightNameSchema,
    file_sha256,
    one_of,
)


class ApplicationLineSchema(Schema):
    """An application in a list."""

    number = fields.String(required=True)
    state = one_of(ApplicationState, required=True)
    state_words = fields.Nested(BilingualSchema, required=True)
    state_since = fields.AwareDateTime(required=True)
    applicant = fields.Nested(PartySchema, required=True)
    product = fields.Nested(ProductNameSchema, required=True)
    division = fields.String(
        required=True, metadata={"description": "GB/T 2260 code of the county."}
    )


class DueSchema(Schema):
    """Who must act, and by when."""

    who = fields.Nested(BilingualSchema, required=True, allow_none=True)
    role = one_of(Role, required=True, allow_none=True)
    due_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Last day; null while no time is set."},
    )
    is_provisional = fields.Boolean(
        required=True,
        metadata={"description": "A notice on holidays to come may move it."},
    )
    is_overdue = fields.Boolean(required=True)


class ListedApplicationSchema(ApplicationLineSchema):
    """An application in a list, with who must act."""

    due = fields.Nested(DueSchema, required=True)


class ApplicationsSchema(PageSchema):
    """A page of applications."""

    items = fields.List(fields.Nested(ListedApplicationSchema), required=True)


class EventSchema(Schema):
    """A step that was taken."""

    at = fields.AwareDateTime(required=True)
    from_state = one_of(ApplicationState, required=True, allow_none=True)
    to_state = one_of(ApplicationState, required=True)
    words = fields.String(
        required=True,
        metadata={"description": "Reason of a return, refusal or withdrawal."},
    )
    rules = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Of law, behind it; see /law/rules."},
    )


class ApplicationSchema(ApplicationLineSchema):
    """An application with everything that it says."""

    route = one_of(Route, required=True)
    right = fields.Nested(RightNameSchema, required=True)
    plot_id = fields.Integer(required=True, allow_none=True)
    standard_number = fields.String(required=True, allow_none=True)
    product_description = fields.String(required=True)
    licence_record = fields.String(required=True, allow_none=True)
    licence_ends_on = fields.Date(required=True, allow_none=True)
    quality_report_sha256 = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    submitted_at = fields.AwareDateTime(required=True, allow_none=True)
    cnipa_register_number = fields.String(required=True, allow_none=True)
    cnipa_registered_on = fields.Date(required=True, allow_none=True)
    examiner = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Who examined it: cnipa, or province if entrusted."},
    )
    waits_for = fields.Nested(
        BilingualSchema, required=True, metadata={"description": "Who acts next."}
    )
    missing = fields.List(
        fields.Nested(BilingualSchema),
        required=True,
        metadata={"description": "What it still lacks before it can be sent."},
    )
    next = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Steps that can be taken from this state."},
    )
    events = fields.List(fields.Nested(EventSchema), required=True)


class ApplicationsQuerySchema(PageQuerySchema):
    """What may be asked of the list."""

    q = fields.String(load_default="", validate=validate.Length(max=100))
    division = fields.String(load_default="", validate=validate.Regexp(r"^[0-9]{0,6}$"))
    state = one_of(ApplicationState, load_default="")


class NewApplicationSchema(Schema):
    """The right under which the mark is applied for."""

    right_id = Whole(required=True, least=1, most=2**31 - 1)


class ApplicationChangeSchema(Schema):
    """What a draft is to say; what is left out stays as it is."""

    plot_id = Whole(least=1, most=2**31 - 1)
    standard_number = Text(longest=60)
    product_description = Text(longest=2_000)
    licence_record = Text(longest=120)
    licence_ends_on = Day(allow_none=True)


class DeclarationSchema(Schema):
    """The declaration with which an application is sent."""

    declared = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        metadata={"description": "What it says is true and complete."},
    )


class ReasonSchema(Schema):
    """A decision that the other side reads the reason of."""

    reason = Text(required=True, longest=2_000)


class OptionalReasonSchema(Schema):
    """A reason, needed once the application was sent."""

    reason = Text(load_default="", longest=2_000)


class RemarkSchema(Schema):
    """A review that passes may say something."""

    words = Text(load_default="", longest=2_000)


class RegistrationSchema(Schema):
    """CNIPA's registration."""

    register_number = Text(required=True, longest=60)
    registered_on = Day(required=True)
    examiner = Choice(Examiner, load_default="")


class AnnouncedSchema(Schema):
    """CNIPA's announcement, its file sent before to `/announcements/files`."""

    number = Whole(required=True, least=1, most=999_999)
    announced_on = Day(required=True)
    file_sha256 = file_sha256(required=True, to="/announcements/files")


class StoredFileSchema(Schema):
    """A file that was kept."""

    sha256 = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes."})
