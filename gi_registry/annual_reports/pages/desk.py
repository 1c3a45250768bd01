"""An officer's pages: who reported what, and the review of one report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.annual_reports import rules, service
from gi_registry.annual_reports.errors import ReportNotFoundError
from gi_registry.annual_reports.pages import shown
from gi_registry.annual_reports.pages.blueprint import pages
from gi_registry.annual_reports.pages.shown import place_of, province
from gi_registry.annual_reports.rules import Action, Check, ReportState, Standing
from gi_registry.annual_reports.rules.neighbours import NEAR_WORDS
from gi_registry.annual_reports.schemas.chain import DecisionSchema
from gi_registry.annual_reports.service import AnnualReport, Due
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words

_FILTER_WORDS: Final = {
    "review": Words("待审核", "Review due"),
    "look": Words("须逐份审核", "To be looked at"),
    "not-filed": Words("未提交", "Not filed"),
    "returned": Words("已退回", "Returned"),
    "filed": Words("已提交", "Filed"),
    "accepted": Words("已通过", "Accepted"),
    "all": Words("全部", "All"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the desk: a user, where he stands, and what differs."""

    due: Due
    standing: Standing
    county: Words
    checks: tuple[Check, ...]


@pages.get("/desk/reports")
@requires(Permission.REPORT_TOTALS)
def desk() -> str:
    """List the reports on a year that wait for the county, or whatever is asked for."""
    today = clock.today()
    prefixes = the_caller().prefixes(Permission.REPORT_TOTALS)
    with read() as session:
        wanted = _wanted(session)
        year = wanted.year
        known = service.campaigns(session)
        lengths = service.lengths(session, year, wanted.within)
        total = lengths[wanted.state]
        page = service.due_page(session, wanted, number=asked_page(), total=total)
        return render_template(
            "annual_reports/desk.html",
            year=year,
            year_options=[(each, str(each)) for each in known.years(today)],
            wanted=wanted.state or "all",
            state_options=list(_options(lengths)),
            county=wanted.within.division,
            counties=service.counties_in(session, prefixes),
            may_record=the_caller().may(Permission.REPORT_RECORD),
            campaign=known.of(year, province()),
            today=today,
            page=page,
            rows=list(_rows(session, page.items)),
        )


@pages.get("/desk/reports.csv")
@requires(Permission.REPORT_TOTALS)
def desk_csv() -> Response:
    """Download the same list, all pages of it."""
    with read() as session:
        wanted = _wanted(session)
        rows = list(_csv(_rows(session, service.due_all(session, wanted))))
    return as_csv(rows, f"reports-{wanted.year}.csv")


def _wanted(session: Session) -> service.Wanted:
    """Return what the address asks for; what waits, where it says nothing."""
    asked = request.args.get("year")
    year = service.known_year(session, asked, on=clock.today())
    state = request.args.get("state", "review")
    narrowed = state if state in rules.FILTERS else ""
    county = request.args.get("county", "")
    return service.Wanted(year, within(county), narrowed)


@pages.get("/desk/reports/<int:report_id>")
@requires(Permission.REPORT_TOTALS)
def review(report_id: int) -> str:
    """Show a report with its differences, and what may be decided."""
    with read() as session:
        return review_page(session, visible(session, report_id), Form())


@pages.post("/desk/reports/<int:report_id>")
@requires(Permission.REPORT_REVIEW)
def decide(report_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Accept a report or return it."""
    form = submitted(DecisionSchema())
    if form.ok:
        try:
            with write() as session:
                found = visible(session, report_id)
                place = place_of(found)
                the_caller().demand(Permission.REPORT_REVIEW, place)
                decided = service.decide(
                    session,
                    report_id,
                    form.data,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                year = decided.year
        except ReportNotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(rules.REPORT_STATE_WORDS[decided.state]), "good")
            back = url_for("annual_reports.desk", year=year, state="review")
            return redirect(back, 303)
    with read() as session:
        return review_page(session, visible(session, report_id), form), 422


def review_page(session: Session, found: AnnualReport, form: Form) -> str:
    """Return the page of a report, with what may be done with it now."""
    last = service.last_year(session, found)
    checks = service.checks_of(session, [found])[found.id]
    history = service.versions(session, found.authorization_id, found.year)
    filed = [each for each in history if each.state is not ReportState.DRAFT]
    former = max(
        (each for each in filed if each.version < found.version),
        key=lambda each: each.version,
        default=None,
    )
    division = found.authorization.division
    basis = service.basis_of(session, found)
    beside = shown.Beside(last, basis, rules.differences(checks))
    days = service.campaigns(session).of(found.year, division)
    return render_template(
        "annual_reports/review.html",
        form=form,
        report=found,
        number=service.number_of(found),
        due=rules.due_of(found.state, days),
        today=clock.today(),
        checks=checks,
        last=last,
        groups=list(shown.groups(found, beside)),
        receipt=service.receipt(session, found),
        attachments=service.attachments_of(session, report_id=found.id),
        attachment_words=rules.ATTACHMENT_WORDS,
        versions=filed,
        former=former,
        changes=shown.changes(found, former) if former else (),
        steps=service.steps_of(session, [each.id for each in filed]),
        state_words=rules.REPORT_STATE_WORDS,
        tones=rules.TONES,
        step_words=rules.REPORT_STEP_WORDS,
        division=service.division_names(session, [division]),
        may=_may(found),
        drawn=service.outcome_of(session, found),
        drawn_words=rules.DRAWN_WORDS,
        neighbours=service.neighbours(session, found),
        near_words=NEAR_WORDS,
        read_out=rules.read_out,
        comments=service.comments(session, history),
        figure_options=[
            (each.name, each.words) for each in rules.figures_of(found.form)
        ],
        figure_words={each.name: each.words for each in rules.FIGURES},
        authority=found.authorization.right.managing_authority,
    )


def _may(found: AnnualReport) -> str:
    """Return what the caller may do with a version: "decide", "send-back", "ask"."""
    caller, place = the_caller(), place_of(found)
    if found.state is ReportState.LOCKED:
        return "ask" if any(caller.may(p, place) for p in service.ASKERS) else ""
    step = rules.offered(found.state, Action.ACCEPT, Action.SEND_BACK)
    if step is None or not caller.may(step.permission, place):
        return ""
    return "decide" if found.state is ReportState.SUBMITTED else "send-back"


def _options(lengths: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Give what the list can be narrowed to, in words with how many there are."""
    for name, words in _FILTER_WORDS.items():
        count = lengths[name if name in rules.FILTERS else ""]
        yield name, say(f"{words.zh}（{count:,}）", f"{words.en} ({count:,})")


def _rows(session: Session, items: Sequence[Due]) -> Iterator[Row]:
    today = clock.today()
    filed = [each.filed for each in items if each.filed]
    checks = service.checks_of(session, filed)
    places = {each.authorization.division for each in items}
    names = service.division_names(session, places)
    for each in items:
        found = checks[each.filed.id] if each.filed else ()
        yield Row(
            each,
            each.standing(today),
            names[each.authorization.division],
            rules.differences(found),
        )


def _csv(rows: Iterator[Row]) -> Iterator[tuple[Any, ...]]:
    yield (
        say("年度", "Year"),
        say("使用人", "Authorized user"),
        say("统一社会信用代码", "Credit code"),
        say("产品", "Product"),
        say("用标编号", "Permission"),
        say("县（市、区）", "County"),
        say("状态", "State"),
        say("提交时间", "Handed in"),
        say("需核对", "To be checked"),
    )
    for row in rows:
        held, filed = row.due.authorization, row.due.filed
        submitted_at = filed.submitted_at if filed else None
        yield (
            row.due.year,
            held.entity.name,
            held.entity.uscc,
            say(held.gi.name_zh, held.gi.name_en),
            held.number,
            said(row.county),
            said(row.standing.words),
            submitted_at.isoformat() if submitted_at else None,
            say("；", "; ").join(said(each.words) for each in row.checks),
        )


def visible(session: Session, report_id: int) -> AnnualReport:
    """Return a report that was handed in, within the caller's jurisdiction.

    Raises:
        ReportNotFoundError: there is none, or it is a draft.
        DeniedError: it is not in the caller's jurisdiction.
    """
    found = service.get(session, report_id)
    if found.state is ReportState.DRAFT:
        raise ReportNotFoundError
    the_caller().demand(Permission.REPORT_TOTALS, place_of(found))
    return found


def within(county: str = "") -> service.Within:
    """Return where the caller looks: all of his jurisdiction, or a county in it."""
    return service.Within(the_caller(), Permission.REPORT_TOTALS, county)
