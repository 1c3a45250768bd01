"""Areas as GeoJSON (RFC 7946), with what the standard has no member for.

Coordinates are CGCS2000, which RFC 7946 takes for WGS84: the two differ by
decimetres, and `properties.crs` says which it is.
"""

import json
from collections.abc import Iterable
from typing import Any

import shapely

from gi_registry.areas.rules import CLAUSE_STATUS_WORDS
from gi_registry.areas.service import DrawnArea

CRS = "EPSG:4490"
_EXACT, _COARSE = 6, 4
"""Decimals: a decimetre, which is how the layers come, and ten metres."""


def feature(area: DrawnArea, *, coarse: bool = False) -> dict[str, Any]:
    """Return one area; its geometry is null where it is not drawn."""
    version, gi = area.version, area.version.gi
    return {
        "type": "Feature",
        "id": gi.code,
        "geometry": _geometry(area, _COARSE if coarse else _EXACT),
        "properties": {
            "code": gi.code,
            "name": gi.name_zh,
            "name_en": gi.name_en,
            "crs": CRS,
            "detail": "overview" if coarse else "full",
            "version": version.number,
            "valid_from": version.valid_from.isoformat(),
            "valid_to": version.valid_to.isoformat() if version.valid_to else None,
            "text": version.text,
            "finest_level": version.finest_level.value,
            "finer_than_polygon": version.finest_level.finer_than_polygon,
            "uncertainty_m": version.uncertainty_m,
            "area_m2": version.area_m2,
            "source": version.source,
            "evidence": version.evidence.value,
            "confirmed": version.decided_by_id is not None,
            "made_at": version.made_at.isoformat(),
            "counties": [county.code for county in version.counties],
            "clauses": [
                {
                    "ordinal": clause.ordinal,
                    "text": clause.text,
                    "kind": clause.kind.value,
                    "begins": clause.begins,
                    "ends": clause.ends,
                    "division": clause.division_code,
                    "codes": clause.codes,
                    "status": clause.status.value,
                    "status_words": CLAUSE_STATUS_WORDS[clause.status]._asdict(),
                    "cause": clause.cause.value if clause.cause else None,
                    "reason": clause.reason,
                    "reason_en": clause.reason_en,
                    "evidence": clause.evidence,
                }
                for clause in version.clauses
            ],
        },
    }


def collection(
    areas: Iterable[DrawnArea], *, coarse: bool, attribution: str
) -> dict[str, Any]:
    """Return areas as one document, with where their borders come from."""
    return {
        "type": "FeatureCollection",
        "crs_name": CRS,
        "attribution": attribution,
        "features": [feature(area, coarse=coarse) for area in areas],
    }


def dumped(document: dict[str, Any]) -> bytes:
    """Return a document as compact UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _geometry(area: DrawnArea, decimals: int) -> dict[str, Any] | None:
    if area.geometry is None:
        return None
    rounded = shapely.transform(
        shapely.orient_polygons(area.geometry), lambda points: points.round(decimals)
    )
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return geometry
