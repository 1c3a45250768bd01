"""The officers' list of rights, and one right with all that happened to it."""

from flask import Response, render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.core.words import Words
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.service import DeskLink
from gi_registry.products.rules import (
    RIGHT_KIND_WORDS,
    RIGHT_STATUS_WORDS,
    RightKind,
)
from gi_registry.rights import rules, service
from gi_registry.rights.pages.blueprint import pages
from gi_registry.rights.service import VIEWS, Wanted

_ALL = Words("全部", "All")
_VIEW_WORDS = {
    "open": Words("有事项在办", "Something under way"),
    "due": Words("有期限", "A period runs"),
    "waiting": Words("用标主体待转", "Users wait to be re-based"),
    "all": _ALL,
}
WORDS = {
    "kind": RIGHT_KIND_WORDS,
    "status": RIGHT_STATUS_WORDS,
    "procedure": rules.PROCEDURE_WORDS,
    "state": rules.STATE_WORDS,
    "track": rules.TRACK_WORDS,
    "ending": rules.ENDING_WORDS,
    "ground": rules.GROUND_WORDS,
    "rules": rules.RULES_OF,
}
"""Words of enums, by name, for templates."""

producers.offer_link(
    DeskLink(
        endpoint="rights.listed",
        words=Words("权利事项待办", "Rights: first reviews, users to be re-based"),
        permission=Permission.CNIPA_RECORD,
        count=service.to_do,
    )
)


@pages.get("/desk/rights")
@requires(Permission.DESK)
def listed() -> str:
    """List rights and what is under way with them."""
    wanted = _wanted()
    with read() as session:
        return render_template(
            "rights/listed.html",
            page=service.listed(session, wanted, number=asked_page()),
            wanted=wanted,
            views=list(_VIEW_WORDS.items()),
            kinds=[("", _ALL)] + [(k.value, w) for k, w in RIGHT_KIND_WORDS.items()],
            words=WORDS,
            may_record=the_caller().may(Permission.CNIPA_RECORD),
            today=clock.today(),
        )


@pages.get("/desk/rights/<int:right_id>")
@requires(Permission.DESK)
def one(right_id: int) -> str:
    """Show a right with all that happened to it."""
    caller, today = the_caller(), clock.today()
    with read() as session:
        life = service.life(session, right_id)
        place = service.place_of(session, life.right.gi, life.right, on=today)
        return render_template(
            "rights/right.html",
            life=life,
            right=life.right,
            words=WORDS,
            users=producers.count_of_right(session, right_id),
            held=service.waiting(session, right_id),
            may_record=may_record(place),
            signed_for=caller.organisation_name,
            today=today,
        )


@pages.get("/desk/rights/events/<int:event_id>/file")
@requires(Permission.DESK)
def event_file(event_id: int) -> Response:
    """Give the announcement or notice of an event."""
    with read() as session:
        found = service.event_file(session, event_id)
        return web.given_out(session, found)


def may_record(place: Place | None) -> bool:
    """Whether the caller records what CNIPA does with a right there."""
    return the_caller().may(Permission.CNIPA_RECORD, place)


def _wanted() -> Wanted:
    view, kind = request.args.get("view", ""), request.args.get("kind", "")
    return Wanted(
        view=view if view in VIEWS else "open",
        text=request.args.get("q", "").strip(),
        kind=kind if kind in set(RightKind) else "",
    )
