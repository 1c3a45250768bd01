"""A list of announced users as CNIPA publishes it: columns, lines, what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "holder": ("使用人", "使用人名称", "企业名称", "单位名称", "生产者", "holder"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码", "credit code"),
    "product": (
        "产品",
        "产品名称",
        "地理标志",
        "地理标志名称",
        "地理标志产品",
        "product",
    ),
    "product_code": ("产品代码", "product code"),
    "right": ("权利", "权利类别", "保护方式", "right"),
    "county": ("县(市、区)代码", "县(市、区)", "产地", "县区", "所在县", "county code"),
    "address": ("地址", "生产地址", "住所", "address"),
    "standard": ("执行标准", "标准编号", "standard"),
    "register_number": ("注册登记号", "登记号", "核准号", "registration"),
    "valid_to": ("截止日", "有效期至", "许可截止日", "to"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

NEEDED: Final = ("holder", "uscc")


class LineOutcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    """An authorization is put on record."""
    SAME = "same"
    """It is on record already; nothing is done."""
    DIFFERS = "differs"
    """It is on record with something else; nothing is done, a person looks."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    LineOutcome.NEW: Words("新增", "New"),
    LineOutcome.SAME: Words("已在册，一致", "On record, the same"),
    LineOutcome.DIFFERS: Words("已在册，有差异", "On record, with differences"),
    LineOutcome.REFUSED: Words("不能录入", "Refused"),
}


@dataclass(frozen=True, slots=True)
class AnnouncedUser:
    """What a line that can be taken means.

    Attributes:
        holder: as announced.
        uscc: checked.
        right_id: the right in the product.
        division: county of the place of origin.
        valid_to: last day of a licence, if it has one.
    """

    holder: str
    uscc: str
    right_id: int
    division: str
    address: str
    standard: str | None
    register_number: str | None
    valid_to: date | None


@dataclass(slots=True)
class Line:
    """One line of the list, judged.

    Attributes:
        row: its number in the file, from 1.
        holder: as the file has it.
        uscc: the same.
        product: the same.
        outcome: what becomes of it.
        words: why, and what to look at; one sentence each.
        user: what it means; none where it is refused.
        authorization: number of the one on record, or of the one made.
    """

    row: int
    holder: str
    uscc: str
    product: str
    outcome: LineOutcome = LineOutcome.NEW
    words: list[Words] = field(default_factory=list)
    user: AnnouncedUser | None = None
    authorization: str | None = None

    def refuse(self, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = LineOutcome.REFUSED
        self.words.append(words)
