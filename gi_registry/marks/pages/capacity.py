"""An officer decides how much one authorized user may mark in a year."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import flash, redirect, render_template, request, url_for
from marshmallow import Schema, fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Number, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.errors import CapacityMissingError
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.evidence.mine import asked_year
from gi_registry.marks.rules import Capacity, CapacityBasis, Term, Terms
from gi_registry.marks.service import CapacityRequest
from gi_registry.overrides import service as overrides
from gi_registry.producers import service as producers

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

_KEYS: Final = (
    "quantity",
    "yield_kg",
    "season_factor",
    "conversion",
    "own_use_percent",
    "waste_percent",
)
_HINTS: Final = {
    "quantity": Words(
        "单位随所选依据；以最近一次测量或清点为准",
        "In the unit of the basis; as last measured or counted",
    ),
    "yield_kg": Words(
        "每单位产出原料的上限，按质量技术要求或当年决定",
        "Raw material of a unit at most, by the specification or a decision",
    ),
    "season_factor": Words(
        "正常年景为 1，减产小于 1，最大 2", "1 in an ordinary year, less in a bad one"
    ),
    "conversion": Words(
        "1 千克原料出多少千克成品；不加工为 1",
        "Kilograms of goods from 1 kg of raw material; 1 if not processed",
    ),
    "own_use_percent": Words("不上市的部分，0 至 100", "Not brought to market"),
    "waste_percent": Words(
        "允许多领的标识，最多 3", "Labels beyond the goods, for spoilage, 3 at most"
    ),
}
_ASKED: Final = Words(
    "有数字高于产品系数或已确认的依据，须两人办理：已提出例外申请，由另一位同事在“例外申请”中决定后执行",
    "A term is above the product's or above its evidence, which takes two people: it "
    "is asked for, and is carried out once another colleague approves it under "
    "Exceptions",
)
_LONGEST_SOURCE = 200
_FIELDS: dict[str, fields.Field[Any]] = {
    "year": Whole(required=True, least=1900, most=2999),
    "basis": Choice(CapacityBasis, required=True),
    "tranches": Text(required=True, longest=60),
    "reason": Text(required=True),
    "preview": Text(load_default=""),
}
_FIELDS |= {key: Number(required=True) for key in _KEYS}
_FIELDS |= {
    f"{key}_source": Text(required=True, longest=_LONGEST_SOURCE) for key in _KEYS
}
_FORM: Final = Schema.from_dict(_FIELDS, name="CapacitySchema")


@dataclass(frozen=True, slots=True)
class Asked:
    """One term of the form."""

    key: str
    words: Words
    unit: Words | None
    hint: Words


@pages.get("/desk/capacity/<number>", endpoint="capacity")
@requires(Permission.CAPACITY_DECIDE)
def show_capacity(number: str) -> str:
    """Show every decision about one authorized user, and the form for the next."""
    with read() as session:
        held = _within(session, number)
        return _page(session, held, Form(values=_prefill(session, held)))


@pages.post("/desk/capacity/<number>")
@requires(Permission.CAPACITY_DECIDE)
def decide(number: str) -> Response | tuple[str, int] | str:
    """Show what the terms come to, or decide."""
    form = submitted(_FORM())
    if form.ok:
        try:
            if form.data["preview"]:
                with read() as session:
                    held = _within(session, number)
                    drafted = service.draft(_asked(held, form), now=clock.now())
                    return _page(session, held, form, drafted)
            with write() as session:
                asked = service.decide_or_ask(
                    session,
                    _asked(_within(session, number), form),
                    number,
                    now=clock.now(),
                    by=the_caller().account_id,
                )
        except NotFoundError:
            raise
        except GiError as error:
            form.refuse(error)
        else:
            done = Words("可标产量已核定", "The capacity is decided")
            flash(said(_ASKED if asked else done), "warn" if asked else "good")
            return redirect(url_for("marks.capacity", number=number), 303)
    with read() as session:
        return _page(session, _within(session, number), form), 422


def _within(session: Session, number: str) -> "Authorization":
    held = producers.authorization(session, number)
    place = Place(held.division, held.right.managing_authority)
    the_caller().demand(Permission.CAPACITY_DECIDE, place)
    return held


def _asked(held: "Authorization", form: Form) -> CapacityRequest:
    data = form.data
    terms = {key: Term(data[key], data[f"{key}_source"]) for key in _KEYS}
    return CapacityRequest(
        authorization_id=held.id,
        year=data["year"],
        basis=CapacityBasis(data["basis"]),
        terms=Terms(**terms),
        tranches=rules.read_tranches(data["tranches"]),
        reason=data["reason"],
    )


def _prefill(session: Session, held: "Authorization") -> dict[str, Any]:
    """Return the last decision as a start, with factors and evidence of the year."""
    start = _before(session, held)
    asked = request.args.get("basis", "")
    if asked in set(CapacityBasis):
        start["basis"] = asked
    start |= _decided_for_all(session, held, start.get("basis"))
    if start.get("basis"):
        start |= _shown_by_evidence(session, held, CapacityBasis(start["basis"]))
    return start


def _shown_by_evidence(
    session: Session, held: "Authorization", basis: CapacityBasis
) -> dict[str, str]:
    today = clock.today()
    found = service.carried(session, held.id, basis, asked_year(), on=today)
    if not found.counting:
        return {}
    source = say(
        f"已确认的产量依据 {found.counting} 条（{today} 汇总）",
        f"{found.counting} rows of confirmed evidence, summed on {today}",
    )
    return {"quantity": f"{found.quantity:f}", "quantity_source": source}


def _before(session: Session, held: "Authorization") -> dict[str, Any]:
    """Return the last decision as a start."""
    start: dict[str, Any] = {
        "year": str(asked_year()),
        "tranches": rules.written(rules.DEFAULT_TRANCHES),
    }
    decided = service.decisions(session, held.id)
    if decided:
        start["tranches"] = rules.written(decided[0].tranches)
        start["basis"] = decided[0].basis.value
        for term in decided[0].terms:
            start[term["key"]] = term["value"]
            start[f"{term['key']}_source"] = term["source"]
    return start


def _decided_for_all(
    session: Session, held: "Authorization", basis: str | None
) -> dict[str, str]:
    """Return the product's factors of this year, for a basis or the only one."""
    found = [
        each
        for each in service.factors_in_force(session, held.gi_id)
        if each.year == asked_year() and basis in (None, each.basis.value)
    ]
    if len(found) != 1:
        return {}
    start = {"basis": found[0].basis.value}
    for term in found[0].terms:
        start[term["key"]] = term["value"]
        start[f"{term['key']}_source"] = f"{found[0].document}：{term['source']}"
    return start


def _page(
    session: Session,
    held: "Authorization",
    form: Form,
    drafted: Capacity | None = None,
) -> str:
    today = clock.today()
    named = areas.names(session, [held.division])
    return render_template(
        "marks/capacity.html",
        form=form,
        held=held,
        division=named.get(held.division, Words(held.division, held.division)),
        drafted=drafted,
        today=today,
        present=_present(session, held.id, drafted.year if drafted else today.year),
        decisions=service.decisions(session, held.id),
        asked=_terms(str(form.value("basis"))),
        basis_words=rules.CAPACITY_BASIS_WORDS,
        basis_units=rules.BASIS_UNITS,
        departing=service.departures_of(session, _asked(held, form), on=today)
        if drafted
        else [],
        factors=service.factors_in_force(session, held.gi_id),
        carried=service.all_carried(session, held.id, asked_year(), on=today),
        year=asked_year(),
        figure=rules.figure,
        fill=partial(_filled_in, held.number),
        waiting=overrides.open_of(session, held.number),
        was_filled=request.method == "GET" and "quantity" in form.values,
    )


def _filled_in(number: str, basis: CapacityBasis) -> str:
    """Return the address of the form with what the evidence of a basis carries."""
    return url_for(
        "marks.capacity",
        number=number,
        basis=basis.value,
        year=asked_year(),
        _anchor="new",
    )


def _present(session: Session, authorization_id: int, year: int) -> Capacity | None:
    try:
        return service.capacity(session, authorization_id, year)
    except CapacityMissingError:
        return None


def _terms(basis: str) -> list[Asked]:
    """Return the terms to ask for, in the units of the basis chosen so far."""
    known = basis in set(CapacityBasis)
    chosen = CapacityBasis(basis) if known else CapacityBasis.PLOT_AREA
    nothing = Terms(*[Term(Decimal(0), "")] * len(_KEYS))
    asked = []
    for row in rules.described(chosen, nothing):
        depends = row["key"] in ("quantity", "yield_kg") and not known
        unit = Words(row["unit_zh"], row["unit_en"])
        shown = None if depends or not unit.zh else unit
        words = Words(row["zh"], row["en"])
        asked.append(Asked(row["key"], words, shown, _HINTS[row["key"]]))
    return asked
