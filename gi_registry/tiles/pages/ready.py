"""A tile that is kept, answered from the request's bare environment.

An address that names the state (`?v=`, as the TileJSON gives it) is answered
without a question to the database: what it names never changes. The plain address
costs one look at a small table. Everything else is left to the view.
"""

from typing import Final

from flask import Flask

from gi_registry.core import clock
from gi_registry.core.ready import Environ, Ready
from gi_registry.tiles.contents import LAYERS
from gi_registry.tiles.pages.answers import ANYWHERE, ASK_AGAIN, FOR_EVER, desk_of
from gi_registry.tiles.tilesets import MVT

_BEGIN: Final = "/tiles/"
_END: Final = ".mvt"
_NAMED: Final = "v="
_CARRIED: Final = (
    ("Content-Type", MVT),
    ANYWHERE,
    ("Vary", "Accept-Encoding"),
)


def tile_at_hand(app: Flask, environ: Environ) -> Ready | None:
    """Return a tile that is kept; None leaves it to the view.

    Args:
        app: the application.
        environ: of the request.
    """
    path: str = environ["PATH_INFO"]
    if not (path.startswith(_BEGIN) and path.endswith(_END) and _is_plain(environ)):
        return None
    name, _, place = path[len(_BEGIN) : -len(_END)].partition("/")
    query: str = environ.get("QUERY_STRING", "")
    desk = desk_of(app)
    if query.startswith(_NAMED):
        stamp, caching = query[len(_NAMED) :], FOR_EVER
    elif not query and name in LAYERS:
        stamp, caching = desk.layer(name, on=clock.today()).stamp, ASK_AGAIN
    else:
        return None
    packed = desk.at_hand(name, stamp, place)
    if packed is None:
        return None
    headers = [
        *_CARRIED,
        ("Cache-Control", caching),
        ("ETag", f'W/"{packed.etag}"'),
    ]
    if not packed.squeezed:
        return Ready(204, headers, b"")
    headers.append(("Content-Encoding", "gzip"))
    return Ready(200, headers, packed.squeezed)


def _is_plain(environ: Environ) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and "HTTP_IF_NONE_MATCH" not in environ
        and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    )


def _takes_gzip(accepted: str) -> bool:
    """Whether a plain list of encodings has gzip; one with weights is the view's."""
    return "gzip" in accepted and ";" not in accepted
