"""A producer's lots, and registering a new one."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from flask import flash, redirect, render_template, request, url_for
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
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Number, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.tracing import service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.rules import LOT_STATE_WORDS, LotState, NewLot

_GRAMS = 1000
_ALL: Final = Words("全部", "All")
_HEAD: Final = (
    Words("批号", "Lot"),
    Words("凭证", "Authorization"),
    Words("产品", "Product"),
    Words("生产日期", "Made on"),
    Words("数量（克）", "Goods, grams"),
    Words("已启用标识（枚）", "Labels in use"),
    Words("未贴标（克）", "Without labels, grams"),
    Words("状态", "State"),
)


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
    """List the producer's lots, the newest first: all, those open or those closed."""
    with read() as session:
        own, state = own_organisation(), _state()
        return render_template(
            "tracing/lots.html",
            page=service.lots_of(session, own, state, number=asked_page()),
            state=state,
            states=[(None, _ALL), *LOT_STATE_WORDS.items()],
            may_open=bool(marks.authorizations_of(session, own)),
        )


@pages.get("/producer/lots.csv", endpoint="lots_csv")
@requires(Permission.PRODUCE)
def lots_csv() -> Response:
    """Give the same list, whole, as CSV."""
    own, state, database = own_organisation(), _state(), registry().database
    head = [said(words) for words in _HEAD]
    words = {each: said(word) for each, word in LOT_STATE_WORDS.items()}

    def rows() -> Iterator[Sequence[object]]:
        yield head
        with database.read() as session:
            for line in service.every_lot(session, own, state):
                found = line.lot
                yield (
                    *(found.number, found.authorization.number),
                    *(found.authorization.gi.name_zh, found.produced_on.isoformat()),
                    *(found.quantity_g, line.labels, line.left_g),
                    words[LotState.CLOSED if found.closed_at else LotState.OPEN],
                )

    return as_csv(rows(), "lots.csv")


def _state() -> LotState | None:
    asked = request.args.get("state", "")
    return LotState(asked) if asked in list(LotState) else None


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
