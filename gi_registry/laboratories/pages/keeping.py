"""One laboratory, and what its office does: correct, suspend, designate, end."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.laboratories import service
from gi_registry.laboratories.errors import LaboratoryNotFoundError
from gi_registry.laboratories.pages.blueprint import TONES, by, pages
from gi_registry.laboratories.pages.listing import list_page
from gi_registry.laboratories.rules import STATE_WORDS
from gi_registry.laboratories.service import NewDesignation, NewLaboratory
from gi_registry.products.errors import GiNotFoundError

if TYPE_CHECKING:
    from gi_registry.laboratories.models import Laboratory

_Answer = Response | tuple[str, int]
_DEEDS = {
    "laboratory.registered": Words("登记", "Registered"),
    "laboratory.corrected": Words("更正", "Corrected"),
    "laboratory.suspended": Words("暂停", "Suspended"),
    "laboratory.resumed": Words("恢复", "Resumed"),
    "laboratory.ended": Words("终止", "Ended"),
    "laboratory.designated": Words("登记指定产品", "Designated"),
    "laboratory.withdrawn": Words("撤销指定", "Designation withdrawn"),
}


class LaboratorySchema(FormSchema):
    """What stands on a laboratory's certificate, as typed."""

    name = Text(required=True, longest=120)
    cma = Text(required=True, longest=40)
    address = Text(required=True, longest=200)
    valid_from = Day(required=True)
    valid_to = Day(required=True)


class NewSchema(LaboratorySchema):
    """The same, with the office that keeps it."""

    division = Text(longest=6, load_default="")


class CorrectionSchema(LaboratorySchema):
    """The same, with the revision that the officer saw."""

    revision = Whole(required=True, least=1)


class StopSchema(FormSchema):
    """From which day it may not test, and why."""

    on = Day(required=True)
    reason = Text(required=True, longest=500)


class OnSchema(FormSchema):
    """A last day."""

    on = Day(required=True)


class DesignationSchema(FormSchema):
    """A document that names it for a product."""

    product = Text(required=True, longest=20)
    document = Text(required=True, longest=120)
    on = Day(required=True)


@pages.post("/desk/laboratories")
@requires(Permission.LABORATORIES_KEEP)
def register() -> _Answer:
    """Put a laboratory on the register."""
    form = submitted(NewSchema())
    if form.ok:
        data = dict(form.data)
        division = data.pop("division")
        try:
            the_caller().demand(Permission.LABORATORIES_KEEP, Place(division))
            with write() as session:
                new = NewLaboratory(**data)
                made = service.register(session, new, division, by=by()).id
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已列入名录", "It is on the register"), "good")
            return redirect(url_for("laboratories.one", laboratory=made), 303)
    return list_page(form), 422


@pages.get("/desk/laboratories/<int:laboratory>")
@requires(Permission.DESK)
def one(laboratory: int) -> str:
    """Show one laboratory: qualification, products, history."""
    return _one(laboratory, Form())


@pages.post("/desk/laboratories/<int:laboratory>/correct")
@requires(Permission.LABORATORIES_KEEP)
def correct(laboratory: int) -> _Answer:
    """Correct what is on record of a laboratory."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        data = dict(form.data)
        revision = data.pop("revision")
        service.correct(session, found, NewLaboratory(**data), revision, by=by())

    words = Words("已更正，原内容留在记录中", "Corrected; what stood before is kept")
    return _entered(laboratory, CorrectionSchema(), enter, words)


@pages.post("/desk/laboratories/<int:laboratory>/suspend")
@requires(Permission.LABORATORIES_KEEP)
def suspend(laboratory: int) -> _Answer:
    """Record that a laboratory may not test from a day on."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        service.suspend(session, found, form.data["on"], form.data["reason"], by=by())

    return _entered(laboratory, StopSchema(), enter, Words("已暂停", "Suspended"))


@pages.post("/desk/laboratories/<int:laboratory>/resume")
@requires(Permission.LABORATORIES_KEEP)
def resume(laboratory: int) -> _Answer:
    """Record the last day of a suspension."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        service.resume(session, found, form.data["on"], by=by())

    return _entered(laboratory, OnSchema(), enter, Words("已恢复", "Resumed"))


@pages.post("/desk/laboratories/<int:laboratory>/end")
@requires(Permission.LABORATORIES_KEEP)
def end(laboratory: int) -> _Answer:
    """Record that a laboratory's qualification ended."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        service.end(session, found, form.data["on"], form.data["reason"], by=by())

    words = Words("已终止，记录保留", "Ended; the record stays")
    return _entered(laboratory, StopSchema(), enter, words)


@pages.post("/desk/laboratories/<int:laboratory>/designate")
@requires(Permission.LABORATORIES_KEEP)
def designate(laboratory: int) -> _Answer:
    """Record that a document names a laboratory for a product."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        try:
            service.designate(session, found, NewDesignation(**form.data), by=by())
        except GiNotFoundError as error:
            error.field = "product"
            form.refuse(error)

    words = Words("已登记为指定机构", "It is designated for the product")
    return _entered(laboratory, DesignationSchema(), enter, words)


@pages.post("/desk/laboratories/<int:laboratory>/products/<int:designation>/withdraw")
@requires(Permission.LABORATORIES_KEEP)
def withdraw(laboratory: int, designation: int) -> _Answer:
    """Record the last day on which a laboratory was named for a product."""

    def enter(session: Session, found: "Laboratory", form: Form) -> None:
        line = service.designation(session, designation)
        if line.laboratory_id != found.id:
            raise LaboratoryNotFoundError
        service.withdraw(session, line, form.data["on"], by=by())

    words = Words("已撤销指定", "The designation is withdrawn")
    return _entered(laboratory, OnSchema(), enter, words)


def _entered(
    laboratory: int,
    schema: Schema,
    enter: Callable[[Session, "Laboratory", Form], None],
    words: Words,
) -> _Answer:
    """Do one thing to a laboratory of the caller's division, or show what is wrong."""
    form = submitted(schema)
    if form.ok:
        try:
            with write() as session:
                found = service.laboratory(session, laboratory)
                place = Place(found.division)
                the_caller().demand(Permission.LABORATORIES_KEEP, place)
                enter(session, found, form)
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        if form.ok:
            flash(said(words), "good")
            return redirect(url_for("laboratories.one", laboratory=laboratory), 303)
    return _one(laboratory, form), 422


def _one(laboratory: int, form: Form) -> str:
    today = clock.today()
    with read() as session:
        found = service.laboratory(session, laboratory)
        place = Place(found.division)
        return render_template(
            "laboratories/one.html",
            form=form,
            lab=found,
            state=found.qualification.state_on(today),
            words=STATE_WORDS,
            tones=TONES,
            history=service.history(session, found),
            deeds=_DEEDS,
            may_keep=the_caller().may(Permission.LABORATORIES_KEEP, place)
            and found.ended_on is None,
            open_stop=next((s for s in found.suspensions if s.to_on is None), None),
            today=today,
        )
