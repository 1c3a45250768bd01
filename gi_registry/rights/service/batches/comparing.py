"""What a line changes in what the register says of a right."""

from datetime import date
from typing import Final

from gi_registry.core.words import Words
from gi_registry.products.models import Gi
from gi_registry.products.rules import RightStatus
from gi_registry.rights.rules import State
from gi_registry.rights.rules.batches import (
    MEANINGS,
    Line,
    LineOutcome,
    Matter,
    Meaning,
)

_RECOGNITION: Final = MEANINGS[Matter.RECOGNITION]


def compare_right(line: Line, gi: Gi, on: date) -> None:
    """Say what the line changes in what the register says of the right."""
    planned = next(
        (each for each in line.events if each.meaning in says_particulars()), None
    )
    if planned is None:
        return
    if planned.right_id is None:
        line.words.append(
            Words(
                "登记簿中没有这项权利，将按公告新登记一项",
                "The register has no such right; it is registered from the "
                "announcement",
            )
        )
        return
    right = next(each for each in gi.rights if each.id == planned.right_id)
    changed = []
    for name, zh, en in (
        ("holder", "申请人", "holder"),
        ("managing_authority", "管理机构", "managing authority"),
        ("number", "编号", "number"),
    ):
        old, new = getattr(right, name), line.cells.get(name, "")
        if old and new and old != new:
            changed.append(
                Words(
                    f"{zh}：在册为“{old}”，录入后为“{new}”",
                    f"{en}: “{old}” on record becomes “{new}”",
                )
            )
    is_known = planned.meaning is _RECOGNITION and right.status is RightStatus.PROTECTED
    if is_known:
        since = right.since or "（未知）"
        changed.append(
            Words(
                f"登记簿已列为受保护（自 {since}），但没有公告记录；"
                f"补记这份公告，起始日为 {on}",
                f"On record as protected since {since}, without its announcement; "
                f"this one is added, and it is since {on}",
            )
        )
    if changed:
        line.words += changed
        line.outcome = LineOutcome.CHANGED


def says_particulars() -> tuple[Meaning, ...]:
    """Return the meanings whose line says holder, authority and number anew."""
    return (_RECOGNITION, MEANINGS[Matter.CHANGE])


def is_end(meaning: Meaning) -> bool:
    """Whether a right is over with it."""
    return meaning.ending is not None or meaning.state is State.REVOKED
