"""The own account: browsers signed in, API tokens, password."""

from datetime import timedelta

from flask import flash, redirect, render_template
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.accounts import service
from gi_registry.accounts.errors import SignInError
from gi_registry.accounts.pages.blueprint import pages
from gi_registry.core import clock
from gi_registry.core.access import (
    ROLE_PERMISSIONS,
    ROLE_WORDS,
    Permission,
    requires,
    the_caller,
)
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text, Whole
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.sessions import read, write


class PasswordSchema(Schema):
    """The old password and the new one."""

    old = Text(required=True, longest=200)
    password = Text(required=True, longest=200)


class TokenSchema(Schema):
    """A new token; its scope is a permission of the account."""

    name = Text(required=True, longest=60)
    scopes = Text(required=True, longest=200)
    days = Whole(required=True, least=1, most=365)


@pages.get("/account")
@requires(Permission.SIGNED_IN)
def me() -> str:
    """Show the own account."""
    return _page(Form({"days": "90"}))


@pages.post("/account/password")
@requires(Permission.SIGNED_IN)
def change_password() -> Response | tuple[str, int]:
    """Set a new password and sign out everywhere else."""
    caller = the_caller()
    form = submitted(PasswordSchema())
    try:
        if form.ok:
            with write() as session:
                account = service.account_by_id(session, caller.account_id)
                if not service.is_password(account, form.data["old"]):
                    raise SignInError
                service.change_password(session, account.id, form.data["password"])
                service.end_all_sessions(
                    session, account.id, now=clock.now(), but=caller.session_id
                )
            flash(say("密码已修改，其他设备已退出", "Password changed"), "good")
            return redirect("/account", 303)
    except GiError as error:
        form.refuse(error)
    return _page(form), 422


@pages.post("/account/sessions/<int:session_id>/end")
@requires(Permission.SIGNED_IN)
def end_session(session_id: int) -> Response:
    """Sign one browser out."""
    with write() as session:
        service.end_session(
            session, the_caller().account_id, session_id, now=clock.now()
        )
    flash(say("该设备已退出", "That browser is signed out"), "good")
    return redirect("/account", 303)


@pages.post("/account/tokens")
@requires(Permission.SIGNED_IN)
def create_token() -> Response | tuple[str, int]:
    """Create a token and show it, once."""
    caller = the_caller()
    form = submitted(TokenSchema())
    try:
        if form.ok:
            with write() as session:
                account = service.account_by_id(session, caller.account_id)
                token, _row = service.create_token(
                    session,
                    account,
                    name=form.data["name"],
                    scopes=form.data["scopes"].split(),
                    now=clock.now(),
                    lasts=timedelta(days=form.data["days"]),
                )
            return _page(Form({"days": "90"}), token=token), 201
    except GiError as error:
        form.refuse(error)
    return _page(form), 422


@pages.post("/account/tokens/<int:token_id>/end")
@requires(Permission.SIGNED_IN)
def end_token(token_id: int) -> Response:
    """Take a token back."""
    with write() as session:
        service.end_token(session, the_caller().account_id, token_id, now=clock.now())
    flash(say("令牌已停用", "The token no longer works"), "good")
    return redirect("/account", 303)


def _page(form: Form, token: str | None = None) -> str:
    caller = the_caller()
    now = clock.now()
    own = [grant.role for grant in caller.grants if grant.held_for is None]
    usable = [p for p in Permission if any(p in ROLE_PERMISSIONS[r] for r in own)]
    with read() as session:
        return render_template(
            "accounts/me.html",
            form=form,
            token=token,
            sessions=service.open_sessions(session, caller.account_id, now=now),
            tokens=service.tokens_of(session, caller.account_id),
            scopes=[(p.value, p.value) for p in usable if p is not Permission.PUBLIC],
            grants=caller.grants,
            role_words=ROLE_WORDS,
            here=caller.session_id,
            now=now,
        )
