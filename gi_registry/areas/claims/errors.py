"""Refusals about versions of plots and about claims on land."""

from gi_registry.core.errors import ConflictError, NotFoundError, RefusedError
from gi_registry.core.words import Words

_SQUARE_METRES_PER_MU = 2000 / 3


class PlotUnknownError(NotFoundError):
    """There is no such plot, or it is somebody else's."""

    slug = "plot-unknown"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这个地块，或者它不属于您。请从“地块”列表中选择。",
                "There is no such plot, or it is not yours. Choose one from your list "
                "of plots.",
            )
        )


class PlotEndedError(ConflictError):
    """A plot was corrected or ended meanwhile."""

    slug = "plot-ended"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这个地块已被更正或停用。请打开它的现行版本再操作。",
                "This plot has been corrected or ended meanwhile. Open its present "
                "version and try again.",
            )
        )


class PlotNotResumableError(ConflictError):
    """A plot that was ended cannot be taken up again."""

    slug = "plot-not-resumable"

    def __init__(self, *, days: int) -> None:
        super().__init__(
            Words(
                f"只有停用不超过 {days} 天、且没有被更正的地块可以恢复。请重新登记。",
                f"Only a plot that was ended within {days} days and was not corrected "
                "can be taken up again. Register it anew.",
            ),
            days=days,
        )


class SeasonError(RefusedError):
    """A season is over, or too far away to be claimed."""

    slug = "season"

    def __init__(self, *, season: int, present: int) -> None:
        super().__init__(
            Words(
                f"只能登记 {present} 年和 {present + 1} 年产季，不能登记 {season} 年。"
                "请改选其中一个。",
                f"Only the seasons of {present} and {present + 1} can be claimed, not "
                f"{season}. Choose one of them.",
            ),
            field="season",
            season=season,
        )


class PlotOverlapError(ConflictError):
    """Land is claimed already for the same product and season.

    It never says by whom or where: what others hold is not public.

    Args:
        share: of the smaller plot, 0 to 1.
        shared_m2: geodesic, m2.
        season: a year.
        own_name: of the other plot where it is the same producer's.
        plot_ids: those that were to be claimed and are blocked; not shown.
    """

    slug = "plot-overlap"

    def __init__(
        self,
        *,
        share: float,
        shared_m2: float,
        season: int,
        own_name: str | None,
        plot_ids: tuple[int, ...] = (),
    ) -> None:
        mu, part = shared_m2 / _SQUARE_METRES_PER_MU, f"{share:.0%}"
        other = Words("另一登记地块", "another plot that is registered")
        if own_name is not None:
            other = Words(f"您的地块“{own_name}”", f"your plot “{own_name}”")
        super().__init__(
            Words(
                f"这块地有 {mu:,.2f} 亩（占较小地块的 {part}）与{other.zh}重叠，"
                f"后者已登记 {season} 年产季的同一产品；重叠超过 5% 不能重复登记。"
                "请核对边界和坐标系，画错的改正后再提交；确认无误的，"
                "请联系所在县的管理部门现场核对。",
                f"{mu:,.2f} mu of it ({part} of the smaller plot) lie within "
                f"{other.en} for the same product in the season of {season}; land is "
                "not counted twice where more than 5% overlap. Check the outline and "
                "its coordinate system, and correct what is wrong. If it is right, "
                "ask the county office to look at the place.",
            ),
            field="geometry",
            share=round(share, 2),
            shared_m2=round(shared_m2),
            season=season,
        )
        self.plot_ids = plot_ids
