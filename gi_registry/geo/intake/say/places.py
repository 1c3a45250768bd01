"""What is said of where a plot lies, and of what its coordinates are in."""

from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight
from gi_registry.geo.intake.say.common import refused, warned
from gi_registry.geo.locate import length_words


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
    return refused(
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
    return warned(
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


def offset_of_strays(crs: Crs, count: int, county: Words, *, refuses: bool) -> Finding:
    """Say that many plots lie outside their county unless an offset is undone."""
    return Finding(
        Reason.GCJ02_SUSPECTED,
        Weight.REFUSAL if refuses else Weight.WARNING,
        Words(
            f"像是 {crs} 坐标（{_MAPS[crs].zh}上描的）：按所给坐标有 {count} 个地块"
            f"落在{county.zh}以外，改正偏移后都在县内。"
            f"请问清来源；如是，请选 {crs}（--crs {crs}）重新判读。",
            f"It looks like {crs} (drawn on {_MAPS[crs].en}): as given {count} plots "
            f"lie outside {county.en}, with the offset undone all are inside. Ask "
            f"where they were drawn; if so, choose {crs} (--crs {crs}) and read again.",
        ),
    )


_MAPS = {
    Crs.GCJ02: Words("高德、腾讯地图", "Amap or Tencent"),
    Crs.BD09: Words("百度地图", "Baidu"),
}
