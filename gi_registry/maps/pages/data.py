"""What the map's scripts ask for: shapes, and the library that draws them."""

import json

from flask import Response, abort, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.memory import Remembered
from gi_registry.core.sessions import read, registry
from gi_registry.maps import service, vendor
from gi_registry.maps.pages.blueprint import pages

_data = Remembered[bytes](4)


@pages.get("/map/data.json")
@requires(Permission.PUBLIC)
def map_data() -> Response:
    """Give the shapes of the map: coarse, or as they are for `detail=full`."""
    on, finer = clock.today(), request.args.get("detail") == "full"
    with read() as session:
        stamp = service.stamp(session, on=on)

        def make() -> bytes:
            document = service.map_data(session, on=on, finer=finer)
            return json.dumps(
                document, ensure_ascii=False, separators=(",", ":")
            ).encode()

        body = _data.get((registry().database.url, stamp, finer), make)
    known = request.args.get("v") == stamp
    etag = f"{stamp}-full" if finer else stamp
    return deliver(body, "application/json", etag=etag, is_immutable=known)


@pages.get("/vendor/leaflet/<path:name>")
@requires(Permission.PUBLIC)
def leaflet(name: str) -> Response:
    """Give a file of Leaflet as its package brings it."""
    found = vendor.files().get(name)
    if found is None:
        abort(404)
    known = request.args.get("v") == vendor.VERSION
    return deliver(found.body, found.mimetype, etag=vendor.VERSION, is_immutable=known)
