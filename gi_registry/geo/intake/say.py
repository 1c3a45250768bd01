"""The findings of a judgement: each with its figures and what to do next."""

from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.declared import M2_PER_MU
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight
from gi_registry.geo.locate import length_words

_MU_PER_HA = 15
_ABOUT = 1.25


def size_words(square_metres: float) -> Words:
    """Return an area as 3.25 亩（2,167 平方米）."""
    mu, m2 = square_metres / M2_PER_MU, round(square_metres, 1)
    figure = f"{m2:,.0f}" if m2 >= 100 else f"{m2:,.1f}"  # noqa: PLR2004 -- digits
    return Words(f"{mu:,.2f} 亩（{figure} 平方米）", f"{mu:,.2f} mu ({figure} m2)")


def _refused(reason: Reason, zh: str, en: str) -> Finding:
    return Finding(reason, Weight.REFUSAL, Words(zh, en))


def _warned(reason: Reason, zh: str, en: str) -> Finding:
    return Finding(reason, Weight.WARNING, Words(zh, en))


def no_geometry() -> Finding:
    """Say that a feature has attributes alone."""
    return _refused(
        Reason.NO_GEOMETRY,
        "这一项没有图形，只有属性。请在绘图软件中补画，或删去这一行。",
        "This row has no geometry. Draw it, or delete the row.",
    )


def empty_geometry() -> Finding:
    """Say that a feature's geometry has no points."""
    return _refused(
        Reason.EMPTY_GEOMETRY,
        "这一项的图形是空的。请补画或删去。",
        "Its geometry is empty. Draw it, or delete the feature.",
    )


def not_a_polygon(kind: str) -> Finding:
    """Say that a feature is a point or a line."""
    return _refused(
        Reason.NOT_A_POLYGON,
        f"它是 {kind}，不是面。地块请画成闭合的面。",
        f"It is a {kind}, not a polygon. Draw the plot as a closed outline.",
    )


def taken_from_collection() -> Finding:
    """Say that a collection's polygons were taken and the rest left."""
    return _warned(
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
    return _refused(
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
    return _refused(
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
    return _warned(
        Reason.REWOUND,
        "内环与外环方向相同，已按空洞处理并改正方向。请确认它确实是空洞。",
        "A hole ran the same way as its shell; it was taken as a hole and turned. "
        "Make sure that it is one.",
    )


def zero_area() -> Finding:
    """Say that an outline encloses nothing."""
    return _refused(
        Reason.ZERO_AREA,
        "各点在一条线上，围不成面积。请按地块边界描点。",
        "Its points lie on one line and enclose nothing. Draw the plot's edge.",
    )


def below_minimum(measured_m2: float) -> Finding:
    """Say that an outline encloses less than 1 m2."""
    return _refused(
        Reason.AREA_BELOW_MINIMUM,
        f"面积只有 {measured_m2:.3g} 平方米，不足 1 平方米。"
        "请核对坐标系和单位，或删去误画的图形。",
        f"It measures {measured_m2:.3g} m2, less than 1 m2. Check the coordinate "
        "system and the units, or delete it.",
    )


def sliver(width_m: float, length_m: float) -> Finding:
    """Say that a polygon is a thread."""
    return _refused(
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
    return _warned(
        Reason.SIMPLIFIED,
        f"边界有 {before:,} 个点，已简化为 {after:,} 个：偏离不超过 "
        f"{tolerance_m:g} 米，面积变化 {change:.4%}。",
        f"The outline of {before:,} points was simplified to {after:,}: no more than "
        f"{tolerance_m:g} m off, the area changed by {change:.4%}.",
    )


def too_large(points: int) -> Finding:
    """Say that an outline has more points than can be simplified away."""
    return _refused(
        Reason.TOO_LARGE,
        f"边界有 {points:,} 个点，简化后仍超过上限。请在绘图软件中简化后重新导出。",
        f"The outline has {points:,} points, too many even when simplified. Simplify "
        "it in the drawing program and export it again.",
    )


def too_many_points(points: int, most: int) -> Finding:
    """Say that an outline has more points than a plot may have."""
    return _refused(
        Reason.TOO_LARGE,
        f"边界有 {points:,} 个点，一个地块最多 {most:,} 个。"
        "请在绘图软件中简化，或分成几个地块。",
        f"The outline has {points:,} points, a plot at most {most:,}. Simplify it in "
        "the drawing program, or split the plot.",
    )


def larger_than_a_plot(measured_m2: float, most_m2: float) -> Finding:
    """Say that an outline is larger than one plot may be."""
    measured, most = size_words(measured_m2), size_words(most_m2)
    return _refused(
        Reason.TOO_LARGE,
        f"面积 {measured.zh}，一个地块最多 {most.zh}。"
        "请核对坐标，或分成几个地块；产地范围请由管理人员导入。",
        f"It measures {measured.en}, a plot at most {most.en}. Check the coordinates "
        "or split it; the outline of an area is imported by officers.",
    )


def differs_from_declared(declared_m2: float, measured_m2: float) -> Finding:
    """Say that the declared area is not the measured one."""
    declared, measured = size_words(declared_m2), size_words(measured_m2)
    guess = _unit_guess(declared_m2 / measured_m2)
    return _warned(
        Reason.AREA_DIFFERS_FROM_DECLARED,
        f"填报 {declared.zh}，按边界量得 {measured.zh}。{guess.zh}"
        "请核对；相差超过一半的，登记时以量得的面积为准。",
        f"{declared.en} are declared, the outline measures {measured.en}. "
        f"{guess.en}Check them; where they differ by more than half, the measured "
        "area is registered.",
    )


def _unit_guess(ratio: float) -> Words:
    for factor, words in _MISTAKES.items():
        if factor / _ABOUT <= ratio <= factor * _ABOUT:
            return words
    return Words("", "")


_MISTAKES = {
    1 / _MU_PER_HA: Words(
        "正好约十五分之一，像是把公顷数当作亩填了（1 公顷 = 15 亩）。",
        "That looks like hectares for mu (1 hectare = 15 mu). ",
    ),
    _MU_PER_HA: Words(
        "正好约 15 倍，像是把亩数当作公顷填了（1 公顷 = 15 亩）。",
        "That looks like mu for hectares (1 hectare = 15 mu). ",
    ),
    M2_PER_MU: Words(
        "正好约 667 倍，像是把平方米数当作亩填了。",
        "That looks like square metres for mu. ",
    ),
    1 / M2_PER_MU: Words(
        "正好约 1/667，像是把亩数当作平方米填了。",
        "That looks like mu for square metres. ",
    ),
}


def duplicate(other: str) -> Finding:
    """Say that a plot is another one again; `other` names it."""
    return _refused(
        Reason.DUPLICATE,
        f"与{_of(other).zh}是同一块地。请删去重复的一个。",
        f"It is the same plot as {_of(other).en}. Delete one of the two.",
    )


def contained(other: str) -> Finding:
    """Say that a plot lies in another one."""
    return _refused(
        Reason.CONTAINED_IN_OTHER_PLOT,
        f"整个落在{_of(other).zh}里面，会重复计算。请从大地块中扣除，或只留一个。",
        f"It lies within {_of(other).en} and would be counted twice. Cut it out of "
        "the larger one, or keep only one of them.",
    )


def overlap(other: str, share: float, overlap_m2: float, *, refuses: bool) -> Finding:
    """Say that a plot overlaps another one.

    Args:
        other: names it.
        share: of the smaller of the two, 0 to 1.
        overlap_m2: what both claim, m2.
        refuses: whether that is too much.
    """
    size, named = size_words(overlap_m2), _of(other)
    limit = Words("超过 5%，", ", over 5 %") if refuses else Words("", "")
    return Finding(
        Reason.OVERLAP,
        Weight.REFUSAL if refuses else Weight.WARNING,
        Words(
            f"与{named.zh}重叠 {size.zh}，占较小一块的 {share:.1%}，{limit.zh}"
            "请核对共同的边界。",
            f"It overlaps {named.en} by {size.en}, {share:.1%} of the smaller one"
            f"{limit.en}. Check the edge between them.",
        ),
    )


def small_overlap(other: str, width_m: float) -> Finding:
    """Say that two neighbours overlap by less than half a metre."""
    return _warned(
        Reason.SMALL_OVERLAP,
        f"与{_of(other).zh}的边界重叠约 {width_m:.2f} 米宽，描边时请捕捉到同一条线。",
        f"Along its edge it overlaps {_of(other).en} by about {width_m:.2f} m; snap "
        "both to one line.",
    )


def small_gap(other: str, width_m: float) -> Finding:
    """Say that two neighbours are less than half a metre apart."""
    return _warned(
        Reason.SMALL_GAP,
        f"与{_of(other).zh}之间留有约 {width_m:.2f} 米的缝，描边时请捕捉到同一条线。",
        f"Between it and {_of(other).en} a gap of about {width_m:.2f} m is left; snap "
        "both to one line.",
    )


def _of(other: str) -> Words:
    """Name the other plot; another producer's has no name here."""
    if not other:
        return Words(
            "另一生产者已登记的地块", "a plot that another producer has registered"
        )
    return Words(f"地块“{other}”", f"the plot “{other}”")


def outside(domain: Words, distance_m: float, hint: Words | None = None) -> Finding:
    """Say that a plot lies outside what it ought to lie in.

    Args:
        domain: its name.
        distance_m: how far away, metres.
        hint: what would make it right.
    """
    far = length_words(distance_m)
    then = hint or Words(
        "请核对坐标系、带号和所选的县。",
        " Check the coordinate system, its zone and the county named.",
    )
    return _refused(
        Reason.OUTSIDE_AREA,
        f"不在{domain.zh}范围内，相距 {far.zh}。{then.zh}",
        f"It is not in {domain.en} but {far.en} away.{then.en}",
    )


def other_zone(meridian: int, crs: Crs, domain: Words) -> Words:
    """Say that another central meridian would bring a plot where it belongs."""
    return Words(
        f"按中央经线 {meridian}°（{crs}）就落在{domain.zh}，多半是选错了带。"
        f"请改选 {crs} 重新判读。",
        f" Around {meridian}°E ({crs}) it would lie in {domain.en}: most likely the "
        f"wrong zone was named. Choose {crs} and read the file again.",
    )


def partly_outside(
    domain: Words, share_inside: float, neighbour: str | None, *, refuses: bool
) -> Finding:
    """Say that a plot reaches out of what it ought to lie in."""
    zh = f"，其余在{neighbour}" if neighbour else ""
    en = f", the rest in {neighbour}" if neighbour else ""
    return Finding(
        Reason.PARTLY_OUTSIDE_AREA,
        Weight.REFUSAL if refuses else Weight.WARNING,
        Words(
            f"只有 {share_inside:.1%} 在{domain.zh}范围内{zh}。"
            "界线图有误差，请实地核对归属。",
            f"Only {share_inside:.1%} of it is in {domain.en}{en}. The drawn line is "
            "not exact: check on the ground where it belongs.",
        ),
    )


def partly_outside_province(share_inside: float, *, refuses: bool) -> Finding:
    """Say that a plot reaches over the province's border."""
    return Finding(
        Reason.PARTLY_OUTSIDE_PROVINCE,
        Weight.REFUSAL if refuses else Weight.WARNING,
        Words(
            f"跨过省界，省内只有 {share_inside:.1%}。请只画省内的部分，"
            "或提供更精确的界线。",
            f"It crosses the province's border, only {share_inside:.1%} of it is "
            "inside. Draw the part inside alone, or bring a more exact border.",
        ),
    )


def near_border(
    domain: Words, distance_m: float, uncertainty_m: float, *, inside: bool
) -> Finding:
    """Say that the border is nearer than it is known."""
    far, off = length_words(distance_m), length_words(uncertainty_m)
    side = Words("界内", "inside") if inside else Words("界外", "outside")
    return _warned(
        Reason.NEAR_BORDER,
        f"在{domain.zh}{side.zh}，距界线 {far.zh}，而界线图误差约 {off.zh}，"
        "仅凭坐标不能判定。请实地核对。",
        f"It is {side.en} {domain.en}, {far.en} from a border that is known to about "
        f"{off.en}: coordinates alone cannot say. Check on the ground.",
    )


def offset_suspected(
    crs: Crs, given_m: float, shifted_m: float, *, refuses: bool
) -> Finding:
    """Say that coordinates seem to be those of a Chinese web map.

    Args:
        crs: GCJ-02 or BD-09, in which they fit.
        given_m: how far the outline is from the border as given, median, metres.
        shifted_m: the same once the offset is undone.
        refuses: whether nobody vouches for the coordinate system.
    """
    far, near = length_words(given_m), length_words(shifted_m)
    then = Words(
        f"请问清来源；如是，请选 {crs}（--crs {crs}）重新判读。",
        f"Ask where it was drawn; if so, choose {crs} (--crs {crs}) and read it again.",
    )
    return Finding(
        Reason.GCJ02_SUSPECTED,
        Weight.REFUSAL if refuses else Weight.WARNING,
        Words(
            f"像是 {crs} 坐标（{_MAPS[crs].zh}上描的）：按所给坐标离界线约 {far.zh}，"
            f"改正偏移后约 {near.zh}。{then.zh}",
            f"It looks like {crs} (drawn on {_MAPS[crs].en}): as given it is about "
            f"{far.en} from the border, with the offset undone {near.en}. {then.en}",
        ),
    )


_MAPS = {
    Crs.GCJ02: Words("高德、腾讯地图", "Amap or Tencent"),
    Crs.BD09: Words("百度地图", "Baidu"),
}
