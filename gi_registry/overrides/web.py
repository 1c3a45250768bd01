"""How exceptions are given to programs; shared by edges."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from sqlalchemy.orm import Session

from gi_registry.core.access import the_caller
from gi_registry.overrides import service
from gi_registry.overrides.schemas import OverrideSchema

if TYPE_CHECKING:
    from gi_registry.accounts.models import Account
    from gi_registry.overrides.models import OverrideRequest


def asked(session: Session, request_id: int) -> Response:
    """Return the answer (202) that a thing was asked for and waits for another."""
    body = shown(service.request_of(session, request_id, the_caller()))
    answer = jsonify(OverrideSchema().dump(body))
    answer.status_code = HTTPStatus.ACCEPTED
    answer.headers["Location"] = f"/api/v1/overrides/{request_id}"
    return answer


def shown(request: "OverrideRequest") -> dict[str, Any]:
    """Return an exception with everything that it says.

    Args:
        request: as `service.request_of` and `service.requests` give it.
    """
    kind = service.kind_of(request)
    decided_by = request.decided_by
    return {
        "id": request.id,
        "kind": kind.value,
        "kind_words": kind.words._asdict(),
        "subject": request.subject,
        "told": [
            {"label": label._asdict(), "text": text}
            for label, text in kind.told(request.what)
        ],
        "reason": request.reason,
        "asked_by": _person(request.asked_by),
        "asked_at": request.asked_at,
        "outcome": request.outcome and request.outcome.value,
        "words": request.words,
        "decided_by": _person(decided_by) if decided_by else None,
        "decided_at": request.decided_at,
        "may_decide": request.outcome is None
        and service.may_decide(the_caller(), request),
    }


def _person(account: "Account") -> dict[str, str]:
    return {"name": account.name, "office": account.organisation.name}
