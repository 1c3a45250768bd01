"""An organiser's filings."""

from flask import Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page, page_of_list
from gi_registry.core.sessions import read, write
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
from gi_registry.filings.rules import FilingState, NewStep
from gi_registry.producers import web


@pages.get("/producer/events")
@requires(Permission.PRODUCE)
def mine() -> str:
    """List one's filings."""
    with read() as session:
        found = service.of_organisation(session, own_organisation())
        return render_template(
            "filings/mine.html",
            page=page_of_list(found, number=asked_page()),
            words=WORDS,
            use=rules.use,
            today=clock.today(),
        )


@pages.get("/producer/events.csv")
@requires(Permission.PRODUCE)
def mine_csv() -> Response:
    """Give one's filings as CSV."""
    with read() as session:
        found = service.of_organisation(session, own_organisation())
        rows = [head(), *map(row_maker(), found)]
    return as_csv(iter(rows), "events.csv")


@pages.get("/producer/events/new")
@requires(Permission.PRODUCE)
def prepare_filing() -> str:
    """Show the form."""
    with read() as session:
        return form_page(
            session,
            Form(),
            action=url_for("filings.file_event"),
            back=url_for("filings.mine"),
        )


@pages.post("/producer/events/new")
@requires(Permission.PRODUCE)
def file_event() -> WerkzeugResponse | tuple[str, int]:
    """File an event."""
    organisation_id, form = own_organisation(), submitted(FilingSchema())
    if form.ok:
        try:
            with write() as session:
                number = service.file_event(
                    session,
                    new_filing(form.data),
                    web.kept_file(session, "design"),
                    organisation_id=organisation_id,
                    by=by(),
                ).number
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "已提交省级；备案之前不能使用专用标志",
                    "The province has it; do not use the mark before CNIPA files it",
                ),
                "good",
            )
            return redirect(f"/producer/events/{number}", 303)
    with read() as session:
        page = form_page(
            session,
            form,
            action=url_for("filings.file_event"),
            back=url_for("filings.mine"),
        )
    return page, 422


@pages.get("/producer/events/<number>")
@requires(Permission.PRODUCE)
def my_filing(number: str) -> str:
    """Show one's filing; one that was returned can be changed here."""
    return _page(number, Form())


@pages.post("/producer/events/<number>/resend")
@requires(Permission.PRODUCE)
def resend(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Send a returned filing again."""
    form = submitted(FilingSchema())
    if form.ok:
        try:
            with write() as session:
                service.own(session, number, own_organisation())
                service.resend(
                    session,
                    number,
                    new_filing(form.data),
                    web.kept_file(session, "design"),
                    by=by(),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已重新提交", "It was sent again"), "good")
            return redirect(f"/producer/events/{number}", 303)
    with read() as session:
        service.own(session, number, own_organisation())
        page = form_page(
            session,
            form,
            action=url_for("filings.resend", number=number),
            back=url_for("filings.my_filing", number=number),
            is_again=True,
        )
    return page, 422


@pages.get("/producer/events/<number>/change")
@requires(Permission.PRODUCE)
def prepare_resend(number: str) -> str:
    """Show the form of a returned filing, filled in."""
    with read() as session:
        found = service.own(session, number, own_organisation())
        values = {name: getattr(found, name) for name in FilingSchema().fields}
        return form_page(
            session,
            Form(values),
            action=url_for("filings.resend", number=number),
            back=url_for("filings.my_filing", number=number),
            is_again=True,
        )


@pages.post("/producer/events/<number>/withdraw")
@requires(Permission.PRODUCE)
def withdraw(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Take a filing back."""
    form = Form()
    try:
        with write() as session:
            service.own(session, number, own_organisation())
            step = NewStep(FilingState.WITHDRAWN, clock.today())
            service.record_step(session, number, step, by=by())
    except GiError as error:
        form.refuse(error)
        return _page(number, form), 422
    flash(say("已撤回", "It was withdrawn"), "good")
    return redirect(f"/producer/events/{number}", 303)


@pages.get("/producer/events/<number>/design")
@requires(Permission.PRODUCE)
def my_design(number: str) -> Response:
    """Give one's design drawing."""
    with read() as session:
        file = service.own(session, number, own_organisation()).design
        return web.given_out(session, file)


def _page(number: str, form: Form) -> str:
    today = clock.today()
    with read() as session:
        found = service.own(session, number, own_organisation())
        return render_template(
            "filings/my_filing.html",
            filing=found,
            form=form,
            words=WORDS,
            use=rules.use(found.state, found.ends_on, on=today),
            next_states=[state.value for state in rules.following(found.state)],
        )
