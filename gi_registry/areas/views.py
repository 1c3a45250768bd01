"""Areas, divisions and the question where a point lies, in the API."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from gi_registry.areas import geojson, service
from gi_registry.areas.errors import AreaNotFoundError, CrsMissingError
from gi_registry.areas.rules import DivisionLevel
from gi_registry.areas.schemas import (
    DetailSchema,
    DivisionSchema,
    DivisionsQuerySchema,
    LocatedSchema,
    WhereSchema,
)
from gi_registry.areas.service import ATTRIBUTION, DrawnArea
from gi_registry.core import clock
from gi_registry.core.access import Permission, requires
from gi_registry.core.delivery import deliver
from gi_registry.core.memory import Remembered
from gi_registry.core.sessions import read, registry
from gi_registry.geo import crs
from gi_registry.products import service as products

GEOJSON = "application/geo+json"
_collections = Remembered[bytes](4)

api = Blueprint(
    "areas", __name__, description="Production areas, divisions and where a point lies."
)


@api.get("/areas/locate")
@requires(Permission.PUBLIC)
@api.arguments(WhereSchema, location="query")
@api.response(200, LocatedSchema)
def locate(where: dict[str, Any]) -> dict[str, Any]:
    """Say in which county and in which products' areas a point lies."""
    if not where["crs"]:
        raise CrsMissingError
    given = (float(where["lon"]), float(where["lat"]))
    ((lon, lat),) = crs.to_cgcs2000([given], crs.parse(where["crs"])).tolist()
    with read() as session:
        county = service.county_at(session, lon, lat)
        names = service.full_names(session, [county.code]) if county else {}
        return {
            "lon": lon,
            "lat": lat,
            "crs": geojson.CRS,
            "county": {"code": county.code, "name": names[county.code]}
            if county
            else None,
            "products": [
                {
                    "code": there.code,
                    "name": there.name,
                    "answer": there.test.answer.value,
                    "distance_m": there.test.distance_m,
                    "uncertainty_m": there.test.uncertainty_m,
                    "words": there.test.words,
                }
                for there in service.products_at(session, lon, lat, on=clock.today())
            ],
        }


@api.get("/divisions")
@requires(Permission.PUBLIC)
@api.arguments(DivisionsQuerySchema, location="query")
@api.response(200, DivisionSchema(many=True))
def divisions(query: dict[str, Any]) -> list[Any]:
    """List the divisions in force, without their geometry."""
    level = DivisionLevel(query["level"]) if query["level"] else None
    with read() as session:
        return service.divisions(session, level)


@api.get("/areas.geojson")
@requires(Permission.PUBLIC)
@api.arguments(DetailSchema, location="query")
@api.response(200, content_type=GEOJSON)
def areas(query: dict[str, Any]) -> Response:
    """Give every area in force as one GeoJSON document."""
    coarse, on = query["detail"] == "overview", clock.today()
    with read() as session:
        etag = service.areas_stamp(session, on=on)
        if coarse:
            etag += f"-{service.layer(session).stamp}"

        def make() -> bytes:
            found = service.areas_in_force(session, on=on, coarse=coarse)
            document = geojson.collection(found, coarse=coarse, attribution=ATTRIBUTION)
            return geojson.dumped(document)

        body = _collections.get((registry().database.url, etag), make)
    return deliver(body, GEOJSON, etag=etag)


@api.get("/areas/<code>.geojson")
@requires(Permission.PUBLIC)
@api.response(200, content_type=GEOJSON)
def area_file(code: str) -> Response:
    """Give a product's area in force as a GeoJSON file to keep."""
    answer = _one(code)
    answer.headers["Content-Disposition"] = f'attachment; filename="{code}.geojson"'
    return answer


@api.get("/products/<code>/area")
@requires(Permission.PUBLIC)
@api.response(200, content_type=GEOJSON)
def area(code: str) -> Response:
    """Give a product's area in force as a GeoJSON feature with its clauses."""
    return _one(code)


def _one(code: str) -> Response:
    with read() as session:
        gi = products.by_code(session, code)
        version = service.current_area(session, gi.id, on=clock.today())
        if version is None:
            raise AreaNotFoundError(code)
        document = geojson.feature(DrawnArea(version, version.geometry))
    etag = f"{code}-{version.id}-{version.number}-{version.made_at.timestamp():.0f}"
    return deliver(geojson.dumped(document), GEOJSON, etag=etag)
