"""Geometries of rows, parsed once in a process and right after any change.

The rows are read each time, their geometry as the database keeps it; what is
remembered is the parsed shape of that very text, so that a change by another
process cannot be missed and nothing needs to be told to forget.
"""

from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import ColumnElement, type_coerce
from sqlalchemy.types import NullType

from gi_registry.areas.models import AreaVersion, Division
from gi_registry.geo.crs import SRID

_REMEMBERED = 2_000

Kept = bytes | str | None
"""A geometry as the database keeps it: WKB, hexadecimal EWKB, or none."""


def kept(table: type[AreaVersion | Division]) -> ColumnElement[Any]:
    """Return the column of a table's geometry, unparsed, to be selected."""
    return type_coerce(table.geometry, NullType()).label("kept")


def shape(kept: Kept) -> BaseGeometry | None:
    """Return the geometry that the database keeps."""
    return None if kept is None else _parsed(kept)


@lru_cache(maxsize=_REMEMBERED)
def _parsed(kept: bytes | str) -> BaseGeometry:
    geometry: BaseGeometry = shapely.from_wkb(kept)
    return shapely.set_srid(geometry, SRID)
