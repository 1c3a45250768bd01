"""One case with its steps, and the producer's view of its own."""

from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.cases import rules, service
from gi_registry.cases.errors import CaseNotFoundError
from gi_registry.cases.pages.blueprint import TONES, pages
from gi_registry.cases.rules import (
    ACTION_WORDS,
    CASE_STATE_WORDS,
    OPENERS,
    TRIGGER_WORDS,
    CaseState,
    NewStep,
    Trigger,
)
from gi_registry.cases.service import NewCase, Papers
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By

if TYPE_CHECKING:
    from gi_registry.cases.models import MarkCase
    from gi_registry.producers.models import Authorization


class OpenSchema(FormSchema):
    """A case as somebody opens it."""

    number = Text(required=True, longest=20)
    trigger = Choice(Trigger, required=True)
    on = Day(required=True)
    words = Text(required=True, longest=4_000)


class StepSchema(FormSchema):
    """A step of a case."""

    state = Choice(CaseState, required=True)
    on = Day(required=True)
    words = Text(longest=4_000, load_default="")
    due_on = Day(load_default=None)
    announcement_number = Whole(least=1, most=999_999, load_default=None)


@pages.get("/desk/cases/new")
@requires(Permission.DESK)
def prepare_case() -> str:
    """Show the form of a case."""
    return _open_page(Form())


@pages.post("/desk/cases/new")
@requires(Permission.DESK)
def open_case() -> WerkzeugResponse | tuple[str, int]:
    """Open a case."""
    form = submitted(OpenSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                number = given["number"].strip().upper()
                _demand_opener(producers.authorization(session, number))
                made = service.open_case(
                    session,
                    number,
                    NewCase(
                        Trigger(given["trigger"]),
                        given["on"],
                        given["words"],
                        web.kept_file(session, "file"),
                    ),
                    by=_by(),
                )
                case = made.number
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已立案", "The case is open"), "good")
            return redirect(f"/desk/cases/{case}", 303)
    return _open_page(form), 422


@pages.get("/desk/cases/<number>")
@requires(Permission.DESK)
def one(number: str) -> str:
    """Show a case with what can follow."""
    return _page(number, Form())


@pages.post("/desk/cases/<number>/step")
@requires(Permission.DESK)
def record(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Record the next step of a case."""
    form = submitted(StepSchema())
    if form.ok:
        given = form.data
        new = NewStep(
            CaseState(given["state"]), given["on"], given["words"], given["due_on"]
        )
        try:
            with write() as session:
                _demand_step(service.find(session, number), new.state)
                papers = _papers(session, given, new)
                service.record_step(session, number, new, papers, by=_by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(CASE_STATE_WORDS[new.state]), "good")
            return redirect(f"/desk/cases/{number}", 303)
    return _page(number, form), 422


@pages.get("/desk/cases/<number>/events/<int:event_id>/file")
@requires(Permission.DESK)
def event_file(number: str, event_id: int) -> Response:
    """Give the file of a step."""
    with read() as session:
        found = service.find(session, number)
        place = producers.place_of(found.authorization)
        the_caller().demand(Permission.DESK, place)
        file = service.event_file(session, number, event_id)
        return web.given_out(session, file)


@pages.get("/producer/cases")
@requires(Permission.PRODUCE)
def mine() -> str:
    """Show a producer the cases about its right to use the mark."""
    with read() as session:
        return render_template(
            "cases/mine.html",
            cases=service.of_organisation(session, own_organisation()),
            trigger_words=TRIGGER_WORDS,
            state_words=CASE_STATE_WORDS,
            tones=TONES,
            rule=rules.RULE,
            today=clock.today(),
        )


@pages.get("/producer/cases/<number>/events/<int:event_id>/file")
@requires(Permission.PRODUCE)
def my_file(number: str, event_id: int) -> Response:
    """Give a producer the file of a step of its own case."""
    with read() as session:
        found = service.find(session, number)
        if found.authorization.entity.organisation_id != own_organisation():
            raise CaseNotFoundError(number)
        file = service.event_file(session, number, event_id)
        return web.given_out(session, file)


def _open_page(form: Form) -> str:
    return render_template(
        "cases/open.html",
        form=form,
        chosen=request.args.get("authorization", ""),
        triggers=[
            (each.value, TRIGGER_WORDS[each])
            for each in Trigger
            if each is not Trigger.NOT_USED
        ],
        rule=rules.RULE,
        today=clock.today(),
    )


def _page(number: str, form: Form) -> str:
    caller, today = the_caller(), clock.today()
    with read() as session:
        found = service.find(session, number)
        authorization = found.authorization
        place = producers.place_of(authorization)
        caller.demand(Permission.DESK, place)
        steps = rules.following(found.trigger, found.state)
        offered = [
            state for state, step in steps.items() if caller.may(step.permission, place)
        ]
        return render_template(
            "cases/one.html",
            case=found,
            authorization=authorization,
            form=form,
            options=[(state.value, ACTION_WORDS[state]) for state in offered],
            is_over=not steps,
            cures=CaseState.CURE in offered,
            announces=CaseState.CANCELLED in offered,
            period=service.usual_due(session, authorization.division, on=today),
            trigger_words=TRIGGER_WORDS,
            state_words=CASE_STATE_WORDS,
            tones=TONES,
            rule=rules.RULE,
            today=today,
        )


def _demand_opener(found: "Authorization") -> None:
    """Refuse who opens no case there.

    Raises:
        OutsideJurisdictionError: neither the county's office nor the province.
    """
    the_caller().demand_any(OPENERS, producers.place_of(found))


def _demand_step(found: "MarkCase", state: CaseState) -> None:
    place = producers.place_of(found.authorization)
    the_caller().demand(Permission.DESK, place)
    step = rules.following(found.trigger, found.state).get(state)
    if step is not None:  # else the service says why it cannot be taken
        the_caller().demand(step.permission, place)


def _papers(session: Session, given: dict[str, Any], new: NewStep) -> Papers:
    sha256 = web.kept_file(session, "file")
    if new.state is not CaseState.CANCELLED or sha256 is None:
        return Papers(file_sha256=sha256)
    number = given["announcement_number"]
    announcement = NewAnnouncement(number, new.on, sha256) if number else None
    return Papers(announcement, sha256)


def _by() -> By:
    return By(the_caller().account_id, clock.now())
