"""From the county to the locked year: draw, accept, sum up, lock, send back."""

from typing import Any

from flask import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.rules import Action, Drawn
from gi_registry.annual_reports.schemas import levels as schemas
from gi_registry.annual_reports.schemas.officers import OfficerReportSchema
from gi_registry.annual_reports.service import ReportDraw, Within
from gi_registry.annual_reports.service.sampling import Ticket
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.annual_reports.views.officers import place_of, seen, visible
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import read, write
from gi_registry.overrides import web as overrides
from gi_registry.overrides.schemas import OverrideSchema

_PROVINCE_DIGITS = 2


@api.post("/annual-reports/levels/sum")
@requires(Permission.REPORT_SUM)
@api.arguments(schemas.ReportYearSchema, example=schemas.OF_YEAR)
@api.response(200, schemas.ReportSumSchema)
def sum_up(asked: dict[str, Any]) -> dict[str, Any]:
    """Sum up what the counties of one's prefecture accepted, for the province."""
    year = asked["year"]
    with write() as session:
        passed = service.sum_up(session, the_caller(), year, now=clock.now())
        return {"year": year, "reports": len(passed)}


@api.post("/annual-reports/levels/lock")
@requires(Permission.REPORT_LOCK)
@api.arguments(schemas.ReportYearSchema, example=schemas.OF_YEAR)
@api.response(200, schemas.ReportLockSchema)
def lock_year(asked: dict[str, Any]) -> dict[str, Any]:
    """Lock what is summed up in one's province; what comes later takes another."""
    with write() as session:
        row = service.lock_year(session, the_caller(), asked["year"], now=clock.now())
        return {
            "year": row.year,
            "division": row.division,
            "reports": row.reports,
            "sha256": row.sha256,
            "locked_at": row.locked_at,
        }


@api.post("/annual-reports/desk/<int:report_id>/send-back")
@requires(Permission.REPORT_TOTALS)
@api.arguments(schemas.ReportReasonSchema, example=schemas.SENT_BACK)
@api.response(200, OfficerReportSchema)
def send_back(asked: dict[str, Any], report_id: int) -> dict[str, Any]:
    """Send a report back one level; whoever it is with does (scope of that level)."""
    caller = the_caller()
    with write() as session:
        found = visible(session, report_id)
        wanted = rules.step(found.state, Action.SEND_BACK)
        caller.demand(wanted.permission, place_of(found))
        service.send_back(
            session,
            report_id,
            asked["words"],
            now=clock.now(),
            account_id=caller.account_id,
        )
        return seen(session, visible(session, report_id))


@api.post("/annual-reports/desk/<int:report_id>/reopening")
@requires(Permission.DESK)
@api.arguments(schemas.ReportReasonSchema, example=schemas.SENT_BACK)
@api.response(202, OverrideSchema)
def ask_reopening(asked: dict[str, Any], report_id: int) -> Response:
    """Ask that a locked report may be corrected; a second officer decides.

    Beside `desk` the scope of one's level is needed: `reports.review`, `reports.sum`
    or `reports.lock`. Decided under `/overrides`.
    """
    caller = the_caller()
    with write() as session:
        found = visible(session, report_id)
        caller.demand_any(service.ASKERS, place_of(found))
        request = service.ask_reopening(
            session, found, asked["words"], now=clock.now(), by=caller.account_id
        )
        return overrides.asked(session, request.id)


@api.get("/annual-reports/levels")
@requires(Permission.REPORT_TOTALS)
@api.arguments(schemas.ReportLevelsQuerySchema, location="query")
@api.response(200, schemas.ReportLevelsSchema)
def levels(asked: dict[str, Any]) -> dict[str, Any]:
    """Give how far each prefecture's reports have come, and the rounds of locking."""
    caller = the_caller()
    within = Within(caller, Permission.REPORT_TOTALS)
    province = min(caller.prefixes(Permission.REPORT_TOTALS))[:_PROVINCE_DIGITS]
    with read() as session:
        year = service.known_year(session, asked["year"], on=clock.today())
        return {
            "year": year,
            "days": service.campaigns(session).of(year, province),
            "prefectures": service.levels(session, year, within),
            "locks": service.locks(session, year, province),
        }


@api.get("/annual-reports/draws")
@requires(Permission.REPORT_TOTALS)
@api.arguments(schemas.ReportLevelsQuerySchema, location="query")
@api.response(200, schemas.ReportDrawsSchema)
def draws(asked: dict[str, Any]) -> dict[str, Any]:
    """List the draws of a year in one's jurisdiction, newest first, and what waits."""
    caller = the_caller()
    within = Within(caller, Permission.REPORT_TOTALS)
    with read() as session:
        year = service.known_year(session, asked["year"], on=clock.today())
        found = service.waiting(session, year, within)
        return {
            "waiting": {
                each.value if each else "not_drawn": found.get(each, 0)
                for each in (None, *Drawn)
            },
            "items": service.draws(session, caller, year),
        }


@api.get("/annual-reports/draws/<int:draw_id>")
@requires(Permission.REPORT_TOTALS)
@api.response(200, schemas.ReportDrawSchema)
def one_draw(draw_id: int) -> dict[str, Any]:
    """Give a draw of one's jurisdiction with every ticket, smallest first."""
    with read() as session:
        row = service.draw_of(session, the_caller(), draw_id)
        return _drawn(row, service.tickets(session, row))


@api.post("/annual-reports/draws/accept-free")
@requires(Permission.REPORT_REVIEW)
@api.arguments(schemas.ReportYearSchema, example=schemas.OF_YEAR)
@api.response(200, schemas.ReportSumSchema)
def accept_free(asked: dict[str, Any]) -> dict[str, Any]:
    """Accept together what differs in nothing and was not drawn; 500 at once at most.

    Each is checked again. Repeat until `report-nothing-to-pass`.
    """
    year = asked["year"]
    with write() as session:
        count = service.accept_free(session, the_caller(), year, now=clock.now())
        return {"year": year, "reports": count}


@api.post("/annual-reports/draws")
@requires(Permission.REPORT_REVIEW)
@api.arguments(schemas.ReportYearSchema, example=schemas.OF_YEAR)
@api.response(201, schemas.ReportDrawSchema)
def draw(asked: dict[str, Any]) -> dict[str, Any]:
    """Draw from what waits in one's jurisdiction and was in no draw yet.

    What is drawn or differs is to be looked at one by one.
    """
    with write() as session:
        row = service.draw(session, the_caller(), asked["year"], now=clock.now())
        return _drawn(row, service.tickets(session, row))


def _drawn(row: ReportDraw, tickets: list[Ticket]) -> dict[str, Any]:
    shown = schemas.ReportDrawLineSchema().fields
    return {name: getattr(row, name) for name in shown} | {"tickets": tickets}
