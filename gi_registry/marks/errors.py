"""One class for each refusal of the ledger of labels."""

from datetime import date
from decimal import Decimal
from typing import Self

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Language, Words, long_day

_ZH, _EN = Language.ZH, Language.EN


class LedgerBrokenError(RuntimeError):
    """Labels do not add up: our fault, and nothing is stored."""


class TermError(InvalidError):
    """A term behind a ceiling cannot be used."""

    slug = "capacity-term"

    @classmethod
    def out_of_bounds(cls, field: str, value: Decimal, most: Decimal | None) -> Self:
        """Say between what it must lie."""
        if most is None:
            words = Words("不能小于 0", "This cannot be below 0")
        else:
            words = Words(f"应在 0 与 {most} 之间", f"Between 0 and {most}")
        return cls(words, field=field, value=str(value))

    @classmethod
    def without_source(cls, field: str) -> Self:
        """Say that a figure needs a source."""
        words = Words(
            "请写明这个数字的依据，如文件名称、测量记录",
            "Say where the figure comes from, such as a document or a measurement",
        )
        return cls(words, field=f"{field}_source")

    @classmethod
    def too_much(cls, field: str) -> Self:
        """Say that the product of the terms is beyond all goods."""
        words = Words(
            "按这些数字算出的产量大得不可能，请核对数量和单位",
            "These terms make an impossible amount; check the quantity and its unit",
        )
        return cls(words, field=field)


class CapacityYearError(InvalidError):
    """Capacity is decided for a year that is not at hand."""

    slug = "capacity-year"

    def __init__(self, year: int, *, this_year: int) -> None:
        words = Words(
            f"只能核定 {this_year - 1} 至 {this_year + 1} 年的可标产量",
            f"Capacity is decided for {this_year - 1} to {this_year + 1} only",
        )
        super().__init__(words, field="year", year=year)


class CapacityReasonError(InvalidError):
    """A decision on capacity gives no reason."""

    slug = "capacity-reason"

    def __init__(self) -> None:
        words = Words(
            "请写明核定理由，会公开记录", "Give the reason; it goes on record"
        )
        super().__init__(words, field="reason")


class CapacityMissingError(RefusedError):
    """Nobody has decided how much may be marked in the year."""

    slug = "capacity-missing"

    def __init__(self, year: int) -> None:
        words = Words(
            f"{year} 年的可标产量尚未核定，不能领用标识；"
            "请联系公告载明的管理机构核定后再申请",
            f"How much may be marked in {year} is not decided yet, so no labels can "
            "be issued; ask the authority that the announcement names to decide it",
        )
        super().__init__(words, field="year", year=year)


class CapacityExceededError(RefusedError):
    """More labels were asked for than the year's capacity leaves."""

    slug = "capacity-exceeded"

    def __init__(
        self, *, asked: int, asked_mass: Words, left: int, left_mass: Words
    ) -> None:
        words = Words(
            f"申请 {asked:,} 枚，合 {asked_mass.zh}；本年度尚可标注 {left_mass.zh}，"
            f"按此净含量最多 {left:,} 枚。请减少数量，或凭新的产量依据申请重新核定",
            f"{asked:,} labels were asked for, {asked_mass.en} of goods; "
            f"{left_mass.en} are left this year, {left:,} labels of this pack at "
            "most. Ask for fewer, or ask for a new decision with new figures",
        )
        super().__init__(words, field="size", asked=asked, left=left)


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


class RangeBoundsError(InvalidError):
    """A range is empty, backwards, or beyond the run."""

    slug = "range-bounds"

    def __init__(self, *, first: int, last: int, run_last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 不在这批标识内；"
            f"本批序号为 0 至 {run_last:,}，起始不能大于截止",
            f"Numbers {first:,} to {last:,} are not within this run; it has 0 to "
            f"{run_last:,}, and the first cannot be after the last",
        )
        super().__init__(words, field="first", first=first, run_last=run_last)


class RangeTakenError(ConflictError):
    """Something has happened to labels of the range already."""

    slug = "range-taken"

    def __init__(self, *, first: int, last: int, state: Words) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 已登记为“{state.zh}”；请核对卷上的序号",
            f"Numbers {first:,} to {last:,} are recorded as “{state.en}” already; "
            "check the numbers on the roll",
        )
        super().__init__(words, field="first", first=first, last=last)


class RangeReasonError(InvalidError):
    """Labels are declared dead without saying why."""

    slug = "range-reason"

    def __init__(self) -> None:
        words = Words(
            "请写明原因，如贴标时损坏、运输途中遗失，不超过 500 字",
            "Say why, such as spoilt while labelling or lost on the way, in at most "
            "500 characters",
        )
        super().__init__(words, field="reason")


class RangeDayError(InvalidError):
    """It cannot have happened on that day."""

    slug = "range-day"

    def __init__(self, on: date, *, issued_on: date, today: date) -> None:
        words = Words(
            f"日期应在签发日{long_day(issued_on, _ZH)}与今天{long_day(today, _ZH)}之间",
            f"The day lies between {long_day(issued_on, _EN)}, when the labels were "
            f"issued, and today, {long_day(today, _EN)}",
        )
        super().__init__(words, field="on_day", on=on.isoformat())


class CeilingReachedError(RefusedError):
    """More goods would be marked than were allowed for the year."""

    slug = "ceiling-reached"

    def __init__(self, *, asked: Words, left: Words, year: int) -> None:
        words = Words(
            f"要启用的标识合 {asked.zh}，而 {year} 年核定可标产量只余 {left.zh}；"
            "损耗余量只能补换损坏的标识。请减少数量，或申请重新核定",
            f"These labels stand for {asked.en}, and {left.en} of what may be marked "
            f"in {year} are left; the allowance for spoilt labels is for spoilt "
            "labels only. Use fewer, or ask for a new decision",
        )
        super().__init__(words, field="end", year=year)


class RangeNotFoundError(NotFoundError):
    """There is no such activation, or it was taken back already."""

    slug = "range-not-found"

    def __init__(self) -> None:
        words = Words(
            "没有这次启用记录，或已撤销；请刷新页面查看",
            "There is no such activation, or it was taken back; look at the page again",
        )
        super().__init__(words)


class RangeScannedError(ConflictError):
    """A label of the range has been scanned, so the activation stands."""

    slug = "range-scanned"

    def __init__(self) -> None:
        words = Words(
            "其中已有标识被查验，不能撤销启用；如有差错，请联系县级管理人员",
            "A label of these has been checked by somebody, so this cannot be taken "
            "back; tell the county office if it is wrong",
        )
        super().__init__(words)


class EpochReasonError(InvalidError):
    """A key is replaced or declared leaked without saying why."""

    slug = "epoch-reason"

    def __init__(self) -> None:
        words = Words("请写明原因，会公开记录", "Say why; it goes on the public record")
        super().__init__(words, field="reason")


class EpochUnknownError(NotFoundError):
    """There is no such epoch of item codes."""

    slug = "epoch-not-found"

    def __init__(self, epoch: int, *, newest: int) -> None:
        words = Words(
            f"没有第 {epoch} 期密钥；现有第 1 至 {newest} 期，可用 codes epochs 查看",
            f"There is no epoch {epoch}; there are 1 to {newest}, see `codes epochs`",
        )
        super().__init__(words, epoch=epoch)


class LeakDayError(InvalidError):
    """A leak is dated in the future."""

    slug = "leak-day"

    def __init__(self, today: date) -> None:
        words = Words(
            f"泄露日期不能晚于今天（{today}）", f"A leak is not after today ({today})"
        )
        super().__init__(words, field="on")
