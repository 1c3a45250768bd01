"""What every request and answer carries for safety."""

from collections.abc import Callable, Sequence

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest

_CARRIED = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)"),
)
_OWN_IMAGES = ("'self'", "data:")
_STRICT = ("Strict-Transport-Security", "max-age=31536000")
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OPEN_POSTS = frozenset(
    {"/api/v1/codes/verify", "/api/v1/certificates/verify", "/t"}
    | {"/log/witness/add-checkpoint", "/complain"}
)
"""Posts that stand for nobody: no cookie is looked at. `/t` takes a PIN,
`/complain` what somebody reports without signing in."""


class QuickSessions(SecureCookieSessionInterface):
    """Flask's signed cookie; a request without one makes no signer."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request."""
        if "HTTP_COOKIE" not in request.environ:
            empty: SecureCookieSession = self.session_class()
            return empty
        return super().open_session(app, request)


def carried(
    *, is_https: bool, image_hosts: Sequence[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Return the headers that every answer carries, unless it has its own.

    Args:
        is_https: whether people reach the registry over TLS.
        image_hosts: scheme and host of others whose pictures may be shown.
    """
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self'; "
        f"img-src {' '.join((*_OWN_IMAGES, *image_hosts))}; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    headers = (("Content-Security-Policy", policy), *_CARRIED)
    return (*headers, _STRICT) if is_https else headers


def register(
    app: Flask,
    csrf: CSRFProtect,
    *,
    is_token_call: Callable[[], bool],
    image_hosts: Sequence[str] = (),
) -> None:
    """Check the CSRF token of every changing request that comes with a cookie."""
    headers_carried = carried(
        is_https=app.config["SESSION_COOKIE_SECURE"], image_hosts=image_hosts
    )

    def check() -> None:
        if request.method not in _CHANGES or request.path in OPEN_POSTS:
            return
        if app.config["WTF_CSRF_ENABLED"] and not is_token_call():
            csrf.protect()

    def carry(answer: Response) -> Response:
        headers = answer.headers
        own = {name.lower() for name, _ in headers}
        for name, value in headers_carried:
            if name.lower() not in own:
                headers.add(name, value)
        return answer

    app.before_request(_refuse_nul)
    app.session_interface = QuickSessions()
    app.before_request(check)
    app.after_request(carry)


def _refuse_nul() -> None:
    """Refuse an address with a NUL, which no text column of PostgreSQL can hold."""
    given = (request.path, *(v for values in request.args.listvalues() for v in values))
    if any("\x00" in text for text in given):
        raise BadRequest
