"""Which reports a person must look at, and the others accepted together."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.pages import desk
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.rules.sampling import SHARE_PERCENT
from gi_registry.annual_reports.schemas.chain import YearSchema
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write


@pages.get("/desk/report-draws")
@requires(Permission.REPORT_TOTALS)
def draws() -> str:
    """Show what waits, the draws, and how anybody can find them again."""
    return _page(Form())


@pages.post("/desk/report-draws")
@requires(Permission.REPORT_REVIEW)
def draw() -> Response | tuple[str, int]:
    """Draw from what waits in one's jurisdiction."""
    form = submitted(YearSchema())
    if form.ok:
        year = form.data["year"]
        try:
            with write() as session:
                row = service.draw(session, the_caller(), year, now=clock.now())
                count, differing = row.sampled, row.differing
        except GiError as error:
            form.refuse(error)
        else:
            words = (
                f"抽中 {count} 份，另有 {differing} 份有差异，均须逐份审核",
                f"{count} drawn and {differing} that differ are to be looked at",
            )
            flash(say(*words), "good")
            return redirect(url_for("annual_reports.draws", year=year), 303)
    return _page(form), 422


@pages.post("/desk/report-draws/accept")
@requires(Permission.REPORT_REVIEW)
def accept_free() -> Response | tuple[str, int]:
    """Accept what differs in nothing and was not drawn."""
    form = submitted(YearSchema())
    if form.ok:
        year = form.data["year"]
        try:
            with write() as session:
                count = service.accept_free(
                    session, the_caller(), year, now=clock.now()
                )
        except GiError as error:
            form.refuse(error)
        else:
            words = (f"已批量通过 {count} 份", f"{count} reports accepted together")
            flash(say(*words), "good")
            return redirect(url_for("annual_reports.draws", year=year), 303)
    return _page(form), 422


@pages.get("/desk/report-draws/<int:year>/<int:draw_id>.csv")
@requires(Permission.REPORT_TOTALS)
def draw_csv(year: int, draw_id: int) -> FlaskResponse:
    """Download a draw: every line with its ticket, smallest first."""
    with read() as session:
        found = service.draw_of(session, the_caller(), draw_id)
        rows = [
            (each.line, each.ticket, said(rules.DRAWN_WORDS[each.outcome]))
            for each in service.tickets(session, found)
        ]
        seed = found.seed
    head = (say("年报与版本", "Report and version"), "SHA-256", seed)
    return as_csv([head, *rows], f"draw-{year}-{draw_id}.csv")


def _page(form: Form) -> str:
    today = clock.today()
    with read() as session:
        year = service.known_year(session, request.values.get("year"), on=today)
        known = service.campaigns(session)
        return render_template(
            "annual_reports/draws.html",
            form=form,
            year=year,
            year_options=[(each, str(each)) for each in known.years(today)],
            waiting=service.waiting(session, year, desk.within()),
            draws=service.draws(session, the_caller(), year),
            drawn_words=rules.DRAWN_WORDS,
            share=SHARE_PERCENT,
            may_draw=the_caller().may(Permission.REPORT_REVIEW),
        )
