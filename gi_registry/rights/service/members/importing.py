"""A registrant's list of members or licensees, judged line by line, then recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core import uscc
from gi_registry.core.errors import GiError
from gi_registry.core.sheets import SheetRow, day_of
from gi_registry.core.words import Words
from gi_registry.producers.models import MarkMember
from gi_registry.producers.rules.batches import LineOutcome
from gi_registry.producers.rules.members import MemberKind, NewMember, check_member
from gi_registry.producers.service import By
from gi_registry.products import service as products
from gi_registry.rights.service.members.recording import OVER, add, mark_of

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("名称", "成员名称", "被许可人", "使用人", "单位名称", "name"),
    "uscc": ("统一社会信用代码", "信用代码", "credit code"),
    "number": ("编号", "许可合同号", "会员编号", "成员编号", "number"),
    "from_on": ("起始日", "许可日期", "加入日期", "from"),
    "ends_on": ("截止日", "许可截止日", "有效期至", "to"),
    "kind": ("类别", "kind"),
}
"""Key of each column to the heads that it may have; the first one is ours."""

NEEDED: Final = ("name", "uscc", "number", "from_on")

_KINDS: Final = {
    "成员": MemberKind.MEMBER,
    "集体成员": MemberKind.MEMBER,
    "member": MemberKind.MEMBER,
    "许可": MemberKind.LICENCE,
    "使用许可": MemberKind.LICENCE,
    "licence": MemberKind.LICENCE,
}


@dataclass(slots=True)
class MemberLine:
    """One line of the list, judged.

    Attributes:
        row: its number in the file, from 1; 0 of one that the list leaves out.
        words: why, and what to look at; one sentence each.
        member: what it means; none where it is refused.
    """

    row: int
    name: str
    uscc: str
    number: str
    outcome: LineOutcome = LineOutcome.NEW
    words: list[Words] = field(default_factory=list)
    member: NewMember | None = None

    def refuse(self, words: Words) -> None:
        """Say why it cannot be taken."""
        self.outcome = LineOutcome.REFUSED
        self.words.append(words)


def judge_list(
    session: Session, right_id: int, rows: Sequence[SheetRow]
) -> list[MemberLine]:
    """Say of each line what would become of it; nothing is written.

    Who is on record and not on the list comes at the end: nothing is done to them,
    an officer looks.

    Raises:
        RightNotFoundError: there is no such right.
        NotAMarkError: it is no collective or certification mark.
    """
    mark = mark_of(products.right(session, right_id))
    ever = session.scalars(
        select(MarkMember).where(MarkMember.right_id == right_id)
    ).all()
    on_record = [each for each in ever if each.state not in OVER]
    by_code = {each.uscc: each for each in on_record}
    numbers = {each.number for each in ever}
    seen: dict[str, int] = {}
    lines = []
    for row in rows:
        line = _read(row)
        if line.member is not None:
            try:
                check_member(mark, line.member)
            except GiError as error:
                line.refuse(error.words)
            _compare(line, line.member, by_code, numbers)
            _refuse_second(line, line.member, seen)
        lines.append(line)
    return lines + [_left_out(each) for each in on_record if each.uscc not in seen]


def record_list(
    session: Session, right_id: int, lines: Sequence[MemberLine], *, by: By
) -> int:
    """Record what is new on a list that was judged in the same transaction.

    Returns:
        How many.
    """
    new = [
        line.member
        for line in lines
        if line.outcome is LineOutcome.NEW and line.member is not None
    ]
    for each in new:
        add(session, right_id, each, by=by)
    return len(new)


def _read(row: SheetRow) -> MemberLine:
    cells = row.cells
    line = MemberLine(
        row.number,
        cells.get("name", ""),
        cells.get("uscc", ""),
        cells.get("number", ""),
    )
    if not line.name or not line.number:
        line.refuse(
            Words(
                "名称和编号都要写；请补齐", "Name and number are needed; fill them in"
            )
        )
    try:
        line.uscc = uscc.check(line.uscc).code
    except GiError as error:
        line.refuse(error.words)
    from_on = _day(line, cells.get("from_on", ""))
    ends_on = _day(line, cells.get("ends_on", "")) if cells.get("ends_on") else None
    kind = _KINDS.get(cells.get("kind", "").lower())
    if from_on is not None and line.outcome is not LineOutcome.REFUSED:
        line.member = NewMember(
            line.name, line.uscc, line.number, from_on, ends_on, kind
        )
    return line


def _day(line: MemberLine, text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        line.refuse(
            Words(
                f"“{text}”不是日期；请写成 2027-12-31",
                f"“{text}” is no day; write 2027-12-31",
            )
        )
        return None


def _compare(
    line: MemberLine,
    new: NewMember,
    by_code: Mapping[str, MarkMember],
    numbers: set[str],
) -> None:
    found = by_code.get(new.uscc)
    if line.outcome is LineOutcome.REFUSED:
        return
    if found is None:
        if new.number in numbers:
            line.refuse(
                Words(
                    f"编号 {new.number} 已用于另一条记录；请核对",
                    f"Number {new.number} is that of another record; check it",
                )
            )
        return
    line.outcome = LineOutcome.SAME
    for zh, en, there, here in (
        ("名称", "name", found.name, new.name),
        ("编号", "number", found.number, new.number),
        ("起始日", "first day", found.from_on, new.from_on),
        ("截止日", "last day", found.ends_on, new.ends_on),
    ):
        if there != here:
            line.outcome = LineOutcome.DIFFERS
            line.words.append(
                Words(
                    f"{zh}：在册为 {there or '（无）'}，名单为 {here or '（无）'}；"
                    "在册的不改，请在该记录上办理续期或取消",
                    f"{en}: {there or '(none)'} on record, {here or '(none)'} in the "
                    "list; what is on record stays: renew or cancel it there",
                )
            )


def _refuse_second(line: MemberLine, new: NewMember, seen: dict[str, int]) -> None:
    first = seen.setdefault(new.uscc, line.row)
    if first != line.row:
        line.refuse(
            Words(
                f"与第 {first} 行重复；请删去一行",
                f"The same as row {first}; take one out",
            )
        )


def _left_out(found: MarkMember) -> MemberLine:
    words = Words(
        "在册但名单中没有；如已取消，请在该记录上记录取消",
        "On record, not on the list; if it was cancelled, record that there",
    )
    return MemberLine(
        0, found.name, found.uscc, found.number, LineOutcome.DIFFERS, [words]
    )
