"""Applying for the mark, one thing a page: product, place, papers, check, send."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text, Ticked, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service, web
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.mine import last_reason
from gi_registry.producers.pages.plots.form import (
    OutlineSchema,
    PlotSchema,
    Tried,
    form_facts,
    new_plot,
    refuse,
    try_outline,
)
from gi_registry.producers.rules import ROUTE_WORDS, Action, Route, route_of
from gi_registry.producers.rules import step as step_of
from gi_registry.producers.service import NewPapers
from gi_registry.products import service as products
from gi_registry.products.rules import (
    RIGHT_KIND_WORDS,
    RIGHT_STATUS_WORDS,
    RightStatus,
)
from gi_registry.products.rules.search import Query

if TYPE_CHECKING:
    from gi_registry.producers.models import Application

WIZARD = (
    Words("选择产品", "Product"),
    Words("产地", "Place"),
    Words("材料", "Papers"),
    Words("核对并提交", "Check and send"),
)


class RightSchema(Schema):
    """The right that is applied under."""

    right_id = Whole(required=True, least=1)


class ChosenSchema(Schema):
    """A plot that is registered already."""

    plot_id = Whole(required=True, least=1)


class PapersSchema(FormSchema):
    """The papers; a draft may leave out any of them."""

    standard_number = Text(longest=60, load_default="")
    product_description = Text(longest=2_000, load_default="")
    licence_record = Text(longest=120, load_default="")
    licence_ends_on = Day(load_default=None)


class DeclarationSchema(Schema):
    """That it is all true."""

    declared = Ticked(load_default=False)


@pages.get("/producer/applications/new")
@requires(Permission.PRODUCE)
def new_application() -> str | Response:
    """Choose the product and the right."""
    with read() as session:
        if service.find_entity_of(session, organisation_id()) is None:
            return redirect("/producer/entity", 303)
    return _choose(Form())


@pages.post("/producer/applications/new")
@requires(Permission.PRODUCE)
def begin_application() -> Response | tuple[str, int]:
    """Begin an application under a right."""
    form = submitted(RightSchema())
    if form.ok:
        try:
            with write() as session:
                draft = service.draft(
                    session,
                    organisation_id(),
                    form.data["right_id"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            return redirect(f"/producer/applications/{draft.number}/place", 303)
    return _choose(form), 422


@pages.get("/producer/applications/<number>/place")
@requires(Permission.PRODUCE)
def place(number: str) -> str:
    """Ask where the product is made."""
    return _place(number, Form())


@pages.post("/producer/applications/<number>/place")
@requires(Permission.PRODUCE)
def save_place(number: str) -> Response | str | tuple[str, int]:
    """Keep the place; or, by the button for it, only try its outline."""
    if "try" in request.form:
        return _try(number)
    if "plot_id" in request.form:
        form = submitted(ChosenSchema())
        keep = _chosen_plot
    else:
        form, keep = submitted(PlotSchema()), _new_plot
    saved = form.ok and _done(form, lambda session: keep(session, number, form.data))
    if not saved:
        return _place(number, form), 422
    flash(say("产地已保存", "The place is kept"), "good")
    return redirect(f"/producer/applications/{number}/papers", 303)


@pages.get("/producer/applications/<number>/papers")
@requires(Permission.PRODUCE)
def papers(number: str) -> str:
    """Ask for standard, description and test report."""
    return _papers(number, None)


@pages.post("/producer/applications/<number>/papers")
@requires(Permission.PRODUCE)
def save_papers(number: str) -> Response | tuple[str, int]:
    """Keep the papers; a good file is kept even if something else is wrong."""
    form = submitted(PapersSchema())
    file = web.uploaded("quality_report")
    if file is not None:
        _done(form, lambda session: _keep_report(session, number, file))
    kept = form.data is not None and _done(
        form,
        lambda session: service.save_papers(
            session, number, NewPapers(**form.data), organisation_id=organisation_id()
        ),
    )
    if not kept or not form.ok:
        return _papers(number, form), 422
    flash(say("材料已保存", "The papers are kept"), "good")
    return redirect(f"/producer/applications/{number}/check", 303)


@pages.get("/producer/applications/<number>/check")
@requires(Permission.PRODUCE)
def check(number: str) -> str:
    """Show the answers again, and what is missing."""
    return _check(number, Form())


@pages.post("/producer/applications/<number>/check")
@requires(Permission.PRODUCE)
def send(number: str) -> Response | tuple[str, int]:
    """Send the application in."""
    form = submitted(DeclarationSchema())
    if not form.ok or not _done(
        form,
        lambda session: service.submit(
            session,
            number,
            organisation_id=organisation_id(),
            declared=form.data["declared"],
            now=clock.now(),
            account_id=the_caller().account_id,
        ),
    ):
        return _check(number, form), 422
    words = Words(
        "申请已提交，下一步由产地管理部门实地核验",
        "The application is sent; the office of the place of origin will visit you",
    )
    flash(said(words), "good")
    return redirect(f"/producer/applications/{number}", 303)


def _done(form: Form, work: Callable[[Session], object]) -> bool:
    """Do work in one transaction; mark on the form what was refused."""
    try:
        with write() as session:
            work(session)
    except GiError as error:
        refuse(form, error)
        return False
    return True


def _chosen_plot(session: Session, number: str, data: dict[str, Any]) -> None:
    service.save_place(
        session, number, data["plot_id"], organisation_id=organisation_id()
    )


def _new_plot(session: Session, number: str, data: dict[str, Any]) -> None:
    service.add_place(
        session,
        number,
        lambda gi_id: new_plot(data, gi_id),
        organisation_id=organisation_id(),
        now=clock.now(),
        account_id=the_caller().account_id,
    )


def _keep_report(session: Session, number: str, file: Any) -> None:  # noqa: ANN401 -- werkzeug's FileStorage
    blob = web.put_upload(file, "quality_report")
    kept = web.keep_upload(session, blob, file.filename)
    service.save_report(session, number, kept, organisation_id=organisation_id())


def _try(number: str) -> str | tuple[str, int]:
    form, tried = submitted(OutlineSchema()), None
    if form.ok:
        try:
            with read() as session:
                found = service.own(session, number, organisation_id())
                tried = try_outline(
                    session, form.data, found.right.gi_id, now=clock.now()
                )
        except GiError as error:
            form.refuse(error)
    page = _place(number, form, tried)
    return page if form.ok else (page, 422)


def _choose(form: Form) -> str:
    asked = request.args.get("q", "")
    with read() as session:
        found = products.search(session, Query(text=asked), number=asked_page())
        return render_template(
            "producers/choose.html",
            form=form,
            q=asked,
            page=found,
            kinds=RIGHT_KIND_WORDS,
            statuses=RIGHT_STATUS_WORDS,
            protected=RightStatus.PROTECTED,
            route_of=route_of,
            routes=ROUTE_WORDS,
            steps=WIZARD,
        )


def _place(number: str, form: Form, tried: Tried | None = None) -> str:
    with read() as session:
        found = service.own(session, number, organisation_id())
        plots = areas.plots_of(session, organisation_id(), found.right.gi_id)
        names = areas.full_names(session, {plot.division_code for plot in plots})
        return render_template(
            "producers/place.html",
            **frame(found, 2),
            form=form,
            plots=plots,
            names=names,
            test=service.plot_test(session, found, now=clock.now()),
            tried=tried,
            **form_facts(found.right.gi.code),
        )


def _papers(number: str, form: Form | None) -> str:
    with read() as session:
        found = service.own(session, number, organisation_id())
        gi = products.by_code(session, found.right.gi.code)
        standards = [standard.number for standard in gi.standards]
        only = standards[0] if len(standards) == 1 else ""
        kept = Form(
            {
                "standard_number": found.standard_number or only,
                "product_description": found.product_description,
                "licence_record": found.licence_record,
                "licence_ends_on": found.licence_ends_on,
            }
        )
        return render_template(
            "producers/papers.html",
            **frame(found, 3),
            form=form or kept,
            standards=standards,
            is_mark=found.route is Route.TRADE_MARK,
            report=service.find_file(
                session,
                found.quality_report_sha256,
                of=own_organisation(),
            ),
            files=service.files_of(session, found),
        )


def _check(number: str, form: Form) -> str:
    now = clock.now()
    with read() as session:
        found = service.own(session, number, organisation_id())
        return render_template(
            "producers/check.html",
            **frame(found, 4),
            form=form,
            entity=found.entity,
            is_mark=found.route is Route.TRADE_MARK,
            lacks=service.missing_of(found, on=china_day(now)),
            plot=common.plot_facts(session, found),
            test=service.plot_test(session, found, now=now),
            report=service.find_file(
                session,
                found.quality_report_sha256,
                of=own_organisation(),
            ),
            files=service.files_of(session, found),
        )


def frame(application: "Application", step: int) -> dict[str, Any]:
    """Return what every page of the wizard shows.

    Raises:
        WrongStepError: the application is not with the producer.
    """
    step_of(application.state, Action.SUBMIT)
    return {
        "application": application,
        "product": application.right.gi,
        "right_words": RIGHT_KIND_WORDS[application.right.kind],
        "last_reason": last_reason(application),
        "steps": WIZARD,
        "step": step,
    }
