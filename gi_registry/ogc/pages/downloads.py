"""Public layers as files to keep, and what the open-data page says of them."""

import logging
from collections.abc import Iterator
from typing import Any

from flask import Response, request

from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.sessions import registry
from gi_registry.ogc.files import FORMATS
from gi_registry.ogc.pages.blueprint import pages
from gi_registry.ogc.service import files

log = logging.getLogger(__name__)


@pages.get("/downloads/<name>")
@requires(Permission.PUBLIC)
def download(name: str) -> Response:
    """Give a public layer as a file."""
    found = files.made(_place(), name, on=clock.today())
    answer = Response(found.path.read_bytes(), mimetype=found.format.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.set_etag(found.etag)
    answer.make_conditional(request, accept_ranges=True, complete_length=found.size)
    return answer


@pages.app_context_processor
def _offered() -> dict[str, Any]:
    return {"layer_files": _files_of}


def _files_of(layer: str) -> Iterator[files.Made]:
    """Give a layer's files with their sizes; makes those that are not there."""
    try:
        for ext in FORMATS:
            yield files.made(_place(), f"{layer}.{ext}", on=clock.today())
    except OSError:  # the page says the rest without them
        log.exception("file of a layer not made")


def _place() -> files.Place:
    parts = registry()
    settings = parts.settings
    return files.Place(parts.database, settings.data_dir, settings.base_url)
