"""The operator's base map, as the map's scripts take it."""

from dataclasses import asdict
from typing import Any

from gi_registry.core.language import said
from gi_registry.core.sessions import registry
from gi_registry.maps.basemaps import base_map_of


def base_map_for_script() -> dict[str, Any] | None:
    """Return what is set, in the language of the request."""
    found = base_map_of(registry().settings)
    if found is None:
        return None
    return asdict(found) | {
        "name": said(found.name),
        "attribution": said(found.attribution),
    }
