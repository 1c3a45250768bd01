"""Changes of name, address and standard: the office's side."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.areas import service as areas
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words, china_day
from gi_registry.producers import service
from gi_registry.producers.pages.blueprint import pages
from gi_registry.producers.rules import (
    CHANGE_KIND_WORDS,
    CHANGE_STATE_WORDS,
    ChangeState,
)
from gi_registry.producers.service import By, DeskLink

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

service.offer_link(
    DeskLink(
        endpoint="producers.changes",
        words=Words("名称、地址、标准变更待确认", "Changes to be confirmed"),
        permission=Permission.ORIGIN_CHECK,
        count=lambda session, caller, _: service.waiting_changes(session, caller),
    )
)

TONES = {
    ChangeState.WAITING: "warn",
    ChangeState.CONFIRMED: "good",
    ChangeState.REFUSED: "stop",
    ChangeState.WITHDRAWN: "neutral",
    ChangeState.TAKEN_BACK: "neutral",
}


class ConfirmChangeSchema(Schema):
    """A remark, and the document behind it, if there is one."""

    words = Text(longest=2_000, load_default="")
    document = Text(longest=200, load_default="")


class RefuseChangeSchema(Schema):
    """Why it is refused."""

    reason = Text(required=True, longest=2_000)


@pages.get("/desk/changes")
@requires(Permission.DESK)
def changes() -> str:
    """List the changes of one's jurisdiction; those that wait, unless asked."""
    state = _asked_state()
    with read() as session:
        page = service.changes(session, the_caller(), state, number=asked_page())
        return render_template(
            "producers/changes.html",
            page=page,
            state=state.value if state else "all",
            states=[("all", Words("全部", "All"))]
            + [(each.value, words) for each, words in CHANGE_STATE_WORDS.items()],
            state_words=CHANGE_STATE_WORDS,
            kind_words=CHANGE_KIND_WORDS,
            tones=TONES,
        )


@pages.get("/desk/changes.csv")
@requires(Permission.DESK)
def changes_csv() -> FlaskResponse:
    """Give the same list, whole, as CSV."""
    caller, state, database = the_caller(), _asked_state(), registry().database
    kinds = {kind: said(words) for kind, words in CHANGE_KIND_WORDS.items()}
    states = {each: said(words) for each, words in CHANGE_STATE_WORDS.items()}
    head = (
        *(say("编号", "Number"), say("生产者", "Producer")),
        *(say("信用代码", "Credit code"), say("变更", "Change")),
        *(say("之前", "Before"), say("之后", "After"), say("自", "From")),
        *(say("提出", "Proposed"), say("状态", "State")),
    )

    def rows() -> Iterator[tuple[object, ...]]:
        yield head
        with database.read() as session:
            for each in service.every_change(session, caller, state):
                yield (
                    *(each.number, each.entity.name, each.entity.uscc),
                    *(kinds[each.kind], each.old, each.new, each.from_on),
                    *(china_day(each.proposed_at), states[each.state]),
                )

    return as_csv(rows(), "changes.csv")


@pages.get("/desk/changes/<number>")
@requires(Permission.DESK)
def change(number: str) -> str:
    """Show a change, before and after."""
    return _page(number, Form())


@pages.post("/desk/changes/<number>/confirm")
@requires(Permission.ORIGIN_CHECK)
def confirm_change(number: str) -> Response | tuple[str, int]:
    """Confirm a change: from its day on the new value is on record."""
    form = submitted(ConfirmChangeSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number)
                service.confirm_change(session, number, **form.data, by=_by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("变更已确认", "The change is confirmed"), "good")
            return redirect(f"/desk/changes/{number}", 303)
    return _page(number, form), 422


@pages.post("/desk/changes/<number>/refuse")
@requires(Permission.ORIGIN_CHECK)
def refuse_change(number: str) -> Response | tuple[str, int]:
    """Refuse a change, with the reason; what is on record stays."""
    form = submitted(RefuseChangeSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number)
                service.refuse_change(session, number, **form.data, by=_by())
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("已不予确认", "The change is refused"), "good")
            return redirect(f"/desk/changes/{number}", 303)
    return _page(number, form), 422


def _by() -> By:
    return By(the_caller().account_id, clock.now())


def _demand(session: "Session", number: str) -> None:
    place = service.place_of_change(service.change(session, number))
    the_caller().demand(Permission.ORIGIN_CHECK, place)


def _page(number: str, form: Form) -> str:
    caller = the_caller()
    with read() as session:
        found = service.change(session, number)
        place = service.place_of_change(found)
        caller.demand(Permission.DESK, place)
        codes = {found.division, found.new_division or found.division}
        return render_template(
            "producers/change.html",
            change=found,
            form=form,
            names=areas.full_names(session, codes),
            file=service.find_file(
                session, found.file_sha256, of=found.entity.organisation_id
            ),
            kind_words=CHANGE_KIND_WORDS,
            state_words=CHANGE_STATE_WORDS,
            tones=TONES,
            may_decide=caller.may(Permission.ORIGIN_CHECK, place)
            and found.state is ChangeState.WAITING,
        )


def _asked_state() -> ChangeState | None:
    asked = request.args.get("state", ChangeState.WAITING.value)
    return ChangeState(asked) if asked in set(ChangeState) else None
