"""A producer registers its credit code, once, and sees what is on record of it."""

from flask import flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock, uscc
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.pages.confirming import TONES
from gi_registry.producers.rules import (
    CHANGE_KIND_WORDS,
    CHANGE_STATE_WORDS,
    ENTITY_STATUS_WORDS,
)
from gi_registry.producers.service import NewEntity


class EntitySchema(Schema):
    """What the business licence says, and where the producer works."""

    uscc = Text(required=True, longest=60)
    name = Text(required=True, longest=120)
    division = Text(required=True, longest=12)
    address = Text(required=True, longest=200)


@pages.get("/producer/entity")
@requires(Permission.PRODUCE)
def entity() -> str:
    """Show what is on record; ask for the credit code where nothing is."""
    with read() as session:
        known = service.find_entity_of(session, organisation_id())
        if known is not None:
            return render_template(
                "producers/own_entity.html",
                entity=known,
                place=areas.full_names(session, {known.division}).get(known.division),
                changes=service.changes_of(session, known.id),
                may_change_standard=bool(
                    service.authorizations_of(session, organisation_id())
                ),
                kinds=CHANGE_KIND_WORDS,
                states=CHANGE_STATE_WORDS,
                standings=ENTITY_STATUS_WORDS,
                tones=TONES,
            )
    return _page(Form({"name": the_caller().organisation_name}))


@pages.post("/producer/entity")
@requires(Permission.PRODUCE)
def register_entity() -> Response | tuple[str, int]:
    """Register the credit code."""
    form = submitted(EntitySchema())
    if form.ok:
        new = NewEntity(organisation_id=organisation_id(), **form.data)
        account_id = the_caller().account_id
        try:
            with write() as session:
                made = service.register_entity(
                    session, new, now=clock.now(), account_id=account_id
                )
        except GiError as error:
            form.refuse(error)
        else:
            for warning in uscc.check(made.uscc).warnings:
                flash(said(warning), "warn")
            flash(say("生产者信息已登记", "The producer is registered"), "good")
            return redirect("/producer/applications/new", 303)
    return _page(form), 422


def _page(form: Form) -> str:
    with read() as session:
        counties = [
            (each.code, Words(each.name, each.name_en))
            for each in areas.counties(session)
        ]
    return render_template("producers/entity.html", form=form, counties=counties)
