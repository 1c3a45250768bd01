"""Taking an application, handing it to a colleague, putting it back."""

from collections.abc import Callable

from flask import flash, redirect
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Caller, Permission, requires, the_caller
from gi_registry.core.errors import ConflictError, RefusedError
from gi_registry.core.fields import Whole
from gi_registry.core.forms import submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import write
from gi_registry.core.words import Words
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.service import By


class ColleagueSchema(Schema):
    """Who is to have it."""

    colleague = Whole(required=True, least=1, most=2**31 - 1)


@pages.post("/desk/applications/<number>/take")
@requires(Permission.DESK)
def take(number: str) -> Response:
    """Take an application as one's own work."""

    def act(session: Session, caller: Caller, by: By) -> Words:
        service.take(session, number, caller, by=by)
        return Words("已由您承办", "You have taken it")

    return _done(number, act)


@pages.post("/desk/applications/<number>/put-back")
@requires(Permission.DESK)
def put_back(number: str) -> Response:
    """Give up an application that one has taken."""

    def act(session: Session, caller: Caller, by: By) -> Words:
        service.put_back(session, number, caller, by=by)
        return Words("已放回，同事可以承办", "It is put back; a colleague may take it")

    return _done(number, act)


@pages.post("/desk/applications/<number>/hand-over")
@requires(Permission.DESK)
def hand_over(number: str) -> Response:
    """Give an application to a colleague of the same jurisdiction."""
    form = submitted(ColleagueSchema())

    def act(session: Session, caller: Caller, by: By) -> Words:
        chosen = form.data["colleague"]
        to = service.hand_over(session, number, caller, chosen, by=by)
        return Words("已移交{name}", "It is with {name} now").filled(name=to.name)

    if not form.ok:
        flash(form.errors["colleague"][0], "warn")
        return redirect(f"/desk/applications/{number}", 303)
    return _done(number, act)


def _done(number: str, act: Callable[[Session, Caller, By], Words]) -> Response:
    """Do it and say so, or say why not; either way back to the application."""
    caller = the_caller()
    try:
        with write() as session:
            words = act(session, caller, By(caller.account_id, clock.now()))
    except (ConflictError, RefusedError) as error:
        flash(said(error.words), "warn")
    else:
        flash(said(words), "good")
    return redirect(f"/desk/applications/{number}", 303)
