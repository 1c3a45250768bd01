"""Which figures of the year before stand beside a report, and what is said of them."""

from collections.abc import Sequence
from typing import Final

from gi_registry.annual_reports.rules.calendar import FIRST_YEAR
from gi_registry.annual_reports.rules.states import FILED, ReportState
from gi_registry.core.words import Words

_HEADS: Final = {
    ReportState.SUBMITTED: Words("上年（待审）", "Last year (under review)"),
    ReportState.RETURNED: Words("上年（退回）", "Last year (returned)"),
}
_ACCEPTED: Final = Words("上年", "Last year")


def shown_version(states: Sequence[ReportState]) -> int | None:
    """Return which version of a year's report is shown beside the next year's.

    The newest that is filed; where none stands, the newest that was handed in.

    Args:
        states: of all versions, oldest first.

    Returns:
        Its place among them; None where none was ever handed in.
    """
    filed = [at for at, state in enumerate(states) if state in FILED]
    handed_in = [at for at, s in enumerate(states) if s is not ReportState.DRAFT]
    return max(filed or handed_in, default=None)


def head_of(state: ReportState | None) -> Words:
    """Return what stands over last year's figures, or before one of them."""
    return _HEADS.get(state, _ACCEPTED) if state else _ACCEPTED


def words_of(state: ReportState, year: int) -> Words:
    """Say in which state the figures of a year are that stand beside the next's."""
    if state is ReportState.SUBMITTED:
        return Words(
            f"上年数字取自 {year} 年度年报，该年报在县级审核，尚未通过。",
            f"Last year's figures are those of the report on {year}, which the county "
            "has not accepted yet.",
        )
    if state in FILED:
        return Words(
            f"上年数字取自已通过的 {year} 年度年报。",
            f"Last year's figures are those of the accepted report on {year}.",
        )
    return Words(
        f"{year} 年度年报已退回，数字未通过审核，只供对照，不用于与上年的核对。",
        f"The report on {year} was returned: its figures are not accepted. They are "
        "shown for comparison only; nothing is checked against them.",
    )


def why_none(year: int, *, was_due: bool) -> Words:
    """Say why there are no figures of a year to stand beside the next's.

    Args:
        year: the one without figures.
        was_due: whether the user had to report on it.
    """
    if year < FIRST_YEAR:
        return Words(
            f"没有上年数字：本系统自 {FIRST_YEAR} 年度起收年报。",
            "There are no figures of last year: reports are taken here from "
            f"{FIRST_YEAR} on.",
        )
    if not was_due:
        return Words(
            f"没有上年数字：{year} 年没有用标许可，不需要报年报。",
            f"There are no figures of last year: the permission was not in force in "
            f"{year}, so no report was due.",
        )
    return Words(
        f"没有上年数字：{year} 年度年报还没有提交；补报后会列在旁边。",
        f"There are no figures of last year: the report on {year} was not handed in. "
        "Once it is, they stand here.",
    )
