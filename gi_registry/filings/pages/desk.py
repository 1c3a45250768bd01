"""The officers' filings: the list, one of them with its steps, one for others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.filings import rules, service
from gi_registry.filings.pages.blueprint import pages
from gi_registry.filings.pages.common import (
    WORDS,
    FilingSchema,
    by,
    form_page,
    head,
    new_filing,
    row_maker,
)
from gi_registry.filings.rules import (
    FILING_ACTION_WORDS,
    FILING_STATE_WORDS,
    FilingState,
    NewStep,
)
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.service import DeskLink

if TYPE_CHECKING:
    from gi_registry.filings.models import EventFiling

producers.offer_link(
    DeskLink(
        endpoint="filings.listed",
        words=Words("公益活动用标备案", "Filings of events"),
        permission=Permission.DESK,
        count=service.to_do,
    )
)


class StepSchema(FormSchema):
    """A step of a filing."""

    state = Choice(FilingState, required=True)
    on = Day(required=True)
    words = Text(longest=2_000, load_default="")


@pages.get("/desk/events")
@requires(Permission.DESK)
def listed() -> str:
    """List the filings of one's jurisdiction."""
    wanted = _wanted()
    with read() as session:
        page = service.listed(session, the_caller(), wanted, number=asked_page())
        return render_template(
            "filings/listed.html",
            page=page,
            names=areas.names(session, {each.division for each in page.items}),
            wanted=wanted,
            states=[("", Words("全部", "All"))]
            + [(k.value, words) for k, words in FILING_STATE_WORDS.items()],
            words=WORDS,
            may_file=the_caller().may(Permission.PROVINCE_REVIEW),
        )


@pages.get("/desk/events.csv")
@requires(Permission.DESK)
def listed_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, wanted, database = the_caller(), _wanted(), registry().database
    row_of = row_maker()

    def rows() -> Iterator[list[object]]:
        yield head()
        with database.read() as session:
            yield from map(row_of, service.every(session, caller, wanted))

    return as_csv(rows(), "events.csv")


def _wanted() -> service.Wanted:
    sort = request.args.get("sort", service.LATEST)
    return service.Wanted(
        state=request.args.get("state", ""),
        text=request.args.get("q", "").strip(),
        sort=sort if sort.removeprefix("-") in service.SORTS else service.LATEST,
    )


@pages.get("/desk/events/new")
@requires(Permission.PROVINCE_REVIEW)
def prepare_for_others() -> str:
    """Show the form for an organiser without an account."""
    with read() as session:
        return form_page(
            session,
            Form(),
            action=url_for("filings.file_for_others"),
            back=url_for("filings.listed"),
        )


@pages.post("/desk/events/new")
@requires(Permission.PROVINCE_REVIEW)
def file_for_others() -> WerkzeugResponse | tuple[str, int]:
    """File an event for an organiser without an account."""
    form = submitted(FilingSchema())
    if form.ok:
        new = new_filing(form.data)
        try:
            the_caller().demand(Permission.PROVINCE_REVIEW, Place(new.division))
            with write() as session:
                number = service.file_event(
                    session,
                    new,
                    web.kept_file(session, "design"),
                    organisation_id=None,
                    by=by(),
                ).number
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("备案申请已记录", "The filing is on record"), "good")
            return redirect(f"/desk/events/{number}", 303)
    with read() as session:
        page = form_page(
            session,
            form,
            action=url_for("filings.file_for_others"),
            back=url_for("filings.listed"),
        )
    return page, 422


@pages.get("/desk/events/<number>")
@requires(Permission.DESK)
def one(number: str) -> str:
    """Show a filing with what can follow."""
    return _page(number, Form())


@pages.post("/desk/events/<number>/step")
@requires(Permission.DESK)
def record(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Record the next step of a filing."""
    form = submitted(StepSchema())
    if form.ok:
        given = form.data
        new = NewStep(FilingState(given["state"]), given["on"], given["words"])
        try:
            with write() as session:
                found = service.find(session, number)
                the_caller().demand(Permission.DESK, Place(found.division))
                permission = _needed(found, new.state)
                if permission is not None:  # else the service says why not
                    the_caller().demand(permission, Place(found.division))
                service.record_step(session, number, new, by=by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(FILING_STATE_WORDS[new.state]), "good")
            return redirect(f"/desk/events/{number}", 303)
    return _page(number, form), 422


@pages.get("/desk/events/<number>/design")
@requires(Permission.DESK)
def design(number: str) -> Response:
    """Give the design drawing."""
    with read() as session:
        found = service.find(session, number)
        the_caller().demand(Permission.DESK, Place(found.division))
        file = found.design
        return web.given_out(session, file)


def _page(number: str, form: Form) -> str:
    caller, today = the_caller(), clock.today()
    with read() as session:
        found = service.find(session, number)
        place = Place(found.division)
        caller.demand(Permission.DESK, place)
        names = areas.full_names(session, {found.division})
        return render_template(
            "filings/one.html",
            filing=found,
            county=names.get(found.division, Words(found.division, found.division)),
            form=form,
            options=[
                (state.value, FILING_ACTION_WORDS[state])
                for state in rules.following(found.state)
                if _may(found, state)
            ],
            words=WORDS,
            use=rules.use(found.state, found.ends_on, on=today),
            today=today,
        )


def _may(found: "EventFiling", state: FilingState) -> bool:
    permission = _needed(found, state)
    return permission is not None and the_caller().may(
        permission, Place(found.division)
    )


def _needed(found: "EventFiling", state: FilingState) -> Permission | None:
    """Return who takes a step here; for an organiser without an account, we do."""
    permission = rules.following(found.state).get(state)
    if permission is Permission.PRODUCE and found.organisation_id is None:
        return Permission.PROVINCE_REVIEW
    return permission
