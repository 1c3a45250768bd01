"""JSON shapes of visits to the place of production, and of their photos."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Choice, Day, Text
from gi_registry.geo.crs import Crs

_FAR: Final = 100_000_000

VISIT: Final[dict[str, Any]] = {
    "visited_on": "2026-11-12",
    "officer_one": "示例甲",
    "officer_two": "示例乙",
    "lon": 112.3205,
    "lat": 37.3205,
    "crs": "EPSG:4490",
    "finding": "车间与地块均在范围内",
}
"""An example, published in the description of the API."""


class VisitSchema(Schema):
    """A visit to the place of production, by two officers.

    Its photos come before, to `/applications/{number}/visit-photos`.
    """

    visited_on = Day(required=True)
    officer_one = Text(required=True, longest=60)
    officer_two = Text(required=True, longest=60)
    lon = fields.Float(required=True, validate=validate.Range(-_FAR, _FAR))
    lat = fields.Float(required=True, validate=validate.Range(-_FAR, _FAR))
    crs = Choice([crs.value for crs in Crs], required=True)
    finding = Text(required=True, longest=2_000)
    reason = Text(load_default="", longest=2_000)


class VisitDaySchema(Schema):
    """The visit that a photo shows."""

    visited_on = Day(required=True)


class VisitPhotoSchema(Schema):
    """A photo of a visit, with what its EXIF says: a hint, never a proof."""

    sha256 = fields.String(required=True)
    visited_on = fields.Date(required=True)
    taken_at = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The camera's own time, without a zone."},
    )
    lon = fields.Float(
        required=True, allow_none=True, metadata={"description": "WGS 84, degrees."}
    )
    lat = fields.Float(
        required=True, allow_none=True, metadata={"description": "WGS 84, degrees."}
    )
    distance_m = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Metres to the stated position, once it is stated."},
    )


class VisitPhotosSchema(Schema):
    """The photos of an application's visits."""

    items = fields.List(fields.Nested(VisitPhotoSchema), required=True)
