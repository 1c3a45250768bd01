"""Shapes of a producer's own reports in the API; answers as they are stored."""

from typing import Any, Final

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Range, Regexp

from gi_registry.annual_reports.rules import (
    FIGURES,
    FORM,
    FORMS,
    MOST_PLOTS,
    REASONED,
    Block,
    Figure,
    Group,
    ReportState,
    Severity,
    Source,
    Unit,
)
from gi_registry.annual_reports.schemas.files import ReportFileSchema
from gi_registry.core.fields import Text, Ticked, WordsSchema
from gi_registry.core.language import said
from gi_registry.marks.rules import CapacityBasis

_MOST: Final = 10**13
_MOST_COUNTED: Final = 2_000_000_000
_UNITS: Final = {
    Unit.GRAM: "Grams.",
    Unit.MILLILITRE: "Millilitres.",
    Unit.FEN: "Fen; 100 fen are a yuan.",
    Unit.FEN_PER_KG: "Fen per kg.",
    Unit.SQUARE_METRE: "Square metres.",
    Unit.COUNT: "Count.",
}


class ExportSchema(Schema):
    """What went to one place."""

    to = Text(required=True, longest=40, metadata={"description": "Place."})
    hs = fields.String(
        required=True,
        validate=Regexp("^[0-9]{2,10}$"),
        metadata={"description": "HS code, up to ten digits."},
    )
    fen = fields.Integer(
        required=True,
        strict=True,
        validate=Range(0, _MOST),
        metadata={"description": _UNITS[Unit.FEN]},
    )


class ReportPlotSchema(Schema):
    """A registered plot; only its number is read."""

    id = fields.Integer(
        required=True,
        strict=True,
        validate=Range(1, _MOST_COUNTED),
        metadata={
            "description": "Of its first outline; stays when that is corrected. "
            "Missing where only a name was given."
        },
    )
    name = fields.String(dump_only=True)
    county = fields.String(dump_only=True, metadata={"description": "GB/T 2260 code."})
    m2 = fields.Integer(dump_only=True, metadata={"description": "Square metres."})

    class Meta:
        """What is read back from an answer is let be."""

        unknown = EXCLUDE


def _field(figure: Figure) -> fields.Field[Any]:
    words = figure.words.en
    if figure.unit is Unit.CODES:
        one_of = OneOf([code for code, _ in figure.choices])
        return fields.List(
            fields.String(validate=one_of),
            allow_none=True,
            metadata={"description": words},
        )
    if figure.unit is Unit.EXPORTS:
        return fields.List(
            fields.Nested(ExportSchema),
            allow_none=True,
            metadata={"description": words},
        )
    if figure.unit is Unit.PLOTS:
        return fields.List(
            fields.Nested(ReportPlotSchema),
            allow_none=True,
            validate=Length(max=MOST_PLOTS),
            metadata={"description": words},
        )
    if not figure.unit.is_number:
        return Text(
            longest=figure.longest, allow_none=True, metadata={"description": words}
        )
    most = _MOST_COUNTED if figure.unit is Unit.COUNT else _MOST
    return fields.Integer(
        strict=True,
        allow_none=True,
        validate=Range(0, most),
        metadata={"description": f"{words}. {_UNITS[figure.unit]}"},
    )


AnswersSchema: Final = Schema.from_dict(
    {figure.name: _field(figure) for figure in FIGURES}, name="ReportAnswersSchema"
)
"""Answers as they are stored; null is not answered."""

ReasonsSchema: Final = Schema.from_dict(
    {name: Text(longest=500) for name in REASONED}, name="ReportReasonsSchema"
)
"""Why an answer is unlike the registry's, by the answer's name."""


class QuestionSchema(Schema):
    """One question of the form."""

    name = fields.String()
    words = fields.Nested(WordsSchema)
    group = fields.Enum(Group, by_value=True)
    block = fields.Enum(
        Block,
        by_value=True,
        metadata={"description": "Part of the province's report into which it goes."},
    )
    unit = fields.Enum(Unit, by_value=True)
    is_required = fields.Boolean()
    source = fields.Enum(
        Source,
        by_value=True,
        allow_none=True,
        metadata={"description": "What of the registry it is filled in from."},
    )
    bases = fields.List(
        fields.Enum(CapacityBasis, by_value=True),
        metadata={"description": "Whom it is asked of; empty is everybody."},
    )
    choices = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(WordsSchema),
        metadata={"description": "Words by code, of a question with codes."},
    )
    since = fields.Integer(
        metadata={"description": "First version of the form that asks it."}
    )
    until = fields.Integer(
        allow_none=True,
        metadata={"description": "Last version that asks it; null while it is asked."},
    )


class FormQuerySchema(Schema):
    """Which version of the form is asked for."""

    version = fields.Integer(
        load_default=FORM,
        validate=OneOf(list(FORMS)),
        metadata={"description": "The newest if left out; a report names its own."},
    )


class FormSchema(Schema):
    """The questions of the form: the province's own, no national form exists."""

    version = fields.Integer()
    versions = fields.List(fields.Integer(), metadata={"description": "All there are."})
    questions = fields.List(fields.Nested(QuestionSchema))


class OwedSchema(Schema):
    """One year of one permission that one's own organisation reports on."""

    year = fields.Integer()
    authorization = fields.String()
    due_on = fields.Date()
    report_id = fields.Integer(
        allow_none=True, metadata={"description": "Newest version; null before it."}
    )
    state = fields.Enum(ReportState, by_value=True, allow_none=True)
    is_overdue = fields.Boolean()


class OwedListSchema(Schema):
    """Every year that one's own organisation reports on, newest first."""

    items = fields.List(fields.Nested(OwedSchema))


class BegunSchema(Schema):
    """Which report to begin."""

    authorization = Text(required=True, longest=20)
    year = fields.Integer(required=True, strict=True, validate=Range(1900, 2999))


class ComparedSchema(Schema):
    """One of the figures that a check compared."""

    words = fields.Nested(WordsSchema)
    value = fields.Raw(
        allow_none=True, metadata={"description": "As answers are stored."}
    )
    shown = fields.Nested(
        WordsSchema, metadata={"description": "The same with its unit."}
    )


class FindingSchema(Schema):
    """One thing that was found in a report."""

    code = fields.String()
    severity = fields.Enum(Severity, by_value=True)
    words = fields.Nested(WordsSchema)
    field = fields.String(allow_none=True)
    figures = fields.List(fields.Nested(ComparedSchema))


class OwnReportSchema(Schema):
    """A version of one's own report."""

    id = fields.Integer()
    number = fields.String()
    year = fields.Integer()
    version = fields.Integer()
    state = fields.Enum(ReportState, by_value=True)
    form = fields.Integer(
        metadata={"description": "Version of the form, which says what is asked."}
    )
    revision = fields.Integer(
        metadata={"description": "Sent back with changes, so that none is lost."}
    )
    answers = fields.Nested(AnswersSchema)
    prefilled = fields.Dict(
        keys=fields.String(),
        metadata={"description": "What the registry filled in, by answer."},
    )
    reasons = fields.Dict(keys=fields.String(), values=fields.String())
    missing = fields.List(fields.String())
    findings = fields.List(fields.Nested(FindingSchema))
    files = fields.List(fields.Nested(ReportFileSchema))
    sha256 = fields.String(
        metadata={"description": "Of this version as it stands, as its receipt has it."}
    )


class ChangeSchema(Schema):
    """Changes to a draft; answers that are not named stay."""

    revision = fields.Integer(
        required=True, strict=True, validate=Range(1, _MOST_COUNTED)
    )
    answers = fields.Nested(AnswersSchema, load_default=dict)
    reasons = fields.Nested(ReasonsSchema, load_default=dict)


def _is_ticked(value: bool) -> None:  # noqa: FBT001 -- marshmallow's
    if not value:
        raise ValidationError(said(Ticked.said["invalid"]))


class SubmissionSchema(Schema):
    """What is declared when a draft is handed in."""

    revision = fields.Integer(
        required=True, strict=True, validate=Range(1, _MOST_COUNTED)
    )
    signatory = Text(required=True, longest=60)
    change_reason = Text(load_default="")
    is_true = Ticked(required=True, validate=_is_ticked)
