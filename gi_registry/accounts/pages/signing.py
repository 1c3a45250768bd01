"""Signing in and out."""

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request
from flask import session as cookie
from marshmallow import Schema
from werkzeug.wrappers import Response

from gi_registry.accounts import service
from gi_registry.accounts.pages.blueprint import pages
from gi_registry.accounts.web import SECRET
from gi_registry.core import clock
from gi_registry.core.access import Permission, find_caller, requires
from gi_registry.core.errors import GiError
from gi_registry.core.fields import Text
from gi_registry.core.forms import Form, submitted
from gi_registry.core.language import say
from gi_registry.core.problems import status_of
from gi_registry.core.sessions import write


class SignInSchema(Schema):
    """Login and password."""

    login = Text(required=True, longest=120)
    password = Text(required=True, longest=200)


@pages.get("/sign-in")
@requires(Permission.PUBLIC)
def sign_in() -> str:
    """Ask for login and password."""
    return render_template("accounts/sign_in.html", form=Form(), goal=_goal())


@pages.post("/sign-in")
@requires(Permission.PUBLIC)
def do_sign_in() -> Response | tuple[str, int]:
    """Sign in, or say why not."""
    form = submitted(SignInSchema())
    status = 422
    if form.ok:
        with write() as session:
            result = service.sign_in(
                session,
                login=form.data["login"],
                password=form.data["password"],
                address=request.remote_addr or "",
                browser=request.user_agent.string,
                now=clock.now(),
            )
        if not isinstance(result, GiError):
            cookie.clear()
            cookie[SECRET] = result[0]
            return redirect(_goal() or "/welcome", 303)
        form.refuse(result)
        status = status_of(result)
    page = render_template("accounts/sign_in.html", form=form, goal=_goal())
    return page, status


@pages.get("/welcome")
@requires(Permission.SIGNED_IN)
def welcome() -> Response:
    """Go where this person's work is."""
    caller = find_caller()
    if caller is not None and caller.is_producer:
        return redirect("/producer", 303)
    if caller is not None and caller.may(Permission.DESK):
        return redirect("/desk", 303)
    if caller is not None and caller.may(Permission.PRINT):
        return redirect("/printer", 303)
    return redirect("/people", 303)


@pages.post("/sign-out")
@requires(Permission.PUBLIC)
def sign_out() -> Response:
    """End the session, here and on the server."""
    caller = find_caller()
    if caller is not None and caller.session_id is not None:
        with write() as session:
            service.end_session(
                session, caller.account_id, caller.session_id, now=clock.now()
            )
    cookie.clear()
    flash(say("已退出", "You are signed out"), "good")
    return redirect("/", 303)


def _goal() -> str:
    """Return the page of ours to go on to; another site's address is dropped."""
    goal = request.values.get("next", "")
    parts = urlsplit(goal)
    is_ours = goal.startswith("/") and not parts.netloc and "\\" not in goal
    return goal if is_ours and not goal.startswith("//") else ""
