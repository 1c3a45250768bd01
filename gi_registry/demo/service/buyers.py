"""Two years of checks by buyers, some of them of copied codes."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gi_registry.core.codes import Decoded
from gi_registry.marks.models import LabelRange
from gi_registry.marks.rules import FIRST_EPOCH, RangeState
from gi_registry.scans import service as scans
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.rules import Judgement, Verdict

RAW_KEPT = timedelta(days=180)
_CHECKS_A_RANGE = 160
_COPIES = 3
"""Codes that are copied, among the newest labels."""
_COPY_DEVICES = 14
_PLACES = ("1401", "1407", "1402", "1410", "1101", "1301", "6101", "4101")


def check_codes(
    session: Session, *, now: datetime, dice: Random, officer_id: int
) -> int:
    """Record checks of activated labels; return how many codes were checked.

    Args:
        session: a writing session.
        now: the present instant.
        dice: seeded.
        officer_id: who calls one of the copied codes suspect.
    """
    items: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    statement = (
        select(LabelRange)
        .where(LabelRange.state == RangeState.ACTIVATED)
        .order_by(LabelRange.id)
    )
    ranges = list(session.scalars(statement))
    for labels in ranges:
        count = min(_CHECKS_A_RANGE, labels.end - labels.first)
        for index in sorted(dice.sample(range(labels.first, labels.end), count)):
            times = _times(labels, now, dice)
            _add(items, checks, (labels.run_id, index), times, dice)
    newest = sorted(ranges, key=lambda labels: (labels.on_day, labels.id))
    taken = {(item["run_id"], item["index"]) for item in items}
    for labels in newest[-_COPIES:]:
        codes = ((labels.run_id, i) for i in range(labels.first, labels.end))
        free = next(code for code in codes if code not in taken)
        _add(items, checks, free, _burst(now, dice), dice)
    session.execute(insert(ScannedItem), items)
    session.execute(insert(Scan), [c for c in checks if c["at"] > now - RAW_KEPT])
    copied = items[-1]
    scans.judge(
        session,
        Decoded(FIRST_EPOCH, copied["run_id"], copied["index"]),
        Judgement.SUSPECT,
        reason="同一编码一天内在多个省份被查验（示例）",
        now=now,
        account_id=officer_id,
    )
    return len(items)


def _times(labels: LabelRange, now: datetime, dice: Random) -> list[datetime]:
    """Return when one pack was checked: soon after it was sold, seldom again."""
    day = labels.on_day
    sold = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    first = sold + timedelta(days=3 + dice.expovariate(1 / 60))
    again = [first + timedelta(days=dice.uniform(0, 9))] if dice.random() < 0.2 else []  # noqa: PLR2004 -- one buyer in five looks twice
    latest = now - timedelta(minutes=dice.randint(5, 4_000))
    return sorted(min(at, latest) for at in [first, *again])


def _burst(now: datetime, dice: Random) -> list[datetime]:
    """Return when a copied code was checked: by many, within a day and a half."""
    return sorted(
        now - timedelta(hours=dice.uniform(3, 23)) for _ in range(_COPY_DEVICES)
    )


def _add(
    items: list[dict[str, Any]],
    checks: list[dict[str, Any]],
    code: tuple[int, int],
    times: list[datetime],
    dice: Random,
) -> None:
    run_id, index = code
    items.append(
        {
            "run_id": run_id,
            "index": index,
            "first_at": times[0],
            "last_at": times[-1],
            "checks": len(times),
        }
    )
    home = dice.choice(_PLACES[:2])
    copied = len(times) >= _COPY_DEVICES
    checks += [
        {
            "run_id": run_id,
            "index": index,
            "at": at,
            "verdict": Verdict.GENUINE,
            "device": f"{dice.getrandbits(64):016x}",
            "division": dice.choice(_PLACES) if copied else home,
        }
        for at in times
    ]
