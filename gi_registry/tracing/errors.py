"""One class for each refusal about lots."""

from datetime import date

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Language, Words, long_day

_ZH, _EN = Language.ZH, Language.EN


class LotNotFoundError(NotFoundError):
    """There is no such lot, or it is another producer's."""

    slug = "lot-not-found"

    def __init__(self, lot: int | str) -> None:
        words = Words(
            f"没有批次 {lot}；请在批次列表中查找，或先登记批次",
            f"There is no lot {lot}; look for it in the list, or register it first",
        )
        super().__init__(words, field="lot", lot=lot)


class LotNumberError(InvalidError):
    """A lot number has a character that packs and codes cannot carry."""

    slug = "lot-number"

    def __init__(self) -> None:
        words = Words(
            "批号用 1 至 20 位字母、数字、句点、连字符或下划线，以字母或数字开头，"
            "如 L20260918-03",
            "A lot number has 1 to 20 letters, digits, full stops, hyphens or "
            "underscores and begins with a letter or digit, such as L20260918-03",
        )
        super().__init__(words, field="number")


class LotNumberTakenError(ConflictError):
    """The producer has a lot of that number for the product."""

    slug = "lot-number-taken"

    def __init__(self, number: str) -> None:
        words = Words(
            f"批号 {number} 已经登记；请换一个，或打开已有批次",
            f"Lot {number} is registered already; choose another number, or open it",
        )
        super().__init__(words, field="number", number=number)


class LotQuantityError(InvalidError):
    """There are no goods, or more than can be."""

    slug = "lot-quantity"

    def __init__(self) -> None:
        words = Words(
            "数量应大于 0，以千克计，可到克；请核对单位",
            "The quantity is above 0, in kilograms down to the gram; check the unit",
        )
        super().__init__(words, field="quantity_kg")


class LotDayError(InvalidError):
    """A day lies in the future or half a century back."""

    slug = "lot-day"

    def __init__(self, field: str, *, today: date) -> None:
        words = Words(
            f"日期不能晚于今天（{long_day(today, _ZH)}），也不能早于 50 年前",
            f"The day is not after today, {long_day(today, _EN)}, nor 50 years ago",
        )
        super().__init__(words, field=field)


class PlotNotOwnError(NotFoundError):
    """The plot is another producer's, or of another product."""

    slug = "plot-not-own"

    def __init__(self) -> None:
        words = Words(
            "这不是贵方登记的该产品地块；请从列表中选择，或先登记地块",
            "This is not a plot of yours for the product; choose one from the list, "
            "or register it first",
        )
        super().__init__(words, field="plot_id")


class EventError(InvalidError):
    """What is told of a lot cannot be told like this."""

    slug = "lot-event"

    def __init__(self) -> None:
        words = Words(
            "请从列表中选择发生了什么，说明不超过 500 字；启用标识请用“启用标识”",
            "Choose what happened from the list and say it in at most 500 characters; "
            "labels are put to use on their own page",
        )
        super().__init__(words, field="kind")


class LotClosedError(RefusedError):
    """The lot was closed."""

    slug = "lot-closed"

    def __init__(self) -> None:
        words = Words(
            "这个批次已结束，不能再启用标识；请登记新批次",
            "This lot is closed, so no more labels can go onto it; register a new one",
        )
        super().__init__(words, field="lot")


class NotYetMadeError(RefusedError):
    """Labels would go onto goods before they were made."""

    slug = "not-yet-made"

    def __init__(self, produced_on: date) -> None:
        words = Words(
            f"这批产品于{long_day(produced_on, _ZH)}生产，标识不能更早启用；"
            "请核对日期或批次",
            f"These goods were made on {long_day(produced_on, _EN)}, and labels "
            "cannot go onto them before; check the day or the lot",
        )
        super().__init__(words, field="on_day", produced_on=produced_on.isoformat())


class MassBalanceError(RefusedError):
    """The labels stand for more goods than the lot has."""

    slug = "mass-balance"

    def __init__(self, *, asked: Words, left: Words, quantity: Words) -> None:
        words = Words(
            f"这些标识合 {asked.zh}，而本批共 {quantity.zh}，只余 {left.zh} 未贴标；"
            "请核对序号，或更正批次",
            f"These labels stand for {asked.en}; the lot has {quantity.en}, of which "
            f"{left.en} carry no labels yet. Check the numbers, or choose another lot",
        )
        super().__init__(words, field="end")


class OtherAuthorizationError(RefusedError):
    """Labels and goods belong to different authorizations."""

    slug = "other-authorization"

    def __init__(self, *, run: int, number: str) -> None:
        words = Words(
            f"第 {run} 批标识不是为这个产品签发的；请选用授权 {number} 名下的标识",
            f"Run {run} was not issued for this product; use labels of authorization "
            f"{number}",
        )
        super().__init__(words, field="run", run=run)


class ListLengthError(InvalidError):
    """A list of labels has no line, or too many."""

    slug = "label-list-length"

    def __init__(self, most: int) -> None:
        words = Words(
            f"名单应有 1 至 {most:,} 行；更多请分几次上传",
            f"A list has 1 to {most:,} lines; send more in parts",
        )
        super().__init__(words, field="list")


class ListCellError(InvalidError):
    """A cell of a list cannot be read."""

    slug = "label-list-cell"

    def __init__(self, column: str, text: str) -> None:
        should = {
            "day": Words("日期写作 2026-10-08", "a day is written 2026-10-08"),
            "state": Words(
                "状态为启用、作废、遗失、被盗或退回",
                "a state is activated, void, lost, stolen or returned",
            ),
            "part": Words(
                "情况为合格、废品、留样、收到或缺少",
                "it is good, spoiled, sample, received or missing",
            ),
            "last": Words(
                "截止序号不能小于起始序号", "the last number is not before the first"
            ),
            "what": Words(
                "办理为装箱、启用、开箱、召回、作废、遗失或被盗",
                "it is fill, activate, opened, recalled, void, lost or stolen",
            ),
        }.get(column, Words("应为不带小数的数字", "this is a whole number"))
        words = Words(
            f"看不懂“{text}”：{should.zh}", f"“{text}” cannot be read: {should.en}"
        )
        super().__init__(words, field=column)


class ListRefusedError(RefusedError):
    """A list has lines that cannot be entered, so nothing of it was."""

    slug = "label-list-refused"

    def __init__(self, lines: int) -> None:
        words = Words(
            f"有 {lines:,} 行不能登记，整份没有登记；请按各行说明改好后重新上传",
            f"{lines:,} lines cannot be entered, so nothing was; put them right as "
            "each says and send the list again",
        )
        super().__init__(words, field="list")


class LabelsUnnamedError(InvalidError):
    """A list leaves out labels of a print lot."""

    slug = "labels-unnamed"

    def __init__(self, *, first: int, last: int) -> None:
        words = Words(
            f"序号 {first:,} 至 {last:,} 不在任何一行；每一枚都要写明，"
            "找不到的写“缺少”",
            f"Numbers {first:,} to {last:,} are on no line; every label is named, and "
            "what cannot be found as missing",
        )
        super().__init__(words, field="first", first=first, last=last)


class DeliveryDaysError(InvalidError):
    """The lines of a print lot name several days on which printing ended."""

    slug = "delivery-days"

    def __init__(self) -> None:
        words = Words(
            "同一印制批的各行应写同一个印制完毕日期，即最后一天",
            "All lines of a print lot name the same last day of printing",
        )
        super().__init__(words, field="day")
