"""Individuals under a business: the producer's list, and what an officer sees."""

from datetime import date

from flask import Response, current_app, flash, redirect, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.identity import Concealed
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.core.sheets import MAX_BYTES, read_rows
from gi_registry.core.uploads import scanned
from gi_registry.producers import service, web
from gi_registry.producers.errors import ListStaleError
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.record import note
from gi_registry.producers.rules.individuals import (
    INDIVIDUAL_COLUMNS,
    INDIVIDUAL_NEEDED,
    LONGEST_NAME,
    IndividualOutcome,
    NewIndividual,
)
from gi_registry.producers.service import By

_TONES = {
    IndividualOutcome.NEW: "good",
    IndividualOutcome.SAME: "neutral",
    IndividualOutcome.REFUSED: "stop",
}
_PREVIEW_S = 3600
"""How long a preview can be recorded."""


class IndividualSchema(FormSchema):
    """A person: the number is concealed at once and never shown again."""

    name = Text(required=True, longest=LONGEST_NAME)
    identity = Text(required=True, longest=40, is_identity=True)
    from_on = Day(load_default=None)


@pages.get("/producer/individuals")
@requires(Permission.PRODUCE)
def individuals() -> str:
    """List the people under one's business."""
    return _page(Form())


@pages.post("/producer/individuals")
@requires(Permission.PRODUCE)
def add_individual() -> WerkzeugResponse | tuple[str, int]:
    """Put one person on the list."""
    form = submitted(IndividualSchema())
    if form.ok:
        try:
            with write() as session:
                entity = service.entity_of(session, organisation_id())
                new = NewIndividual(
                    form.data["name"],
                    service.conceal(entity, form.data["identity"], pepper=web.pepper()),
                    form.data["from_on"] or clock.today(),
                )
                service.add_individuals(session, organisation_id(), [new], by=_by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已加入名单", "The person is on the list"), "good")
            return redirect("/producer/individuals", 303)
    return _page(form), 422


@pages.post("/producer/individuals/<int:individual_id>/end")
@requires(Permission.PRODUCE)
def end_individual(individual_id: int) -> WerkzeugResponse:
    """Take a person off the list, from today on."""
    with write() as session:
        service.end_individual(session, organisation_id(), individual_id, by=_by())
    flash(say("已移出名单", "The person is off the list"), "good")
    return redirect("/producer/individuals", 303)


@pages.post("/producer/individuals/import")
@requires(Permission.PRODUCE)
def judge_individuals() -> str | tuple[str, int]:
    """Show what would become of each line; neither file nor number is kept."""
    form = Form()
    try:
        stream = scanned(web.demanded("list").stream, field="list")
        content = stream.read(MAX_BYTES + 1)
        rows = read_rows(content, INDIVIDUAL_COLUMNS, needed=INDIVIDUAL_NEEDED)
        with read() as session:
            entity = service.entity_of(session, organisation_id())
            lines = service.judge_individuals(
                session, entity, rows, pepper=web.pepper(), on=clock.today()
            )
    except GiError as error:
        form.refuse(error)
        return _page(form), 422
    new = [line.new for line in lines if line.new]
    return render_template(
        "producers/individuals_preview.html",
        lines=lines,
        counts=[
            (outcome, sum(line.outcome is outcome for line in lines))
            for outcome in IndividualOutcome
        ],
        new=len(new),
        tones=_TONES,
        token=_sealed(new),
    )


@pages.post("/producer/individuals/record")
@requires(Permission.PRODUCE)
def record_individuals() -> WerkzeugResponse | tuple[str, int]:
    """Put all that is new on the list, or nobody."""
    request.max_form_memory_size = MAX_BYTES
    form = Form()
    try:
        new = _opened(request.form.get("token", ""))
        with write() as session:
            number = service.add_individuals(session, organisation_id(), new, by=_by())
    except GiError as error:
        form.refuse(error)
        return _page(form), 422
    flash(say("已加入 %s 人", "%s people are on the list") % number, "good")
    return redirect("/producer/individuals", 303)


@pages.get("/producer/individuals/template.csv")
@requires(Permission.PRODUCE)
def individuals_template() -> Response:
    """Give an empty list with its heads."""
    heads = [names[0] for names in INDIVIDUAL_COLUMNS.values()]
    return as_csv(iter([heads]), "individuals.csv")


@pages.get("/desk/entities/<code>/individuals")
@requires(Permission.DESK)
def individuals_of(code: str) -> str:
    """Show an officer the people under a business: name and last four."""
    text = request.args.get("q", "").strip()
    with read() as session:
        entity, _, _ = service.business(session, the_caller(), code)
        people = service.individuals(session, entity.id, text, number=asked_page())
        page = render_template(
            "producers/individuals_desk.html",
            entity=entity,
            page=people,
            plots=service.plots_worked(session, people.items),
            text=text,
        )
    note(code)
    return page


def _page(form: Form) -> str:
    text = request.args.get("q", "").strip()
    with read() as session:
        entity = service.entity_of(session, organisation_id())
        people = service.individuals(session, entity.id, text, number=asked_page())
        return render_template(
            "producers/individuals.html",
            entity=entity,
            page=people,
            plots=service.plots_worked(session, people.items),
            text=text,
            form=form,
            today=clock.today(),
        )


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _sealer() -> URLSafeTimedSerializer:
    """Return what seals a preview for this producer alone."""
    key = current_app.secret_key or b""
    return URLSafeTimedSerializer(key, salt=f"individuals-{organisation_id()}")


def _sealed(new: list[NewIndividual]) -> str:
    """Carry a preview through the page: concealed numbers only, and signed."""
    return str(
        _sealer().dumps(
            [
                (
                    each.name,
                    each.from_on.isoformat(),
                    each.concealed.salt,
                    each.concealed.digest,
                    each.concealed.key,
                    each.concealed.last4,
                )
                for each in new
            ]
        )
    )


def _opened(token: str) -> list[NewIndividual]:
    try:
        rows = _sealer().loads(token, max_age=_PREVIEW_S)
    except BadData as error:
        raise ListStaleError from error
    return [
        NewIndividual(name, Concealed(*kept), date.fromisoformat(first))
        for name, first, *kept in rows
    ]
