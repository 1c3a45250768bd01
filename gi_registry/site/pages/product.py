"""The page of one product: all that is registered of it, each fact with its source."""

from datetime import date

from flask import current_app, render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.rules import CLAUSE_STATUS_WORDS
from gi_registry.core import clock
from gi_registry.core.access import Permission, find_caller, requires
from gi_registry.core.language import current_language, said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.law.rules import Setting
from gi_registry.marks import service as marks
from gi_registry.marks.rules import CAPACITY_BASIS_WORDS
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.products import service as products
from gi_registry.products.rules import (
    ANNOUNCEMENT_KIND_WORDS,
    FACT_KIND_WORDS,
    ISSUER_WORDS,
    RIGHT_KIND_WORDS,
    RIGHT_STATUS_WORDS,
)
from gi_registry.products.rules.seasons import months_of
from gi_registry.rights import service as rights
from gi_registry.site import queries, service
from gi_registry.site.pages.blueprint import pages

_USERS = 50
"""Authorized users shown at once."""


@pages.get("/gi/<code>")
@requires(Permission.PUBLIC)
def product(code: str) -> str:
    """Show one product."""
    today, caller = clock.today(), find_caller()
    with read() as session:
        view = service.described(session, code, on=today)
        gi = view.gi
        users = queries.authorized_users(
            session, gi.id, number=asked_page(), size=_USERS
        )
        return render_template(
            "site/product.html",
            view=view,
            gi=gi,
            facts={fact.kind.value: fact for fact in gi.facts},
            category=products.category_words(gi.category),
            months=months_of(gi.season_mask),
            month=today.month,
            users=users,
            unfiled=marks.missing_reports(
                session,
                [each.id for each in users.items],
                on=today,
                setting=Setting.REPORT_FLAG,
            ),
            ledger=queries.ledger(session, gi.id, today.year),
            picture=_picture(session, gi.id, today) if view.area else None,
            factors=marks.factors_in_force(session, gi.id),
            basis_words=CAPACITY_BASIS_WORDS,
            may_decide_factors=caller and caller.may(Permission.FACTORS_DECIDE),
            steps=areas.history(areas.area_versions(session, gi.id)),
            words=_WORDS,
            lives=rights.timelines(session, [right.id for right in gi.rights]),
            said_of=_said_of,
            has_map="maps.map_page" in current_app.view_functions,
        )


_WORDS = {
    "right_kind": RIGHT_KIND_WORDS,
    "right_status": RIGHT_STATUS_WORDS,
    "announcement": ANNOUNCEMENT_KIND_WORDS,
    "issuer": ISSUER_WORDS,
    "clause": CLAUSE_STATUS_WORDS,
    "state": AUTHORIZATION_STATE_WORDS,
    "fact": FACT_KIND_WORDS,
}


def _picture(session: Session, gi_id: int, on: date) -> Markup | None:
    try:
        svg = areas.map_svg(session, gi_id, language=current_language(), on=on)
    except DivisionsMissingError:
        return None
    return Markup(svg)  # noqa: S704 -- our own drawing


def _said_of(text: str) -> str:
    return said(products.fact_words(text))
