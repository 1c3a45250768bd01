"""JSON shapes of exceptions that two people must want."""

from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Choice, Text, WordsSchema
from gi_registry.overrides.rules import Outcome

DECISION: Final[dict[str, Any]] = {"outcome": "approved", "words": "村委会证明属实"}
"""An example, published in the description of the API."""


class ToldSchema(Schema):
    """One thing that is asked for, by its label."""

    label = fields.Nested(WordsSchema, required=True)
    text = fields.String(required=True)


class PersonSchema(Schema):
    """An officer."""

    name = fields.String(required=True)
    office = fields.String(required=True)


class OverrideSchema(Schema):
    """An exception: asked for by one, decided by another."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, metadata={"description": "As `origin-check`."})
    kind_words = fields.Nested(WordsSchema, required=True)
    subject = fields.String(
        required=True, metadata={"description": "Number of what it is about."}
    )
    told = fields.List(
        fields.Nested(ToldSchema),
        required=True,
        metadata={"description": "What would be, or was, carried out."},
    )
    reason = fields.String(required=True)
    asked_by = fields.Nested(PersonSchema, required=True)
    asked_at = fields.AwareDateTime(required=True)
    outcome = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf([each.value for each in Outcome]),
        metadata={"description": "Null while it waits."},
    )
    words = fields.String(
        required=True, metadata={"description": "Why it was decided so."}
    )
    decided_by = fields.Nested(PersonSchema, required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    may_decide = fields.Boolean(
        required=True, metadata={"description": "Whether the caller could decide it."}
    )


class OverridesSchema(Schema):
    """A page of exceptions."""

    items = fields.List(fields.Nested(OverrideSchema), required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total = fields.Integer(required=True)


class OverridesQuerySchema(Schema):
    """What may be asked of the list."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))
    view = fields.String(
        load_default="waiting", validate=validate.OneOf(["waiting", "decided"])
    )


class DecisionSchema(Schema):
    """What somebody decides, and why."""

    outcome = Choice([Outcome.APPROVED.value, Outcome.REFUSED.value], required=True)
    words = Text(required=True, longest=2_000)
