"""A producer's own applications: the list, one of them, taking one back."""

from typing import TYPE_CHECKING

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    EDITABLE,
    STEPS,
    WAITS_FOR,
    Action,
    ApplicationState,
)

if TYPE_CHECKING:
    from gi_registry.producers.models import Application

TONES = {
    ApplicationState.RETURNED: "warn",
    ApplicationState.REFUSED: "stop",
    ApplicationState.ANNOUNCED: "good",
}
"""Tones of a state's tag; neutral where none is named."""
_HEAD = (
    Words("编号", "Number"),
    Words("产品", "Product"),
    Words("产品代码", "Product code"),
    Words("执行标准", "Standard"),
    Words("状态", "State"),
    Words("自何时", "Since"),
    Words("现在该谁办", "Who acts now"),
)


class ReasonSchema(Schema):
    """Why somebody does what he does."""

    reason = Text(longest=2_000, load_default="")


@pages.get("/producer/applications")
@requires(Permission.PRODUCE)
def applications() -> str:
    """List one's own applications and the authorizations that came of them."""
    with read() as session:
        found = service.applications_of(session, organisation_id())
        page = page_of_list(found, number=asked_page())
        return render_template(
            "producers/applications.html",
            entity=service.find_entity_of(session, organisation_id()),
            page=page,
            due=service.due(session, page.items, on=clock.today()),
            authorizations=service.authorizations_of(session, organisation_id()),
            states=APPLICATION_STATE_WORDS,
            tones=TONES,
            waits_for=WAITS_FOR,
            authorization_states=AUTHORIZATION_STATE_WORDS,
            authorization_tones=common.AUTHORIZATION_TONES,
            certificates=common.has_page("marks.certificate"),
        )


@pages.get("/producer/applications.csv")
@requires(Permission.PRODUCE)
def applications_csv() -> FlaskResponse:
    """Give one's own applications as CSV."""
    with read() as session:
        rows: list[list[object]] = [
            [
                each.number,
                each.right.gi.name_zh,
                each.right.gi.code,
                each.standard_number,
                said(APPLICATION_STATE_WORDS[each.state]),
                each.state_since.isoformat(timespec="seconds"),
                said(WAITS_FOR[each.state]),
            ]
            for each in service.applications_of(session, organisation_id())
        ]
    head: list[object] = [said(words) for words in _HEAD]
    return as_csv(iter([head, *rows]), "applications.csv")


@pages.get("/producer/applications/<number>")
@requires(Permission.PRODUCE)
def application(number: str) -> str:
    """Show where one's own application stands."""
    return _page(number, Form())


@pages.get("/producer/applications/<number>/withdraw")
@requires(Permission.PRODUCE)
def withdraw(number: str) -> str:
    """Ask before an application is taken back."""
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/withdraw.html", application=found, form=Form()
        )


@pages.post("/producer/applications/<number>/withdraw")
@requires(Permission.PRODUCE)
def do_withdraw(number: str) -> Response | tuple[str, int]:
    """Take an application back."""
    form = submitted(ReasonSchema())
    if form.ok:
        try:
            with write() as session:
                service.withdraw(
                    session,
                    number,
                    form.data["reason"],
                    organisation_id=organisation_id(),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("申请已撤回", "The application is withdrawn"), "good")
            return redirect(f"/producer/applications/{number}", 303)
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/withdraw.html", application=found, form=form
        ), 422


def _page(number: str, form: Form) -> str:
    now = clock.now()
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/application.html",
            form=form,
            application=found,
            product=found.right.gi,
            state_words=APPLICATION_STATE_WORDS[found.state],
            tone=TONES.get(found.state, "neutral"),
            waits_for=WAITS_FOR[found.state],
            due=service.due(session, [found], on=china_day(now))[found.id],
            steps=common.STEPS,
            step=common.STEP_OF.get(found.state),
            is_editable=found.state in EDITABLE,
            can_withdraw=(found.state, Action.WITHDRAW) in STEPS,
            last_reason=last_reason(found),
            lacks=service.missing_of(found, on=china_day(now)),
            plot=common.plot_facts(session, found),
            test=service.plot_test(session, found, now=now),
            report=service.find_file(
                session,
                found.quality_report_sha256,
                of=own_organisation(),
            ),
            history=common.history(found),
            saw=service.offices_that_saw(session, number),
            permit=_permit(session, found),
        )


def _permit(session: Session, application: "Application") -> str | None:
    """Return the number of the authorization that came of it, if one did."""
    if application.state is not ApplicationState.ANNOUNCED:
        return None
    held = service.authorizations_of(session, organisation_id())
    came = (each.number for each in held if each.application_id == application.id)
    return next(came, None)


def last_reason(application: "Application") -> str:
    """Return the words with which it was last given back or refused."""
    decided = (ApplicationState.RETURNED, ApplicationState.REFUSED)
    return next(
        (
            event.words
            for event in reversed(application.events)
            if event.to_state in decided
        ),
        "",
    )
