"""The witness for logs, and for people who want to know whom it witnesses."""

import time

from flask import Blueprint, Response, current_app, render_template, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.errors import ConflictError
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import read, registry, write
from gi_registry.translog.rules.notes import NoteKey
from gi_registry.witnesses import service
from gi_registry.witnesses.rules import CONTRARY_WORDS, LONGEST, Submission

pages = Blueprint("witnesses", __name__)

ASKED_PER_MINUTE = 60
"""Submissions that one address may make."""
_SIZE_TYPE = "text/x.tlog.size"
_KEPT_S = 3600


@pages.get("/log/witness")
@requires(Permission.PUBLIC)
def overview() -> str:
    """Show the key of the witness, and which logs it has cosigned up to where."""
    keys = _logs()
    with read() as session:
        seen = {each.origin: each for each in service.witnessed(session, keys)}
        return render_template(
            "witnesses/witness.html",
            key=str(_own().public),
            origins=sorted({each.name for each in keys}),
            seen=seen,
            contrary_words=CONTRARY_WORDS,
        )


@pages.get("/log/witness/key")
@requires(Permission.PUBLIC)
def key() -> Response:
    """Give the public key that cosigns (C2SP tlog-cosignature)."""
    answer = Response(f"{_own().public}\n", mimetype="text/plain")
    answer.cache_control.public = True
    answer.cache_control.max_age = _KEPT_S
    return answer


@pages.get("/log/witness/logs/<path:origin>")
@requires(Permission.PUBLIC)
def kept(origin: str) -> Response:
    """Give the checkpoint of a log that was cosigned last, as the log signed it.

    Where the log contradicted itself, both checkpoints that show it come after.
    """
    with read() as session:
        row = service.log_named(session, _logs(), origin)
        notes = [row.note, row.contrary_to, row.contrary_note]
    text = "\n".join(each for each in notes if each)
    return Response(text, mimetype="text/plain")


@pages.post("/log/witness/add-checkpoint")
@requires(Permission.PUBLIC)
def add_checkpoint() -> Response:
    """Cosign the checkpoint of a log that is witnessed (C2SP tlog-witness)."""
    _limit().spend(request.remote_addr or "", at_s=time.monotonic())
    request.max_content_length = LONGEST
    asked = Submission.read(request.get_data(cache=False))
    with write() as session:
        said = service.consider(session, asked, _logs(), _own(), now=clock.now())
    if isinstance(said.refusal, ConflictError):
        body = f"{said.refusal.facts['size']}\n"
        return Response(body, status=409, content_type=_SIZE_TYPE)
    if said.refusal is not None:
        raise said.refusal
    return Response(f"{said.line}\n", mimetype="text/plain")


def _logs() -> tuple[NoteKey, ...]:
    return service.logs(registry().settings.witnessed_logs)


def _own() -> service.OwnKey:
    parts = registry()
    return service.OwnKey.of(parts.settings.base_url, parts.secrets.master)


def _limit() -> Limit:
    made = Limit(per_minute=ASKED_PER_MINUTE, burst=ASKED_PER_MINUTE)
    limit: Limit = current_app.extensions.setdefault("gi-witness", made)
    return limit
