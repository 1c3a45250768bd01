"""Pages of the clocks: the officer's list, one authorization, the producer's view."""

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.areas import service as areas
from gi_registry.cases.rules import CASE_STATE_WORDS
from gi_registry.clocks import service
from gi_registry.clocks.rules import DECISION_WORDS, Decision, Stage
from gi_registry.clocks.service import NewDecision, NewUse, Wanted
from gi_registry.core import clock
from gi_registry.core.access import Permission, own_organisation, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Day, Text
from gi_registry.core.forms import Form, FormSchema, submitted
from gi_registry.core.language import said, say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words
from gi_registry.law import service as law
from gi_registry.law.rules import Setting
from gi_registry.producers import service as producers
from gi_registry.producers import web
from gi_registry.producers.errors import AuthorizationNotFoundError
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.producers.service import DeskLink

pages = Blueprint("clocks", __name__)

TONES = {
    Stage.QUIET: "good",
    Stage.TOLD: "warn",
    Stage.OVER: "stop",
    Stage.DECIDED: "neutral",
}
_VIEWS = {
    "over": Words("满两年未用标，待决定", "Two years over, to be decided"),
    "told": Words("一年以上未用标", "Over a year without use"),
    "all": Words("全部", "All"),
}
_HEAD = (
    Words("编号", "number"),
    Words("使用人", "holder"),
    Words("统一社会信用代码", "credit code"),
    Words("产品", "product"),
    Words("县（市、区）代码", "county code"),
    Words("最近用标", "last use"),
    Words("证据", "evidence"),
    Words("未用标月数", "months without use"),
    Words("两年届满", "two years end"),
    Words("情况", "stage"),
)
_NONE = Words("没有用标记录", "no use on record")

producers.offer_link(
    DeskLink(
        endpoint="clocks.listed",
        words=Words("两年未用标待决定", "Two years without use"),
        permission=Permission.DESK,
        count=service.over,
    )
)


class UseSchema(FormSchema):
    """Use that an officer saw."""

    used_on = Day(required=True)
    words = Text(required=True, longest=2_000)


class DecisionSchema(FormSchema):
    """A decision after two years without use."""

    decision = Choice(Decision, required=True)
    reason = Text(required=True, longest=2_000)
    due_on = Day(load_default=None)


@pages.get("/desk/clocks")
@requires(Permission.DESK)
def listed() -> str:
    """List who has not used the mark for long."""
    caller, wanted = the_caller(), _wanted()
    with read() as session:
        page = service.listed(
            session, caller, wanted, on=clock.today(), number=asked_page()
        )
        return render_template(
            "clocks/listed.html",
            page=page,
            names=areas.names(
                session, {row.authorization.division for row in page.items}
            ),
            wanted=wanted,
            views=list(_VIEWS.items()),
            counties=[
                ("", Words("全部", "All")),
                *producers.counties_of(session, caller),
            ],
            tones=TONES,
            no_use=_NONE,
        )


@pages.get("/desk/clocks.csv")
@requires(Permission.DESK)
def listed_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, wanted, today = the_caller(), _wanted(), clock.today()
    head = [said(words) for words in _HEAD]
    stages = {stage: said(stage.words) for stage in Stage}
    none, database = said(_NONE), registry().database

    def rows() -> Iterator[list[object]]:
        yield list(head)
        with database.read() as session:
            for row in service.every(session, caller, wanted, on=today):
                found = row.authorization
                yield [
                    found.number,
                    found.entity.name,
                    found.entity.uscc,
                    found.gi.name_zh,
                    found.division,
                    row.clock.runs_from if row.clock.is_used else "",
                    row.kind.words.zh if row.kind else none,
                    row.clock.months,
                    row.clock.ends_on,
                    stages[row.clock.stage],
                ]

    return as_csv(rows(), "clocks.csv")


@pages.get("/desk/clocks/<number>")
@requires(Permission.DESK)
def one(number: str) -> str:
    """Show an authorization's clocks and the evidence behind them."""
    return _page(number, Form(), Form())


@pages.post("/desk/clocks/<number>/use")
@requires(Permission.DESK)
def record_use(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Put use of the mark on record."""
    form = submitted(UseSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number, Permission.ORIGIN_CHECK)
                use = NewUse(
                    form.data["used_on"],
                    form.data["words"],
                    web.kept_file(session, "file"),
                )
                service.record_use(
                    session,
                    number,
                    use,
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("用标证据已记录", "The use is on record"), "good")
            return redirect(f"/desk/clocks/{number}", 303)
    return _page(number, form, Form()), 422


@pages.post("/desk/clocks/<number>/decision")
@requires(Permission.AUTHORIZATION_CONTROL)
def decide(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Decide what follows from two years without use."""
    form = submitted(DecisionSchema())
    if form.ok:
        try:
            with write() as session:
                _demand(session, number, Permission.AUTHORIZATION_CONTROL)
                service.decide(
                    session,
                    number,
                    NewDecision(
                        Decision(form.data["decision"]),
                        form.data["reason"],
                        form.data["due_on"],
                    ),
                    now=clock.now(),
                    account_id=the_caller().account_id,
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("决定已记录", "The decision is on record"), "good")
            return redirect(f"/desk/clocks/{number}", 303)
    return _page(number, Form(), form), 422


@pages.get("/desk/clocks/<number>/records/<int:record_id>")
@requires(Permission.DESK)
def record_file(number: str, record_id: int) -> Response:
    """Give the file of a record of use."""
    with read() as session:
        found = producers.authorization(session, number)
        the_caller().demand(Permission.DESK, producers.place_of(found))
        file = service.record_file(session, record_id, found.id)
        return web.given_out(session, file)


@pages.get("/producer/clocks/<number>")
@requires(Permission.PRODUCE)
def mine(number: str) -> str:
    """Show a producer the days that its right depends on, and why."""
    with read() as session:
        found = service.detail(session, number, on=clock.today())
        if found.row.authorization.entity.organisation_id != own_organisation():
            raise AuthorizationNotFoundError(number)
        return render_template(
            "clocks/mine.html", detail=found, tones=TONES, decisions=DECISION_WORDS
        )


def _page(number: str, use_form: Form, decision_form: Form) -> str:
    caller, today = the_caller(), clock.today()
    with read() as session:
        found = service.detail(session, number, on=today)
        place = producers.place_of(found.row.authorization)
        caller.demand(Permission.DESK, place)
        return render_template(
            "clocks/one.html",
            detail=found,
            use_form=use_form,
            decision_form=decision_form,
            tones=TONES,
            decisions=DECISION_WORDS,
            options=[(each.value, DECISION_WORDS[each]) for each in Decision],
            cure=law.period(
                session, Setting.CURE, found.row.authorization.division, on=today
            ),
            state_words=AUTHORIZATION_STATE_WORDS,
            case_words=CASE_STATE_WORDS,
            may_record=caller.may(Permission.ORIGIN_CHECK, place),
            may_decide=caller.may(Permission.AUTHORIZATION_CONTROL, place)
            and (found.row.clock.stage is Stage.OVER or bool(decision_form.values)),
            today=today,
        )


def _demand(session: Session, number: str, permission: Permission) -> None:
    place = producers.place_of(producers.authorization(session, number))
    the_caller().demand(permission, place)


def _wanted() -> Wanted:
    view = request.args.get("view", "")
    return Wanted(
        view=view if view in service.VIEWS else "told",
        text=request.args.get("q", "").strip(),
        division=request.args.get("county", ""),
    )
