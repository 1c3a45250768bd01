"""Shapes of the files of a report in the API."""

from typing import Any

from marshmallow import Schema, fields, post_load
from marshmallow.validate import OneOf, Range

from gi_registry.annual_reports.rules import AttachmentKind, Correction, LabReport
from gi_registry.core.fields import Text


class LabReportFactsSchema(Schema):
    """What stands on a test report; null and empty where it was not asked yet."""

    tested_on = fields.Date(allow_none=True)
    number = fields.String()
    lab_name = fields.String()
    lab_cma = fields.String(metadata={"description": "Empty where it bears none."})


class ReportFileSchema(Schema):
    """A file of a version."""

    id = fields.Integer()
    kind = fields.Enum(AttachmentKind, by_value=True)
    name = fields.String()
    sha256 = fields.String()
    added_at = fields.AwareDateTime()
    lab_report = fields.Nested(LabReportFactsSchema, allow_none=True)


class NewReportFileSchema(Schema):
    """What a file is; of a test report also what stands on it."""

    kind = fields.String(
        required=True, validate=OneOf([kind.value for kind in AttachmentKind])
    )
    name = Text(required=True, longest=120)
    tested_on = fields.Date(metadata={"description": "Of test reports; not to come."})
    number = Text(load_default="", longest=60)
    lab_name = Text(load_default="", longest=120)
    lab_cma = Text(load_default="", longest=60)

    @post_load
    def to_lab_report(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Give what stands on a test report as the service takes it."""
        kind = AttachmentKind(data.pop("kind"))
        on_it = LabReport(
            data.pop("tested_on", None),
            data.pop("number"),
            data.pop("lab_name"),
            data.pop("lab_cma"),
        )
        return data | {
            "kind": kind,
            "lab_report": on_it if kind is AttachmentKind.LAB_REPORT else None,
        }


class LabReportChangeSchema(Schema):
    """What really stands on a test report; what is not named stays."""

    revision = fields.Integer(
        required=True,
        strict=True,
        validate=Range(min=1),
        metadata={"description": "Of the draft, as read before."},
    )
    tested_on = fields.Date(metadata={"description": "Not to come."})
    number = Text(longest=60)
    lab_name = Text(longest=120)
    lab_cma = Text(longest=60, metadata={"description": "Empty where it bears none."})
    all_pages = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Correct with it the other files of which the same is "
            "stated: the pages of one test report."
        },
    )

    @post_load
    def to_correction(self, data: dict[str, Any], **_: object) -> Correction:
        """Give the service its own type."""
        revision, all_pages = data.pop("revision"), data.pop("all_pages")
        return Correction(data, revision, all_pages=all_pages)
