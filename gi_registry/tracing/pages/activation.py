"""Putting labels to use on a lot's goods, with a phone beside the machine."""

from flask import flash, redirect, render_template, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import (
    Permission,
    own_organisation,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Day, Text
from gi_registry.core.forms import WHOLE_FORM, Form, submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import rules as mark_rules
from gi_registry.marks import service as marks
from gi_registry.marks import typed
from gi_registry.marks.errors import RunNotFoundError
from gi_registry.marks.web import code_keys
from gi_registry.tracing import service
from gi_registry.tracing.errors import LotNotFoundError
from gi_registry.tracing.pages.blueprint import pages
from gi_registry.tracing.rules import Activation

_SHOWN_AT = {"end": "last", "lot": WHOLE_FORM}
"""Fields of the page for those of the service."""


class ActivationSchema(Schema):
    """Labels that go onto goods, as typed or scanned; the last is included."""

    run = Text(longest=10, load_default="")
    first = Text(required=True, longest=200)
    last = Text(required=True, longest=200)
    on_day = Day(required=True)


@pages.get("/producer/lots/<int:lot>/activate", endpoint="activation")
@requires(Permission.PRODUCE)
def show_activation(lot: int) -> str:
    """Ask which labels go onto the goods."""
    with read() as session:
        return _page(session, lot, Form(values={"on_day": clock.today().isoformat()}))


@pages.post("/producer/lots/<int:lot>/activate")
@requires(Permission.LABELS_ACTIVATE)
def activate(lot: int) -> Response | tuple[str, int]:
    """Put labels to use; it can be taken back until one is checked."""
    form = submitted(ActivationSchema())
    wanted = _wanted(form, lot) if form.ok else None
    if wanted is not None:
        try:
            words = _activated(wanted)
        except LotNotFoundError:
            raise
        except GiError as error:
            _refuse(form, error)
        else:
            flash(said(words), "good")
            return redirect(url_for("tracing.lot", lot=lot, _anchor="labels"), 303)
    with read() as session:
        return _page(session, lot, form), 422


def _activated(wanted: Activation) -> Words:
    own = own_organisation()
    with write() as session:
        service.lot(session, wanted.lot_id, organisation_id=own)
        labels = marks.run(session, wanted.run_id, organisation_id=own)
        made = service.activate(
            session, wanted, now=clock.now(), account_id=the_caller().account_id
        )
        count = made.end - made.first
        mass = mark_rules.mass(count * labels.net_content_g)
    return Words(
        f"已启用 {count:,} 枚，合 {mass.zh}；有人查验之前可在下方撤销",
        f"{count:,} labels are in use, {mass.en} of goods; until one is checked "
        "they can be taken back below",
    )


def _wanted(form: Form, lot: int) -> Activation | None:
    """Return what is asked for, or mark what cannot be understood."""
    keys = code_keys()
    chosen = int(form.data["run"]) if form.data["run"].isdecimal() else None
    found: dict[str, int] = {}
    for name in ("first", "last"):
        label = typed.named(form.data[name], keys)
        if not isinstance(label, typed.Named):
            form.errors[name] = [said(label)]
        elif label.run is not None and chosen not in (None, label.run):
            form.errors[name] = [said(typed.ANOTHER_RUN)]
        else:
            found[name] = label.index
            chosen = label.run if label.run is not None else chosen
    if form.ok and chosen is None:
        form.errors["run"] = [said(typed.WHICH_RUN)]
    if not form.ok or chosen is None:
        return None
    return Activation(
        lot_id=lot,
        run_id=chosen,
        first=found["first"],
        end=found["last"] + 1,
        on_day=form.data["on_day"],
    )


def _refuse(form: Form, error: GiError) -> None:
    place = error.field or WHOLE_FORM
    if isinstance(error, RunNotFoundError):
        place = "run"
    sentences = form.errors.setdefault(_SHOWN_AT.get(place, place), [])
    sentences.append(said(error.words))


def _page(session: Session, lot: int, form: Form) -> str:
    line = service.lot_line(session, lot, organisation_id=own_organisation())
    today = clock.today()
    return render_template(
        "tracing/activate.html",
        form=form,
        line=line,
        today=today,
        runs=marks.usable_runs(session, line.lot.authorization_id, on=today),
    )
