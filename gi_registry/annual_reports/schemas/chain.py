"""Shapes of what moves reports through the offices, of forms and of the API."""

from itertools import zip_longest
from typing import Any

from marshmallow import Schema, ValidationError, post_load, validates_schema

from gi_registry.annual_reports.rules import FIGURES, Decision, Verdict
from gi_registry.core.fields import Choice, Several, Text, Whole
from gi_registry.core.forms import FormSchema
from gi_registry.core.language import say

NAMES = tuple(figure.name for figure in FIGURES)


class DecisionSchema(Schema):
    """What an officer answers; reasons by answer stand in two lists of one length."""

    verdict = Choice(Verdict, required=True)
    words = Text(load_default="")
    figure = Several(Choice(NAMES), load_default=list)
    reason = Several(Text(), load_default=list)

    @validates_schema
    def by_pairs(self, data: dict[str, Any], **_: object) -> None:
        """Refuse a reason without its answer, and the other way about."""
        for figure, reason in _pairs(data):
            if bool(figure) != bool(reason):
                words = say(
                    "请同时选择项目并写明原因",
                    "Choose the answer and say what is wrong with it",
                )
                raise ValidationError(words, "figure")

    @post_load
    def to_decision(self, data: dict[str, Any], **_: object) -> Decision:
        """Give the service its own type."""
        reasons = tuple((figure, reason) for figure, reason in _pairs(data) if figure)
        return Decision(Verdict(data["verdict"]), data["words"], reasons)


def _pairs(data: dict[str, Any]) -> list[tuple[str, str]]:
    return list(zip_longest(data["figure"], data["reason"], fillvalue=""))


class ReasonSchema(FormSchema):
    """Why something is sent back, or is to be corrected."""

    words = Text(required=True)


class CommentSchema(FormSchema):
    """What is said about a report, or about one answer in it."""

    words = Text(required=True)
    figure = Choice(NAMES, load_default="")


class YearSchema(FormSchema):
    """Of which year the reports are moved."""

    year = Whole(required=True, least=1900, most=2999)
