"""The log for everybody: checkpoint and tiles for programs."""

from flask import Blueprint, Response

from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.sessions import read, registry
from gi_registry.translog import service
from gi_registry.translog.errors import TileNotFoundError
from gi_registry.translog.rules.tiles import TileName

pages = Blueprint("translog", __name__)

_KEPT_S = 5
"""Seconds; a checkpoint is soon followed by another."""


def log_key() -> service.LogKey:
    """Return the key of the running installation's log."""
    parts = registry()
    return service.LogKey.of(parts.settings.base_url, parts.secrets.master)


@pages.get("/log/checkpoint")
@requires(Permission.PUBLIC)
def checkpoint() -> Response:
    """Give the signed checkpoint of the log (C2SP tlog-checkpoint)."""
    with read() as session:
        note = service.checkpoint(session, log_key())
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


def _text(text: str) -> Response:
    answer = Response(text, mimetype="text/plain")
    answer.cache_control.public = True
    answer.cache_control.max_age = _KEPT_S
    return answer
