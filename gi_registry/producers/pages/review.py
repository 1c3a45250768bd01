"""One application as an officer sees it: all facts, and what may be done."""

from typing import TYPE_CHECKING, Any

from flask import render_template
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.language import current_language
from gi_registry.core.sessions import read
from gi_registry.core.words import china_day
from gi_registry.overrides import service as overrides
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.mine import TONES
from gi_registry.producers.pages.record import note
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    ENTITY_STATUS_WORDS,
    EXAMINER_WORDS,
    ROUTE_WORDS,
    WAITS_FOR,
    offers,
)
from gi_registry.producers.rules.checklist import FILE_KIND_WORDS
from gi_registry.products.rules import RIGHT_KIND_WORDS, RIGHT_STATUS_WORDS

if TYPE_CHECKING:
    from gi_registry.producers.models import Application


@pages.get("/desk/applications/<number>")
@requires(Permission.DESK)
def review(number: str) -> str:
    """Show an application with everything needed to decide the next step."""
    caller, now = the_caller(), clock.now()
    with read() as session:
        found = service.application(session, number)
        place = service.place_of(found)
        caller.demand(Permission.DESK, place)
        page = render_template(
            "producers/review.html",
            **facts(session, found),
            **work(session, found),
            offers=offers(found.state, lambda held: caller.may(held, place)),
            waits_for=WAITS_FOR[found.state],
            due=service.due(session, [found], on=china_day(now))[found.id],
            steps=common.STEPS,
            step=common.STEP_OF.get(found.state),
            lacks=service.missing_of(found, on=china_day(now)),
            history=common.history(found, is_officer=True),
            days=(china_day(now) - china_day(found.state_since)).days,
        )
    note(number)
    return page


def work(session: Session, application: "Application") -> dict[str, Any]:
    """Return who has taken an application, to whom it could go, what is asked of it."""
    return {
        "taken_by": service.taken_by(session, application),
        "colleagues": service.colleagues(session, application),
        "asked": overrides.open_of(session, application.number),
        "kind_of": overrides.kind_of,
        "may_take": service.may_take(the_caller(), application),
    }


def facts(session: Session, application: "Application") -> dict[str, Any]:
    """Return what every officer's page of an application shows."""
    right = application.right
    return {
        "application": application,
        "entity": application.entity,
        "entity_status": ENTITY_STATUS_WORDS[application.entity.status],
        "product": right.gi,
        "right": right,
        "right_words": RIGHT_KIND_WORDS[right.kind],
        "right_status": RIGHT_STATUS_WORDS[right.status],
        "route": ROUTE_WORDS[application.route],
        "state_words": APPLICATION_STATE_WORDS[application.state],
        "examiner": application.examiner and EXAMINER_WORDS[application.examiner],
        "tone": TONES.get(application.state, "neutral"),
        "plot": common.plot_facts(session, application),
        "test": service.plot_test(session, application, now=clock.now()),
        "report": service.find_file(
            session,
            application.quality_report_sha256,
            of=application.entity.organisation_id,
        ),
        "files": service.files_of(session, application),
        "file_kinds": FILE_KIND_WORDS,
        "photos": service.photos_of(session, application.id),
        "map_svg": _map(session, application),
    }


def _map(session: Session, application: "Application") -> str | None:
    try:
        return areas.map_svg(
            session,
            application.right.gi_id,
            highlight_code=application.division,
            language=current_language(),
            on=clock.today(),
        )
    except DivisionsMissingError:
        return None
