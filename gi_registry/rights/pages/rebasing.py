"""The form by which users of a right that ended are re-based."""

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, RowId, Several, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.producers import web
from gi_registry.producers.rules import NewAnnouncement
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.rights import service
from gi_registry.rights.pages.acting import demand, named
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.pages.listing import WORDS
from gi_registry.rights.service import Rebase


class RebaseSchema(FormSchema):
    """Whom to re-base, onto which right, by which announcement."""

    numbers = Several(Text(longest=20), load_default=[])
    to_right_id = RowId(required=True)
    on = Day(required=True)
    words = Text(required=True, longest=2_000)
    announcement_number = Whole(required=True, least=1, most=999_999)


@pages.get("/desk/rights/<int:right_id>/rebase")
@requires(Permission.CNIPA_RECORD)
def prepare_rebase(right_id: int) -> str:
    """Show who waits for another right."""
    return _page(right_id, Form())


@pages.post("/desk/rights/<int:right_id>/rebase")
@requires(Permission.CNIPA_RECORD)
def rebase(right_id: int) -> Response | tuple[str, int]:
    """Re-base users onto another right of the product."""
    form = submitted(RebaseSchema())
    if form.ok:
        given = form.data
        try:
            with write() as session:
                demand(session, products.right(session, right_id))
                file = web.demanded("announcement_file")
                blob = web.put_upload(file, "announcement_file")
                kept = web.keep_upload(session, blob, file.filename or "")
                count = service.rebase(
                    session,
                    right_id,
                    Rebase(
                        tuple(given["numbers"]),
                        given["to_right_id"],
                        given["on"],
                        given["words"],
                        NewAnnouncement(
                            given["announcement_number"], given["on"], kept.sha256
                        ),
                    ),
                    by=By(the_caller().account_id, clock.now()),
                )
        except GiError as error:
            form.refuse(error)
        else:
            done = say("已转 %s 个用标主体", "%s authorized users re-based")
            flash(done % count, "good")
            return redirect(f"/desk/rights/{right_id}", 303)
    return _page(right_id, form), 422


def _page(right_id: int, form: Form) -> str:
    with read() as session:
        right = products.right(session, right_id)
        demand(session, right)
        rights = [*service.others_of(session, right), right]
        return render_template(
            "rights/rebase.html",
            right=right,
            form=form,
            words=WORDS,
            held=service.waiting(session, right_id),
            targets=[
                (each.id, named(each))
                for each in rights
                if service.can_rest_on(right, each)
            ],
            today=clock.today(),
        )
