"""What is said of coordinates, outlines and their size."""

from gi_registry.core.words import Words
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight
from gi_registry.geo.intake.say.common import refused, size_words, warned


def no_geometry() -> Finding:
    """Say that a feature has attributes alone."""
    return refused(
        Reason.NO_GEOMETRY,
        "这一项没有图形，只有属性。请在绘图软件中补画，或删去这一行。",
        "This row has no geometry. Draw it, or delete the row.",
    )


def empty_geometry() -> Finding:
    """Say that a feature's geometry has no points."""
    return refused(
        Reason.EMPTY_GEOMETRY,
        "这一项的图形是空的。请补画或删去。",
        "Its geometry is empty. Draw it, or delete the feature.",
    )


def not_a_polygon(kind: str) -> Finding:
    """Say that a feature is a point or a line."""
    return refused(
        Reason.NOT_A_POLYGON,
        f"它是 {kind}，不是面。地块请画成闭合的面。",
        f"It is a {kind}, not a polygon. Draw the plot as a closed outline.",
    )


def taken_from_collection() -> Finding:
    """Say that a collection's polygons were taken and the rest left."""
    return warned(
        Reason.POLYGON_TAKEN_FROM_COLLECTION,
        "图形集合中只取了面，点和线没有导入。",
        "Of the collection only the polygons were taken, no points or lines.",
    )


def bad_coordinate(why: Words | None = None) -> Finding:
    """Say that a coordinate is no number or lies out of range."""
    said = why or Words(
        "图形中有不是数字的坐标。请改正该点后重新导出。",
        "A coordinate is not a number. Correct that point and export it again.",
    )
    return Finding(Reason.BAD_COORDINATE, Weight.REFUSAL, said)


def axis_order(x: float, y: float) -> Finding:
    """Say that latitude seems to come first."""
    return refused(
        Reason.AXIS_ORDER_SUSPECTED,
        f"经纬度（或东、北坐标）似乎写反了：第一个点写的是 {x:.7g}, {y:.7g}，"
        "对调后才在本省。如确实写反，请选“对调”（--swap-axes）重新判读。",
        f"The axes seem to be swapped: the first point reads {x:.7g}, {y:.7g}, "
        "which is in the province only the other way round. If so, choose to swap "
        "them (--swap-axes) and read the file again.",
    )


def repaired(change: float, dropped_m2: float) -> Finding:
    """Say that an outline crossed itself and what the repair changed.

    Args:
        change: of the area, by the repair, a share.
        dropped_m2: of small loops that were taken off, m2.
    """
    zh, en = "", ""
    if dropped_m2:
        zh = f"去掉了 {dropped_m2:.1f} 平方米的小环，"
        en = f" loops of {dropped_m2:.1f} m2 were taken off,"
    return Finding(
        Reason.SELF_INTERSECTION_REPAIRED,
        Weight.REPAIR,
        Words(
            f"边界自相交，已修正：{zh}面积变化 {change:.2%}。请在图上核对。",
            f"The outline crossed itself and was repaired:{en} the area changed by "
            f"{change:.2%}. Check it on the map.",
        ),
    )


def ambiguous(by_structure: float, by_buffer: float, signed: float) -> Finding:
    """Say that an outline crosses itself so that its area is open; areas in m2."""
    figures = f"{by_structure:,.0f} / {by_buffer:,.0f} / {signed:,.0f}"
    return refused(
        Reason.SELF_INTERSECTION_AMBIGUOUS,
        f"边界自相交，怎样修正并不唯一：三种算法的面积为 {figures} 平方米"
        "（重组边界、零宽缓冲、按点序），相差超过 1%。"
        "请按地块边界顺序重新描点，不要跳点。",
        "The outline crosses itself and can be read in several ways: three methods "
        f"give {figures} m2 (structure, zero buffer, order of points), more than 1 % "
        "apart. Put the points in order along the edge.",
    )


def rewound() -> Finding:
    """Say that a hole ran the way of its shell and was turned."""
    return warned(
        Reason.REWOUND,
        "内环与外环方向相同，已按空洞处理并改正方向。请确认它确实是空洞。",
        "A hole ran the same way as its shell; it was taken as a hole and turned. "
        "Make sure that it is one.",
    )


def zero_area() -> Finding:
    """Say that an outline encloses nothing."""
    return refused(
        Reason.ZERO_AREA,
        "各点在一条线上，围不成面积。请按地块边界描点。",
        "Its points lie on one line and enclose nothing. Draw the plot's edge.",
    )


def below_minimum(measured_m2: float) -> Finding:
    """Say that an outline encloses less than 1 m2."""
    return refused(
        Reason.AREA_BELOW_MINIMUM,
        f"面积只有 {measured_m2:.3g} 平方米，不足 1 平方米。"
        "请核对坐标系和单位，或删去误画的图形。",
        f"It measures {measured_m2:.3g} m2, less than 1 m2. Check the coordinate "
        "system and the units, or delete it.",
    )


def sliver(width_m: float, length_m: float) -> Finding:
    """Say that a polygon is a thread."""
    return refused(
        Reason.SLIVER,
        f"它是一条细缝：长约 {length_m:,.0f} 米，平均宽 {width_m:.2f} 米，"
        "多半是描边时留下的。请删去或并入相邻地块。",
        f"It is a sliver, about {length_m:,.0f} m long and {width_m:.2f} m wide, "
        "most likely left over from tracing. Delete it or join it to its neighbour.",
    )


def simplified(
    before: int, after: int, *, tolerance_m: float, change: float
) -> Finding:
    """Say that an outline of very many points was simplified."""
    return warned(
        Reason.SIMPLIFIED,
        f"边界有 {before:,} 个点，已简化为 {after:,} 个：偏离不超过 "
        f"{tolerance_m:g} 米，面积变化 {change:.4%}。",
        f"The outline of {before:,} points was simplified to {after:,}: no more than "
        f"{tolerance_m:g} m off, the area changed by {change:.4%}.",
    )


def too_large(points: int) -> Finding:
    """Say that an outline has more points than can be simplified away."""
    return refused(
        Reason.TOO_LARGE,
        f"边界有 {points:,} 个点，简化后仍超过上限。请在绘图软件中简化后重新导出。",
        f"The outline has {points:,} points, too many even when simplified. Simplify "
        "it in the drawing program and export it again.",
    )


def too_many_points(points: int, most: int) -> Finding:
    """Say that an outline has more points than a plot may have."""
    return refused(
        Reason.TOO_LARGE,
        f"边界有 {points:,} 个点，一个地块最多 {most:,} 个。"
        "请在绘图软件中简化，或分成几个地块。",
        f"The outline has {points:,} points, a plot at most {most:,}. Simplify it in "
        "the drawing program, or split the plot.",
    )


def larger_than_a_plot(measured_m2: float, most_m2: float) -> Finding:
    """Say that an outline is larger than one plot may be."""
    measured, most = size_words(measured_m2), size_words(most_m2)
    return refused(
        Reason.TOO_LARGE,
        f"面积 {measured.zh}，一个地块最多 {most.zh}。"
        "请核对坐标，或分成几个地块；产地范围请由管理人员导入。",
        f"It measures {measured.en}, a plot at most {most.en}. Check the coordinates "
        "or split it; the outline of an area is imported by officers.",
    )
