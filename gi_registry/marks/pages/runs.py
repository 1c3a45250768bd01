"""A producer's labels: what may be drawn, what was, and asking for more."""

from datetime import date

from flask import flash, redirect, render_template, url_for
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
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Text, Ticked, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.marks import rules, service
from gi_registry.marks.errors import ReportMissingError
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.rules import Capacity, RunRequest
from gi_registry.producers import rules as producers

_MOST_TYPED = 10**12


class RunSchema(Schema):
    """Labels asked for, as typed; `confirmed` once the figures were seen."""

    authorization = Text(required=True, longest=20)
    year = Whole(required=True, least=1900, most=2999)
    pack_name = Text(required=True, longest=60)
    net_content_g = Whole(required=True, least=1, most=_MOST_TYPED)
    size = Whole(required=True, least=1, most=_MOST_TYPED)
    has_pin = Ticked()
    confirmed = Text(load_default="")


@pages.get("/producer/labels", endpoint="runs")
@requires(Permission.PRODUCE)
def show_runs() -> str:
    """Show what may be drawn this year and the runs that were issued."""
    return _page(Form())


@pages.post("/producer/labels")
@requires(Permission.PRODUCE)
def ask() -> Response | tuple[str, int] | str:
    """Explain what labels would come to; issue them once that is confirmed."""
    form = submitted(RunSchema())
    owes_report = False
    if form.ok:
        try:
            if not form.data["confirmed"]:
                with read() as session:
                    asked = _asked(form, _holder(form))
                    plan = service.explain_run(session, asked, now=clock.now())
                return _page(form, (asked, plan))
            run_id = _issued(form)
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
            owes_report = isinstance(error, ReportMissingError)
        else:
            flash(
                say(
                    "标识已领用，可下载编码交印刷厂",
                    "The labels are issued; download the codes for the printer",
                ),
                "good",
            )
            return redirect(url_for("marks.run", run=run_id), 303)
    return _page(form, owes_report=owes_report), 422


def _issued(form: Form) -> int:
    asked = _asked(form, _holder(form))
    with write() as session:
        made = service.issue_run(
            session, asked, now=clock.now(), account_id=the_caller().account_id
        )
        return made.id


def _holder(form: Form) -> int:
    with read() as session:
        number = form.data["authorization"]
        return service.own_authorization(session, number, own_organisation()).id


def _asked(form: Form, authorization_id: int) -> RunRequest:
    return RunRequest(
        authorization_id=authorization_id,
        year=form.data["year"],
        size=form.data["size"],
        net_content_g=form.data["net_content_g"],
        pack_name=form.data["pack_name"],
        has_pin=form.data.get("has_pin", False),
    )


def _page(
    form: Form,
    plan: tuple[RunRequest, Capacity] | None = None,
    *,
    owes_report: bool = False,
) -> str:
    today = clock.today()
    organisation_id = own_organisation()
    with read() as session:
        return render_template(
            "marks/runs.html",
            form=form,
            plan=plan,
            owes_report=owes_report,
            expires_on=_last_day(session, plan) if plan else None,
            today=today,
            holdings=service.holdings(session, organisation_id, on=today),
            page=service.runs_of_organisation(
                session, organisation_id, number=asked_page()
            ),
            basis_words=rules.CAPACITY_BASIS_WORDS,
            state_words=producers.AUTHORIZATION_STATE_WORDS,
            may_use=producers.MAY_USE,
        )


def _last_day(session: Session, plan: tuple[RunRequest, Capacity]) -> date:
    request, _ = plan
    return service.last_day(session, request.authorization_id, request.year)
