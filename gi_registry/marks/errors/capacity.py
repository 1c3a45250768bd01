"""Refusals about how much may be marked."""

from decimal import Decimal
from typing import Self

from gi_registry.core.errors import InvalidError, RefusedError
from gi_registry.core.words import Words


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


class FactorDocumentError(InvalidError):
    """A decision on a product's factors names no paper."""

    slug = "factor-document"

    def __init__(self, longest: int) -> None:
        words = Words(
            f"请写明决定的文号或名称，不超过 {longest} 字",
            f"Name the paper that decides it, in at most {longest} characters",
        )
        super().__init__(words, field="document")


class TranchesError(InvalidError):
    """The parts in which a capacity opens do not make a whole."""

    slug = "capacity-tranches"

    def __init__(self) -> None:
        words = Words(
            "请填各期的百分比，用“/”分开，合计 100，最多 12 期，如 60/30/10；"
            "不分期填 100",
            "Give the percent of each tranche with / between, 100 in all and 12 at "
            "most, such as 60/30/10; 100 opens the whole year at once",
        )
        super().__init__(words, field="tranches")


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


class TrancheClosedError(RefusedError):
    """More labels were asked for than the open tranches leave."""

    slug = "tranche-closed"

    def __init__(
        self,
        *,
        asked_mass: Words,
        left: int,
        left_mass: Words,
        tranche: tuple[int, int],
        needed: tuple[Words, Words],
    ) -> None:
        number, of = tranche
        at, so_far = needed
        words = Words(
            f"申请的标识合 {asked_mass.zh}；本年度可标产量分 {of} 期开放，现开放到第 "
            f"{number} 期，尚可领 {left_mass.zh}，按此净含量最多 {left:,} 枚。已启用 "
            f"{so_far.zh}，启用到 {at.zh} 时开放下一期。请减少数量，"
            "或先启用已领的标识；确需提前的，请联系核定机构另定分期",
            f"These labels are for {asked_mass.en}. The year opens in {of} tranches, "
            f"and up to tranche {number} {left_mass.en} are left, {left:,} labels of "
            f"this pack at most. {so_far.en} carry labels; the next tranche opens at "
            f"{at.en}. Ask for fewer, put labels to use first, or ask the authority "
            "to decide other tranches",
        )
        super().__init__(words, field="size", left=left, tranche=number)
