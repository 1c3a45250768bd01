"""The filing form, shared by organisers and the province."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import render_template
from marshmallow import Schema
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import the_caller
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form
from gi_registry.core.language import said
from gi_registry.core.words import Words
from gi_registry.filings.rules import (
    EVENT_KIND_WORDS,
    FILING_STATE_WORDS,
    RULE,
    USE_WORDS,
    EventKind,
    FilingState,
    Use,
)
from gi_registry.filings.service import NewFiling
from gi_registry.producers.service import By

if TYPE_CHECKING:
    from gi_registry.filings.models import EventFiling

TONES = {
    FilingState.FILED_PROVINCE: "neutral",
    FilingState.RETURNED: "warn",
    FilingState.PROV_OK: "neutral",
    FilingState.CNIPA_FILED: "good",
    FilingState.REFUSED: "stop",
    FilingState.WITHDRAWN: "neutral",
}
USE_TONES = {
    Use.NOT_YET: "warn",
    Use.ALLOWED: "good",
    Use.ENDED: "neutral",
    Use.NEVER: "stop",
}
WORDS = {
    "state": FILING_STATE_WORDS,
    "kind": EVENT_KIND_WORDS,
    "use": USE_WORDS,
    "tones": TONES,
    "use_tones": USE_TONES,
    "rule": RULE,
}
"""Words and tones of enums, by name, for templates."""


_HEAD = (
    Words("编号", "Number"),
    Words("活动", "Event"),
    Words("类型", "Kind"),
    Words("主办单位", "Organiser"),
    Words("地点", "Place"),
    Words("县（市、区）代码", "County code"),
    Words("自", "From"),
    Words("至", "To"),
    Words("产品", "Products"),
    Words("状态", "State"),
    Words("国家知识产权局备案号", "CNIPA's number"),
    Words("备案日期", "Filed by CNIPA on"),
)


class FilingSchema(Schema):
    """The filing form; the drawing comes beside."""

    organiser = Text(required=True, longest=120)
    contact = Text(required=True, longest=120)
    title = Text(required=True, longest=120)
    kind = Choice(EventKind, required=True)
    place = Text(required=True, longest=200)
    division = Text(required=True, longest=12)
    starts_on = Day(required=True)
    ends_on = Day(required=True)
    products = Text(required=True, longest=500)
    manner = Text(required=True, longest=2_000)


def new_filing(given: dict[str, Any]) -> NewFiling:
    """Return what a form says."""
    return NewFiling(**given | {"kind": EventKind(given["kind"])})


def form_page(
    session: Session, form: Form, *, action: str, back: str, is_again: bool = False
) -> str:
    """Show the form.

    Args:
        session: to read with.
        form: what was typed.
        action: where it is posted.
        back: the page that it came from.
        is_again: whether a drawing is kept already.
    """
    return render_template(
        "filings/form.html",
        form=form,
        action=action,
        back=back,
        is_again=is_again,
        kinds=[(kind.value, words) for kind, words in EVENT_KIND_WORDS.items()],
        counties=[
            (each.code, Words(each.name, each.name_en))
            for each in areas.counties(session)
        ],
        rule=RULE,
        today=clock.today(),
    )


def by() -> By:
    """Return who acts now."""
    return By(the_caller().account_id, clock.now())


def head() -> list[object]:
    """Return the heads of a list of filings as CSV."""
    return [said(words) for words in _HEAD]


def row_maker() -> Callable[["EventFiling"], list[object]]:
    """Return what makes a row of it, in the language of the request."""
    kinds = {kind: said(words) for kind, words in EVENT_KIND_WORDS.items()}
    states = {state: said(words) for state, words in FILING_STATE_WORDS.items()}

    def row(found: "EventFiling") -> list[object]:
        return [
            found.number,
            found.title,
            kinds[found.kind],
            found.organiser,
            found.place,
            found.division,
            found.starts_on,
            found.ends_on,
            found.products,
            states[found.state],
            found.cnipa_number,
            found.cnipa_filed_on,
        ]

    return row
