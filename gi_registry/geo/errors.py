"""Why a geometry, a coordinate or a file was not taken."""

from gi_registry.core.errors import InvalidError, RefusedError
from gi_registry.core.words import Words


class UnknownCrsError(InvalidError):
    """The coordinate system that was named is not one that we can transform."""

    slug = "crs-unknown"

    def __init__(self, *, named: str) -> None:
        super().__init__(
            Words(
                "不认识坐标系“{named}”。请写 EPSG:4490（CGCS2000）、"
                "EPSG:4326（WGS84）、GCJ-02、BD-09，"
                "或 CGCS2000 高斯-克吕格投影的 EPSG 代码"
                "（4491 至 4554，例如 EPSG:4526）。"
                "西安 80、北京 54 坐标只能随文件导入。",
                "The coordinate system “{named}” is not known. Write EPSG:4490 "
                "(CGCS2000), EPSG:4326 (WGS84), GCJ-02, BD-09, or the EPSG code of a "
                "CGCS2000 Gauss-Kruger projection (4491 to 4554, such as EPSG:4526). "
                "Xian 1980 and Beijing 1954 come in by file import only.",
            ).filled(named=named),
            field="crs",
            named=named,
        )


class CrsMissingError(InvalidError):
    """Neither the file nor the caller says which coordinate system it is in."""

    slug = "crs-missing"

    def __init__(self, *, file: str) -> None:
        super().__init__(
            Words(
                "文件 {file} 没有写明坐标系。请问清来源（手持 GPS、测绘成果、高德或百度"
                "地图上描绘），再选定坐标系重新提交；不能猜。",
                "The file {file} does not say which coordinate system it is in. Ask "
                "where it comes from (GPS receiver, survey, drawn on Amap or Baidu), "
                "then name the coordinate system and send it again; it is not guessed.",
            ).filled(file=file),
            field="crs",
            file=file,
        )


class CrsConflictError(InvalidError):
    """The caller names one coordinate system, the file another."""

    slug = "crs-conflict"

    def __init__(self, *, file: str, in_file: str, declared: str) -> None:
        super().__init__(
            Words(
                "文件 {file} 内写明坐标系为 {in_file}，而提交时选了 {declared}。"
                "请核对后改正其中一处。",
                "The file {file} says that it is in {in_file}, but {declared} was "
                "named with it. Find out which is right and correct the other.",
            ).filled(file=file, in_file=in_file, declared=declared),
            field="crs",
            file=file,
            in_file=in_file,
            declared=declared,
        )


class CoordinateRangeError(InvalidError):
    """A coordinate lies where its coordinate system has none."""

    slug = "coordinate-range"

    def __init__(self, *, x: float, y: float, crs: str) -> None:
        super().__init__(
            Words(
                "坐标 ({x}, {y}) 超出 {crs} 的范围。请检查是否把纬度写在了经度前面、"
                "是否选错了坐标系或带号。",
                "The coordinate ({x}, {y}) lies outside the range of {crs}. Check "
                "whether latitude was written before longitude, or the wrong "
                "coordinate system or zone was named.",
            ).filled(x=x, y=y, crs=crs),
            field="crs",
            x=str(x),
            y=str(y),
            crs=crs,
        )


class ShapeError(InvalidError):
    """A geometry is empty, crosses itself, or is of the wrong kind."""

    slug = "bad-geometry"

    def __init__(self, *, reason: Words) -> None:
        super().__init__(
            Words(
                "这个图形不能用作面：{zh}。请在绘图软件中修正后重新提交。",
                "This shape cannot be used as an area: {en}. Correct it in the "
                "drawing program and send it again.",
            ).filled(zh=reason.zh, en=reason.en),
            field="geometry",
            reason=reason.en,
        )


class LayerFileError(RefusedError):
    """The file cannot be read as a layer of geometries."""

    slug = "unreadable"

    def __init__(self, *, file: str, reason: Words) -> None:
        super().__init__(
            Words(
                "文件 {file} 读不出来：{zh}。请用 GeoJSON、GeoPackage、"
                "FlatGeobuf 或 Shapefile（带 .shx、.dbf、.prj）重新导出后提交。",
                "The file {file} cannot be read: {en}. Export it again as "
                "GeoJSON, GeoPackage, FlatGeobuf or Shapefile (with .shx, .dbf, "
                ".prj) and send that.",
            ).filled(file=file, zh=reason.zh, en=reason.en),
            field="file",
            file=file,
            reason=reason.en,
        )


class LayerUnreadableError(InvalidError):
    """A layer of divisions is not in the scheme of the reference layers."""

    slug = "layer-unreadable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            Words(
                f"区划图层读不出来（{reason}）。"
                "请按 geodata/README.md 的格式准备 GeoJSON：每个要素带 "
                "adcode、name、pinyin、name_en、level、kind、parent、area_km2、label。",
                f"The layer of divisions cannot be read ({reason}). Prepare GeoJSON as "
                "geodata/README.md says: each feature with adcode, name, pinyin, "
                "name_en, level, kind, parent, area_km2 and label.",
            ),
            reason=reason,
        )
