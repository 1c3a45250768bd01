"""The JSON shapes of areas in the API."""

from marshmallow import Schema, fields

from gi_registry.areas.rules import DivisionLevel
from gi_registry.core.fields import Choice, Number, Text, WordsSchema
from gi_registry.geo.locate import PointAnswer


class WhereSchema(Schema):
    """A point that is asked about."""

    lon = Number(
        required=True,
        least="-1000000000",
        most="1000000000",
        metadata={"description": "Longitude, or easting, in `crs`."},
    )
    lat = Number(
        required=True,
        least="-1000000000",
        most="1000000000",
        metadata={"description": "Latitude, or northing, in `crs`."},
    )
    crs = Text(
        longest=60,
        load_default="",
        metadata={
            "description": "Never guessed: CGCS2000, WGS84, GCJ-02, BD-09 or the EPSG "
            "code of a CGCS2000 Gauss-Kruger projection."
        },
    )


class CountySchema(Schema):
    """The county of a point."""

    code = fields.String(required=True, metadata={"description": "GB/T 2260."})
    name = fields.Nested(WordsSchema, required=True)


class ThereSchema(Schema):
    """A product that a place may belong to."""

    code = fields.String(required=True)
    name = fields.Nested(WordsSchema, required=True)
    answer = fields.String(
        required=True, metadata={"enum": [answer.value for answer in PointAnswer]}
    )
    distance_m = fields.Float(
        required=True, metadata={"description": "To the border of the area, metres."}
    )
    uncertainty_m = fields.Integer(
        required=True,
        metadata={"description": "By how much that border may be off, metres."},
    )
    words = fields.Nested(WordsSchema, required=True)


class LocatedSchema(Schema):
    """What is said of a point."""

    lon = fields.Float(required=True, metadata={"description": "EPSG:4490."})
    lat = fields.Float(required=True, metadata={"description": "EPSG:4490."})
    crs = fields.String(required=True, metadata={"description": "Always EPSG:4490."})
    county = fields.Nested(CountySchema, required=True, allow_none=True)
    products = fields.List(
        fields.Nested(ThereSchema),
        required=True,
        metadata={"description": "Without those whose area is surely elsewhere."},
    )


class DivisionsQuerySchema(Schema):
    """Which divisions."""

    level = Choice(DivisionLevel, load_default="")


class DivisionSchema(Schema):
    """A division in force, without its geometry."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    level = fields.Function(lambda division: division.level.value)
    parent_code = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True)
    area_m2 = fields.Integer(required=True)
    label_lon = fields.Float(required=True)
    label_lat = fields.Float(required=True)
    border_uncertainty_m = fields.Integer(required=True)
    source = fields.String(required=True)


class DetailSchema(Schema):
    """How exact the areas are."""

    detail = Choice(
        ("overview", "full"),
        load_default="full",
        metadata={"description": "`overview` is within about a kilometre."},
    )
