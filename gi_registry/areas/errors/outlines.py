"""Refusals about outlines that somebody draws or types."""

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words


class OutlineUnreadableError(InvalidError):
    """The text of an outline is in none of the forms that are read."""

    slug = "outline-unreadable"

    def __init__(self, reason: Words) -> None:
        super().__init__(
            Words(
                f"轮廓读不出来：{reason.zh}。请每行写一个点“经度,纬度”，"
                "如 112.335,37.358，或粘贴 GeoJSON、WKT。",
                f"The outline cannot be read: {reason.en}. Write one point a line as "
                "longitude,latitude, such as 112.335,37.358, or paste GeoJSON or WKT.",
            ),
            field="geometry",
        )


class OutlineTooLongError(InvalidError):
    """An outline has more points than are taken."""

    slug = "outline-too-long"

    def __init__(self, *, points: int, most: int) -> None:
        super().__init__(
            Words(
                f"轮廓有 {points:,} 个点，最多 {most:,} 个。"
                "请在绘图软件中简化，或分成几个地块。",
                f"The outline has {points:,} points, at most {most:,} are taken. "
                "Simplify it in the drawing program, or split the plot.",
            ),
            field="geometry",
            points=points,
            most=most,
        )


class AxesSwappedError(InvalidError):
    """Latitude seems to have been written before longitude."""

    slug = "axis-order-suspected"

    def __init__(self, *, x: float, y: float) -> None:
        super().__init__(
            Words(
                f"经纬度似乎写反了：第一个点写的是 {x:g},{y:g}，不在本省；"
                f"对调后是 {y:g},{x:g}，就在本省。如确实写反，"
                "请把经度写在前面重新提交。",
                f"Longitude and latitude seem to be swapped: the first point reads "
                f"{x:g},{y:g}, which is not in the province; {y:g},{x:g} is. If so, "
                "write longitude first and send it again.",
            ),
            field="geometry",
            suggested=[y, x],
        )


class OutlineCrossesError(InvalidError):
    """An outline crosses itself."""

    slug = "self-intersection"

    def __init__(self, reason: str) -> None:
        super().__init__(
            Words(
                f"轮廓自相交（{reason}）。请沿地块边界按顺序排列各点，"
                "不要跳点或走回头路。",
                f"The outline crosses itself ({reason}). Put the points in order "
                "along the edge, without jumping or going back.",
            ),
            field="geometry",
            reason=reason,
        )


class OutsideProvinceError(InvalidError):
    """A plot lies outside the province."""

    slug = "outside-province"

    def __init__(self, *, lon: float, lat: float) -> None:
        super().__init__(
            Words(
                f"地块中部 {lon:.5f},{lat:.5f} 不在本省范围内。"
                "请核对坐标和坐标系；经度写在前面。",
                f"The middle of the plot, {lon:.5f},{lat:.5f}, is not in the "
                "province. Check the coordinates and their coordinate system; "
                "longitude comes first.",
            ),
            field="geometry",
            lon=lon,
            lat=lat,
        )


class CrsMissingError(InvalidError):
    """A coordinate came without its system."""

    slug = "crs-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "请写明坐标系，如 crs=CGCS2000、WGS84、GCJ-02（高德、腾讯）"
                "或 BD-09（百度）；坐标系不能猜。",
                "Say which coordinate system it is in, such as crs=CGCS2000, WGS84, "
                "GCJ-02 (Amap, Tencent) or BD-09 (Baidu); it is not guessed.",
            ),
            field="crs",
        )


class PointLineError(InvalidError):
    """A line of a list of points is no pair of coordinates."""

    slug = "point-line"

    def __init__(self, number: int, line: str) -> None:
        super().__init__(
            Words(
                f"第 {number} 行“{line}”不是“经度,纬度”。请改正后重新运行。",
                f"Line {number}, “{line}”, is not lon,lat. Correct it and run again.",
            ),
            line=number,
        )
