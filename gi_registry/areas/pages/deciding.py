"""Changing the clauses of an area's draft, and deciding it."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, url_for
from marshmallow import pre_load
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.areas import drafting, service
from gi_registry.areas.drafting import Clauses, Judgement
from gi_registry.areas.pages.blueprint import pages
from gi_registry.areas.pages.desk import (
    KINDS,
    STATUSES,
    DecisionSchema,
    StandSchema,
    area_page,
    product_there,
)
from gi_registry.areas.rules import ClauseKind, ClauseStatus, FinestLevel, NewArea
from gi_registry.areas.service import Decision, Desk, NewOutline, Stand
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs
from gi_registry.products.rules import Evidence

if TYPE_CHECKING:
    from gi_registry.products.models import Gi

SYSTEMS = [
    (crs.value, crs.words) for crs in (Crs.CGCS2000, Crs.WGS84, Crs.GCJ02, Crs.BD09)
]
_SEPARATOR = re.compile(r"[、，,；;]")


class JudgementSchema(StandSchema):
    """What an officer says of a clause."""

    kind = Choice(list(ClauseKind), required=True)
    codes = Text(load_default="", longest=20_000)
    status = Choice(list(ClauseStatus), required=True)
    reason = Text(required=True, longest=1_000)


class PieceSchema(JudgementSchema):
    """A clause that the machine missed."""

    piece = Text(required=True, longest=1_000)


class OutlineSchema(StandSchema):
    """A polygon for a clause, as text or as the number of an import."""

    geometry = Text(load_default="", longest=2_000_000)
    import_id = Whole(load_default=0, most=10**9)
    crs = Choice([crs for crs, _ in SYSTEMS], required=True)
    source = Text(required=True, longest=300)
    uncertainty_m = Whole(required=True, most=10_000)

    @pre_load
    def without_blanks(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Take an empty number of an import for none."""
        return {key: value for key, value in data.items() if value != ""}


class SplitSchema(StandSchema):
    """Where a clause is cut."""

    offset = Whole(required=True, least=1)


class WordingSchema(StandSchema):
    """Another wording to read."""

    text = Text(required=True, longest=5_000)
    source = Text(required=True, longest=500)


Change = Callable[[Session, Desk], Clauses]
Answer = Response | str | tuple[str, int]


@pages.post("/desk/areas/<code>/decide")
@requires(Permission.AREA_DECIDE)
def decide(code: str) -> Answer:
    """Decide an area as it stands."""
    form = submitted(DecisionSchema())
    if form.ok:
        try:
            with write() as session:
                gi = _in_charge(session, code)
                decision = Decision(form.data["on"], form.data["reason"])
                service.decide_area(
                    session,
                    gi,
                    _stand(form),
                    decision,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(Words("已决定，新版本已记录", "Decided and recorded")), "good")
            return redirect(url_for("land.area", code=code), 303)
    return _area_again(code, form)


@pages.post("/desk/areas/<code>/reread")
@requires(Permission.AREA_DECIDE)
def reread(code: str) -> Answer:
    """Let the machine read a wording into the draft."""
    form = submitted(WordingSchema())
    if form.ok:
        new = NewArea(
            text=form.data["text"],
            county_codes=(),
            finest_level=FinestLevel.COUNTY,
            source=form.data["source"],
            evidence=Evidence.SOURCED,
        )
        try:
            with write() as session:
                service.reread(
                    session,
                    _in_charge(session, code),
                    _stand(form),
                    new,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(Words("已重新读出，存为草稿", "Read into the draft")), "good")
            return redirect(url_for("land.area", code=code), 303)
    return _area_again(code, form)


@pages.post("/desk/areas/<code>/discard")
@requires(Permission.AREA_DECIDE)
def discard(code: str) -> Answer:
    """Throw the draft away."""
    form = submitted(StandSchema())
    if form.ok:
        try:
            with write() as session:
                service.discard_draft(session, _in_charge(session, code), _stand(form))
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(Words("草稿已丢弃", "The draft is gone")), "good")
            return redirect(url_for("land.area", code=code), 303)
    return _area_again(code, form)


@pages.get("/desk/areas/<code>/clauses/new")
@requires(Permission.AREA_DECIDE)
def new_clause(code: str) -> Answer:
    """Ask for a clause that the machine missed."""
    with read() as session:
        return _clause_page(session, code, None, Form())


@pages.post("/desk/areas/<code>/clauses/new")
@requires(Permission.AREA_DECIDE)
def add_clause(code: str) -> Answer:
    """Add a clause to the draft."""
    form = submitted(PieceSchema())

    def change(session: Session, desk: Desk) -> Clauses:
        judgement = _judgement(session, form)
        return drafting.added(desk.clauses, desk.text, form.data["piece"], judgement)

    return _change(code, None, form, change)


@pages.get("/desk/areas/<code>/clauses/<int:number>")
@requires(Permission.AREA_DECIDE)
def clause(code: str, number: int) -> Answer:
    """Show one clause, to be changed."""
    with read() as session:
        return _clause_page(session, code, number, Form())


@pages.post("/desk/areas/<code>/clauses/<int:number>")
@requires(Permission.AREA_DECIDE)
def judge(code: str, number: int) -> Answer:
    """Let the officer's judgement of a clause stand in the draft."""
    form = submitted(JudgementSchema())

    def change(session: Session, desk: Desk) -> Clauses:
        return service.judge_clause(desk, number, _judgement(session, form))

    return _change(code, number, form, change)


@pages.post("/desk/areas/<code>/clauses/<int:number>/outline")
@requires(Permission.AREA_DECIDE)
def outline(code: str, number: int) -> Answer:
    """Attach a polygon to a clause."""
    form = submitted(OutlineSchema())

    def change(session: Session, desk: Desk) -> Clauses:
        return service.attach_outline(
            session,
            desk,
            number,
            _outline(session, form),
            now=clock.now(),
            account_id=the_caller().account_id,
        )

    return _change(code, number, form, change)


@pages.post("/desk/areas/<code>/clauses/<int:number>/split")
@requires(Permission.AREA_DECIDE)
def split(code: str, number: int) -> Answer:
    """Cut a clause in two."""
    form = submitted(SplitSchema())

    def change(_: Session, desk: Desk) -> Clauses:
        return drafting.split(desk.clauses, number, form.data["offset"])

    return _change(code, number, form, change)


@pages.post("/desk/areas/<code>/clauses/<int:number>/merge")
@requires(Permission.AREA_DECIDE)
def merge(code: str, number: int) -> Answer:
    """Put a clause together with the next one."""

    def change(_: Session, desk: Desk) -> Clauses:
        return drafting.merged(desk.clauses, number, desk.text)

    return _change(code, number, submitted(StandSchema()), change)


@pages.post("/desk/areas/<code>/clauses/<int:number>/remove")
@requires(Permission.AREA_DECIDE)
def remove(code: str, number: int) -> Answer:
    """Take a clause away."""

    def change(_: Session, desk: Desk) -> Clauses:
        return drafting.removed(desk.clauses, number)

    return _change(code, number, submitted(StandSchema()), change)


def _change(code: str, number: int | None, form: Form, change: Change) -> Answer:
    """Change the draft and go back to the area, or say what is wrong."""
    if form.ok:
        try:
            with write() as session:
                service.change_draft(
                    session,
                    _in_charge(session, code),
                    _stand(form),
                    lambda desk: change(session, desk),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(Words("已存入草稿，尚未生效", "In the draft, not in force")))
            anchor = f"clause-{number}" if number else None
            return redirect(url_for("land.area", code=code, _anchor=anchor), 303)
    with read() as session:
        return _clause_page(session, code, number, form), 422


def _clause_page(session: Session, code: str, number: int | None, form: Form) -> str:
    gi = _in_charge(session, code)
    there = service.desk_of(session, gi)
    chosen = drafting.at(there.clauses, number) if number else None
    return render_template(
        "areas/clause.html",
        gi=gi,
        there=there,
        number=number,
        clause=chosen,
        cuts=_cuts(chosen.text) if chosen else [],
        has_next=number is not None and number < len(there.clauses),
        kinds=KINDS,
        statuses=STATUSES,
        systems=SYSTEMS,
        form=form,
    )


def _cuts(text: str) -> list[tuple[int, str, str]]:
    """Return where a clause can be cut: behind each separator."""
    found = [match.end() for match in _SEPARATOR.finditer(text)]
    return [(at, text[: at - 1], text[at:]) for at in found if text[at:]]


def _area_again(code: str, form: Form) -> tuple[str, int]:
    with read() as session:
        return area_page(session, product_there(session, code), form), 422


def _in_charge(session: Session, code: str) -> "Gi":
    """Return a product; who decides areas decides those of the province."""
    the_caller().demand(Permission.AREA_DECIDE)
    return product_there(session, code)


def _stand(form: Form) -> Stand:
    return Stand(form.data["version"], form.data["revision"])


def _judgement(session: Session, form: Form) -> Judgement:
    return Judgement(
        kind=ClauseKind(form.data["kind"]),
        codes=service.codes_known(session, form.data["codes"].split()),
        status=ClauseStatus(form.data["status"]),
        reason=form.data["reason"],
    )


def _outline(session: Session, form: Form) -> NewOutline:
    data = form.data
    geometry: BaseGeometry
    if data["import_id"]:
        geometry = service.polygon_of_import(session, data["import_id"])
    else:
        geometry = service.outline_from_text(data["geometry"], data["crs"])
    return NewOutline(
        geometry=geometry,
        crs_given=data["crs"],
        source=data["source"],
        uncertainty_m=data["uncertainty_m"],
    )
