"""The page of exceptions: what waits for a second person, and what became of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from flask import Blueprint, flash, redirect, render_template, request
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires, the_caller
from gi_registry.core.delivery import as_csv
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import current_language, said
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry, write
from gi_registry.core.words import Words, china_time
from gi_registry.overrides import service
from gi_registry.overrides.rules import OUTCOME_WORDS, Outcome

if TYPE_CHECKING:
    from gi_registry.accounts.models import Account

pages = Blueprint("overrides", __name__)

_HEAD: Final = (
    Words("例外事项", "Exception"),
    Words("编号", "Number"),
    Words("内容", "What it does"),
    Words("理由", "Why"),
    Words("提出人", "Asked by"),
    Words("提出单位", "Office of who asked"),
    Words("提出时间（UTC+8）", "Asked at (UTC+8)"),
    Words("结果", "Outcome"),
    Words("决定人", "Decided by"),
    Words("决定单位", "Office of who decided"),
    Words("决定时间（UTC+8）", "Decided at (UTC+8)"),
    Words("决定理由", "Why so"),
)


class DecisionSchema(Schema):
    """What somebody decides, and why."""

    outcome = Choice([Outcome.APPROVED.value, Outcome.REFUSED.value], required=True)
    words = Text(required=True, longest=2_000)


@pages.get("/desk/overrides")
@requires(Permission.DESK)
def requests() -> str:
    """List the exceptions of one's jurisdiction: those that wait, or those decided."""
    return _page(Form(), asked=0)


@pages.get("/desk/overrides.csv")
@requires(Permission.DESK)
def requests_csv() -> Response:
    """Give the same list, whole, as CSV."""
    caller, is_open, language = the_caller(), _is_open(), current_language()
    database = registry().database

    def rows() -> Iterator[tuple[str, ...]]:
        yield tuple(words.said_in(language) for words in _HEAD)
        with database.read() as session:
            for each in service.every(session, caller, is_open=is_open):
                kind, outcome = service.kind_of(each), each.outcome
                yield (
                    kind.words.said_in(language),
                    each.subject,
                    "; ".join(
                        f"{label.said_in(language)}: {text}"
                        for label, text in kind.told(each.what)
                    ),
                    each.reason,
                    *_person(each.asked_by, each.asked_at),
                    OUTCOME_WORDS[outcome].said_in(language) if outcome else "",
                    *_person(each.decided_by, each.decided_at),
                    each.words or "",
                )

    return as_csv(rows(), "exceptions.csv")


def _person(account: "Account | None", at: datetime | None) -> tuple[str, str, str]:
    if account is None or at is None:
        return "", "", ""
    return account.name, account.organisation.name, china_time(at)


def _is_open() -> bool:
    return request.args.get("view") != "decided"


@pages.post("/desk/overrides/<int:request_id>/decide")
@requires(Permission.DESK)
def decide(request_id: int) -> Response | tuple[str, int]:
    """Decide what a colleague asked for; approved, it is carried out at once."""
    form = submitted(DecisionSchema())
    if form.ok:
        outcome = Outcome(form.data["outcome"])
        try:
            with write() as session:
                service.decide(
                    session,
                    request_id,
                    outcome,
                    form.data["words"],
                    the_caller(),
                    now=clock.now(),
                )
        except GiError as error:
            form.refuse(error)
        else:
            flash(said(OUTCOME_WORDS[outcome]), "good")
            return redirect("/desk/overrides", 303)
    return _page(form, asked=request_id), 422


@pages.post("/desk/overrides/<int:request_id>/withdraw")
@requires(Permission.DESK)
def withdraw(request_id: int) -> Response:
    """Take back what one asked for."""
    with write() as session:
        service.withdraw(
            session, request_id, now=clock.now(), account_id=the_caller().account_id
        )
    flash(said(OUTCOME_WORDS[Outcome.WITHDRAWN]), "good")
    return redirect("/desk/overrides", 303)


def _page(form: Form, *, asked: int) -> str:
    caller, is_open = the_caller(), _is_open()
    with read() as session:
        return render_template(
            "overrides/requests.html",
            page=service.requests(
                session, caller, is_open=is_open, number=asked_page()
            ),
            is_open=is_open,
            kind_of=service.kind_of,
            may_decide=lambda each: service.may_decide(caller, each),
            outcomes=OUTCOME_WORDS,
            form=form,
            asked=asked,
        )
