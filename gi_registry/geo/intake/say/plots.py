"""What is said of a plot and its declared area, and of the plots beside it."""

from gi_registry.core.words import Words
from gi_registry.geo.intake.declared import M2_PER_MU
from gi_registry.geo.intake.outcomes import Finding, Reason, Weight
from gi_registry.geo.intake.say.common import refused, size_words, warned

_MU_PER_HA = 15
_ABOUT = 1.25


def differs_from_declared(declared_m2: float, measured_m2: float) -> Finding:
    """Say that the declared area is not the measured one."""
    declared, measured = size_words(declared_m2), size_words(measured_m2)
    guess = _unit_guess(declared_m2 / measured_m2)
    return warned(
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
    return refused(
        Reason.DUPLICATE,
        f"与{_of(other).zh}是同一块地。请删去重复的一个。",
        f"It is the same plot as {_of(other).en}. Delete one of the two.",
    )


def contained(other: str) -> Finding:
    """Say that a plot lies in another one."""
    return refused(
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
    return warned(
        Reason.SLIVER,
        f"与{_of(other).zh}的边界重叠约 {width_m:.2f} 米宽，描边时请捕捉到同一条线。",
        f"Along its edge it overlaps {_of(other).en} by about {width_m:.2f} m; snap "
        "both to one line.",
    )


def small_gap(other: str, width_m: float) -> Finding:
    """Say that two neighbours are less than half a metre apart."""
    return warned(
        Reason.SLIVER,
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
