"""Refusals about production areas, plots and their outlines."""

from datetime import date

from gi_registry.core.errors import ConflictError, InvalidError, NotFoundError
from gi_registry.core.words import Words

_SQUARE_METRES_PER_MU = 2000 / 3
_MU_PER_HECTARE = 15
_ABOUT = 1.5


class DivisionsMissingError(NotFoundError):
    """No divisions are loaded, so nothing can be placed."""

    slug = "divisions-missing"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "还没有装载行政区划。请先运行 gi-registry areas load。",
                "No divisions are loaded yet. Run gi-registry areas load first.",
            )
        )


class AreaNotFoundError(NotFoundError):
    """A product has no reading of its area."""

    slug = "area-not-found"

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(
                f"产品 {code} 没有录入产地范围。"
                "请查看公告原文，或联系省级登记管理人员补录。",
                f"No area is entered for {code}. Read the announcement, or ask the "
                "provincial registry to enter it.",
            ),
            code=code,
        )


class ReadingOrderError(ConflictError):
    """A reading would begin before the one that it replaces."""

    slug = "reading-order"

    def __init__(self, *, on: date, since: date) -> None:
        super().__init__(
            Words(
                f"新的产地范围自 {on} 起，早于现行版本的起始日 {since}。"
                "请改用不早于该日的日期。",
                f"The new reading would begin on {on}, before the present one of "
                f"{since}. Use that day or a later one.",
            ),
            on=str(on),
            since=str(since),
        )


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


class PlotKindError(InvalidError):
    """A plot is neither an outline nor a point."""

    slug = "plot-kind"

    def __init__(self, kind: str) -> None:
        super().__init__(
            Words(
                f"地块应为一个面或一个点，而不是 {kind}；几块地请分别登记。",
                f"A plot is one polygon or one point, not a {kind}; enter several "
                "pieces one by one.",
            ),
            field="geometry",
            kind=kind,
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


class PointWithAreaError(InvalidError):
    """A point was given an area."""

    slug = "point-with-area"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "一个点没有面积。加工场所请把面积填为 0；种养地块请画出轮廓。",
                "A point has no area. Enter 0 for a workshop; for land, give its "
                "outline.",
            ),
            field="declared_m2",
        )


class PlotSizeError(InvalidError):
    """An outline is too small or too large for a plot."""

    slug = "plot-size"

    def __init__(self, *, measured_m2: int) -> None:
        mu = measured_m2 / _SQUARE_METRES_PER_MU
        super().__init__(
            Words(
                f"按轮廓量得 {mu:,.2f} 亩，应在 1 平方米与 15 万亩之间。"
                "请核对坐标，过大的请分成几个地块。",
                f"The outline measures {mu:,.2f} mu; it must be between 1 m2 and "
                "150,000 mu. Check the coordinates, or split what is too large.",
            ),
            field="geometry",
            measured_m2=measured_m2,
        )


class PlotAreaMissingError(InvalidError):
    """No area is declared for an outline."""

    slug = "plot-area-missing"

    def __init__(self, *, measured_m2: int) -> None:
        mu = measured_m2 / _SQUARE_METRES_PER_MU
        super().__init__(
            Words(
                f"请填写地块面积；按轮廓量得 {mu:,.2f} 亩。",
                f"Enter the area of the plot; its outline measures {mu:,.2f} mu.",
            ),
            field="declared_m2",
            measured_m2=measured_m2,
        )


class PlotAreaMismatchError(InvalidError):
    """The declared area and the outline differ by more than half."""

    slug = "plot-area-mismatch"

    def __init__(self, *, declared_m2: int, measured_m2: int) -> None:
        declared = declared_m2 / _SQUARE_METRES_PER_MU
        measured = measured_m2 / _SQUARE_METRES_PER_MU
        guess = _unit_guess(declared_m2 / measured_m2)
        super().__init__(
            Words(
                f"填报 {declared:,.2f} 亩，而轮廓量得 {measured:,.2f} 亩，"
                f"相差超过一半。{guess.zh}请核对面积和轮廓后重新提交。",
                f"{declared:,.2f} mu are declared, but the outline measures "
                f"{measured:,.2f} mu: they differ by more than half. {guess.en}"
                "Check the figure and the outline, then send it again.",
            ),
            field="declared_m2",
            declared_m2=declared_m2,
            measured_m2=measured_m2,
        )


def _unit_guess(ratio: float) -> Words:
    """Say which mistake the ratio of declared to measured looks like."""
    if _MU_PER_HECTARE / _ABOUT <= ratio <= _MU_PER_HECTARE * _ABOUT:
        return Words(
            "正好约 15 倍，像是把亩数当作公顷填了（1 公顷 = 15 亩）。",
            "That is about 15 times, as if mu had been entered as hectares "
            "(1 hectare = 15 mu). ",
        )
    if _MU_PER_HECTARE / _ABOUT <= 1 / ratio <= _MU_PER_HECTARE * _ABOUT:
        return Words(
            "正好约十五分之一，像是把公顷数当作亩填了（1 公顷 = 15 亩）。",
            "That is about one fifteenth, as if hectares had been entered as mu "
            "(1 hectare = 15 mu). ",
        )
    return Words(
        "常见的原因是亩与公顷混用（相差 15 倍）或坐标系选错。",
        "The usual cause is mu and hectares mixed up (a factor of 15) or the wrong "
        "coordinate system. ",
    )


class ImportRefusedError(InvalidError):
    """Nothing of a file can be taken."""

    slug = "import-refused"

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(
                f"文件“{name}”没有可以导入的地块，什么都没有写入。"
                "请按判读结果改正后重新导入。",
                f"Nothing of “{name}” can be imported, nothing was written. Correct it "
                "by what was found and import it again.",
            ),
            field="file",
        )


class ImportNotFoundError(NotFoundError):
    """No such import is known to whoever asks."""

    slug = "import-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这次导入。请从导入列表进入。",
                "There is no such import; enter from the list of imports.",
            )
        )


class ImportProductError(InvalidError):
    """Plots are to be registered for nobody's product."""

    slug = "import-product"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "登记地块须写明产品。请选择产品后重新导入。",
                "Name the product that the plots are for, then import again.",
            ),
            field="product",
        )


class ClauseGoneError(NotFoundError):
    """A draft has no clause of that number."""

    slug = "clause-gone"

    def __init__(self, number: int) -> None:
        super().__init__(
            Words(
                f"草稿中没有第 {number} 段。请回到产地页面查看现在的各段。",
                f"The draft has no clause {number}. Go back to the area's page and see "
                "the clauses as they are now.",
            ),
            number=number,
        )


class ClauseNotDrawnError(InvalidError):
    """A clause is called resolved, but nothing draws it."""

    slug = "clause-not-drawn"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "“已确定”要有县级代码或上传的界线。乡镇和村没有图形："
                "请附上界线，或选“待定”。",
                "“Resolved” needs codes of counties or an attached outline. Townships "
                "and villages have no polygon: attach one, or choose "
                "“ambiguous”.",
            ),
            field="status",
        )


class ClauseSplitError(InvalidError):
    """A piece of a clause that is cut in two would be empty."""

    slug = "clause-split"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "分开后有一段是空的。请选另一处。",
                "One of the two pieces would be empty. Choose another place.",
            ),
            field="offset",
        )


class CodeUnknownError(InvalidError):
    """A code is of no division in force, township or village."""

    slug = "code-unknown"

    def __init__(self, code: str) -> None:
        super().__init__(
            Words(
                f"没有代码为“{code}”的县（市、区）、乡镇或村。"
                "县写 6 位、乡镇 9 位、村 12 位，以空格分开。",
                f"No county, township or village has the code “{code}”. Counties have "
                "6 digits, townships 9, villages 12; put spaces between them.",
            ),
            field="codes",
            code=code,
        )


class DraftChangedError(ConflictError):
    """Somebody else changed the draft, or decided, meanwhile."""

    slug = "draft-changed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "您打开页面之后，另一位管理人员改动了这个产地。"
                "没有覆盖任何内容；请看过现在的内容后再做。",
                "Another officer changed this area after you opened the page. Nothing "
                "was overwritten; look at it as it is now and do it again.",
            )
        )


class AreaPolygonError(InvalidError):
    """What is attached to a clause is no polygon."""

    slug = "area-polygon"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "界线应为一个面；一个点不能表示产地范围。",
                "An outline is a polygon; a point does not say how far an area goes.",
            ),
            field="geometry",
        )
