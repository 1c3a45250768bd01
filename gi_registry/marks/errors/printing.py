"""Refusals about labels that go to a printer."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Language, Words, long_day

_ZH, _EN = Language.ZH, Language.EN


class NumbersError(InvalidError):
    """Numbers of labels cannot be read."""

    slug = "label-numbers"

    def __init__(self, field: str, text: str) -> None:
        words = Words(
            f"看不懂“{text}”；请写序号或序号段，用逗号隔开，如 120-139, 500",
            f"“{text}” cannot be read; write numbers and ranges with commas between "
            "them, such as 120-139, 500",
        )
        super().__init__(words, field=field)


class PartsOverlapError(InvalidError):
    """A number lies outside of what may be named, or is named twice."""

    slug = "label-numbers-outside"

    def __init__(self, *, first: int, last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 不在本批可填的范围内，或重复填写；请核对序号",
            f"Numbers {first:,} to {last:,} are not among those that can be named "
            "here, or are named twice; check them",
        )
        super().__init__(words, first=first, last=last)


class PartsSumError(InvalidError):
    """Counted labels and numbers named do not fit together."""

    slug = "label-count"

    def __init__(self, field: str, *, found: int, said: int) -> None:
        words = Words(
            f"填的是 {said:,} 枚，按所填序号应为 {found:,} 枚；请重新清点，"
            "缺少的写明序号",
            f"{said:,} labels are given, and by the numbers it would be {found:,}; "
            "count again, and name the numbers that are missing",
        )
        super().__init__(words, field=field, found=found)


class PrintLotRangeError(InvalidError):
    """Labels that cannot go to a printer at once."""

    slug = "print-lot-range"

    def __init__(self, *, most: int, run_last: int) -> None:
        words = Words(
            f"序号应在 0 至 {run_last:,} 之间，一次送印不超过 {most:,} 枚；"
            "更多请分批送印",
            f"Numbers are 0 to {run_last:,}, and at most {most:,} labels go to a "
            "printer at once; send more in several lots",
        )
        super().__init__(words, field="first", run_last=run_last)


class PrinterPaperError(RefusedError):
    """A printer's papers are not in order."""

    slug = "printer-paper"

    def __init__(self, paper: Words) -> None:
        words = Words(
            f"该印刷厂没有有效的{paper.zh}登记；请印刷厂向登记它的管理部门补交，"
            "或选择其他印刷厂",
            f"No valid {paper.en.lower()} of this printer is on record; it has to show "
            "it to the office that registered it, or choose another printer",
        )
        super().__init__(words, field="printer")


class PrinterEndedError(RefusedError):
    """A printer gets no more labels."""

    slug = "printer-ended"

    def __init__(self) -> None:
        words = Words(
            "该印刷厂已从名录移出，不能再送印；请选择其他印刷厂",
            "This printer has been taken off the register; choose another one",
        )
        super().__init__(words, field="printer")


class PrinterKnownError(ConflictError):
    """A printer of that credit code or name is on record."""

    slug = "printer-known"

    def __init__(self) -> None:
        words = Words(
            "名录中已有这个统一社会信用代码或名称；请在名录中查找",
            "A printer of that credit code or name is on the register; look for it",
        )
        super().__init__(words, field="uscc")


class PrinterNotFoundError(NotFoundError):
    """No printer of that number is on record."""

    slug = "printer-not-found"

    def __init__(self) -> None:
        words = Words(
            "没有这家印刷厂；请在名录中查找",
            "There is no such printer; look for it in the register",
        )
        super().__init__(words, field="printer")


class PrintLotNotFoundError(NotFoundError):
    """No print lot has that number, or it is another's."""

    slug = "print-lot-not-found"

    def __init__(self) -> None:
        words = Words(
            "没有这个印制批；请在送印列表中查找",
            "There is no such print lot; look for it in the list",
        )
        super().__init__(words)


class PrintLotStateError(ConflictError):
    """A print lot is not so far, or further."""

    slug = "print-lot-state"

    def __init__(self, state: Words) -> None:
        words = Words(
            f"这个印制批现在是“{state.zh}”，不能做这一步；请刷新页面查看",
            f"This print lot is “{state.en}” now, so this step is not open; look at "
            "the page again",
        )
        super().__init__(words)


class AtPrinterError(ConflictError):
    """Labels are, or were on that day, in a printer's hands."""

    slug = "at-printer"

    def __init__(self, *, lot: int, first: int, last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 在那一天还在印刷厂（印制批 {lot}）；"
            "请先与印刷厂办完交付和签收，再登记签收之日起的变动",
            f"Numbers {first:,} to {last:,} were at the printer on that day (print lot "
            f"{lot}); settle hand-over and receipt first, and give a day from then on",
        )
        super().__init__(words, field="first", lot=lot, first=first, last=last)


class SentBeforeError(ConflictError):
    """Labels went to a printer before."""

    slug = "sent-to-printer"

    def __init__(self, *, lot: int, first: int, last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 已送印（印制批 {lot}）；同一编码不能印两次，"
            "请选其他序号",
            f"Numbers {first:,} to {last:,} went to a printer before (lot {lot}), "
            "and no code is printed twice; choose others",
        )
        super().__init__(words, field="first", lot=lot, first=first, last=last)


class PrintChecksError(InvalidError):
    """A printer takes an order on without having checked everything."""

    slug = "print-checks"

    def __init__(self) -> None:
        words = Words(
            "核查事项没有全部完成；证明文件不齐或图样不符的不得承接，请选“不承接”",
            "Not everything is checked; where papers are missing or the artwork does "
            "not match the order may not be taken on: refuse it",
        )
        super().__init__(words, field="checks")


class PrintingDayError(InvalidError):
    """It cannot have happened on that day."""

    slug = "printing-day"

    def __init__(self, field: str, *, earliest: date, today: date) -> None:
        words = Words(
            f"日期应在{long_day(earliest, _ZH)}与今天{long_day(today, _ZH)}之间",
            f"The day lies between {long_day(earliest, _EN)} and today, "
            f"{long_day(today, _EN)}",
        )
        super().__init__(words, field=field)


class NoWasteError(ConflictError):
    """There is no waste that waits for its destruction."""

    slug = "no-waste"

    def __init__(self) -> None:
        words = Words(
            "本批没有待销毁的废品；请刷新页面查看",
            "No waste of this lot waits to be destroyed; look at the page again",
        )
        super().__init__(words)
