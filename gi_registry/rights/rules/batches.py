"""A list of rights as CNIPA announces it: columns, matters, what a line means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.products.rules import RightKind
from gi_registry.rights.rules.states import Ending, Procedure, State, Touched

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "product": ("产品", "产品名称", "地理标志", "地理标志名称", "名称", "product"),
    "product_code": ("产品代码", "product code"),
    "matter": ("事项", "公告事项", "公告类型", "matter"),
    "holder": ("申请人", "权利人", "持有人", "holder"),
    "managing_authority": ("管理机构", "专用标志管理机构", "managing authority"),
    "number": ("编号", "登记号", "认定编号", "number"),
    "touches": ("变更内容", "变更事项", "touches"),
    "ground": ("撤销情形", "情形", "ground"),
    "received_on": ("收到日期", "收到通知日期", "received on"),
    "words": ("说明", "理由", "备注", "remark"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

NEEDED: Final = ("product", "matter")


class Matter(StrEnum):
    """What an announcement does to a right."""

    RECOGNITION = "recognition"
    PRELIMINARY = "preliminary"
    CHANGE = "change"
    CHANGE_PRELIMINARY = "change_preliminary"
    REVOCATION = "revocation"
    CONVERSION = "conversion"
    """A right of the former scheme becomes one of the product."""
    MERGER = "merger"
    """A right of the former scheme goes into one that there was before."""

    @property
    def words(self) -> Words:
        """What people call it."""
        return MATTER_WORDS[self]


MATTER_WORDS: Final = {
    Matter.RECOGNITION: Words("认定", "Recognition"),
    Matter.PRELIMINARY: Words("初步认定", "Preliminary recognition"),
    Matter.CHANGE: Words("变更", "Change"),
    Matter.CHANGE_PRELIMINARY: Words("初步变更", "Preliminary change"),
    Matter.REVOCATION: Words("撤销", "Revocation"),
    Matter.CONVERSION: Words("转换", "Conversion"),
    Matter.MERGER: Words("并入", "Merger"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a matter is among the procedures.

    Attributes:
        kind: of the rights that it can happen to.
        ending: how the right ends with it, if it ends otherwise than revoked.
    """

    procedure: Procedure
    state: State
    kind: RightKind = RightKind.PRODUCT_PROTECTION
    ending: Ending | None = None


MEANINGS: Final[Mapping[Matter, Meaning]] = {
    Matter.RECOGNITION: Meaning(Procedure.RECOGNITION, State.RECOGNISED),
    Matter.PRELIMINARY: Meaning(Procedure.RECOGNITION, State.PRELIM_ANNOUNCED),
    Matter.CHANGE: Meaning(Procedure.CHANGE, State.ANNOUNCED),
    Matter.CHANGE_PRELIMINARY: Meaning(Procedure.CHANGE, State.PRELIM_CHANGE_ANNOUNCED),
    Matter.REVOCATION: Meaning(Procedure.REVOCATION, State.REVOKED),
    Matter.CONVERSION: Meaning(
        Procedure.ENDING, State.ENDED, RightKind.AGRI_GI, Ending.CONVERTED
    ),
    Matter.MERGER: Meaning(
        Procedure.ENDING, State.ENDED, RightKind.AGRI_GI, Ending.MERGED
    ),
}

_BY_NAME: Final = {
    name.casefold(): matter
    for matter, words in MATTER_WORDS.items()
    for name in (matter.value, words.zh, words.en, words.zh + "公告")
}

TOUCHED_NAMES: Final[Mapping[str, Touched]] = {
    "名称": Touched.NAME,
    "产地范围": Touched.AREA,
    "产地": Touched.AREA,
    "质量特色": Touched.QUALITY,
    "产品形态": Touched.FORM,
    "其他": Touched.OTHER,
} | {each.value: each for each in Touched}


def matter_of(text: str) -> Matter | None:
    """Return what a list calls a matter; None for what it cannot be."""
    return _BY_NAME.get(text.strip().casefold())


class LineOutcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    """It is put on record."""
    CHANGED = "changed"
    """It is put on record, and changes what the register said of the right."""
    SAME = "same"
    """It is on record already; nothing is done."""
    DIFFERS = "differs"
    """It is on record with something else; nothing is done, a person looks."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES: Final = {
    LineOutcome.NEW: Words("新增", "New"),
    LineOutcome.CHANGED: Words("新增，在册内容随之改变", "New, changes the record"),
    LineOutcome.SAME: Words("已在册，一致", "On record, the same"),
    LineOutcome.DIFFERS: Words("已在册，有差异", "On record, with differences"),
    LineOutcome.REFUSED: Words("不能录入", "Refused"),
}

TAKEN: Final = frozenset({LineOutcome.NEW, LineOutcome.CHANGED})
"""What a record puts on record."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One event that a line leads to.

    Attributes:
        gi_id: of the product.
        right_id: that it happens to; none where the right is made for it.
        procedure_id: under way, that it goes on with; none where it begins one.
        has_cells: whether it is what the line itself says, not what that implies.
    """

    meaning: Meaning
    gi_id: int
    right_id: int | None
    procedure_id: int | None = None
    has_cells: bool = True


@dataclass(slots=True)
class Line:
    """One line of the list, judged.

    Attributes:
        row: its number in the file, from 1.
        cells: as the file has it, by column.
        outcome: what becomes of it.
        words: why, and what to look at; one sentence each.
        code: of the product in the register, if it was found.
        right_id: that it is about; none where it is made, or was not found.
        users: authorizations that it would suspend, count.
        events: what is put on record, in order; nothing unless it is taken.
    """

    row: int
    cells: dict[str, str]
    outcome: LineOutcome = LineOutcome.NEW
    words: list[Words] = field(default_factory=list)
    code: str | None = None
    right_id: int | None = None
    users: int = 0
    events: tuple[Planned, ...] = ()

    @property
    def product(self) -> str:
        """The product as the file has it."""
        return self.cells.get("product") or self.cells.get("product_code", "")

    @property
    def matter(self) -> Matter | None:
        """What the announcement does to it."""
        return matter_of(self.cells.get("matter", ""))

    def refuse(self, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = LineOutcome.REFUSED
        self.words.append(words)
        self.events = ()
