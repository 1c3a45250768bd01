"""From the county to the locked year: draw, sum up, lock, send back one level."""

from typing import Any

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.rules import Action
from gi_registry.annual_reports.schemas import levels as schemas
from gi_registry.annual_reports.schemas.officers import OfficerReportSchema
from gi_registry.annual_reports.views.blueprint import api
from gi_registry.annual_reports.views.officers import place_of, seen, visible
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import write


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
        return {
            "id": row.id,
            "year": row.year,
            "division": row.division,
            "reports": row.reports,
            "differing": row.differing,
            "sampled": row.sampled,
            "seed": row.seed,
            "log_index": row.log_index,
            "drawn_at": row.drawn_at,
            "tickets": service.tickets(session, row),
        }
