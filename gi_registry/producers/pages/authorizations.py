"""Authorizations: the list with filters and CSV, one of them, its states."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Response, flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text, Whole
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.law import service as law
from gi_registry.law.rules import Setting
from gi_registry.overrides import service as overrides
from gi_registry.producers import service
from gi_registry.producers.pages import common
from gi_registry.producers.pages.actions import ASKED, kept_announcement
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.pages.record import note
from gi_registry.producers.rules import (
    AUTHORIZATION_STATE_WORDS,
    CHANGES,
    ROUTE_WORDS,
    STATE_BASIS,
    AuthorizationState,
    Change,
    route_of,
)
from gi_registry.producers.rules.packaging import PACK_WORDS
from gi_registry.producers.service import Wanted
from gi_registry.products.rules import RIGHT_KIND_WORDS

if TYPE_CHECKING:
    from gi_registry.producers.models import Authorization

_HEAD = (
    Words("编号", "number"),
    Words("使用人", "holder"),
    Words("统一社会信用代码", "credit code"),
    Words("产品", "product"),
    Words("产品代码", "product code"),
    Words("县（市、区）代码", "county code"),
    Words("执行标准", "standard"),
    Words("公告", "announcement"),
    Words("起始日", "from"),
    Words("截止日", "to"),
    Words("状态", "state"),
)


class StateSchema(FormSchema):
    """A change of state; a stop also has CNIPA's announcement."""

    state = Choice(AuthorizationState, required=True)
    on = Day(required=True)
    reason = Text(required=True, longest=2_000)
    due_on = Day(load_default=None)
    announcement_number = Whole(least=1, most=999_999, load_default=None)
    announced_on = Day(load_default=None)


class OpenedSchema(Schema):
    """The day on which CNIPA opened the download of the artwork."""

    opened_on = Day(required=True)
    correction = Text(longest=500, load_default="")


@pages.get("/desk/authorizations")
@requires(Permission.DESK)
def authorizations() -> str:
    """List the authorized users of one's jurisdiction."""
    caller, wanted = the_caller(), _wanted()
    with read() as session:
        page = service.authorizations(session, caller, wanted, number=asked_page())
        everywhere = Words("全部", "All")
        return render_template(
            "producers/authorizations.html",
            page=page,
            names=areas.names(session, {each.division for each in page.items}),
            wanted=wanted,
            states=[("", everywhere)]
            + [(k.value, words) for k, words in AUTHORIZATION_STATE_WORDS.items()],
            state_words=AUTHORIZATION_STATE_WORDS,
            tones=common.AUTHORIZATION_TONES,
            counties=[("", everywhere), *service.counties_of(session, caller)],
            may_record=caller.may(Permission.CNIPA_RECORD),
        )


@pages.get("/desk/authorizations.csv")
@requires(Permission.DESK)
def authorizations_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, wanted = the_caller(), _wanted()
    head = [said(words) for words in _HEAD]
    words = {state: said(w) for state, w in AUTHORIZATION_STATE_WORDS.items()}
    database = registry().database

    def rows() -> Iterator[list[object]]:
        yield list(head)
        with database.read() as session:
            for each in service.every_authorization(session, caller, wanted):
                yield [
                    each.number,
                    each.entity.name,
                    each.entity.uscc,
                    each.gi.name_zh,
                    each.gi.code,
                    each.division,
                    each.standard_number,
                    each.announcement.title,
                    each.valid_from,
                    each.valid_to,
                    words[each.state],
                ]

    return as_csv(rows(), "authorizations.csv")


@pages.get("/desk/authorizations/<number>")
@requires(Permission.DESK)
def authorization(number: str) -> str:
    """Show an authorization with the history of its states."""
    page = _page(number, Form(), Form())
    note(number)
    return page


@pages.post("/desk/authorizations/<number>/state")
@requires(Permission.AUTHORIZATION_CONTROL)
def set_state(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Record a new state."""
    form = submitted(StateSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number)
                asked = service.change_or_ask(
                    session,
                    number,
                    _change(session, form.data),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            done = Words("状态已记录", "The state is on record")
            flash(said(ASKED if asked else done), "warn" if asked else "good")
            return redirect(f"/desk/authorizations/{number}", 303)
    return _page(number, form, Form()), 422


@pages.post("/desk/authorizations/<number>/vector")
@requires(Permission.AUTHORIZATION_CONTROL)
def record_vector(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Record the day on which the artwork's download was opened."""
    form = submitted(OpenedSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number)
                service.record_vector_opened(
                    session,
                    number,
                    form.data["opened_on"],
                    now=clock.now(),
                    account_id=the_caller().account_id,
                    reason=form.data["correction"],
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("开通日期已记录", "The day is on record"), "good")
            return redirect(f"/desk/authorizations/{number}", 303)
    return _page(number, Form(), form), 422


def _demand(session: Session, number: str) -> None:
    place = service.place_of(service.authorization(session, number))
    the_caller().demand(Permission.AUTHORIZATION_CONTROL, place)


def _change(session: Session, data: dict[str, Any]) -> Change:
    number, announced_on = data["announcement_number"], data["announced_on"]
    stops = data["state"] == AuthorizationState.STOPPED.value
    announcement = (
        kept_announcement(session, number, announced_on)
        if stops and number and announced_on
        else None
    )
    return Change(
        state=AuthorizationState(data["state"]),
        on=data["on"],
        reason=data["reason"],
        due_on=data["due_on"],
        announcement=announcement,
    )


def _page(number: str, form: Form, vector_form: Form) -> str:
    caller = the_caller()
    with read() as session:
        found = service.authorization(session, number)
        place = service.place_of(found)
        caller.demand(Permission.DESK, place)
        names = areas.full_names(session, {found.division})
        here = Words(found.division, found.division)
        return render_template(
            "producers/authorization.html",
            authorization=found,
            form=form,
            vector_form=vector_form,
            place=names.get(found.division, here),
            named_then=service.names_on(session, [found.entity], found.valid_from)[
                found.entity_id
            ],
            right_words=RIGHT_KIND_WORDS[found.right.kind],
            state_words=AUTHORIZATION_STATE_WORDS,
            tones=common.AUTHORIZATION_TONES,
            options=[
                (state.value, AUTHORIZATION_STATE_WORDS[state])
                for state in CHANGES[found.state]
            ],
            may_control=caller.may(Permission.AUTHORIZATION_CONTROL, place),
            may_decide_capacity=caller.may(Permission.CAPACITY_DECIDE, place),
            announcement_file=service.find_file(
                session,
                found.announcement.file_sha256,
                of=caller.organisation_id,
            ),
            pack=service.pack_lines(session, found),
            pack_words=PACK_WORDS,
            certificates=common.has_page("marks.certificate"),
            asked=overrides.open_of(session, number),
            kind_of=overrides.kind_of,
            clocks=common.has_page("clocks.one"),
            cases=common.has_page("cases.prepare_case"),
            routes=ROUTE_WORDS,
            cites=_cites(found),
            cure=law.period(session, Setting.CURE, found.division, on=clock.today()),
            today=clock.today(),
        )


def _cites(found: "Authorization") -> list[str]:
    """Return keys of the rules behind the states that may follow, each once."""
    route = route_of(found.right.kind)
    known = STATE_BASIS[route] if route is not None else {}
    keys = (key for state in CHANGES[found.state] for key in known.get(state, ()))
    return list(dict.fromkeys(keys))


def _wanted() -> Wanted:
    state = request.args.get("state", "")
    return Wanted(
        text=request.args.get("q", "").strip(),
        division=request.args.get("county", ""),
        state=state if state in set(AuthorizationState) else "",
        sort=request.args.get("sort", ""),
    )
