"""What can be wrong, where a complaint stands, and what may follow.

The forbidden acts A1 to A10 are codes of this registry, by which complaints are
sorted; which law an act falls under, the office decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gi_registry.complaints.errors import ComplaintStepError, ReferenceMissingError
from gi_registry.core.words import Words

RULE: Final = "consumer.46"
"""Within how many working days a complaint is handled."""

PROVINCE: Final = "14"
"""Who handles what names neither county nor known code."""

MOST_PHOTOS: Final = 3


class Matter(StrEnum):
    """What somebody says is wrong; acts by their code, then matters of consumers."""

    FORGED = "a8"
    COPIED = "copied"
    DAMAGED = "damaged"
    ORIGIN = "a1"
    QUALITY = "a4"
    DESCRIBED = "described"
    MISUSED = "a5"
    SIMILAR_MARK = "a6"
    SIMILAR_NAME = "a2"
    STYLE = "a3"
    ALTERED = "a9"
    TRADED = "a10"
    SOLD = "a7"
    OTHER = "other"

    @property
    def code(self) -> str:
        """The act's code, such as A8; empty for matters of consumers."""
        return self.value.upper() if self.value[1:].isdigit() else ""


_M = Matter

MATTER_WORDS: Final = {
    _M.FORGED: Words("标志或编码像是假的", "The mark or code seems forged"),
    _M.COPIED: Words(
        "编码在我之前已被别人查验", "Somebody else checked the code before me"
    ),
    _M.DAMAGED: Words(
        "标识破损、被揭过或涂层已刮开",
        "The label is damaged, was lifted or scratched off",
    ),
    _M.ORIGIN: Words(
        "不是产地出产，却用这个名称", "Not from the area, but uses the name"
    ),
    _M.QUALITY: Words(
        "产自产地，但质量不像这个产品", "From the area, but not of its quality"
    ),
    _M.DESCRIBED: Words(
        "实物与标签或介绍不符", "The goods are not what label or offer say"
    ),
    _M.MISUSED: Words(
        "没有资格，却用了专用标志", "Carries the special mark without a right to it"
    ),
    _M.SIMILAR_MARK: Words(
        "图案与专用标志相近，让人误会", "A sign so like the mark that it misleads"
    ),
    _M.SIMILAR_NAME: Words("名称相近，让人误会", "A name so like it that it misleads"),
    _M.STYLE: Words(
        "写“型”“式”“类”“风格”或译名，借用名称",
        "Borrows the name as “style”, “type” or in translation",
    ),
    _M.ALTERED: Words(
        "标志被改动，或缺信用代码、标准号",
        "The mark is altered, or credit code or standard is missing",
    ),
    _M.TRADED: Words("转让、出售标识", "Labels are passed on or sold"),
    _M.SOLD: Words("商家在卖上述产品", "A shop sells goods of these kinds"),
    _M.OTHER: Words("其他", "Something else"),
}
"""In the order of the form: what a buyer meets first comes first."""


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    TAKEN = "taken"
    FOUNDED = "founded"
    UNFOUNDED = "unfounded"
    OUTSIDE = "outside"
    """Passed on to an office that does not work here."""


_S = ComplaintState

OPEN_STATES: Final = (_S.RECEIVED, _S.TAKEN)

COMPLAINT_STEPS: Final[Mapping[tuple[ComplaintState, ComplaintState], Words]] = {
    (_S.RECEIVED, _S.TAKEN): Words("开始办理", "Take on"),
    (_S.RECEIVED, _S.RECEIVED): Words("转其他机关", "Pass to another office"),
    (_S.TAKEN, _S.RECEIVED): Words("转其他机关", "Pass to another office"),
    (_S.TAKEN, _S.FOUNDED): Words("情况属实", "Found to be so"),
    (_S.TAKEN, _S.UNFOUNDED): Words("未查实", "Not found to be so"),
    (_S.TAKEN, _S.OUTSIDE): Words("转系统外部门", "Pass outside this registry"),
}
"""The whole way; what is not here cannot be recorded."""

STATE_WORDS: Final = {
    _S.RECEIVED: Words("待办理", "Received"),
    _S.TAKEN: Words("办理中", "Being looked into"),
    _S.FOUNDED: Words("办结：情况属实", "Closed: found to be so"),
    _S.UNFOUNDED: Words("办结：未查实", "Closed: not found to be so"),
    _S.OUTSIDE: Words("已转其他部门", "Passed to another authority"),
}


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step as an officer records it.

    Attributes:
        words: which whoever complained reads.
        reference: office and number where it was passed outside.
    """

    state: ComplaintState
    words: str = ""
    reference: str = ""


def check_step(now: ComplaintState, new: NewStep) -> None:
    """Refuse a step that does not follow.

    Raises:
        ComplaintStepError: it is no step from there.
        ReferenceMissingError: passed outside, but not where to.
    """
    if (now, new.state) not in COMPLAINT_STEPS:
        raise ComplaintStepError(STATE_WORDS[now])
    if new.state is _S.OUTSIDE and not new.reference.strip():
        raise ReferenceMissingError
