"""JSON shapes of tables with many reports."""

from marshmallow import Schema, fields, validate

from gi_registry.annual_reports.rules.imports import LineOutcome
from gi_registry.core.fields import WordsSchema


class ImportQuerySchema(Schema):
    """Of which year a table is."""

    year = fields.String(required=True, metadata={"description": "Year reported on."})


class JudgedRowSchema(Schema):
    """A row of which something is to be said."""

    row = fields.Integer(required=True, metadata={"description": "From 1."})
    number = fields.String(required=True)
    holder = fields.String(required=True)
    product = fields.String(required=True)
    outcome = fields.String(
        required=True, validate=validate.OneOf([each.value for each in LineOutcome])
    )
    words = fields.List(fields.Nested(WordsSchema), required=True)


class JudgedTableSchema(Schema):
    """What became, or would become, of the rows of a table."""

    year = fields.Integer(required=True)
    is_recorded = fields.Boolean(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    lines = fields.List(fields.Nested(JudgedRowSchema), required=True)
