"""What several pages of this domain show."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.access import the_caller
from gi_registry.core.language import say
from gi_registry.core.words import Words, china_day
from gi_registry.geo.crs import Crs
from gi_registry.producers import service
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    ApplicationState,
    AuthorizationState,
)

if TYPE_CHECKING:
    from gi_registry.accounts.models import Account
    from gi_registry.producers.models import Application

CRS_OPTIONS = [
    (crs.value, crs.words)
    for crs in (
        Crs.CGCS2000,
        Crs.WGS84,
        Crs.GCJ02,
        Crs.BD09,
        Crs.GK3_ZONE_37,
        Crs.GK3_ZONE_38,
        Crs.GK3_CM_111,
        Crs.GK3_CM_114,
        Crs.GK6_ZONE_19,
        Crs.GK6_CM_111,
    )
]
"""Systems in which coordinates come in Shanxi; the others by file."""

SOURCES = {
    "gnss": Words("手持卫星定位（GPS、北斗）", "Handheld GNSS"),
    "survey": Words("测绘成果", "Land survey"),
    "map": Words("在地图上描绘", "Drawn on a map"),
    "other": Words("其他", "Another way"),
}
"""How a plot was measured, by what is stored."""

STEPS = (
    Words("提交申请", "Application"),
    Words("产地核验", "Origin check"),
    Words("市级复核", "Prefecture review"),
    Words("省级审核", "Province review"),
    Words("国家知识产权局登记", "Registered by CNIPA"),
    Words("国家知识产权局公告", "Announced by CNIPA"),
)

STEP_OF = {
    ApplicationState.DRAFT: 1,
    ApplicationState.RETURNED: 1,
    ApplicationState.SUBMITTED: 2,
    ApplicationState.ORIGIN_VERIFIED: 3,
    ApplicationState.PREFECTURE_REVIEWED: 4,
    ApplicationState.SENT_TO_CNIPA: 5,
    ApplicationState.REGISTERED: 6,
    ApplicationState.ANNOUNCED: 7,
}
"""State to the number of the present step; those that ended early have none."""

_REACHED = {
    ApplicationState.SUBMITTED: Words("提交申请", "Application sent in"),
    ApplicationState.ORIGIN_VERIFIED: Words("产地核验通过", "Origin verified"),
    ApplicationState.PREFECTURE_REVIEWED: Words(
        "市级复核通过", "Passed the prefecture's review"
    ),
    ApplicationState.SENT_TO_CNIPA: Words(
        "省级审核后报国家知识产权局", "Reviewed by the province and sent to CNIPA"
    ),
    ApplicationState.REGISTERED: Words("国家知识产权局注册登记", "Registered by CNIPA"),
    ApplicationState.ANNOUNCED: Words("国家知识产权局公告", "Announced by CNIPA"),
    ApplicationState.RETURNED: Words("退回补正", "Returned for correction"),
    ApplicationState.REFUSED: Words("国家知识产权局不予登记", "Refused by CNIPA"),
    ApplicationState.WITHDRAWN: Words("申请人撤回", "Withdrawn by the applicant"),
}

AUTHORIZATION_TONES = {
    AuthorizationState.ANNOUNCED: "good",
    AuthorizationState.IN_USE: "good",
    AuthorizationState.RECTIFY: "warn",
    AuthorizationState.SUSPENDED: "stop",
    AuthorizationState.STOPPED: "stop",
    AuthorizationState.EXPIRED: "stop",
    AuthorizationState.WITHDRAWN: "neutral",
    AuthorizationState.ENTITY_GONE: "stop",
}
"""Tones of a state's tag."""

NOBODY_HERE = 0
"""Id of no organisation."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a timeline."""

    on: date
    words: Words
    evidence: str
    detail: str
    rules: list[str] | None
    """Key and version of the rules of law behind it."""


@dataclass(frozen=True, slots=True)
class PlotFacts:
    """A plot as a page shows it.

    Attributes:
        corners: longitude and latitude of its middle, CGCS2000, as text.
    """

    name: str
    county: Words
    declared_m2: int
    measured_m2: int
    middle: str
    crs_given: str
    source: Words
    worker: str = ""
    """Who works it, with the last four of the identity number; often nobody."""


def organisation_id() -> int:
    """Return the caller's organisation; of none, an id that nothing has."""
    return the_caller().organisation_id or NOBODY_HERE


def history(
    application: "Application", *, is_officer: bool = False
) -> list[HistoryLine]:
    """Return an application's steps, oldest first, for a timeline.

    Args:
        application: with its events, their accounts and organisations.
        is_officer: whether it is said for whom a deputy acted; producers are told
            of offices, not of people.
    """
    own = application.entity.organisation_id
    return [
        HistoryLine(
            on=china_day(event.at),
            words=_step_words(event.from_state, event.to_state),
            evidence=(
                "declared" if event.account.organisation_id == own else "checked"
            ),
            detail=" · ".join(
                text
                for text in (
                    event.account.organisation.name,
                    _for(event.held_for) if is_officer else "",
                    event.words,
                )
                if text
            ),
            rules=event.rules,
        )
        for event in application.events
    ]


def plot_facts(session: Session, application: "Application") -> PlotFacts | None:
    """Return an application's plot as a page shows it."""
    plot = application.plot
    if plot is None:
        return None
    code = plot.division_code
    names = areas.full_names(session, {code})
    middle = plot.geometry.representative_point()
    worker = service.workers_of(session, [plot.id]).get(plot.id)
    return PlotFacts(
        name=plot.name,
        county=names.get(code, Words(code, code)),
        declared_m2=plot.declared_m2,
        measured_m2=plot.measured_m2,
        middle=f"{middle.x:.5f}, {middle.y:.5f}",
        crs_given=plot.crs_given,
        source=SOURCES.get(plot.source, Words(plot.source, plot.source)),
        worker=f"{worker.name} {worker.identity_last4}" if worker else "",
    )


def has_page(endpoint: str) -> bool:
    """Whether this installation has a page; domains above may be absent."""
    return endpoint in current_app.view_functions


def _for(absent: "Account | None") -> str:
    return "" if absent is None else say("代", "for ") + absent.name


def _step_words(before: ApplicationState | None, after: ApplicationState) -> Words:
    if before is None:
        return Words("开始填写申请", "Application begun")
    if (before, after) == (ApplicationState.RETURNED, ApplicationState.SUBMITTED):
        return Words("补正后重新提交", "Corrected and sent in again")
    return _REACHED.get(after, APPLICATION_STATE_WORDS[after])
