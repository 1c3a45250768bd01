"""Shapes of the API that moves reports from level to level, and of draws."""

from typing import Final

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Range

from gi_registry.annual_reports.rules import Drawn, ReportState
from gi_registry.annual_reports.schemas.officers import ReportDaysSchema
from gi_registry.core.fields import Text, WordsSchema

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


class ReportDrawLineSchema(Schema):
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


class ReportDrawSchema(ReportDrawLineSchema):
    """A draw with what each version drew."""

    tickets = fields.List(fields.Nested(ReportTicketSchema))


class ReportWaitingSchema(Schema):
    """How many reports wait for the county, by what a draw said of them."""

    not_drawn = fields.Integer(metadata={"description": "In no draw yet."})
    differs = fields.Integer()
    sampled = fields.Integer()
    free = fields.Integer()


class ReportDrawsSchema(Schema):
    """The draws of a year in one's jurisdiction, newest first."""

    waiting = fields.Nested(ReportWaitingSchema)
    items = fields.List(fields.Nested(ReportDrawLineSchema))


class ReportLevelsQuerySchema(Schema):
    """Of which year."""

    class Meta:
        """Parameters that other parts of the request look at are let through."""

        unknown = EXCLUDE

    year = fields.String(
        load_default=None,
        metadata={"description": "Year reported on; the newest open one if left out."},
    )


class WaitingAtSchema(Schema):
    """How many reports wait at which level."""

    county = fields.Integer()
    prefecture = fields.Integer()
    province = fields.Integer()


class ReportLevelSchema(Schema):
    """How far one prefecture has come; of each user the newest version counts."""

    code = fields.String(metadata={"description": "Prefecture, four digits."})
    name = fields.Nested(WordsSchema)
    states = fields.Dict(
        keys=fields.Enum(ReportState, by_value=True), values=fields.Integer()
    )
    waiting = fields.Nested(WaitingAtSchema)


class ReportLevelsSchema(Schema):
    """How far a year's reports have come in one's jurisdiction."""

    year = fields.Integer()
    days = fields.Nested(ReportDaysSchema)
    prefectures = fields.List(fields.Nested(ReportLevelSchema))
    locks = fields.List(fields.Nested(ReportLockSchema))
