"""The log for everybody: checkpoint and tiles for programs, pages for people."""

import json
from base64 import b64encode

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.paging import asked_page
from gi_registry.core.sessions import read, registry
from gi_registry.translog import service
from gi_registry.translog.errors import TileNotFoundError
from gi_registry.translog.rules.cosignatures import WitnessKey
from gi_registry.translog.rules.kinds import family
from gi_registry.translog.rules.notes import opened
from gi_registry.translog.rules.peers import GRAVE, TROUBLE_WORDS, witnesses_of
from gi_registry.translog.rules.tiles import TileName

pages = Blueprint("translog", __name__)

_KEPT_S = 5
"""Seconds; a checkpoint is soon followed by another."""
_LONGEST_INDEX = 9
"""Digits of an entry's number."""


def log_key() -> service.LogKey:
    """Return the key of the running installation's log."""
    parts = registry()
    return service.LogKey.of(parts.settings.base_url, parts.secrets.master)


@pages.get("/log")
@requires(Permission.PUBLIC)
def overview() -> str | WerkzeugResponse:
    """Show what the log is, its root and key, and its entries, newest first."""
    wanted = request.args.get("q", "").strip()
    if wanted.isascii() and wanted.isdecimal() and len(wanted) <= _LONGEST_INDEX:
        return redirect(url_for("translog.entry", index=int(wanted)), 303)
    key = log_key()
    with read() as session:
        note = service.checkpoint(session, key)
        number = asked_page()
        found = (
            service.shown_of(session, wanted, number=number)
            if wanted
            else service.newest(session, number=number)
        )
        return render_template(
            "translog/log.html",
            page=found,
            wanted=wanted,
            note=note,
            said=opened(note, key.public),
            key=str(key.public),
            family=family,
            witnesses=_witnesses(),
            states=service.states(session, _witnesses()),
            grave=GRAVE,
            trouble_words=TROUBLE_WORDS,
        )


@pages.get("/log/entries/<int:index>")
@requires(Permission.PUBLIC)
def entry(index: int) -> str:
    """Show an entry with the proof that it is in the log."""
    with read() as session:
        leaf = service.leaf_at(session, index)
        text = service.entry_of(leaf)
        proof = service.prove(session, index, log_key())
        return render_template(
            "translog/entry.html",
            leaf=leaf,
            text=text.decode(),
            public=json.loads(text),
            is_whole=service.is_whole(leaf),
            said=opened(proof.note, log_key().public),
            hashes=[b64encode(each).decode() for each in proof.hashes],
            family=family,
        )


@pages.get("/log/entries/<int:index>.tlog-proof")
@requires(Permission.PUBLIC)
def proof(index: int) -> Response:
    """Give the proof that an entry is in the log (C2SP tlog-proof)."""
    with read() as session:
        service.leaf_at(session, index)
        made = service.shown_proof(
            session, index, log_key(), _witnesses(), now=clock.now()
        )
    answer = _text(str(made))
    name = f"{index}.tlog-proof"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


@pages.get("/log/checkpoint")
@requires(Permission.PUBLIC)
def checkpoint() -> Response:
    """Give the signed checkpoint of the log (C2SP tlog-checkpoint)."""
    with read() as session:
        note = service.shown_checkpoint(
            session, log_key(), _witnesses(), now=clock.now()
        )
    return _text(note)


@pages.get("/log/key")
@requires(Permission.PUBLIC)
def key() -> Response:
    """Give the public key that signs checkpoints (C2SP signed-note)."""
    return _text(f"{log_key().public}\n")


@pages.get("/log/tile/<path:path>")
@requires(Permission.PUBLIC)
def tile(path: str) -> Response:
    """Give a tile of hashes, or a bundle of entries (C2SP tlog-tiles)."""
    name = TileName.read(path)
    if name is None:
        raise TileNotFoundError
    with read() as session:
        body = service.tile(session, name)
    return deliver(body, "application/octet-stream", etag=name.path, is_immutable=True)


def _witnesses() -> tuple[WitnessKey, ...]:
    asked = witnesses_of(registry().settings.witnesses)
    return tuple(each.key for each in asked)


def _text(text: str) -> Response:
    answer = Response(text, mimetype="text/plain")
    answer.cache_control.public = True
    answer.cache_control.max_age = _KEPT_S
    return answer
