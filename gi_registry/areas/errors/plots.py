"""Refusals about plots and their size."""

from gi_registry.core.errors import InvalidError
from gi_registry.core.words import Words

_SQUARE_METRES_PER_MU = 2000 / 3
_MU_PER_HECTARE = 15
_ABOUT = 1.5


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
