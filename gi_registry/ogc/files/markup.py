"""Layers as GeoJSON (RFC 7946) and KML 2.2, which both are WGS84 by definition."""

import json
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import shapely
from shapely.geometry.base import BaseGeometry

from gi_registry.ogc.files.layer import AS_WGS84, PublicLayer
from gi_registry.ogc.rules.collections import Feature, Form, Property
from gi_registry.ogc.rules.coordinates import Axes, written

_KML_TYPES = {Form.INTEGER: "double", Form.BOOLEAN: "bool"}
"""Areas in m2 are too large for KML's int."""
_COLOUR = "ff4a5c1f"
"""Deep pine, as KML has it: alpha, blue, green, red."""
_FILL = "404a5c1f"


def write_geojson(path: Path, layer: PublicLayer) -> None:
    """Write a layer as GeoJSON."""
    about = layer.about() | {"crs_note": f"{AS_WGS84.zh} {AS_WGS84.en}"}
    features = [
        {
            "type": "Feature",
            "id": each.id,
            "geometry": _geometry(each.geometry),
            "properties": {p.name: each.properties[p.name] for p in layer.fields},
        }
        for each in layer.features
    ]
    document = {"type": "FeatureCollection", "name": layer.of.id} | about
    text = json.dumps(document | {"features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def write_kml(path: Path, layer: PublicLayer) -> None:
    """Write a layer as KML; what is not drawn is a placemark without a place."""
    about = layer.about()
    words = "\n".join([*about.values(), f"{AS_WGS84.zh} {AS_WGS84.en}"])
    schema = "".join(
        f"<SimpleField name={quoteattr(each.name)} "
        f'type="{_KML_TYPES.get(each.form, "string")}"><displayName>'
        f"{escape(f'{each.words.zh} {each.words.en}')}</displayName></SimpleField>"
        for each in layer.fields
    )
    places = "\n".join(
        _placemark(feature, geometry, layer.fields)
        for feature, geometry in zip(layer.features, layer.geometries, strict=True)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document '
        f'id="{layer.of.id}"><name>{escape(about["title"])}</name>'
        f"<description>{escape(words)}</description>"
        f'<Style id="area"><LineStyle><color>{_COLOUR}</color><width>1.5</width>'
        f"</LineStyle><PolyStyle><color>{_FILL}</color></PolyStyle></Style>"
        f'<Schema id="fields" name="{layer.of.id}">{schema}</Schema>\n'
        f"{places}\n</Document></kml>\n"
    )
    path.write_text(text, encoding="utf-8")


def _geometry(geometry: BaseGeometry | None) -> object:
    return None if geometry is None else json.loads(written(geometry, Axes.LON_LAT))


def _placemark(
    feature: Feature, geometry: BaseGeometry | None, fields: tuple[Property, ...]
) -> str:
    values = "".join(
        f"<SimpleData name={quoteattr(each.name)}>{escape(_text(value))}</SimpleData>"
        for each in fields
        if (value := feature.properties[each.name]) is not None
    )
    return (
        f"<Placemark id={quoteattr(feature.id)}><name>{escape(feature.name.zh)}</name>"
        f"<styleUrl>#area</styleUrl>{_period(feature)}<ExtendedData>"
        f'<SchemaData schemaUrl="#fields">{values}</SchemaData></ExtendedData>'
        f"{_polygons(geometry)}</Placemark>"
    )


def _period(feature: Feature) -> str:
    begin = f"<begin>{feature.since}</begin>" if feature.since else ""
    end = f"<end>{feature.until}</end>" if feature.until else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _polygons(geometry: BaseGeometry | None) -> str:
    if geometry is None:
        return ""
    polygons = "".join(
        f"<Polygon><outerBoundaryIs>{_ring(part.exterior)}</outerBoundaryIs>"
        + "".join(
            f"<innerBoundaryIs>{_ring(hole)}</innerBoundaryIs>"
            for hole in part.interiors
        )
        + "</Polygon>"
        for part in shapely.get_parts(geometry)
    )
    return f"<MultiGeometry>{polygons}</MultiGeometry>"


def _ring(ring: BaseGeometry) -> str:
    points = " ".join(f"{x:.6f},{y:.6f}" for x, y in ring.coords)
    return f"<LinearRing><coordinates>{points}</coordinates></LinearRing>"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
