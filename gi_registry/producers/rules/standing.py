"""Lists of standings in the register of enterprises: columns, lines, what they mean.

Offices get them as Excel or CSV: cancelled (注销), revoked (吊销), renamed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from unicodedata import normalize

from gi_registry.core.words import Words
from gi_registry.producers.rules.states import ENTITY_STATUS_WORDS, EntityStatus

STANDING_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码", "注册号", "credit code"),
    "name": ("名称", "企业名称", "单位名称", "市场主体名称", "主体名称", "name"),
    "status": ("登记状态", "状态", "经营状态", "企业状态", "主体状态", "status"),
    "on": (
        "日期",
        "注销日期",
        "吊销日期",
        "核准日期",
        "变更日期",
        "状态日期",
        "注销(吊销)日期",
        "date",
    ),
}
"""Key of each column to the heads that it may have; the first one is ours."""

STANDING_NEEDED: Final = ("uscc", "status")

_STATUSES: Final = {
    EntityStatus.ACTIVE: "存续 在营 开业 在册 在业 正常 存续在营开业在册 active",
    EntityStatus.CANCELLED: "注销 已注销 吊销已注销 吊销后注销 cancelled",
    EntityStatus.REVOKED: "吊销 已吊销 吊销未注销 吊销营业执照 revoked",
}
_BY_TEXT: Final = {
    text: status for status, texts in _STATUSES.items() for text in texts.split()
}

_ORDER: Final = (EntityStatus.ACTIVE, EntityStatus.REVOKED, EntityStatus.CANCELLED)
"""A revoked business is still to be cancelled; none comes back by itself."""


class StandingOutcome(StrEnum):
    """What becomes of a line."""

    STATUS = "status"
    NAME = "name"
    SAME = "same"
    BACKWARDS = "backwards"
    """Back to a standing before the one on record; a person looks."""
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"
    """No producer here has this code; nothing to record."""
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """What people call it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    StandingOutcome.STATUS: Words("状态变化", "Standing changes"),
    StandingOutcome.NAME: Words("名称变化", "Name changes"),
    StandingOutcome.SAME: Words("一致", "The same"),
    StandingOutcome.BACKWARDS: Words("状态倒退，不录入", "Backwards, not recorded"),
    StandingOutcome.DUPLICATE: Words("重复，不录入", "Twice, not recorded"),
    StandingOutcome.UNKNOWN: Words("本系统没有", "Not registered here"),
    StandingOutcome.REFUSED: Words("不能录入", "Refused"),
}


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record of a business, as far as a list can change it.

    Attributes:
        former: what it was called before.
        held: authorizations that would end with it, count.
        open: applications under way, count.
    """

    entity_id: int
    name: str
    status: EntityStatus
    status_on: date
    former: Collection[str] = ()
    held: int = 0
    open: int = 0


@dataclass(slots=True)
class StandingLine:
    """One line of a list, judged.

    Attributes:
        row: its number in the file, from 1.
        uscc: as the file has it; once judged, the code.
        name: as the file has it, may be empty.
        status: as the file has it.
        words: why, and what to look at; one sentence each.
        entity_id: of the business, where there is one.
        new_status: to be recorded; None where it stays.
        new_name: the same.
        on: first day of it.
    """

    row: int
    uscc: str
    name: str
    status: str
    outcome: StandingOutcome = StandingOutcome.SAME
    words: list[Words] = field(default_factory=list)
    entity_id: int | None = None
    new_status: EntityStatus | None = None
    new_name: str | None = None
    on: date | None = None

    def end(self, outcome: StandingOutcome, words: Words) -> None:
        """Say that nothing of the line is recorded, and why."""
        self.outcome = outcome
        self.new_status = self.new_name = None
        self.words.append(words)


def status_of(text: str) -> EntityStatus | None:
    """Return what a list calls a standing; None where it is none of ours.

    Args:
        text: such as 存续（在营、开业、在册） or 吊销，未注销.
    """
    plain = "".join(c for c in normalize("NFKC", text).lower() if c.isalnum())
    return _BY_TEXT.get(plain)


def compare(line: StandingLine, status: EntityStatus, known: OnRecord) -> None:
    """Say how a line differs from what is on record, and what follows.

    Args:
        line: with its `on`; outcome, words and new values are set.
        status: what the line says.
        known: the business.
    """
    line.entity_id = known.entity_id
    if _is_backwards(line, status, known):
        line.end(StandingOutcome.BACKWARDS, _backwards(status, known))
        return
    if status is not known.status:
        line.outcome = StandingOutcome.STATUS
        line.new_status = status
        line.words.append(_turns(status, known))
    _compare_name(line, known)


def _is_backwards(line: StandingLine, status: EntityStatus, known: OnRecord) -> bool:
    ended = known.status is not EntityStatus.ACTIVE
    is_older = ended and line.on is not None and line.on < known.status_on
    is_lower = _ORDER.index(status) < _ORDER.index(known.status)
    return is_lower or (is_older and status is not known.status)


def _backwards(status: EntityStatus, known: OnRecord) -> Words:
    old, new = ENTITY_STATUS_WORDS[known.status], ENTITY_STATUS_WORDS[status]
    return Words(
        f"登记簿中自 {known.status_on} 起为“{old.zh}”，名单为“{new.zh}”；"
        "在册的不改，请向登记机关核实",
        f"On record it is “{old.en}” since {known.status_on}, in the list “{new.en}”; "
        "what is on record stays, ask the office of registration",
    )


def _turns(status: EntityStatus, known: OnRecord) -> Words:
    old, new = ENTITY_STATUS_WORDS[known.status], ENTITY_STATUS_WORDS[status]
    ends = known.status is EntityStatus.ACTIVE
    held, under_way = (known.held, known.open) if ends else (0, 0)
    zh, en = f"“{old.zh}”→“{new.zh}”", f"“{old.en}” → “{new.en}”"
    if held:
        zh += f"；{held} 项用标核准随之终止，待报国家知识产权局注销"
        en += f"; authorizations that end with it, to be reported to CNIPA: {held}"
    if under_way:
        zh += f"；{under_way} 件在办申请不能通过审核"
        en += f"; applications under way that cannot pass the review: {under_way}"
    return Words(zh, en)


def _compare_name(line: StandingLine, known: OnRecord) -> None:
    given = _plain(line.name)
    if not given or given == _plain(known.name):
        return
    if given in {_plain(name) for name in known.former}:
        line.words.append(
            Words(
                f"“{line.name}”是曾用名，现名“{known.name}”不变",
                f"“{line.name}” is a former name; “{known.name}” stays",
            )
        )
        return
    if line.outcome is StandingOutcome.SAME:
        line.outcome = StandingOutcome.NAME
    line.new_name = line.name
    line.words.append(
        Words(
            f"名称“{known.name}”→“{line.name}”；原名保留为曾用名",
            f"Name “{known.name}” → “{line.name}”; the former one is kept",
        )
    )


def _plain(name: str) -> str:
    """Return a name as two lists would both have it: width and blanks aside."""
    return "".join(normalize("NFKC", name).split())
