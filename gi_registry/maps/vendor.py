"""Leaflet's files as its package brings them; nothing else is served from there."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xstatic.pkg import leaflet

VERSION: str = leaflet.PACKAGE_VERSION
"""Of the package, such as 1.9.3.0; part of the addresses of its files."""

_MIMETYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
}
_SERVED = ("leaflet.css", "leaflet.js", "images/*.png")


class VendorFile(NamedTuple):
    """A file to be sent as it is."""

    body: bytes
    mimetype: str


@cache
def files() -> MappingProxyType[str, VendorFile]:
    """Return the files that pages use, by their path below the package's folder."""
    root = Path(leaflet.BASE_DIR)
    found = {
        path.relative_to(root).as_posix(): VendorFile(
            path.read_bytes(), _MIMETYPES[path.suffix]
        )
        for pattern in _SERVED
        for path in sorted(root.glob(pattern))
    }
    return MappingProxyType(found)
