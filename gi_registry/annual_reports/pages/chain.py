"""From the county to the locked year: levels, sending back, locking, correcting."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.pages import desk
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import place_of, province
from gi_registry.annual_reports.rules import Action
from gi_registry.annual_reports.schemas.chain import ReasonSchema, YearSchema
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write


@pages.get("/desk/report-levels")
@requires(Permission.REPORT_TOTALS)
def levels() -> str:
    """Show how far each prefecture's reports have come, and what can be done."""
    return _levels(Form())


@pages.post("/desk/report-levels/sum")
@requires(Permission.REPORT_SUM)
def sum_up() -> Response | tuple[str, int]:
    """Sum up what the counties of one's prefecture accepted."""
    form = submitted(YearSchema())
    if form.ok:
        try:
            with write() as session:
                year = form.data["year"]
                passed = service.sum_up(session, the_caller(), year, now=clock.now())
        except GiError as error:
            form.refuse(error)
        else:
            count = len(passed)
            words = (f"已汇总上报 {count} 份", f"{count} reports summed up")
            flash(say(*words), "good")
            return redirect(url_for("annual_reports.levels", year=year), 303)
    return _levels(form), 422


@pages.post("/desk/report-levels/lock")
@requires(Permission.REPORT_LOCK)
def lock_year() -> Response | tuple[str, int]:
    """Lock what is summed up in one's province."""
    form = submitted(YearSchema())
    if form.ok:
        try:
            with write() as session:
                year = form.data["year"]
                row = service.lock_year(session, the_caller(), year, now=clock.now())
                count = row.reports
        except GiError as error:
            form.refuse(error)
        else:
            words = (f"已锁定 {count} 份", f"{count} reports locked")
            flash(say(*words), "good")
            return redirect(url_for("annual_reports.levels", year=year), 303)
    return _levels(form), 422


@pages.get("/desk/reports/<number>")
@requires(Permission.REPORT_TOTALS)
def by_number(number: str) -> Response:
    """Lead to the newest version of a report by its public number."""
    with read() as session:
        found = service.newest_by_number(session, number)
        the_caller().demand(Permission.REPORT_TOTALS, place_of(found))
        return redirect(url_for("annual_reports.review", report_id=found.id), 303)


@pages.post("/desk/reports/<int:report_id>/send-back")
@requires(Permission.REPORT_TOTALS)
def send_back(report_id: int) -> Response | tuple[str, int]:
    """Send a report back one level."""
    form = submitted(ReasonSchema())
    if form.ok:
        try:
            with write() as session:
                found = desk.visible(session, report_id)
                wanted = rules.step(found.state, Action.SEND_BACK)
                the_caller().demand(wanted.permission, place_of(found))
                service.send_back(
                    session,
                    report_id,
                    form.data["words"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except ReportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已退回下一级复核", "Sent back one level"), "good")
            return redirect(url_for("annual_reports.review", report_id=report_id), 303)
    return _again(report_id, form)


@pages.post("/desk/reports/<int:report_id>/reopen")
@requires(Permission.REPORT_TOTALS)
def ask_reopening(report_id: int) -> Response | tuple[str, int]:
    """Ask that a locked report may be corrected; a second officer decides."""
    form = submitted(ReasonSchema())
    if form.ok:
        try:
            with write() as session:
                found = desk.visible(session, report_id)
                the_caller().demand_any(service.ASKERS, place_of(found))
                service.ask_reopening(
                    session,
                    found,
                    form.data["words"],
                    now=clock.now(),
                    by=the_caller().account_id,
                )
        except ReportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            words = ("已提出，待省级另一人决定", "Asked; another officer decides")
            flash(say(*words), "good")
            return redirect(url_for("overrides.requests"), 303)
    return _again(report_id, form)


def _again(report_id: int, form: Form) -> tuple[str, int]:
    with read() as session:
        return desk.review_page(session, desk.visible(session, report_id), form), 422


def _levels(form: Form) -> str:
    today, caller = clock.today(), the_caller()
    with read() as session:
        asked = request.values.get("year")
        year = service.known_year(session, asked, on=today)
        known = service.campaigns(session)
        return render_template(
            "annual_reports/levels.html",
            form=form,
            year=year,
            year_options=[(each, str(each)) for each in known.years(today)],
            campaign=known.of(year, province()),
            levels=service.levels(session, year, desk.within()),
            locks=service.locks(session, year, province()),
            state_words=rules.REPORT_STATE_WORDS,
            today=today,
            may_sum=caller.may(Permission.REPORT_SUM),
            may_lock=caller.may(Permission.REPORT_LOCK),
        )
