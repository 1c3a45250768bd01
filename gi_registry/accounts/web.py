"""From a request to a caller: the session cookie or the API token."""

from flask import session as cookie

from gi_registry.accounts import service
from gi_registry.core import clock
from gi_registry.core.access import Caller, bearer_token
from gi_registry.core.sessions import read

SECRET = "sign-in"  # noqa: S105 -- the name of the place
"""Key in Flask's signed cookie that holds the session's secret."""


def load_caller() -> Caller | None:
    """Return who sends this request, if anybody is known by it."""
    token = bearer_token()
    now = clock.now()
    if token is not None:
        with read() as session:
            return service.find_caller_of_token(session, token, now=now)
    secret = cookie.get(SECRET)
    if not isinstance(secret, str):
        return None
    with read() as session:
        return service.find_caller_of_session(session, secret, now=now)
