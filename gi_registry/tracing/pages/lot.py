"""One lot: facts, history, the labels on its goods."""

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
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.tracing import rules, service
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.rules import LotEventKind, NewEvent

_LONGEST = 500


class EventSchema(Schema):
    """What happened to a lot, as typed."""

    kind = Choice(rules.TOLD_BY_PRODUCERS, required=True)
    on_day = Day(required=True)
    words = Text(longest=_LONGEST, load_default="")


@pages.get("/producer/lots/<int:lot>", endpoint="lot")
@requires(Permission.PRODUCE)
def show_lot(lot: int) -> str:
    """Show a lot with its history and labels."""
    return lot_page(lot, Form(values={"on_day": clock.today().isoformat()}))


@pages.post("/producer/lots/<int:lot>/events")
@requires(Permission.PRODUCE)
def add_event(lot: int) -> Response | tuple[str, int]:
    """Add a line to a lot's history."""
    form = submitted(EventSchema())
    if form.ok:
        try:
            with write() as session:
                service.lot(session, lot, organisation_id=own_organisation())
                service.add_event(
                    session,
                    NewEvent(
                        lot,
                        LotEventKind(form.data["kind"]),
                        form.data["on_day"],
                        form.data["words"],
                    ),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已记入", "Recorded"), "good")
            return redirect(url_for("tracing.lot", lot=lot), 303)
    return lot_page(lot, form), 422


@pages.post("/producer/lots/<int:lot>/close")
@requires(Permission.PRODUCE)
def close(lot: int) -> Response:
    """Close a lot; no more labels go onto it."""
    with write() as session:
        service.lot(session, lot, organisation_id=own_organisation())
        service.close_lot(
            session, lot, now=clock.now(), account_id=the_caller().account_id
        )
    flash(say("批次已结束", "The lot is closed"), "good")
    return redirect(url_for("tracing.lot", lot=lot), 303)


@pages.post("/producer/lots/<int:lot>/activations/<int:range_id>/undo")
@requires(Permission.PRODUCE)
def undo(lot: int, range_id: int) -> Response:
    """Take an activation back, as long as no label of it was checked."""
    try:
        with write() as session:
            goods = service.lot(session, lot, organisation_id=own_organisation())
            undone = service.undo_activation(
                session,
                goods,
                range_id,
                now=clock.now(),
                account_id=the_caller().account_id,
            )
            count = undone.end - undone.first
    except GiError as error:
        if error.slug == "lot-not-found":
            raise
        flash(said(error.words), "stop")
    else:
        words = Words(
            f"已撤销启用 {count:,} 枚，可重新启用",
            f"{count:,} labels are taken back and can be used again",
        )
        flash(said(words), "good")
    return redirect(url_for("tracing.lot", lot=lot), 303)


def lot_page(lot: int, form: Form) -> str:
    """Return the page of a lot of one's own, with what was typed."""
    with read() as session:
        line = service.lot_line(session, lot, organisation_id=own_organisation())
        labels = service.activations(session, lot)
        named = areas.names(session, [line.lot.division])
        division = named.get(line.lot.division)
        return render_template(
            "tracing/lot.html",
            form=form,
            line=line,
            today=clock.today(),
            division=said(division) if division else line.lot.division,
            labels=labels,
            recalled=marks.recalled(session, [row.id for row, _ in labels]),
            moments=service.timeline(line.lot, [row for row, _ in labels]),
            kinds=[(k, rules.LOT_EVENT_WORDS[k]) for k in rules.TOLD_BY_PRODUCERS],
        )
