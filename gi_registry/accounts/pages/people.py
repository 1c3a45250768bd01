"""The administrator's pages: who there is, and what each may do."""

from typing import Any

from flask import flash, redirect, render_template, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from gi_registry.accounts import service
from gi_registry.accounts.pages.blueprint import pages
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import NewAccount
from gi_registry.core import clock
from gi_registry.core.access import (
    ROLE_WORDS,
    Grant,
    Permission,
    Place,
    Role,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Choice, Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, write


class PersonSchema(Schema):
    """A new account with its first role."""

    login = Text(required=True, longest=120)
    name = Text(required=True, longest=60)
    organisation = Text(required=True, longest=120)
    kind = Choice(OrganisationKind, required=True)
    role = Choice(Role, required=True)
    division = Text(longest=6, load_default="")
    authority = Text(longest=120, load_default="")
    password = Text(required=True, longest=200)


@pages.get("/people")
@requires(Permission.ACCOUNTS)
def people() -> str:
    """List accounts."""
    return _page(Form())


@pages.post("/people")
@requires(Permission.ACCOUNTS)
def add_person() -> Response | tuple[str, int]:
    """Create an account with one role."""
    form = submitted(PersonSchema())
    if form.ok:
        try:
            _demand(form.data["division"])
            with write() as session:
                _add(session, form.data)
        except GiError as error:
            form.refuse(error)
        else:
            flash(say("账号已建立", "The account is made"), "good")
            return redirect("/people", 303)
    return _page(form), 422


@pages.post("/people/<int:account_id>/disable")
@requires(Permission.ACCOUNTS)
def disable(account_id: int) -> Response:
    """Disable an account and end its sessions."""
    with write() as session:
        _demand(service.account_by_id(session, account_id).organisation.division)
        service.disable(
            session, account_id, now=clock.now(), by_id=the_caller().account_id
        )
    flash(say("账号已停用", "The account is disabled"), "good")
    return redirect("/people", 303)


@pages.post("/people/<int:account_id>/enable")
@requires(Permission.ACCOUNTS)
def enable(account_id: int) -> Response:
    """Let a disabled account sign in again."""
    with write() as session:
        _demand(service.account_by_id(session, account_id).organisation.division)
        service.enable(
            session, account_id, now=clock.now(), by_id=the_caller().account_id
        )
    flash(say("账号已恢复", "The account works again"), "good")
    return redirect("/people", 303)


def _demand(division: str) -> None:
    the_caller().demand(Permission.ACCOUNTS, Place(division))


def _add(session: Session, data: dict[str, Any]) -> None:
    now = clock.now()
    organisation = service.create_organisation(
        session,
        kind=OrganisationKind(data["kind"]),
        name=data["organisation"],
        division=data["division"],
        now=now,
    )
    new = NewAccount(data["login"], data["name"], organisation.id, data["password"])
    account = service.create_account(session, new, now=now)
    given = Grant(Role(data["role"]), data["division"], data["authority"] or None)
    service.grant(session, account, given, now=now, by_id=the_caller().account_id)


def _page(form: Form) -> str:
    asked = request.args.get("q", "")
    with read() as session:
        return render_template(
            "accounts/people.html",
            form=form,
            q=asked,
            page=service.people(session, asked, number=asked_page()),
            roles=ROLE_WORDS,
            role_options=[(role.value, words) for role, words in ROLE_WORDS.items()],
        )
