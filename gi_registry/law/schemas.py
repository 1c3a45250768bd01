"""JSON shapes of the rules of law and of the periods, in the API."""

from marshmallow import EXCLUDE, Schema, fields, validate

from gi_registry.core.fields import WordsSchema
from gi_registry.law.rules import INSTRUMENTS, Grade, Reach, Setting, Unit


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
