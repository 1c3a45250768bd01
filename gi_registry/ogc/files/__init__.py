"""Public layers as files in five formats, each saying what it is and whence."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gi_registry.core.words import Words
from gi_registry.ogc.files import markup, tables
from gi_registry.ogc.files.layer import PublicLayer


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    Attributes:
        words: what it is for.
        write: writes a layer into a file that is not there yet.
    """

    ext: str
    name: str
    mimetype: str
    words: Words
    write: Callable[[Path, PublicLayer], None]


FORMATS = {
    each.ext: each
    for each in (
        Format(
            "gpkg",
            "GeoPackage",
            "application/geopackage+sqlite3",
            Words(
                "桌面 GIS 首选：一个文件，中文字段不截断",
                "first choice for desktop GIS",
            ),
            tables.write_geopackage,
        ),
        Format(
            "geojson",
            "GeoJSON",
            "application/geo+json",
            Words("网页地图和脚本", "for web maps and scripts"),
            markup.write_geojson,
        ),
        Format(
            "zip",
            "Shapefile",
            "application/zip",
            Words(
                "较早的软件：UTF-8，字段名至多 10 个字符，长文字另附 CSV",
                "for older software: UTF-8, names of 10 characters, long texts as CSV",
            ),
            tables.write_shapefile,
        ),
        Format(
            "parquet",
            "GeoParquet",
            "application/vnd.apache.parquet",
            Words("大量数据的分析", "for analysis of much data"),
            tables.write_geoparquet,
        ),
        Format(
            "kml",
            "KML",
            "application/vnd.google-earth.kml+xml",
            Words("在地球软件和手机上查看", "to look at on a globe or a phone"),
            markup.write_kml,
        ),
    )
}
"""The formats by the end of their files' names."""
