"""The page of exceptions: what waits for a second person, and what became of them."""

from flask import Blueprint, flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.overrides import service
from gi_registry.overrides.rules import OUTCOME_WORDS, Outcome

pages = Blueprint("overrides", __name__)


class DecisionSchema(Schema):
    """What somebody decides, and why."""

    outcome = Choice([Outcome.APPROVED.value, Outcome.REFUSED.value], required=True)
    words = Text(required=True, longest=2_000)


@pages.get("/desk/overrides")
@requires(Permission.DESK)
def requests() -> str:
    """List the exceptions of one's jurisdiction: those that wait, or those decided."""
    return _page(Form(), asked=0)


@pages.post("/desk/overrides/<int:request_id>/decide")
@requires(Permission.DESK)
def decide(request_id: int) -> Response | tuple[str, int]:
    """Decide what a colleague asked for; approved, it is carried out at once."""
    form = submitted(DecisionSchema())
    if form.ok:
        outcome = Outcome(form.data["outcome"])
        try:
            with write() as session:
                service.decide(
                    session,
                    request_id,
                    outcome,
                    form.data["words"],
                    the_caller(),
                    now=clock.now(),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(OUTCOME_WORDS[outcome]), "good")
            return redirect("/desk/overrides", 303)
    return _page(form, asked=request_id), 422


@pages.post("/desk/overrides/<int:request_id>/withdraw")
@requires(Permission.DESK)
def withdraw(request_id: int) -> Response:
    """Take back what one asked for."""
    with write() as session:
        service.withdraw(
            session, request_id, now=clock.now(), account_id=the_caller().account_id
        )
    flash(said(OUTCOME_WORDS[Outcome.WITHDRAWN]), "good")
    return redirect("/desk/overrides", 303)


def _page(form: Form, *, asked: int) -> str:
    caller, is_open = the_caller(), request.args.get("view") != "decided"
    with read() as session:
        return render_template(
            "overrides/requests.html",
            page=service.requests(
                session, caller, is_open=is_open, number=asked_page()
            ),
            is_open=is_open,
            kind_of=service.kind_of,
            may_decide=lambda each: service.may_decide(caller, each),
            outcomes=OUTCOME_WORDS,
            form=form,
            asked=asked,
        )
