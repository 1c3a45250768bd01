"""Refusals about what households deliver."""

from collections.abc import Sequence

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words

_SAID = 20
"""Lines that a refusal quotes."""


class DeliveriesLengthError(InvalidError):
    """No line at all, or more than one list may have."""

    slug = "deliveries-length"

    def __init__(self, most: int):
        super().__init__(
            Words(
                f"一次应有 1 至 {most:,} 行；更多请分成几份",
                f"A list has 1 to {most:,} lines; send more in parts",
            ),
            field="list",
        )


class DeliveriesRefusedError(RefusedError):
    """Lines cannot be recorded, so nothing of the list was."""

    slug = "deliveries-refused"

    def __init__(self, lines: int, said: Sequence[tuple[int, Words]]):
        super().__init__(
            Words(
                f"有 {lines:,} 行不能登记，整份没有登记；请按各行说明改好后重新提交",
                f"{lines:,} lines cannot be recorded, so nothing was; put them right "
                "as each says and send the list again",
            ),
            field="list",
            lines=[
                {"row": row, "zh": words.zh, "en": words.en}
                for row, words in said[:_SAID]
            ],
        )


class DeliveryNotFoundError(NotFoundError):
    """No such delivery to this business."""

    slug = "delivery-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "没有这条交售记录；请从列表进入",
                "There is no such delivery; open it from the list",
            )
        )


class DeliveryTakenBackError(ConflictError):
    """It was taken back before."""

    slug = "delivery-taken-back"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "这条交售记录已撤回，不必再撤；请刷新列表",
                "This delivery was taken back already; reload the list",
            )
        )


class DeliveryYearClosedError(RefusedError):
    """The annual report that counts it is locked."""

    slug = "delivery-year-closed"

    def __init__(self, year: int):
        super().__init__(year_closed(year), year=year)


def year_closed(year: int) -> Words:
    """Say why deliveries of a year can no longer change."""
    return Words(
        f"{year} 年的年报已由省级锁定，这一年的交售记录不再增减；"
        "确需更正的，请联系产地主管部门准予更正年报",
        f"The annual report on {year} is locked by the province, so the deliveries of "
        "that year stay as they are; to correct them ask the office of your place of "
        "origin to reopen the report",
    )
