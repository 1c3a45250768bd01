"""An officer's step with an application: a page with its form, and the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Number, Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.producers import service, web
from gi_registry.producers.pages import common
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.mine import ReasonSchema
from gi_registry.producers.pages.record import note
from gi_registry.producers.pages.review import facts
from gi_registry.producers.rules import (
    ACTION_WORDS,
    EXAMINER_WORDS,
    OFFICER_ACTIONS,
    STEP_BASIS,
    Action,
    Examiner,
    NewAnnouncement,
    Visit,
    step,
)
from gi_registry.producers.service import By, PlaceTests, Registration

ASKED = Words(
    "须两人办理：已提出例外申请，由另一位同事在“例外申请”中决定后执行",
    "This takes two people: it is asked for, and is carried out once another "
    "colleague approves it under Exceptions",
)


class RemarkSchema(Schema):
    """A review that passes may say something."""

    words = Text(longest=2_000, load_default="")


class VisitSchema(Schema):
    """A visit to the place of production."""

    visited_on = Day(required=True)
    officer_one = Text(required=True, longest=60)
    officer_two = Text(required=True, longest=60)
    lon = Number(required=True, least="-100000000", most="100000000")
    lat = Number(required=True, least="-100000000", most="100000000")
    crs = Choice([value for value, _ in common.CRS_OPTIONS], required=True)
    finding = Text(required=True, longest=2_000)
    reason = Text(longest=2_000, load_default="")


class PositionSchema(Schema):
    """A position that is only tried."""

    lon = Number(required=True, least="-100000000", most="100000000")
    lat = Number(required=True, least="-100000000", most="100000000")
    crs = Choice([value for value, _ in common.CRS_OPTIONS], required=True)


class RegistrationSchema(Schema):
    """CNIPA's registration."""

    register_number = Text(required=True, longest=60)
    registered_on = Day(required=True)
    examiner = Choice(Examiner, load_default="")


class AnnouncementSchema(Schema):
    """CNIPA's announcement; its file comes beside."""

    announcement_number = Whole(required=True, least=1, most=999_999)
    announced_on = Day(required=True)


@dataclass(frozen=True, slots=True)
class Deed:
    """How an action's form is read, and what is done with it.

    Attributes:
        act: takes session, number, the form's data, and `now` with `account_id`;
            gives words only where something else than usual came of it.
        done: what is said afterwards, as a rule.
    """

    schema: type[Schema]
    act: Callable[[Session, str, dict[str, Any], dict[str, Any]], object]
    done: Words


def _verify(
    session: Session, number: str, data: dict[str, Any], by: dict[str, Any]
) -> Words | None:
    visit = Visit(**data | {"lon": float(data["lon"]), "lat": float(data["lat"])})
    photos = web.uploaded_photos(session, "photos")
    who = By(by["account_id"], by["now"])
    service.add_photos(session, number, visit.visited_on, photos, by=who)
    asked = service.verify_or_ask(session, number, visit, **by)
    return ASKED if asked else None


def _register(
    session: Session, number: str, data: dict[str, Any], by: dict[str, Any]
) -> None:
    examiner = Examiner(data["examiner"] or Examiner.CNIPA)
    registration = Registration(
        data["register_number"], data["registered_on"], examiner
    )
    service.record_registration(session, number, registration, **by)


def _announce(
    session: Session, number: str, data: dict[str, Any], by: dict[str, Any]
) -> None:
    new = kept_announcement(session, data["announcement_number"], data["announced_on"])
    service.record_announcement(session, number, new, **by)


DEEDS = {
    Action.VERIFY_ORIGIN: Deed(
        VisitSchema,
        _verify,
        Words(
            "产地核验已记录，转市级复核",
            "The origin check is on record; the prefecture reviews next",
        ),
    ),
    Action.PREFECTURE_REVIEW: Deed(
        RemarkSchema,
        lambda session, number, data, by: service.prefecture_review(
            session, number, data["words"], **by
        ),
        Words(
            "市级复核已记录，转省级审核",
            "The prefecture's review is on record; the province reviews next",
        ),
    ),
    Action.PROVINCE_REVIEW: Deed(
        RemarkSchema,
        lambda session, number, data, by: service.province_review(
            session, number, data["words"], **by
        ),
        Words(
            "省级审核已记录；是否准予由国家知识产权局决定",
            "The province's review is on record; CNIPA decides",
        ),
    ),
    Action.RETURN: Deed(
        ReasonSchema,
        lambda session, number, data, by: service.return_(
            session, number, data["reason"], **by
        ),
        Words("已退回申请人补正", "The application is with the producer again"),
    ),
    Action.RECORD_REGISTRATION: Deed(
        RegistrationSchema,
        _register,
        Words("注册登记已记录，等公告", "The registration is on record"),
    ),
    Action.RECORD_ANNOUNCEMENT: Deed(
        AnnouncementSchema,
        _announce,
        Words(
            "公告已记录，自公告之日起可以用标",
            "The announcement is on record; use may begin from its day",
        ),
    ),
    Action.RECORD_REFUSAL: Deed(
        ReasonSchema,
        lambda session, number, data, by: service.record_refusal(
            session, number, data["reason"], **by
        ),
        Words("不予登记的结果已记录", "CNIPA's refusal is on record"),
    ),
}
"""Every officer's action."""


@pages.get("/desk/applications/<number>/<action>")
@requires(Permission.DESK)
def prepare(number: str, action: str) -> str:
    """Show the form of a step."""
    page = _page(number, _known(action), Form())
    note(number)
    return page


@pages.post("/desk/applications/<number>/<action>")
@requires(Permission.DESK)
def act(number: str, action: str) -> Response | str | tuple[str, int]:
    """Take a step; or, by the button for it, only try the position."""
    taken = _known(action)
    if taken is Action.VERIFY_ORIGIN and "try" in request.form:
        return _try(number)
    deed = DEEDS[taken]
    form = submitted(deed.schema())
    if form.ok:
        by = {"now": clock.now(), "account_id": the_caller().account_id}
        try:
            with write() as session:
                _demand(session, number, taken)
                told = deed.act(session, number, form.data, by)
        except GiError as error:
            form.refuse(error)
        else:
            other = told if isinstance(told, Words) else None
            flash(said(other or deed.done), "warn" if other else "good")
            return redirect(f"/desk/applications/{number}", 303)
    _ask_again(form)
    return _page(number, taken, form), 422


def _ask_again(form: Form) -> None:
    """Say that photos have to be chosen again: no browser keeps them."""
    chosen = any(file.filename for file in request.files.getlist("photos"))
    if chosen and "photos" not in form.errors:
        form.errors["photos"] = [
            say("请重新选择照片，未保存的文件浏览器不保留", "Choose the photos again")
        ]


def kept_announcement(
    session: Session, number: int, announced_on: date
) -> NewAnnouncement:
    """Keep the uploaded file of an announcement.

    Raises:
        FileEmptyError: none was uploaded; the announcement's file is mandatory.
    """
    file = web.demanded("announcement_file")
    blob = web.put_upload(file, "announcement_file")
    kept = web.keep_upload(session, blob, file.filename or "")
    return NewAnnouncement(number, announced_on, kept.sha256)


def _known(action: str) -> Action:
    if action not in {known.value for known in OFFICER_ACTIONS}:
        raise NotFound
    return Action(action)


def _demand(session: Session, number: str, action: Action) -> None:
    """Refuse who may not take the step, or a step that is not due.

    Raises:
        WrongStepError: it cannot be taken now.
        OutsideJurisdictionError: not by this caller.
    """
    found = service.locked(session, number)
    place = service.place_of(found)
    the_caller().demand(Permission.DESK, place)
    the_caller().demand(step(found.state, action).permission, place)


def _try(number: str) -> str | tuple[str, int]:
    form = submitted(PositionSchema())
    if not form.ok:
        return _page(number, Action.VERIFY_ORIGIN, form), 422
    tried = None
    try:
        with read() as session:
            found = service.application(session, number)
            tried = service.try_position(
                session,
                found,
                (float(form.data["lon"]), float(form.data["lat"])),
                form.data["crs"],
                now=clock.now(),
            )
    except GiError as error:
        form.refuse(error)
    page = _page(number, Action.VERIFY_ORIGIN, form, tried)
    return page if form.ok else (page, 422)


def _page(
    number: str, action: Action, form: Form, tried: PlaceTests | None = None
) -> str:
    with read() as session:
        found = service.application(session, number)
        place = service.place_of(found)
        the_caller().demand(Permission.DESK, place)
        the_caller().demand(step(found.state, action).permission, place)
        return render_template(
            "producers/act.html",
            **facts(session, found),
            action=action.value,
            action_words=ACTION_WORDS[action],
            cites=STEP_BASIS[found.route].get(action, ()),
            form=form,
            tried=tried,
            crs_options=common.CRS_OPTIONS,
            examiners=[(each.value, said) for each, said in EXAMINER_WORDS.items()],
            today=clock.today(),
        )
