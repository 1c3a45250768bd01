"""Rules of law and periods, in the API."""

from typing import Any

from flask_smorest import Blueprint

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.law import rules, service
from gi_registry.law.errors import SettingNotFoundError
from gi_registry.law.schemas import (
    PERIOD,
    NewPeriodSchema,
    PeriodsSchema,
    RuleSchema,
    RulesQuerySchema,
)
from gi_registry.law.service import NewValue

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
    with read() as session:
        return _periods(service.settings(session))


@api.post("/law/periods/<key>")
@requires(Permission.OFFICE_SETTINGS)
@api.arguments(NewPeriodSchema, example=PERIOD)
@api.response(200, PeriodsSchema)
def set_period(asked: dict[str, Any], key: str) -> dict[str, Any]:
    """Set a period that the law leaves open, or empty it, in one's own province.

    It holds from `since` on; the same again is another decision on record.
    """
    if key not in set(rules.Setting):
        raise SettingNotFoundError(key)
    the_caller().demand(Permission.OFFICE_SETTINGS, Place(asked["division"]))
    span = asked.pop("span")
    new = NewValue(
        **asked,
        setting=rules.Setting(key),
        span=span and rules.Span(span["amount"], rules.Unit(span["unit"])),
    )
    with write() as session:
        account_id = the_caller().account_id
        service.set_value(session, new, now=clock.now(), account_id=account_id)
        return _periods(service.settings(session))


def _periods(values: rules.Settings) -> dict[str, Any]:
    today = clock.today()
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
