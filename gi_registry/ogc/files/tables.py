"""Layers as GeoPackage, Shapefile and GeoParquet.

GDAL and Arrow are imported when a file is made: both are large, and seldom needed.
"""

import json
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from gi_registry.core import csvfile
from gi_registry.ogc.files.layer import CRS, PublicLayer
from gi_registry.ogc.rules.collections import Form, Property

_LONGEST = 254
"""Bytes of a text in a Shapefile."""
_SHORT: Final = {
    "finest_level": "finest",
    "finer_than_polygon": "finer",
    "uncertainty_m": "uncert_m",
}
"""Names of more than ten characters, as a Shapefile has them."""
_DTYPES: Final[dict[Form, Any]] = {
    Form.INTEGER: np.int64,
    Form.BOOLEAN: np.bool_,
    Form.DAY: "datetime64[D]",
}


def write_geopackage(path: Path, layer: PublicLayer) -> None:
    """Write a layer as GeoPackage; its metadata tables say what it is."""
    about = layer.about()
    _write(
        path,
        layer,
        driver="GPKG",
        names=["id", *(each.name for each in layer.fields)],
        columns=[_ids(layer), *(_column(layer, each) for each in layer.fields)],
        dataset_options={"VERSION": "1.2"},  # newer ones make GDAL 3.6 complain
        layer_metadata={name.upper(): text for name, text in about.items()},
        layer_options={
            "IDENTIFIER": about["title"],
            "DESCRIPTION": " ".join(about[n] for n in ("description", "licence")),
            "GEOMETRY_NAME": "geometry",
        },
    )


def write_shapefile(path: Path, layer: PublicLayer) -> None:
    """Write a layer as a zipped Shapefile with what its format cannot hold."""
    folder = path.with_suffix("")
    folder.mkdir()
    names = [_SHORT.get(each.name, each.name) for each in layer.fields]
    _write(
        folder / f"{layer.of.id}.shp",
        layer,
        driver="ESRI Shapefile",
        names=["id", *names],
        columns=[_ids(layer), *(_cut(_column(layer, each)) for each in layer.fields)],
        encoding="UTF-8",
    )
    meanings = [(each.name, each.words.zh, each.words.en) for each in layer.fields]
    table = [("field", "name", "zh", "en"), ("id", "id", "编号", "Id")]
    table += [(short, *rest) for short, rest in zip(names, meanings, strict=True)]
    _write_csv(folder / "fields.csv", table)
    whole = [["id", *(each.name for each in layer.fields)]]
    values = [layer.values(each) for each in layer.fields]
    ids = [each.id for each in layer.features]
    whole += [list(row) for row in zip(ids, *values, strict=True)]
    _write_csv(folder / f"{layer.of.id}.csv", whole)
    readme = "\n\n".join(f"{name}: {text}" for name, text in layer.about().items())
    readme += (
        "\n\nfields.csv: 字段名对照。names of the fields."
        f"\n\n{layer.of.id}.csv: 完整文字，.dbf 中的文字至多 254 字节。"
        "the texts whole; those in the .dbf end after 254 bytes.\n"
    )
    (folder / "README.txt").write_text(readme, encoding="utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)


def write_geoparquet(path: Path, layer: PublicLayer) -> None:
    """Write a layer as GeoParquet 1.1; the file's metadata say what it is."""
    import pyarrow as pa  # noqa: PLC0415 -- see above
    from pyarrow import parquet  # noqa: PLC0415 -- see above

    types = {Form.INTEGER: pa.int64(), Form.BOOLEAN: pa.bool_()}
    columns = {"id": pa.array([each.id for each in layer.features])}
    for each in layer.fields:
        kind = types.get(each.form, pa.string())
        columns[each.name] = pa.array(layer.values(each), kind)
    wkb = [None if g is None else shapely.to_wkb(g) for g in layer.geometries]
    columns["geometry"] = pa.array(wkb, pa.binary())
    drawn = [g for g in layer.geometries if g is not None]
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["MultiPolygon"],
                "crs": pyproj.CRS(CRS).to_json_dict(),
                "orientation": "counterclockwise",
                "edges": "planar",
            }
            | ({"bbox": shapely.total_bounds(drawn).tolist()} if drawn else {})
        },
    }
    said = {"geo": json.dumps(geo)} | layer.about()
    table = pa.table(columns).replace_schema_metadata(said)
    parquet.write_table(table, path, compression="zstd")


def _write(
    path: Path,
    layer: PublicLayer,
    *,
    names: list[str],
    columns: list[NDArray[Any]],
    **options: Any,
) -> None:
    import pyogrio.raw  # noqa: PLC0415 -- see above

    drawn = np.array(layer.geometries, dtype=object)
    pyogrio.raw.write(
        path,
        layer=layer.of.id,
        geometry=shapely.to_wkb(drawn),
        field_data=columns,
        fields=np.array(names),
        geometry_type="MultiPolygon",
        crs=CRS,
        **options,
    )


def _ids(layer: PublicLayer) -> NDArray[Any]:
    return np.array([each.id for each in layer.features], dtype=object)


def _column(layer: PublicLayer, of: Property) -> NDArray[Any]:
    return np.array(layer.values(of), dtype=_DTYPES.get(of.form, object))


def _cut(column: NDArray[Any]) -> NDArray[Any]:
    """Return texts that fit a Shapefile, none ended within a character."""
    if column.dtype != object:
        return column
    cut = [text and text.encode()[:_LONGEST].decode(errors="ignore") for text in column]
    return np.array(cut, dtype=object)


def _write_csv(path: Path, rows: list[Any]) -> None:
    path.write_text("".join(csvfile.lines(rows)), encoding="utf-8", newline="")
