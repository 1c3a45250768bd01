"""Refusals of registrants of certification marks: the list, and one put on record."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, RowId, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.producers import web
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.products.rules import RightKind
from gi_registry.rights.pages.acting import demand
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.pages.members import marks_of
from gi_registry.rights.rules.refusals import REFUSAL_RULE, NewRefusal
from gi_registry.rights.service import members as service


class RefusalSchema(FormSchema):
    """A refusal."""

    right_id = RowId(required=True)
    name = Text(required=True, longest=120)
    uscc = Text(required=True, longest=40)
    asked_on = Day(required=True)
    refused_on = Day(required=True)
    condition = Text(longest=2_000, load_default="")


@pages.get("/desk/members/refusals")
@requires(Permission.DESK)
def refusals() -> str:
    """List refusals; the province puts them on record here."""
    return _page(Form())


@pages.post("/desk/members/refusals")
@requires(Permission.CNIPA_RECORD)
def refuse_member() -> Response | tuple[str, int]:
    """Put a refusal on record."""
    form = submitted(RefusalSchema())
    if form.ok:
        given = dict(form.data)
        right_id = given.pop("right_id")
        try:
            with write() as session:
                demand(session, products.right(session, right_id))
                sha256 = web.kept_file(session, "file")
                new = NewRefusal(**given, file_sha256=sha256)
                by = By(the_caller().account_id, clock.now())
                service.refuse(session, right_id, new, by=by)
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已记录", "It is on record"), "good")
            return redirect("/desk/members/refusals", 303)
    return _page(form), 422


def _page(form: Form) -> str:
    with read() as session:
        return render_template(
            "rights/refusals.html",
            page=service.refusals(session, right_id=0, number=asked_page()),
            marks=marks_of(session, RightKind.CERTIFICATION_MARK),
            chosen=request.args.get("right", ""),
            form=form,
            rule=REFUSAL_RULE,
            may_record=the_caller().may(Permission.CNIPA_RECORD),
            today=clock.today(),
        )
