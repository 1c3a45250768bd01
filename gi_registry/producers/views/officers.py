"""What officers do with an application: one address for each step."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response
from marshmallow import Schema
from sqlalchemy.orm import Session

from gi_registry.core import clock, etags
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.sessions import write
from gi_registry.core.words import china_day
from gi_registry.overrides import web as exceptions
from gi_registry.overrides.schemas import OverrideSchema
from gi_registry.producers import service
from gi_registry.producers.rules import (
    ACTION_WORDS,
    Action,
    Examiner,
    NewAnnouncement,
    Visit,
    step,
)
from gi_registry.producers.schemas import applications as schemas
from gi_registry.producers.schemas import visits
from gi_registry.producers.service import Registration
from gi_registry.producers.views import shown
from gi_registry.producers.views.applications import Answer, answered
from gi_registry.producers.views.blueprint import api

Deed = Callable[[Session, str, dict[str, Any], dict[str, Any]], object]
"""Gives the id of an exception where only that was asked for."""

_TWO = " Where it takes two people it is asked for (202), and another decides."


def _verify(
    session: Session, number: str, asked: dict[str, Any], by: dict[str, Any]
) -> int | None:
    request = service.verify_or_ask(session, number, Visit(**asked), **by)
    return request.id if request else None


DEEDS: Final[dict[Action, tuple[type[Schema], Deed]]] = {
    Action.VERIFY_ORIGIN: (
        visits.VisitSchema,
        _verify,
    ),
    Action.PREFECTURE_REVIEW: (
        schemas.RemarkSchema,
        lambda session, number, asked, by: service.prefecture_review(
            session, number, asked["words"], **by
        ),
    ),
    Action.PROVINCE_REVIEW: (
        schemas.RemarkSchema,
        lambda session, number, asked, by: service.province_review(
            session, number, asked["words"], **by
        ),
    ),
    Action.RETURN: (
        schemas.ReasonSchema,
        lambda session, number, asked, by: service.return_(
            session, number, asked["reason"], **by
        ),
    ),
    Action.RECORD_REGISTRATION: (
        schemas.RegistrationSchema,
        lambda session, number, asked, by: service.record_registration(
            session,
            number,
            Registration(
                asked["register_number"],
                asked["registered_on"],
                Examiner(asked["examiner"] or Examiner.CNIPA),
            ),
            **by,
        ),
    ),
    Action.RECORD_ANNOUNCEMENT: (
        schemas.AnnouncedSchema,
        lambda session, number, asked, by: service.record_announcement(
            session, number, NewAnnouncement(**asked), **by
        ),
    ),
    Action.RECORD_REFUSAL: (
        schemas.ReasonSchema,
        lambda session, number, asked, by: service.record_refusal(
            session, number, asked["reason"], **by
        ),
    ),
}
"""Every officer's action: what it asks for, and what is done."""


def _offer(action: Action, schema: type[Schema], deed: Deed) -> None:
    """Put the address of an action on the API."""

    def act(asked: dict[str, Any], number: str) -> Answer | Response:
        caller = the_caller()
        now = clock.now()
        by = {"now": now, "account_id": caller.account_id}
        with write() as session:
            found = service.locked(session, number)
            place = service.place_of(found)
            caller.demand(Permission.DESK, place)
            caller.demand(step(found.state, action).permission, place)
            etags.check_version(shown.application(found, on=china_day(now)))
            done = deed(session, number, asked, by)
            if isinstance(done, int):
                return exceptions.asked(session, done)
            return answered(service.locked(session, number))

    act.__name__ = action.value.replace("-", "_")
    act.__doc__ = (
        f"{ACTION_WORDS[action].en}.\n\n{ACTION_WORDS[action].zh}。"
        "If-Match may name the version that was looked at."
        + (_TWO if action is Action.VERIFY_ORIGIN else "")
    )
    view = api.response(200, schemas.ApplicationSchema)(act)
    if action is Action.VERIFY_ORIGIN:
        view = api.alt_response(202, schema=OverrideSchema)(view)
    example = visits.VISIT if schema is visits.VisitSchema else None
    body = api.arguments(schema, example=example)
    view = requires(Permission.DESK)(body(view))
    api.post(f"/applications/<number>/{action.value}")(view)


for _action, (_schema, _deed) in DEEDS.items():
    _offer(_action, _schema, _deed)
