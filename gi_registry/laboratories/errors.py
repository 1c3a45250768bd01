"""Refusals about laboratories."""

from gi_registry.core.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
)
from gi_registry.core.words import Words


class LaboratoryNotFoundError(NotFoundError):
    """There is no such laboratory."""

    slug = "laboratory-not-found"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "名录中没有这家检验机构；请从名录中重新选择",
                "No such laboratory is on the register; choose one from the list",
            )
        )


class LaboratoryKnownError(ConflictError):
    """One that has not ended bears this number."""

    slug = "laboratory-known"

    def __init__(self, cma: str, name: str) -> None:
        super().__init__(
            Words(
                f"编号 {cma} 已登记为{name}；请在该机构上更正，或先登记其终止",
                f"Number {cma} is that of {name}; correct that entry, or end it first",
            ),
            field="cma",
            cma=cma,
        )


class LaboratoryNumberError(InvalidError):
    """What is given can be no number of a qualification."""

    slug = "laboratory-cma"

    def __init__(self, text: str) -> None:
        super().__init__(
            Words(
                f"“{text}”不是资质认定编号；请照证书填 6 至 20 位数字或字母",
                f"“{text}” is no number of a qualification; give the 6 to 20 digits "
                "or letters of the certificate",
            ),
            field="cma",
        )


class LaboratoryPeriodError(InvalidError):
    """The last day lies before the first."""

    slug = "laboratory-period"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "有效期止早于有效期起；请对照证书核对",
                "The last day is before the first; compare them with the certificate",
            ),
            field="valid_to",
        )


class LaboratoryChangedError(ConflictError):
    """Somebody else changed it meanwhile."""

    slug = "laboratory-changed"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "同事刚刚更正过这家机构；请看现在登记的内容，再填一次",
                "A colleague has just changed this laboratory; see what now stands, "
                "and enter it again",
            )
        )


class LaboratoryStateError(RefusedError):
    """It is not in a state in which this can be done."""

    slug = "laboratory-state"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "目前的状态不能这样办理（已终止、已暂停或没有暂停）；请刷新后再看",
                "This cannot be done as things stand (ended, suspended already, or not "
                "suspended); look at the page again",
            )
        )


class LaboratoryDayError(InvalidError):
    """A day does not fit what is on record."""

    slug = "laboratory-day"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "日期早于已登记的起始日；请核对日期",
                "The day is before the first day on record; check it",
            ),
            field="on",
        )


class DesignatedError(ConflictError):
    """It is designated for this product already."""

    slug = "laboratory-designated"

    def __init__(self) -> None:
        super().__init__(
            Words(
                "已登记为该产品的指定机构；文件有变的，请先撤销再登记",
                "It is designated for this product already; where the document is "
                "another one, withdraw it first",
            ),
            field="product",
        )
