"""Changes of name, address and standard: the producer's side."""

from flask import flash, redirect, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.producers import service, web
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.rules import (
    CHANGE_KIND_WORDS,
    MAY_USE,
    PROPOSED,
    AuthorizationState,
    ChangeKind,
    NewChange,
)
from gi_registry.producers.rules.records import LONGEST
from gi_registry.producers.service import By


class ChangeSchema(FormSchema):
    """What changes, from when, and why; the file comes beside."""

    new = Text(required=True, longest=max(LONGEST.values()))
    from_on = Day(required=True)
    reason = Text(required=True, longest=2_000)
    document = Text(longest=200, load_default="")
    division = Text(longest=12, load_default="")
    authorization = Text(longest=20, load_default="")


@pages.get("/producer/entity/<kind>")
@requires(Permission.PRODUCE)
def change_form(kind: str) -> str:
    """Ask for a change of one's name, address or standard."""
    return _page(_known(kind), Form())


@pages.post("/producer/entity/<kind>")
@requires(Permission.PRODUCE)
def propose_change(kind: str) -> Response | tuple[str, int]:
    """Propose a change; the office of the place of origin confirms it."""
    known = _known(kind)
    schema = ChangeSchema()
    schema.fields["new"].longest = LONGEST[known.value]  # type: ignore[attr-defined]
    form = submitted(schema)
    if form.ok:
        try:
            file = web.demanded("evidence")
            blob = web.put_upload(file, "evidence")
            with write() as session:
                sha256 = web.keep_upload(session, blob, file.filename or "").sha256
                service.propose_change(
                    session,
                    organisation_id(),
                    NewChange(kind=known, file_sha256=sha256, **form.data),
                    by=By(the_caller().account_id, clock.now()),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(
                say(
                    "变更已提交，等产地管理部门确认；确认前登记内容不变",
                    "The change is with the office of the place of origin; until it "
                    "is confirmed nothing on record changes",
                ),
                "good",
            )
            return redirect("/producer/entity", 303)
    return _page(known, form), 422


@pages.post("/producer/changes/<number>/withdraw")
@requires(Permission.PRODUCE)
def withdraw_change(number: str) -> Response:
    """Take one's own proposal back."""
    with write() as session:
        service.withdraw_change(
            session,
            number,
            organisation_id=organisation_id(),
            by=By(the_caller().account_id, clock.now()),
        )
    flash(say("变更已撤回", "The change is withdrawn"), "good")
    return redirect("/producer/entity", 303)


def _known(kind: str) -> ChangeKind:
    if kind not in {known.value for known in PROPOSED}:
        raise NotFound
    return ChangeKind(kind)


def _page(kind: ChangeKind, form: Form) -> str:
    with read() as session:
        entity = service.entity_of(session, organisation_id())
        held = [
            each
            for each in service.authorizations_of(session, organisation_id())
            if each.state in MAY_USE | {AuthorizationState.SUSPENDED}
        ]
        return render_template(
            "producers/change_form.html",
            form=form,
            kind=kind,
            kind_words=CHANGE_KIND_WORDS[kind],
            entity=entity,
            authorizations=[
                (
                    each.number,
                    Words(
                        f"{each.gi.name_zh}（{each.standard_number or '—'}）",
                        f"{each.gi.name_en} ({each.standard_number or '—'})",
                    ),
                )
                for each in held
            ],
            counties=[
                (each.code, Words(each.name, each.name_en))
                for each in areas.counties(session)
            ],
            today=clock.today(),
        )
