"""Goods of a lot are called back: by the producer, for everybody who scans them."""

from flask import flash, redirect, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Day, Text, Ticked
from gi_registry.core.forms import submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import write
from gi_registry.marks import service as marks
from gi_registry.tracing import service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.pages.lot import lot_page


class RecallSchema(Schema):
    """Since when the goods of a lot are called back, and why, as typed."""

    recalled_on = Day(required=True)
    recall_reason = Text(required=True, longest=500)
    is_checked = Ticked(required=True)


@pages.post("/producer/lots/<int:lot>/recall")
@requires(Permission.PRODUCE)
def recall(lot: int) -> Response | tuple[str, int]:
    """Call back every label in use on the goods of a lot."""
    form = submitted(RecallSchema())
    if form.ok:
        try:
            with write() as session:
                service.lot(session, lot, organisation_id=own_organisation())
                count = marks.recall_lot(
                    session,
                    lot,
                    on_day=form.data["recalled_on"],
                    reason=form.data["recall_reason"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            said = say(
                f"已召回 {count:,} 枚，扫码即显示“召回”",
                f"{count:,} labels are recalled; scans of them say so",
            )
            flash(said, "good")
            return redirect(url_for("tracing.lot", lot=lot), 303)
    return lot_page(lot, form), 422
