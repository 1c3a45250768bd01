"""Refusals about what happens to labels."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Language, Words, long_day

_ZH, _EN = Language.ZH, Language.EN


class RangeBoundsError(InvalidError):
    """A range is empty, backwards, or beyond the run."""

    slug = "range-bounds"

    def __init__(
        self, *, first: int, last: int, run_last: int, run_first: int = 0
    ) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 不在这批标识内；"
            f"本批序号为 {run_first:,} 至 {run_last:,}，起始不能大于截止",
            f"Numbers {first:,} to {last:,} are not within this run; it has "
            f"{run_first:,} to {run_last:,}, and the first cannot be after the last",
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


class RangeRecalledError(ConflictError):
    """Labels of the range are recalled, so the activation stands."""

    slug = "range-recalled"

    def __init__(self) -> None:
        words = Words(
            "其中已有标识被召回，不能撤销启用；召回后的货请另行处置并记入批次",
            "Labels of these are recalled, so this cannot be taken back; say in the "
            "lot what becomes of the goods",
        )
        super().__init__(words)


class NotInUseError(ConflictError):
    """Only labels on goods are recalled."""

    slug = "range-not-in-use"

    def __init__(self, *, first: int, last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 没有启用，召回只针对已贴用的标识；"
            "请只填已启用的序号，未用的请登记作废或退回",
            f"Numbers {first:,} to {last:,} are not in use, and only labels on goods "
            "are recalled; give those alone, and record the others as void or returned",
        )
        super().__init__(words, field="first", first=first, last=last)


class RecallDayError(InvalidError):
    """Labels are recalled before they were put to use."""

    slug = "recall-day"

    def __init__(self, used_on: date) -> None:
        words = Words(
            f"其中有标识{long_day(used_on, _ZH)}才启用；召回日期不能早于这一天",
            f"Some of these were put to use on {long_day(used_on, _EN)}; the recall "
            "cannot be before that day",
        )
        super().__init__(words, field="on_day", used_on=used_on.isoformat())


class NothingToRecallError(ConflictError):
    """A lot has no labels in use, or all of them are recalled."""

    slug = "nothing-to-recall"

    def __init__(self) -> None:
        words = Words(
            "这批货没有在用的标识，或已全部召回；请在批次页查看",
            "No label is in use on these goods, or all are recalled; see its page",
        )
        super().__init__(words)
