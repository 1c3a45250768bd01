"""How applications and authorizations are given to programs."""

from datetime import date
from typing import TYPE_CHECKING, Any

from gi_registry.core.paging import Page
from gi_registry.producers import service
from gi_registry.producers.rules import (
    APPLICATION_STATE_WORDS,
    AUTHORIZATION_STATE_WORDS,
    STEPS,
    WAITS_FOR,
    ApplicationState,
)

if TYPE_CHECKING:
    from gi_registry.producers.models import Application, Authorization, Entity
    from gi_registry.producers.rules import Due
    from gi_registry.products.models import Gi, GiRight

_REASONED = (
    ApplicationState.RETURNED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
)
"""States whose reason the other side reads."""


def application_line(found: "Application") -> dict[str, Any]:
    """Return an application as a list gives it."""
    return {
        "number": found.number,
        "state": found.state.value,
        "state_words": APPLICATION_STATE_WORDS[found.state]._asdict(),
        "state_since": found.state_since,
        "applicant": _party(found.entity),
        "product": _product(found.right.gi),
        "division": found.division,
    }


def application(found: "Application", *, on: date) -> dict[str, Any]:
    """Return an application with everything that it says.

    Args:
        found: as `service.own` and `service.locked` give it.
        on: the present day in China.
    """
    return application_line(found) | {
        "route": found.route.value,
        "right": _right(found.right),
        "plot_id": found.plot_id,
        "standard_number": found.standard_number,
        "product_description": found.product_description,
        "licence_record": found.licence_record,
        "licence_ends_on": found.licence_ends_on,
        "quality_report_sha256": found.quality_report_sha256,
        "created_at": found.created_at,
        "submitted_at": found.submitted_at,
        "cnipa_register_number": found.cnipa_register_number,
        "cnipa_registered_on": found.cnipa_registered_on,
        "examiner": found.examiner and found.examiner.value,
        "waits_for": WAITS_FOR[found.state]._asdict(),
        "missing": [lack.words._asdict() for lack in service.missing_of(found, on=on)],
        "next": [action.value for state, action in STEPS if state is found.state],
        "events": [
            {
                "at": event.at,
                "from_state": event.from_state and event.from_state.value,
                "to_state": event.to_state.value,
                "words": event.words if event.to_state in _REASONED else "",
                "rules": event.rules or [],
            }
            for event in found.events
        ],
    }


def due(found: "Due") -> dict[str, Any]:
    """Return who must act on an application and by when."""
    return {
        "who": found.who and found.who._asdict(),
        "role": found.role and found.role.value,
        "due_on": found.due_on,
        "is_provisional": found.is_provisional,
        "is_overdue": found.is_overdue,
    }


def authorization_line(found: "Authorization") -> dict[str, Any]:
    """Return an authorization as a list gives it."""
    return {
        "number": found.number,
        "state": found.state.value,
        "state_words": AUTHORIZATION_STATE_WORDS[found.state]._asdict(),
        "holder": _party(found.entity),
        "product": _product(found.gi),
        "right": _right(found.right),
        "division": found.division,
        "standard_number": found.standard_number,
        "announcement": found.announcement.title,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
    }


def authorization(found: "Authorization", *, on: date) -> dict[str, Any]:
    """Return an authorization with its states.

    Args:
        found: as `service.authorization` gives it.
        on: the present day in China.
    """
    state = service.state_on(found, on)
    return authorization_line(found) | {
        "may_use": state is not None and state.may_use,
        "vector_opened_on": found.vector_opened_on,
        "statuses": [
            {
                "state": status.state.value,
                "from_on": status.from_on,
                "to_on": status.to_on,
                "reason": status.reason,
                "due_on": status.due_on,
                "rules": status.rules or [],
            }
            for status in found.statuses
        ],
    }


def page(found: Page[Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a page of a list."""
    return {
        "items": items,
        "number": found.number,
        "pages": found.pages,
        "size": found.size,
        "total": found.total,
    }


def _party(entity: "Entity") -> dict[str, str]:
    return {"name": entity.name, "uscc": entity.uscc}


def _product(gi: "Gi") -> dict[str, str]:
    return {"code": gi.code, "name_zh": gi.name_zh, "name_en": gi.name_en}


def _right(right: "GiRight") -> dict[str, Any]:
    return {"id": right.id, "kind": right.kind.value, "number": right.number}
