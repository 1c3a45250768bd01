"""Refusals about labels that are asked for."""

from datetime import date
from typing import Self

from gi_registry.core.errors import InvalidError, NotFoundError, RefusedError
from gi_registry.core.words import Language, Words, long_day

_ZH, _EN = Language.ZH, Language.EN


class AuthorizationNotUsableError(RefusedError):
    """The mark could not be used on that day."""

    slug = "authorization-not-usable"

    def __init__(self, state: Words | None, *, on: date) -> None:
        zh = state.zh if state else "尚无效力"
        en = state.en if state else "not in force"
        words = Words(
            f"{long_day(on, _ZH)}用标资格的状态为“{zh}”，不能领用或启用标识；"
            "请先向公告载明的管理机构了解原因",
            f"On {long_day(on, _EN)} the right to the mark was “{en}”, so labels "
            "cannot be issued or put to use; ask the authority that the "
            "announcement names",
        )
        super().__init__(words, on=on.isoformat())


class RunNotFoundError(NotFoundError):
    """No run has that number, or it is another producer's."""

    slug = "run-not-found"

    def __init__(self, run: int) -> None:
        words = Words(
            f"没有编号为 {run} 的标识批；请在标识列表中查找",
            f"There is no run {run}; look for it in the list of labels",
        )
        super().__init__(words, field="run", run=run)


class RunNumberError(InvalidError):
    """A run has no such size, net content or pack name."""

    slug = "run-number"

    @classmethod
    def of_size(cls, most: int) -> Self:
        """Say how many labels a run can have."""
        words = Words(
            f"一次可领 1 至 {most:,} 枚；更多请分次领用",
            f"A run has 1 to {most:,} labels; ask for more in several runs",
        )
        return cls(words, field="size")

    @classmethod
    def of_net_content(cls, most: int) -> Self:
        """Say what a pack can hold."""
        words = Words(
            f"净含量应为 1 至 {most:,} 克的整数",
            f"The net content is a whole number of grams, 1 to {most:,}",
        )
        return cls(words, field="net_content_g")

    @classmethod
    def of_pack_name(cls, most: int) -> Self:
        """Say how a pack is named."""
        words = Words(
            f"请写包装名称，如 500 mL 瓶装，不超过 {most} 字",
            f"Name the pack, such as 500 mL bottle, in at most {most} characters",
        )
        return cls(words, field="pack_name")


class RunYearError(InvalidError):
    """Labels are asked for a year whose labels are no longer, or not yet, issued."""

    slug = "run-year"

    def __init__(self, year: int, *, this_year: int) -> None:
        words = Words(
            f"只能领用 {this_year - 1} 年和 {this_year} 年的标识",
            f"Labels are issued for {this_year - 1} and {this_year} only",
        )
        super().__init__(words, field="year", year=year)


class ReportMissingError(RefusedError):
    """Labels of a new tranche were asked for while an annual report is owed."""

    slug = "report-missing"

    def __init__(self, *, year: int, due_on: date, left: int, left_mass: Words) -> None:
        words = Words(
            f"{year} 年年报应在{long_day(due_on, _ZH)}前报送，至今未报，或退回后没有"
            f"重新提交；省级规定未报的不开放新一期标识。现在只能领已开始的一期的剩余 "
            f"{left_mass.zh}，按此净含量最多 {left:,} 枚。请先在“年报”页报送 {year} "
            "年年报，报送后即可领用",
            f"The annual report for {year} was to be handed in by "
            f"{long_day(due_on, _EN)} and is not, or was returned and not handed in "
            "again; the province opens no new tranche while it is owed. "
            f"{left_mass.en} are left of the tranche that was begun, {left:,} labels "
            f"of this pack at most. Hand in the report for {year} under Annual "
            "reports; then labels can be drawn",
        )
        super().__init__(words, field="size", year=year, left=left)


class RunExpiredError(RefusedError):
    """Labels are put to use after the last day of their run."""

    slug = "run-expired"

    def __init__(self, expires_on: date) -> None:
        words = Words(
            f"这批标识只能用到{long_day(expires_on, _ZH)}，之后不能启用；"
            "请退回剩余标识，领用新的",
            f"These labels could be put to use until {long_day(expires_on, _EN)}; "
            "return what is left and ask for new ones",
        )
        super().__init__(words, field="on_day", expires_on=expires_on.isoformat())


class LastDayError(InvalidError):
    """Labels of a year cannot end on that day."""

    slug = "label-last-day"

    def __init__(self, year: int, *, last: date) -> None:
        words = Words(
            f"{year} 年标识的最晚启用日应不早于今天，不晚于{long_day(last, _ZH)}",
            f"Labels of {year} end today or later, and by {long_day(last, _EN)}",
        )
        super().__init__(words, field="last_on", year=year)


class SeasonOverError(RefusedError):
    """Labels of the year can be put to use no longer."""

    slug = "season-over"

    def __init__(self, last_on: date) -> None:
        words = Words(
            f"该产品这一年度的标识只能用到{long_day(last_on, _ZH)}，不再签发；"
            "请领用新年度的标识，有疑问请联系省级管理部门",
            "Labels of this product and year could be put to use until "
            f"{long_day(last_on, _EN)}, so none are issued; ask for labels of the new "
            "year, and the provincial office if in doubt",
        )
        super().__init__(words, field="year", last_on=last_on.isoformat())
