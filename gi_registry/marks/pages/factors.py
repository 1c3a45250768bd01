"""The province decides what holds for a product and year; everybody may read it."""

from decimal import Decimal
from typing import Any, Final

from flask import Response, flash, redirect, render_template, url_for
from marshmallow import fields
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError, NotFoundError
from gi_registry.core.fields import Choice, Number, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.marks import rules, service
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.rules import FACTOR_KEYS, CapacityBasis, Factors, Term
from gi_registry.marks.service import FactorRequest
from gi_registry.products import service as products
from gi_registry.rights import service as rights

_LONGEST_SOURCE = 200
_FIELDS: dict[str, fields.Field[Any]] = {
    "year": Whole(required=True, least=1900, most=2999),
    "basis": Choice(CapacityBasis, required=True),
    "document": Text(required=True),
    "reason": Text(required=True),
    "ageing_months": Whole(least=1, most=600, load_default=None),
}
_FIELDS |= {key: Number(required=True) for key in FACTOR_KEYS}
_FIELDS |= {
    f"{key}_source": Text(required=True, longest=_LONGEST_SOURCE) for key in FACTOR_KEYS
}
_FORM: Final = FormSchema.from_dict(_FIELDS, name="FactorsSchema")
_HEAD: Final = (
    *("code", "name_zh", "name_en", "year", "basis"),
    *FACTOR_KEYS,
    *("unit_of_yield", "ageing_months", "document", "reason", "decided_at"),
)


@pages.get("/desk/factors/<code>", endpoint="factors")
@requires(Permission.FACTORS_DECIDE)
def show_factors(code: str) -> str:
    """Show every decision about a product, and the form for the next."""
    with read() as session:
        demand_product(session, code)
        return factors_page(
            session, code, Form(values={"year": str(clock.today().year)})
        )


@pages.post("/desk/factors/<code>")
@requires(Permission.FACTORS_DECIDE)
def decide_factors(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Decide what holds for a product, basis and year."""
    form = submitted(_FORM())
    if form.ok:
        try:
            with write() as session:
                demand_product(session, code)
                service.decide_factors(
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
            flash(say("系数已公布", "The factors are decided and public"), "good")
            return redirect(url_for("marks.factors", code=code), 303)
    with read() as session:
        demand_product(session, code)
        return factors_page(session, code, form), 422


@pages.get("/open-data/capacity-factors.csv")
@requires(Permission.PUBLIC)
def factors_csv() -> Response:
    """Give what holds for every product, basis and year."""
    with read() as session:
        rows = [
            [
                *(each.gi.code, each.gi.name_zh, each.gi.name_en),
                *(each.year, each.basis.value),
                *(term["value"] for term in each.terms),
                rules.BASIS_UNITS[each.basis].per.en,
                each.ageing_months,
                *(each.document, each.reason, each.decided_at.isoformat()),
            ]
            for each in service.factors_in_force(session)
        ]
    return as_csv([_HEAD, *rows], "gi-capacity-factors.csv")


def demand_product(session: Session, code: str) -> None:
    """Refuse who has no say where the product comes from."""
    gi = products.by_code(session, code)
    today = clock.today()
    first = gi.rights[:1]
    places = [rights.place_of(session, gi, right, on=today) for right in first]
    the_caller().demand(Permission.FACTORS_DECIDE, *places)


def _asked(code: str, form: Form) -> FactorRequest:
    data = form.data
    terms = {key: Term(data[key], data[f"{key}_source"]) for key in FACTOR_KEYS}
    return FactorRequest(
        code=code,
        basis=CapacityBasis(data["basis"]),
        year=data["year"],
        factors=Factors(**terms),
        document=data["document"],
        reason=data["reason"],
        ageing_months=data["ageing_months"],
    )


def factors_page(session: Session, code: str, form: Form) -> str:
    """Return the page of a product's factors and last days, with what was typed."""
    gi = products.by_code(session, code)
    one = Term(Decimal(1), "-")
    blank = rules.described_factors(CapacityBasis.PLOT_AREA, Factors(*[one] * 4))
    return render_template(
        "marks/factors.html",
        gi=gi,
        form=form,
        today=clock.today(),
        decided=service.factors_of(session, gi.id),
        terms=service.terms_of(session, gi.id),
        asked=[(row["key"], Words(row["zh"], row["en"])) for row in blank],
        basis_words=rules.CAPACITY_BASIS_WORDS,
        basis_units=rules.BASIS_UNITS,
    )
