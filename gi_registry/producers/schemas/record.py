"""JSON shapes of the whole record of a thing: who did what, and who saw it."""

from marshmallow import Schema, fields

from gi_registry.producers.schemas.common import BilingualSchema


class DeedSchema(Schema):
    """One thing that somebody did."""

    at = fields.AwareDateTime(required=True)
    person = fields.String(required=True)
    held_for = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The absent person for whom a deputy did it."},
    )
    office = fields.String(required=True)
    words = fields.Nested(BilingualSchema, required=True)
    detail = fields.String(
        required=True, metadata={"description": "Reason or remark, as typed."}
    )
    entry = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Index in the log of decisions."},
    )


class SightSchema(Schema):
    """That somebody opened it: one for a person, a thing and a day in China."""

    person = fields.String(required=True)
    office = fields.String(required=True)
    what = fields.String(
        required=True,
        metadata={"description": "`page`, or the SHA-256 of the file."},
    )
    first_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(required=True)
    times = fields.Integer(required=True)


class WholeRecordSchema(Schema):
    """All that was done, newest first, and the latest 200 of who saw it."""

    number = fields.String(required=True)
    done = fields.List(fields.Nested(DeedSchema), required=True)
    seen = fields.List(fields.Nested(SightSchema), required=True)
