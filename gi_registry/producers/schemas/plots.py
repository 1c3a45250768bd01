"""JSON shapes of a producer's own plots, in the API."""

from typing import Any, Final

from marshmallow import Schema, fields, validate

from gi_registry.core.fields import Text
from gi_registry.producers.schemas.common import PageQuerySchema, PageSchema

PLOT: Final[dict[str, Any]] = {
    "product": "SXGI-001",
    "name": "示例东坡地",
    "outline": "112.330,37.350\n112.331,37.350\n112.331,37.351\n112.330,37.351",
    "crs": "CGCS2000",
    "declared_m2": 9_800,
    "source": "gnss",
}
"""An example, published in the description of the API."""

_LONGEST: Final = 200_000
_LARGEST_M2: Final = 700_000_000


class PlotsQuerySchema(PageQuerySchema):
    """Which plots are wanted."""

    product = fields.String(
        load_default="", metadata={"description": "Code; empty for all."}
    )


class NewPlotSchema(Schema):
    """A plot, or the site of a workshop."""

    product = Text(
        required=True, longest=40, metadata={"description": "Code of the product."}
    )
    name = Text(required=True, longest=60)
    outline = Text(
        required=True,
        longest=_LONGEST,
        metadata={"description": "GeoJSON, WKT, or one point a line as `lon,lat`."},
    )
    crs = Text(
        required=True,
        longest=20,
        metadata={"description": "Of the outline: CGCS2000, WGS84, GCJ-02, EPSG:4525."},
    )
    declared_m2 = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(0, _LARGEST_M2),
        metadata={"description": "As the producer says; 0 for a point."},
    )
    source = fields.String(
        required=True, validate=validate.OneOf(["gnss", "survey", "map", "other"])
    )


class PlotSchema(Schema):
    """A plot of one's own; it is not public."""

    id = fields.Integer(required=True)
    product = fields.String(required=True, attribute="gi.code")
    name = fields.String(required=True)
    division = fields.String(
        required=True,
        attribute="division_code",
        metadata={"description": "County in which its middle lies."},
    )
    declared_m2 = fields.Integer(required=True)
    measured_m2 = fields.Integer(
        required=True, metadata={"description": "Geodesic; 0 for a point."}
    )
    crs_given = fields.String(required=True)
    source = fields.String(required=True)
    version = fields.Integer(required=True, attribute="number")
    outline = fields.Function(
        lambda plot: plot.geometry.__geo_interface__,
        required=True,
        metadata={"type": "object", "description": "GeoJSON, lon and lat in CGCS2000."},
    )
    created_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class PlotsSchema(PageSchema):
    """A page of one's plots that are not ended, oldest first."""

    items = fields.List(fields.Nested(PlotSchema), required=True)
