"""Shapes of the officers' API of annual reports."""

from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import OneOf, Range

from gi_registry.annual_reports.rules import (
    FILTERS,
    STEPS,
    Decision,
    Drawn,
    ReportState,
    Verdict,
)
from gi_registry.annual_reports.schemas.chain import NAMES
from gi_registry.annual_reports.schemas.drafts import OwnReportSchema
from gi_registry.core.fields import Text, WordsSchema


class ReportDeskQuerySchema(Schema):
    """Which reports of one's jurisdiction are asked for."""

    year = fields.String(
        load_default=None,
        metadata={"description": "Year reported on; the newest open one if left out."},
    )
    state = fields.String(load_default="review", validate=OneOf([*FILTERS, "all"]))
    county = fields.String(
        load_default="", metadata={"description": "GB/T 2260 code, or its beginning."}
    )
    page = fields.Integer(load_default=1, validate=Range(1, 1_000_000))


class ReportDeskLineSchema(Schema):
    """One user and the year that is reported on."""

    year = fields.Integer()
    authorization = fields.String()
    holder = fields.String()
    uscc = fields.String()
    division = fields.String()
    report_id = fields.Integer(
        allow_none=True,
        metadata={"description": "Newest version handed in; null if there is none."},
    )
    state = fields.Enum(ReportState, by_value=True, allow_none=True)
    is_overdue = fields.Boolean()


class ReportDeskSchema(Schema):
    """A page of the desk's list; 25 a page."""

    items = fields.List(fields.Nested(ReportDeskLineSchema))
    page = fields.Integer()
    pages = fields.Integer()
    total = fields.Integer()


class AnswerReasonSchema(Schema):
    """What is wrong with one answer."""

    figure = fields.String(required=True, validate=OneOf(NAMES))
    words = Text(required=True, longest=500)


class ReportVerdictSchema(Schema):
    """What a county answers; a return needs words or reasons."""

    verdict = fields.Enum(Verdict, by_value=True, required=True)
    words = Text(load_default="")
    reasons = fields.List(fields.Nested(AnswerReasonSchema), load_default=list)

    @post_load
    def to_decision(self, data: dict[str, Any], **_: object) -> Decision:
        """Give the service its own type."""
        pairs = tuple((each["figure"], each["words"]) for each in data["reasons"])
        return Decision(data["verdict"], data["words"], pairs)


class NewReportCommentSchema(Schema):
    """What is said about a report, or about one answer in it."""

    words = Text(required=True)
    figure = fields.String(load_default="", validate=OneOf([*NAMES, ""]))


class ReportCommentSchema(Schema):
    """One thing that was said; never changed."""

    version = fields.Integer()
    figure = fields.String(allow_none=True)
    words = fields.String()
    is_office = fields.Boolean()
    is_reason = fields.Boolean(
        metadata={"description": "Whether it is a reason of a return."}
    )
    at = fields.AwareDateTime()


class OfficerReportSchema(OwnReportSchema):
    """A version as an officer sees it."""

    drawn = fields.Enum(
        Drawn,
        by_value=True,
        allow_none=True,
        metadata={"description": "What a draw said of it; null if it was in none."},
    )
    comments = fields.List(fields.Nested(ReportCommentSchema))


class ReportDaysCautionSchema(Schema):
    """What a province should know of its days, and may leave as it is."""

    code = fields.String()
    field = fields.String(metadata={"description": "The day that it is about."})
    words = fields.Nested(WordsSchema)


class ReportCampaignSchema(Schema):
    """The days of one year's reports, each the last one, in China."""

    year = fields.Integer()
    form = fields.Integer()
    is_decided = fields.Boolean(
        metadata={"description": "Decided by the province; else they are proposed."}
    )
    reported_by = fields.Date(
        metadata={"description": "Last day of the province's own report to CNIPA."}
    )
    warnings = fields.List(fields.Nested(ReportDaysCautionSchema))


ReportDaysSchema = ReportCampaignSchema.from_dict(
    {step: fields.Date() for step in STEPS}, name="ReportDaysSchema"
)
"""The same with the days."""


class ReportDaysListSchema(Schema):
    """The days of every year that is reported on, newest first."""

    items = fields.List(fields.Nested(ReportDaysSchema))
