"""An officer calls back the goods that carry a code: the whole lot."""

from flask import flash, redirect, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Text, Ticked
from gi_registry.core.forms import submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import china_day
from gi_registry.marks import service as marks
from gi_registry.marks.errors import NothingToRecallError
from gi_registry.scans import service
from gi_registry.scans.pages.blueprint import pages
from gi_registry.scans.pages.desk import code_page, decoded_or_missing
from gi_registry.scans.service import Record


class RecallSchema(Schema):
    """Why the goods of a code are called back, as typed."""

    recall_reason = Text(required=True, longest=500)
    is_checked = Ticked(required=True)


@pages.post("/desk/codes/<code>/recall")
@requires(Permission.SUSPECT_MARK)
def recall(code: str) -> Response | tuple[str, int]:
    """Call back every label in use on the lot that a code is on."""
    form = submitted(RecallSchema())
    if form.ok:
        caller, now = the_caller(), clock.now()
        try:
            decoded = decoded_or_missing(code)
            with write() as session:
                record = service.record_of(session, decoded, now=now)
                caller.demand(Permission.SUSPECT_MARK, record.place)
                count = marks.recall_lot(
                    session,
                    _lot(record),
                    on_day=china_day(now),
                    reason=form.data["recall_reason"],
                    now=now,
                    account_id=caller.account_id,
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
            return redirect(url_for("scans.code", code=code), 303)
    with read() as session:
        return code_page(session, code, form), 422


def _lot(record: Record) -> int:
    known = record.finding.known
    if known is None or known.lot_id is None:
        raise NothingToRecallError
    return known.lot_id
