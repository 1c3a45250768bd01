"""JSON shapes of individuals under a business; identity numbers only come in."""

from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Day, Text
from gi_registry.producers.rules.individuals import (
    LONGEST_NAME,
    MOST_AT_ONCE,
    IndividualOutcome,
)
from gi_registry.producers.schemas.common import BilingualSchema, one_of

PEOPLE: Final[dict[str, Any]] = {
    "individuals": [
        {"name": "示例甲户", "identity": "11010519491231002X", "from_on": "2026-03-01"}
    ]
}
"""An example, published in the description of the API."""


class IndividualSchema(Schema):
    """A person who produces under a business."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    identity_last4 = fields.String(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "First day on which it no longer held."},
    )


class IndividualsSchema(Schema):
    """A page of the people under a business."""

    items = fields.List(fields.Nested(IndividualSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class IndividualsQuerySchema(Schema):
    """What may be asked of the list: a name, or the last four of a number."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    q = fields.String(load_default="", validate=validate.Length(max=60))


class NewIndividualSchema(Schema):
    """A person, with the identity number, which is concealed and not kept as such."""

    name = Text(required=True, longest=LONGEST_NAME)
    identity = Text(required=True, longest=40, is_identity=True)
    from_on = Day(load_default=None, allow_none=True)


class NewIndividualsSchema(Schema):
    """People to put on the list; without a first day, from today on."""

    individuals = fields.List(
        fields.Nested(NewIndividualSchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_AT_ONCE),
    )


class JudgedIndividualSchema(Schema):
    """What became of one of them."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    name = fields.String(required=True)
    outcome = one_of(IndividualOutcome, required=True)
    words = fields.List(fields.Nested(BilingualSchema), required=True)


class JudgedIndividualsSchema(Schema):
    """What became of each, and how many were added."""

    lines = fields.List(fields.Nested(JudgedIndividualSchema), required=True)
    added = fields.Integer(required=True)
