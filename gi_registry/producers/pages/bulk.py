"""One deed for many applications of the desk, and what happened with each."""

from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import RefusedError
from gi_registry.core.fields import Choice, Text
from gi_registry.core.forms import submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import write
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.desk import as_csv
from gi_registry.producers.rules import BULK_WORDS, Bulk, Tab
from gi_registry.producers.service import BulkDeed, Wanted

_EXPORT = "export"


class BulkSchema(Schema):
    """What is to be done, with one remark for all."""

    deed = Choice([*Bulk, _EXPORT], required=True)
    words = Text(longest=2_000, load_default="")


@pages.post("/desk/bulk")
@requires(Permission.DESK)
def bulk() -> Response | WerkzeugResponse | str:
    """Do one thing with the applications that are ticked, and tell of each."""
    form, caller, now = submitted(BulkSchema()), the_caller(), clock.now()
    numbers = tuple(request.form.getlist("number"))
    if not form.ok:
        flash(next(iter(form.errors.values()))[0], "warn")
        return redirect("/desk", 303)
    if form.data["deed"] == _EXPORT and numbers:
        return as_csv(Wanted(tab=Tab.OPEN, numbers=numbers[: service.MOST]))
    kind = Bulk(form.data["deed"]) if form.data["deed"] != _EXPORT else Bulk.TAKE
    try:
        with write() as session:
            deed = BulkDeed(kind, form.data["words"])
            lines = service.in_bulk(session, numbers, deed, caller, now=now)
    except RefusedError as error:
        flash(said(error.words), "warn")
        return redirect("/desk", 303)
    return render_template("producers/bulk.html", lines=lines, words=BULK_WORDS[kind])
