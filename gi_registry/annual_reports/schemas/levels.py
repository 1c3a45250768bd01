"""Shapes of the API that moves reports from level to level, and of draws."""

from typing import Final

from marshmallow import Schema, fields
from marshmallow.validate import Range

from gi_registry.annual_reports.rules import Drawn
from gi_registry.core.fields import Text

OF_YEAR: Final = {"year": 2025}
SENT_BACK: Final = {"words": "产量与台账不符，请复核"}
"""Examples, published in the description of the API."""

_TOLD_OF_DIGEST = "Of the list, hex, as the log holds it."


class ReportYearSchema(Schema):
    """Of which year the reports are moved or drawn."""

    year = fields.Integer(required=True, validate=Range(1900, 2999))


class ReportReasonSchema(Schema):
    """Why a report is sent back."""

    words = Text(required=True)


class ReportSumSchema(Schema):
    """What was summed up and is now with the province."""

    year = fields.Integer()
    reports = fields.Integer()


class ReportLockSchema(Schema):
    """One round in which a province locked a year."""

    year = fields.Integer()
    division = fields.String(metadata={"description": "Province, two digits."})
    reports = fields.Integer(metadata={"description": "Locked in this round."})
    sha256 = fields.String(metadata={"description": _TOLD_OF_DIGEST})
    locked_at = fields.AwareDateTime()


class ReportTicketSchema(Schema):
    """One version of a draw, and what it drew."""

    line = fields.String(metadata={"description": "Number of the report, version."})
    ticket = fields.String(
        metadata={"description": "SHA-256 of the seed, a space and the line; hex."}
    )
    outcome = fields.Enum(Drawn, by_value=True)


class ReportDrawSchema(Schema):
    """A draw, and how anybody finds it again."""

    id = fields.Integer()
    year = fields.Integer()
    division = fields.String(metadata={"description": "Of the office that drew."})
    reports = fields.Integer(
        metadata={"description": "Without differences, of which was drawn."}
    )
    differing = fields.Integer()
    sampled = fields.Integer()
    seed = fields.String(
        metadata={"description": "Hash of the log's entry of the draw, hex."}
    )
    log_index = fields.Integer()
    drawn_at = fields.AwareDateTime()
    tickets = fields.List(fields.Nested(ReportTicketSchema))
