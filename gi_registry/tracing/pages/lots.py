"""A producer's lots, and registering a new one."""

from decimal import Decimal

from flask import flash, redirect, render_template, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Number, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write
from gi_registry.marks import service as marks
from gi_registry.tracing import service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.rules import NewLot

_GRAMS = 1000


class LotSchema(Schema):
    """Goods made together, as typed."""

    authorization = Text(required=True, longest=20)
    number = Text(required=True, longest=60)
    produced_on = Day(required=True)
    quantity_kg = Number(required=True, least="0.001", most="10000000000", places=3)
    plot_id = Text(longest=20, load_default="")
    standard_number = Text(longest=60, load_default="")


@pages.get("/producer/lots", endpoint="lots")
@requires(Permission.PRODUCE)
def show_lots() -> str:
    """List the producer's lots, the newest first."""
    with read() as session:
        own = own_organisation()
        return render_template(
            "tracing/lots.html",
            page=service.lots_of(session, own, number=asked_page()),
            may_open=bool(marks.authorizations_of(session, own)),
        )


@pages.get("/producer/lots/new", endpoint="new")
@requires(Permission.PRODUCE)
def show_new() -> str:
    """Show the form for a new lot."""
    return _form(Form(values={"produced_on": clock.today().isoformat()}))


@pages.post("/producer/lots/new", endpoint="add")
@requires(Permission.PRODUCE)
def add() -> Response | tuple[str, int]:
    """Register a lot."""
    form = submitted(LotSchema())
    if form.ok:
        with read() as session:
            number = form.data["authorization"]
            held = marks.own_authorization(session, number, own_organisation()).id
        try:
            with write() as session:
                made = service.open_lot(
                    session,
                    _asked(form, held),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
                lot_id = made.id
        except GiError as error:
            form.refuse(error)
        else:
            words = say("批次已登记，可以启用标识", "The lot is registered; add labels")
            flash(words, "good")
            return redirect(url_for("tracing.lot", lot=lot_id), 303)
    return _form(form), 422


def _asked(form: Form, authorization_id: int) -> NewLot:
    data = form.data
    plot_id = data["plot_id"]
    return NewLot(
        authorization_id=authorization_id,
        number=data["number"],
        produced_on=data["produced_on"],
        quantity_g=int(Decimal(data["quantity_kg"]) * _GRAMS),
        plot_id=(int(plot_id) if plot_id.isdecimal() else 0) if plot_id else None,
        standard_number=data["standard_number"] or None,
    )


def _form(form: Form) -> str:
    with read() as session:
        own = own_organisation()
        held = marks.authorizations_of(session, own)
        products = {each.gi_id: each.gi for each in held}
        return render_template(
            "tracing/new.html",
            form=form,
            today=clock.today(),
            held=held,
            plots=[
                (plot, products[plot.gi_id])
                for plot in areas.plots_of(session, own)
                if plot.gi_id in products
            ],
        )
