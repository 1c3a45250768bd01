"""A tile that is kept, answered from the request's bare environment.

Only an address that names the state (`?v=`, as the TileJSON gives it) is answered
here: what it names never changes, so the database is not asked. Everything else
is left to the view.
"""

from typing import Any, Final, NamedTuple

from flask import Flask

from gi_registry.tiles.pages.answers import ANYWHERE, FOR_EVER, MVT, desk_of

_BEGIN: Final = "/tiles/"
_END: Final = ".mvt"
_NAMED: Final = "v="
_CARRIED: Final = (
    ("Content-Type", MVT),
    ("Cache-Control", FOR_EVER),
    ANYWHERE,
    ("Vary", "Accept-Encoding"),
)
Environ = dict[str, Any]
"""As PEP 3333 has it."""


class Ready(NamedTuple):
    """An answer that is at hand."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def tile_at_hand(app: Flask, environ: Environ) -> Ready | None:
    """Return a tile that is kept; None leaves it to the view.

    Args:
        app: the application.
        environ: of the request.
    """
    path: str = environ["PATH_INFO"]
    query: str = environ.get("QUERY_STRING", "")
    if not (
        path.startswith(_BEGIN)
        and path.endswith(_END)
        and query.startswith(_NAMED)
        and environ["REQUEST_METHOD"] == "GET"
        and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        and "HTTP_IF_NONE_MATCH" not in environ
    ):
        return None
    layer, _, place = path[len(_BEGIN) : -len(_END)].partition("/")
    packed = desk_of(app).at_hand(layer, query[len(_NAMED) :], place)
    if packed is None:
        return None
    headers = [*_CARRIED, ("ETag", f'W/"{packed.etag}"')]
    if not packed.squeezed:
        return Ready(204, headers, b"")
    headers.append(("Content-Encoding", "gzip"))
    return Ready(200, headers, packed.squeezed)


def _takes_gzip(accepted: str) -> bool:
    """Whether a plain list of encodings has gzip; one with weights is the view's."""
    return "gzip" in accepted and ";" not in accepted
