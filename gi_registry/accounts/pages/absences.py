"""Absences and deputies: an officer's own, and anybody's for the administrator."""

from flask import flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.accounts import service
from gi_registry.accounts.pages.blueprint import pages
from gi_registry.accounts.service import NewAbsence
from gi_registry.core import clock
from gi_registry.core.access import (
    ROLE_WORDS,
    Permission,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write


class AbsenceSchema(Schema):
    """The days, the deputy, and why."""

    deputy = Whole(required=True, least=1, most=2**31 - 1)
    from_on = Day(required=True)
    to_on = Day(required=True)
    reason = Text(longest=200, load_default="")


@pages.get("/account/absence")
@requires(Permission.SIGNED_IN)
def my_absences() -> str:
    """Show one's own absences, and for whom one is the deputy."""
    return _page(the_caller().account_id, Form())


@pages.post("/account/absence")
@requires(Permission.SIGNED_IN)
def add_my_absence() -> Response | tuple[str, int]:
    """Record one's own absence."""
    return _record(the_caller().account_id, "/account/absence")


@pages.post("/account/absence/<int:absence_id>/end")
@requires(Permission.SIGNED_IN)
def end_my_absence(absence_id: int) -> Response:
    """End one's own absence early."""
    return _end(the_caller().account_id, absence_id, "/account/absence")


@pages.get("/people/<int:account_id>/absence")
@requires(Permission.ACCOUNTS)
def absences(account_id: int) -> str:
    """Show somebody's absences."""
    return _page(account_id, Form())


@pages.post("/people/<int:account_id>/absence")
@requires(Permission.ACCOUNTS)
def add_absence(account_id: int) -> Response | tuple[str, int]:
    """Record somebody's absence."""
    return _record(account_id, f"/people/{account_id}/absence")


@pages.post("/people/<int:account_id>/absence/<int:absence_id>/end")
@requires(Permission.ACCOUNTS)
def end_absence(account_id: int, absence_id: int) -> Response:
    """End somebody's absence early."""
    return _end(account_id, absence_id, f"/people/{account_id}/absence")


def _record(account_id: int, back: str) -> Response | tuple[str, int]:
    form = submitted(AbsenceSchema())
    if form.ok:
        new = NewAbsence(
            account_id,
            form.data["deputy"],
            form.data["from_on"],
            form.data["to_on"],
            form.data["reason"],
        )
        by_id = the_caller().account_id
        try:
            with write() as session:
                service.record_absence(session, new, now=clock.now(), by_id=by_id)
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say("外出与代办已登记，到期自动结束", "On record; it ends by itself"),
                "good",
            )
            return redirect(back, 303)
    return _page(account_id, form), 422


def _end(account_id: int, absence_id: int, back: str) -> Response:
    by_id = the_caller().account_id
    with write() as session:
        service.end_absence(
            session, account_id, absence_id, now=clock.now(), by_id=by_id
        )
    flash(say("已结束，代办随即失效", "Ended; the deputy has nothing any more"), "good")
    return redirect(back, 303)


def _page(account_id: int, form: Form) -> str:
    caller = the_caller()
    with read() as session:
        return render_template(
            "accounts/absence.html",
            who=service.account_by_id(session, account_id),
            is_own=account_id == caller.account_id,
            form=form,
            absences=service.absences_of(session, account_id),
            deputies=service.possible_deputies(session, account_id),
            roles=ROLE_WORDS,
            today=clock.today(),
        )
