"""What stood behind a decided capacity, and the papers: own ones, or of one's place."""

from typing import TYPE_CHECKING

from flask import Response, render_template, url_for

from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read
from gi_registry.marks import service
from gi_registry.marks.errors import EvidenceNotFoundError
from gi_registry.marks.pages.blueprint import pages
from gi_registry.marks.pages.evidence.mine import words
from gi_registry.producers import service as producers
from gi_registry.producers import web

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization


@pages.get("/capacity/<number>/evidence/<int:decision_id>", endpoint="grounds")
@requires(Permission.SIGNED_IN)
def show_grounds(number: str, decision_id: int) -> str:
    """Show the rows and plots behind a decision."""
    with read() as session:
        held = producers.authorization(session, number)
        _demand(held)
        decided = service.decision(session, held.id, decision_id)
        return render_template(
            "marks/grounds.html",
            decided=decided,
            held=held,
            page=service.grounds_of(session, decision_id, number=asked_page()),
            back=_back(held),
            **words(),
        )


@pages.get("/evidence/<int:evidence_id>/paper", endpoint="evidence_paper")
@requires(Permission.SIGNED_IN)
def paper(evidence_id: int) -> Response:
    """Give the paper of a row that was handed in with it."""
    with read() as session:
        row = service.evidence(session, evidence_id)
        _demand(row.authorization)
        kept = service.paper(session, row)
    return web.as_download(kept.name, kept.media_type, kept.sha256)


def _back(held: "Authorization") -> str:
    if the_caller().is_producer:
        return url_for("marks.evidence", permit=held.number)
    return url_for("marks.evidence_check", number=held.number)


def _demand(held: "Authorization") -> None:
    """Refuse who is neither the holder nor an officer of its place."""
    caller = the_caller()
    if caller.is_producer:
        if held.entity.organisation_id != caller.organisation_id:
            raise EvidenceNotFoundError
        return
    place = Place(held.division, held.right.managing_authority)
    caller.demand(Permission.DESK, place)
