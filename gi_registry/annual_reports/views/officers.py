"""The officers' side: list, read, decide, comment, and the days of a year."""

from typing import Any

from sqlalchemy.orm import Session

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError, YearUnknownError
from gi_registry.annual_reports.rules import Campaign, Decision, ReportState
from gi_registry.annual_reports.schemas import officers as schemas
from gi_registry.annual_reports.schemas.campaigns import (
    CampaignSchema as NewCampaignSchema,
)
from gi_registry.annual_reports.service import (
    AnnualReport,
    Due,
    NewComment,
    Wanted,
    Within,
)
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.annual_reports.views.drafts import shown
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.sessions import read, write

_PROVINCE_DIGITS = 2


@api.get("/annual-reports/desk")
@requires(Permission.REPORT_TOTALS)
@api.arguments(schemas.ReportDeskQuerySchema, location="query")
@api.response(200, schemas.ReportDeskSchema)
def desk(asked: dict[str, Any]) -> dict[str, Any]:
    """List the reports of one's jurisdiction that wait, or others; 25 a page."""
    today = clock.today()
    within = Within(the_caller(), Permission.REPORT_TOTALS, asked["county"])
    state = "" if asked["state"] == "all" else asked["state"]
    with read() as session:
        year = service.known_year(session, asked["year"], on=today)
        wanted = Wanted(year, within, state)
        page = service.due_page(session, wanted, number=asked["page"])
        return {
            "items": [_line(each) for each in page.items],
            "page": page.number,
            "pages": page.pages,
            "total": page.total,
        }


@api.get("/annual-reports/desk/<int:report_id>")
@requires(Permission.REPORT_TOTALS)
@api.response(200, schemas.OfficerReportSchema)
def report(report_id: int) -> dict[str, Any]:
    """Give a version that was handed in, with what was found and said."""
    with read() as session:
        return seen(session, visible(session, report_id))


@api.post("/annual-reports/desk/<int:report_id>/decision")
@requires(Permission.REPORT_REVIEW)
@api.arguments(schemas.ReportVerdictSchema)
@api.response(200, schemas.OfficerReportSchema)
def decide(decision: Decision, report_id: int) -> dict[str, Any]:
    """Accept a report that waits, or return it with reasons by answer."""
    with write() as session:
        found = visible(session, report_id)
        the_caller().demand(Permission.REPORT_REVIEW, place_of(found))
        service.decide(
            session,
            report_id,
            decision,
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        return seen(session, visible(session, report_id))


@api.post("/annual-reports/desk/<int:report_id>/comments")
@requires(Permission.REPORT_TOTALS)
@api.arguments(schemas.NewReportCommentSchema)
@api.response(201, schemas.OfficerReportSchema)
def comment(asked: dict[str, Any], report_id: int) -> dict[str, Any]:
    """Say something to the user about a report, or about one answer in it."""
    with write() as session:
        found = visible(session, report_id)
        service.comment(
            session,
            found,
            NewComment(asked["words"], asked["figure"], is_office=True),
            now=clock.now(),
            account_id=the_caller().account_id,
        )
        return seen(session, found)


@api.get("/annual-reports/campaigns")
@requires(Permission.PUBLIC)
@api.response(200, schemas.ReportDaysListSchema)
def campaigns() -> dict[str, Any]:
    """Give the days of every year's reports, as decided last or proposed."""
    this_year = clock.today().year
    with read() as session:
        known = service.campaigns(session)
    years = range(this_year, rules.FIRST_YEAR - 1, -1)
    return {"items": [known.of(year) for year in years]}


@api.post("/annual-reports/campaigns/<int:year>")
@requires(Permission.OFFICE_SETTINGS)
@api.arguments(NewCampaignSchema)
@api.response(200, schemas.ReportDaysSchema)
def decide_campaign(asked: dict[str, Any], year: int) -> Campaign:
    """Decide the days and form of one year's reports; only later days once open."""
    caller, this_year = the_caller(), clock.today().year
    if not rules.FIRST_YEAR <= year <= this_year:
        raise YearUnknownError(rules.FIRST_YEAR, this_year)
    province = min(caller.prefixes(Permission.OFFICE_SETTINGS))[:_PROVINCE_DIGITS]
    caller.demand(Permission.OFFICE_SETTINGS, Place(province))
    with write() as session:
        new = service.as_asked(session, year, province, asked)
        service.decide_campaign(
            session, new, now=clock.now(), account_id=caller.account_id
        )
    return new.days


def _line(each: Due) -> dict[str, Any]:
    held = each.authorization
    is_out = each.newest is not None and each.newest.state is not ReportState.DRAFT
    version = each.newest if is_out else each.filed
    return {
        "year": each.year,
        "authorization": held.number,
        "holder": held.entity.name,
        "uscc": held.entity.uscc,
        "division": held.division,
        "report_id": version.id if version else None,
        "state": version.state if version else None,
        "is_overdue": each.standing(clock.today()).is_overdue,
    }


def seen(session: Session, found: AnnualReport) -> dict[str, Any]:
    """Return a version with what was found in it and said about it."""
    versions = service.versions(session, found.authorization_id, found.year)
    numbers = {each.id: each.version for each in versions}
    return shown(session, found) | {
        "drawn": service.outcome_of(session, found),
        "comments": [
            {
                "version": numbers[each.report_id],
                "figure": each.figure,
                "words": each.words,
                "is_office": each.is_office,
                "is_reason": each.event_id is not None,
                "at": each.at,
            }
            for each in service.comments(session, versions)
        ],
    }


def visible(session: Session, report_id: int) -> AnnualReport:
    """Return a version that was handed in, of the caller's jurisdiction.

    Raises:
        ReportNotFoundError: there is none.
        ForbiddenError: it is another office's.
    """
    found = service.get(session, report_id)
    if found.state is ReportState.DRAFT:
        raise ReportNotFoundError
    the_caller().demand(Permission.REPORT_TOTALS, place_of(found))
    return found


def place_of(found: AnnualReport) -> Place:
    """Return whose jurisdiction a report is in."""
    held = found.authorization
    return Place(held.division, held.right.managing_authority)
