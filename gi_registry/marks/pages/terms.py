"""The province sets until when labels of a product and year may be put to use."""

from flask import flash, redirect, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.marks import service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.factors import demand_product, factors_page
from gi_registry.marks.service import TermRequest


class TermSchema(Schema):
    """The last day for labels of a product and year, as typed."""

    term_year = Whole(required=True, least=1900, most=2999)
    last_on = Day(required=True)
    term_document = Text(required=True, longest=120)
    term_reason = Text(required=True)


@pages.post("/desk/factors/<code>/last-day")
@requires(Permission.FACTORS_DECIDE)
def decide_last_day(code: str) -> Response | tuple[str, int]:
    """Set the last day for labels that are issued from now on."""
    form = submitted(TermSchema())
    if form.ok:
        try:
            with write() as session:
                demand_product(session, code)
                service.decide_last_day(
                    session,
                    _asked(code, form),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已设定", "The day is set"), "good")
            return redirect(url_for("marks.factors", code=code), 303)
    with read() as session:
        demand_product(session, code)
        return factors_page(session, code, form), 422


def _asked(code: str, form: Form) -> TermRequest:
    return TermRequest(
        code=code,
        year=form.data["term_year"],
        last_on=form.data["last_on"],
        document=form.data["term_document"],
        reason=form.data["term_reason"],
    )
