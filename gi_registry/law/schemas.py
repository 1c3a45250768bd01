"""JSON shapes of the rules of law and of the periods, in the API."""

from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import Text, WordsSchema
from gi_registry.law.rules import INSTRUMENTS, MOST, Grade, Reach, Setting, Unit

PERIOD: Final[dict[str, Any]] = {
    "division": "14",
    "span": {"amount": 20, "unit": "working_days"},
    "since": "2027-01-01",
    "document": "晋知发〔2026〕1 号（示例）",
    "reason": "与办事指南一致",
}
"""An example, published in the description of the API."""


class RulesQuerySchema(Schema):
    """Which rules are wanted."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    of = fields.String(
        load_default="",
        validate=validate.OneOf(["", *(each.key for each in INSTRUMENTS)]),
        metadata={"description": "Key of an instrument; empty for all."},
    )


class RuleSchema(Schema):
    """One dated version of one rule of law, in our own words."""

    reference = fields.String(
        required=True,
        metadata={"description": "As records of decisions name it."},
    )
    key = fields.String(required=True)
    instrument = fields.Nested(WordsSchema, required=True)
    citation = fields.Nested(WordsSchema, required=True)
    title = fields.Nested(WordsSchema, required=True)
    text = fields.Nested(WordsSchema, required=True)
    leaves_open = fields.Nested(WordsSchema, required=True, allow_none=True)
    since = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "First day in force; null where unconfirmed."},
    )
    until = fields.Date(required=True, allow_none=True)
    grade = fields.String(
        required=True,
        validate=validate.OneOf(list(Grade)),
        metadata={"description": "How it is known."},
    )
    reach = fields.String(
        required=True,
        validate=validate.OneOf(list(Reach)),
        metadata={"description": "A official, B press or law firm, C copy."},
    )
    source = fields.String(required=True)


class SpanSchema(Schema):
    """A length of time."""

    amount = fields.Integer(required=True)
    unit = fields.String(required=True, validate=validate.OneOf(list(Unit)))


class NewSpanSchema(Schema):
    """A length of time, or a weight."""

    amount = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, max(MOST.values()))
    )
    unit = fields.String(required=True, validate=validate.OneOf(list(Unit)))


class NewPeriodSchema(Schema):
    """What a province sets, from when on, by which paper, and why."""

    division = fields.String(
        required=True,
        validate=validate.Regexp(r"^[0-9]{2}$"),
        metadata={"description": "Two digits of GB/T 2260."},
    )
    span = fields.Nested(
        NewSpanSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null empties it."},
    )
    since = fields.Date(required=True)
    document = Text(required=True, longest=120)
    reason = Text(required=True, longest=2_000)


class TimerSchema(Schema):
    """A period that the law sets."""

    key = fields.String(required=True)
    words = fields.Nested(WordsSchema, required=True)
    span = fields.Nested(SpanSchema, required=True)
    starts = fields.Nested(WordsSchema, required=True)
    who = fields.Nested(WordsSchema, required=True)
    rule = fields.String(required=True)


class ProvinceSpanSchema(Schema):
    """What one province set."""

    division = fields.String(
        required=True, metadata={"description": "Two digits of GB/T 2260."}
    )
    span = fields.Nested(SpanSchema, required=True)


class OpenPeriodSchema(Schema):
    """A period that the law leaves open, and who set it to what."""

    key = fields.String(required=True, validate=validate.OneOf(list(Setting)))
    words = fields.Nested(WordsSchema, required=True)
    starts = fields.Nested(WordsSchema, required=True)
    rule = fields.String(required=True)
    values = fields.List(
        fields.Nested(ProvinceSpanSchema),
        required=True,
        metadata={"description": "In force today; empty while nobody has set it."},
    )


class PeriodsSchema(Schema):
    """All periods."""

    of_law = fields.List(fields.Nested(TimerSchema), required=True)
    of_provinces = fields.List(fields.Nested(OpenPeriodSchema), required=True)
    working_days_known_to = fields.Integer(
        required=True, metadata={"description": "Year; later days are provisional."}
    )
