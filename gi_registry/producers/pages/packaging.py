"""A holder's own authorization: what to print on the pack, ticked off with photos."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import service, web
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.common import organisation_id
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS, MAY_USE
from gi_registry.producers.rules.packaging import PACK_WORDS, PackItem
from gi_registry.producers.service import By


@pages.get("/producer/authorizations/<number>")
@requires(Permission.PRODUCE)
def own_authorization(number: str) -> str:
    """Show one's own authorization with its packaging check-list."""
    return _page(number, Form())


@pages.post("/producer/authorizations/<number>/packaging")
@requires(Permission.PRODUCE)
def tick_off(number: str) -> Response | tuple[str, int]:
    """Tick off what is right on the pack."""
    known = {item.value for item in PackItem}
    items = [PackItem(item) for item in request.form.getlist("items") if item in known]
    form = Form({"items": [item.value for item in items]})
    try:
        file = web.uploaded("photo")
        blob = web.put_upload(file, "photo") if file else None
        with write() as session:
            name = (file.filename or "") if file else ""
            service.tick_off(
                session,
                number,
                items,
                web.keep_upload(session, blob, name) if blob else None,
                organisation_id=organisation_id(),
                by=By(the_caller().account_id, clock.now()),
            )
    except GiError as error:
        form.refuse(error)
        return _page(number, form), 422
    flash(say("包装核对已记录", "The check of the packaging is on record"), "good")
    return redirect(f"/producer/authorizations/{number}", 303)


def _page(number: str, form: Form) -> str:
    with read() as session:
        found = service.own_authorization(session, number, organisation_id())
        return render_template(
            "producers/packaging.html",
            authorization=found,
            lines=service.pack_lines(session, found),
            words=PACK_WORDS,
            form=form,
            may_use=found.state in MAY_USE,
            state_words=AUTHORIZATION_STATE_WORDS[found.state],
            tone=common.AUTHORIZATION_TONES[found.state],
            certificates=common.has_page("marks.certificate"),
            clocks=common.has_page("clocks.mine"),
        )
