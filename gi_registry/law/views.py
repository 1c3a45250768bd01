"""Rules of law and periods, in the API."""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import read
from gi_registry.law import rules, service
from gi_registry.law.schemas import PeriodsSchema, RuleSchema, RulesQuerySchema

api = Blueprint(
    "rules-of-law", __name__, description="Rules of law that are applied; periods."
)


@api.get("/law/rules")
@requires(Permission.PUBLIC)
@api.arguments(RulesQuerySchema, location="query")
@api.response(200, RuleSchema(many=True))
def listed(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """List the rules, each version of each, in our own words."""
    return [
        {
            "reference": each.reference,
            "key": each.key,
            "instrument": each.instrument.title._asdict(),
            "citation": each.citation._asdict(),
            "title": each.article.title._asdict(),
            "text": each.article.text._asdict(),
            "leaves_open": each.article.leaves_open
            and each.article.leaves_open._asdict(),
            "since": each.since,
            "until": each.instrument.until,
            "grade": each.article.grade.value,
            "reach": each.instrument.reach.value,
            "source": each.instrument.source,
        }
        for each in rules.RULES
        if asked["of"] in ("", each.instrument.key)
    ]


@api.get("/law/periods")
@requires(Permission.PUBLIC)
@api.response(200, PeriodsSchema)
def periods() -> dict[str, Any]:
    """Give the periods that the law sets, and those that provinces set."""
    today = clock.today()
    with read() as session:
        values = service.settings(session)
    return {
        "of_law": [
            {
                "key": each.key,
                "words": each.words._asdict(),
                "span": _span(each.span),
                "starts": each.starts._asdict(),
                "who": each.who._asdict(),
                "rule": each.rule,
            }
            for each in rules.TIMERS
        ],
        "of_provinces": [
            {
                "key": key.value,
                "words": kind.words._asdict(),
                "starts": kind.starts._asdict(),
                "rule": kind.rule,
                "values": [
                    {"division": province, "span": _span(span)}
                    for province in values.provinces
                    if (span := values.span(key, province, on=today))
                ],
            }
            for key, kind in rules.KINDS.items()
        ],
        "working_days_known_to": rules.LAST_YEAR,
    }


def _span(span: rules.Span) -> dict[str, Any]:
    return {"amount": span.amount, "unit": span.unit.value}
