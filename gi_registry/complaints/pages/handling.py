"""One complaint as an office handles it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.cases.rules import OPENERS
from gi_registry.complaints import service
from gi_registry.complaints.errors import ComplaintNotFoundError
from gi_registry.complaints.pages.blueprint import TONES, pages
from gi_registry.complaints.rules import (
    COMPLAINT_STEPS,
    MATTER_WORDS,
    OPEN_STATES,
    RULE,
    STATE_WORDS,
    ComplaintState,
    NewStep,
)
from gi_registry.complaints.schemas import PassSchema, StepSchema
from gi_registry.core import clock
from gi_registry.core.access import Permission, Place, requires, the_caller
from gi_registry.core.errors import GiError
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write
from gi_registry.core.words import Words
from gi_registry.law.rules import is_published
from gi_registry.producers import web
from gi_registry.producers.service import By
from gi_registry.scans.rules import VERDICT_WORDS, Verdict

if TYPE_CHECKING:
    from gi_registry.complaints.models import Complaint

_MAY = Permission.COMPLAINT_HANDLE


@pages.get("/desk/complaints/<number>")
@requires(Permission.DESK)
def one(number: str) -> str:
    """Show a complaint, what was found then, and what can follow."""
    return _page(number, Form())


@pages.get("/desk/complaints/<number>/photos/<int:photo_id>")
@requires(Permission.DESK)
def photo(number: str, photo_id: int) -> Response:
    """Give a photo that came with a complaint."""
    with read() as session:
        found = _seen(session, number, Permission.DESK)
        digests = {each.id: each.sha256 for each in found.photos}
        if photo_id not in digests:
            raise ComplaintNotFoundError
        name = f"{number}-{photo_id}.jpg"
        return web.as_download(name, "image/jpeg", digests[photo_id])


@pages.post("/desk/complaints/<number>")
@requires(_MAY)
def record(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Take a complaint on, or decide it."""
    form = submitted(StepSchema())
    if not form.ok:
        return _page(number, form), HTTPStatus.UNPROCESSABLE_ENTITY
    given = form.data
    state = ComplaintState(given["state"])
    if state not in OPEN_STATES and not given["words"]:
        words = say("请写明结果和理由，投诉人会看到", "Say what was found, and why")
        form.errors["words"] = [words]
        return _page(number, form), HTTPStatus.UNPROCESSABLE_ENTITY
    new = NewStep(state, given["words"], given["reference"])
    return _done(number, form, lambda session: _record(session, number, new))


@pages.post("/desk/complaints/<number>/pass")
@requires(_MAY)
def pass_on(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Pass a complaint to another office."""
    form = submitted(PassSchema())
    if form.ok:
        with read() as session:
            if form.data["division"] not in service.offices(session):
                form.errors["division"] = [
                    say("请从列表中选择", "Please choose from the list")
                ]
    if not form.ok:
        return _page(number, form), HTTPStatus.UNPROCESSABLE_ENTITY
    to, note = form.data["division"], form.data["note"]
    return _done(number, form, lambda session: _pass(session, number, to, note))


@pages.post("/desk/complaints/<number>/telephone/erase")
@requires(_MAY)
def erase(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Erase the telephone of a complaint."""
    return _done(number, Form(), lambda session: _erase(session, number))


def _record(session: Session, number: str, new: NewStep) -> None:
    _seen(session, number, _MAY)
    service.record(session, number, new, by=_by())


def _pass(session: Session, number: str, to: str, note: str) -> None:
    _seen(session, number, _MAY)
    service.pass_on(session, number, to, note, by=_by())


def _erase(session: Session, number: str) -> None:
    _seen(session, number, _MAY)
    service.erase_telephone(session, number, by=_by())


def _done(
    number: str, form: Form, act: Callable[[Session], None]
) -> WerkzeugResponse | tuple[str, int]:
    try:
        with write() as session:
            act(session)
    except ComplaintNotFoundError:
        raise
    except GiError as error:
        if error.field is None:
            raise
        form.refuse(error)
        return _page(number, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(say("已记录", "It is on record"), "good")
    with read() as session:
        place = Place(service.find(session, number).division)
    if not the_caller().may(Permission.DESK, place):  # passed out of one's reach
        return redirect(url_for("complaints.listed"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("complaints.one", number=number), HTTPStatus.SEE_OTHER)


def _page(number: str, form: Form) -> str:
    caller = the_caller()
    with read() as session:
        found = _seen(session, number, Permission.DESK)
        may = caller.may(_MAY, Place(found.division))
        following = [new for old, new in COMPLAINT_STEPS if old is found.state]
        offices = service.offices(session)
        return render_template(
            "complaints/one.html",
            complaint=found,
            form=form,
            may=may,
            may_open=any(caller.may(each) for each in OPENERS),
            may_check=caller.may(Permission.SUSPECT_MARK),
            is_open=found.state in OPEN_STATES,
            options=_options(found.state, following) if may else [],
            offices=offices,
            passable=[each for each in offices.items() if each[0] != found.division],
            others=service.others(session, found),
            reasons=_pairs(found.reasons),
            verdict=VERDICT_WORDS[Verdict(found.verdict)] if found.verdict else None,
            matter=MATTER_WORDS[found.matter],
            state_words=STATE_WORDS,
            tones=TONES,
            rule=RULE,
            is_provisional=not is_published(found.due_on.year),
            today=clock.today(),
        )


def _options(
    now: ComplaintState, following: list[ComplaintState]
) -> list[tuple[str, Words]]:
    return [
        (new.value, COMPLAINT_STEPS[now, new])
        for new in following
        if new is not ComplaintState.RECEIVED
    ]


def _pairs(texts: list[str]) -> list[Words]:
    return [Words(zh, en) for zh, en in zip(texts[::2], texts[1::2], strict=True)]


def _seen(session: Session, number: str, permission: Permission) -> "Complaint":
    """Return a complaint of one's jurisdiction."""
    found = service.find(session, number)
    the_caller().demand(permission, Place(found.division))
    return found


def _by() -> By:
    return By(the_caller().account_id, clock.now())
