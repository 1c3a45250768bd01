"""The officers' list of areas, and one area with its clauses."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, render_template, request
from markupsafe import Markup
from marshmallow import Schema
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.areas import service
from gi_registry.areas.drafting import DraftClause
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.pages.blueprint import pages
from gi_registry.areas.rules import CLAUSE_STATUS_WORDS, ClauseKind, ClauseStatus
from gi_registry.areas.service import VIEWS, Desk, Preview, Step, WantedAreas
from gi_registry.core import clock
from gi_registry.core.access import (
    OutsideJurisdictionError,
    Permission,
    requires,
    the_caller,
)
from gi_registry.core.delivery import as_csv
from gi_registry.core.fields import Day, Text, Whole
from gi_registry.core.forms import Form
from gi_registry.core.language import current_language, said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.core.words import Words
from gi_registry.products import service as products

if TYPE_CHECKING:
    from gi_registry.areas.models import AreaFlag
    from gi_registry.products.models import Gi

TONES = {
    ClauseStatus.RESOLVED: "good",
    ClauseStatus.AMBIGUOUS: "warn",
    ClauseStatus.GONE: "stop",
}
_ALL = 1_000_000
_HEAD = (
    Words("产品代码", "code"),
    Words("产品", "name in Chinese"),
    Words("英文名称", "name in English"),
    Words("版本", "version"),
    Words("自", "since"),
    Words("读法", "reading"),
    Words("已确定", "resolved"),
    Words("待定", "ambiguous"),
    Words("区划已不存在", "gone"),
    Words("提示", "flags"),
)
KINDS = [(kind.value, kind.words) for kind in ClauseKind]
STATUSES = [(status.value, words) for status, words in CLAUSE_STATUS_WORDS.items()]


class StandSchema(Schema):
    """What a page was made from; it comes back with everything that changes it."""

    version = Whole(required=True)
    revision = Whole(required=True)


class DecisionSchema(StandSchema):
    """From when an area counts as it stands, and why."""

    on = Day(required=True)
    reason = Text(required=True, longest=1_000)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the wording; with the number of its clause, from 1, if it has one."""

    text: str
    number: int | None
    status: ClauseStatus | None


@pages.get("/desk/areas")
@requires(Permission.DESK)
def desk() -> str:
    """List the areas of one's jurisdiction and how far each is read."""
    prefixes, wanted = the_caller().prefixes(Permission.DESK), _wanted()
    with read() as session:
        page = service.area_list(session, prefixes, wanted, number=asked_page())
        return render_template(
            "areas/desk.html",
            page=page,
            wanted=wanted,
            views=list(VIEWS.items()),
            flagged=service.flagged_products(session, prefixes),
        )


@pages.get("/desk/areas.csv")
@requires(Permission.DESK)
def desk_csv() -> Response:
    """Download the same list, whole."""
    prefixes = the_caller().prefixes(Permission.DESK)
    with read() as session:
        found = service.area_list(session, prefixes, _wanted(), size=_ALL)
    rows = [
        (
            *(row.code, row.name.zh, row.name.en, row.version, row.since.isoformat()),
            say("已确认", "confirmed") if row.is_decided else say("未确认", "open"),
            *(row.resolved, row.ambiguous, row.gone, row.flags),
        )
        for row in found.items
    ]
    return as_csv([[said(words) for words in _HEAD], *rows], "areas.csv")


@pages.get("/desk/areas/<code>")
@requires(Permission.DESK)
def area(code: str) -> str:
    """Show the wording of an area beside its clauses, and what they come to."""
    with read() as session:
        return area_page(session, product_there(session, code), Form())


def _wanted() -> WantedAreas:
    return WantedAreas(
        view=request.args.get("view", ""),
        text=request.args.get("q", "").strip(),
        sort=request.args.get("sort", ""),
    )


def product_there(session: Session, code: str) -> "Gi":
    """Return a product whose area lies in the caller's jurisdiction.

    Raises:
        GiNotFoundError: there is none.
        OutsideJurisdictionError: it lies elsewhere.
    """
    gi = products.by_code(session, code)
    prefixes = the_caller().prefixes(Permission.DESK)
    if not service.is_within(session, gi.id, prefixes):
        raise OutsideJurisdictionError
    return gi


def area_page(session: Session, gi: "Gi", form: Form) -> str:
    """Render one area; a refused form keeps what was typed."""
    there = service.desk_of(session, gi)
    steps = service.history(service.area_versions(session, gi.id))
    name = Words(gi.name_zh, gi.name_en)
    before, after, found = _pictures(session, there, name)
    return render_template(
        "areas/area.html",
        gi=gi,
        there=there,
        pieces=pieces(there.text, there.clauses),
        flags=_flags(session, gi),
        preview=found,
        picture=before,
        picture_after=after,
        steps=steps,
        officers=_officers(session, steps),
        may_decide=the_caller().may(Permission.AREA_DECIDE),
        tones=TONES,
        statuses=CLAUSE_STATUS_WORDS,
        today=clock.today(),
        form=form,
    )


def pieces(text: str, clauses: tuple[DraftClause, ...]) -> list[Piece]:
    """Cut a wording at its clauses, what lies between them included."""
    found: list[Piece] = []
    at = 0
    for number, clause in enumerate(clauses, 1):
        begins, ends = clause.begins, clause.ends
        if begins is None or ends is None or begins < at:
            continue
        if begins > at:
            found.append(Piece(text[at:begins], None, None))
        found.append(Piece(text[begins:ends], number, clause.status))
        at = ends
    return [*found, Piece(text[at:], None, None)] if at < len(text) else found


def _pictures(
    session: Session, there: Desk, name: Words
) -> tuple[Markup | None, Markup | None, Preview | None]:
    """Return the area in force, and the draft's with what it changes."""
    language = current_language()
    try:
        drawn = there.version.geometry if there.version else None
        before = service.area_svg(session, drawn, name, language)
        if there.draft is None:
            return Markup(before), None, None  # noqa: S704 -- drawn by us
        found = service.preview(session, there)
        after = service.area_svg(session, found.drawn.geometry, name, language)
    except DivisionsMissingError:
        return None, None, None
    return Markup(before), Markup(after), found  # noqa: S704 -- drawn by us


def _flags(session: Session, gi: "Gi") -> list["AreaFlag"]:
    return service.open_flags(session, [gi.id]).get(gi.id, [])


def _officers(session: Session, steps: list[Step]) -> dict[int, Any]:
    ids = {step.version.decided_by_id for step in steps} - {None}
    return {
        account_id: accounts.account_by_id(session, account_id).name
        for account_id in ids
        if account_id is not None
    }
