"""JSON shapes of checking many codes, and the form of a judgement."""

from marshmallow import Schema, fields

from gi_registry.core.fields import Choice, Text
from gi_registry.scans.rules import Judgement, Verdict


class VerifiedSchema(Schema):
    """What is said of one code."""

    code = fields.String(required=True, metadata={"description": "As it came in."})
    verdict = fields.String(
        required=True, metadata={"enum": [verdict.value for verdict in Verdict]}
    )
    reasons = fields.List(fields.String(), required=True)
    run = fields.Integer(required=True, allow_none=True)
    index = fields.Integer(required=True, allow_none=True)
    product = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Public code of the product."},
    )
    user = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Credit code of the authorized user."},
    )
    lot = fields.String(required=True, allow_none=True)


class AnswersSchema(Schema):
    """Answers in the order of the codes."""

    answers = fields.List(fields.Nested(VerifiedSchema), required=True)


class JudgementSchema(Schema):
    """What an officer says of a code."""

    judgement = Choice([each.value for each in Judgement], required=True)
    reason = Text(required=True, longest=500)
