"""What stands behind the capacities of the demonstration: vats, intake, trees, land."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.words import china_day
from gi_registry.demo.scenario import EVIDENCE
from gi_registry.demo.service.applying import Story
from gi_registry.marks import service as marks
from gi_registry.marks.rules import (
    CapacityBasis,
    EvidenceKind,
    EvidenceState,
    NewEvidence,
)
from gi_registry.marks.service import EvidenceVerdict, EvidenceWanted

_DAY = timedelta(days=1)
_MILLI = 1_000
_VATS, _YOUNG = 12, 2
_PARTS = 6


def show_evidence(session: Session, story: Story, year: int, now: datetime) -> None:
    """Enter a year's rows; those who grow need none, their plots speak."""
    for new in _rows(session, story, year, china_day(now)):
        marks.enter_evidence(
            session, story.permit, new, now=now, account_id=story.person
        )


def confirm_evidence(session: Session, story: Story, year: int, now: datetime) -> None:
    """Let the county confirm what waits."""
    wanted = EvidenceWanted(story.permit.id, year, EvidenceState.WAITING)
    ids = [row.id for row in marks.all_evidence(session, wanted)]
    if ids:
        _decided(session, story, ids, now, "")


def carried(session: Session, story: Story, year: int, now: datetime) -> Decimal:
    """Return what the confirmed evidence comes to."""
    found = marks.carried(
        session, story.permit.id, story.goods.basis, year, on=china_day(now)
    )
    return found.quantity


def leave_open(session: Session, story: Story, year: int, now: datetime) -> None:
    """Let one row be refused and others wait, so that both can be seen."""
    today = china_day(now)
    vat = NewEvidence(
        EvidenceKind.VAT,
        year,
        7_500_000,
        "示例15号缸",
        volume=12_500_000,
        begins_on=today - 500 * _DAY,
    )
    refused = marks.enter_evidence(
        session, story.permit, vat, now=now, account_id=story.person
    )
    _decided(session, story, [refused.id], now, "现场没有这口缸，请核对缸号（示例）")
    new = NewEvidence(
        EvidenceKind.PURCHASE,
        year,
        18_000_000,
        "示例高粱第3批",
        party="示例粮食购销站",
        begins_on=today - 9 * _DAY,
    )
    marks.enter_evidence(session, story.permit, new, now=now, account_id=story.person)
    own = marks.all_evidence(session, EvidenceWanted(story.permit.id, year))
    kept = [row for row in own if row.state is EvidenceState.CONFIRMED]
    if not kept:  # the year has only begun
        return
    first = kept[-1]
    row = marks.own_evidence(session, first.id, story.organisation)
    less = NewEvidence(
        EvidenceKind.VAT,
        year,
        row.amount - 500_000,
        row.reference,
        volume=row.volume,
        begins_on=row.begins_on,
    )
    marks.correct_evidence(
        session,
        row,
        less,
        "重新量过，存量略少（示例）",
        now=now,
        account_id=story.person,
    )


def _decided(
    session: Session, story: Story, ids: list[int], now: datetime, words: str
) -> None:
    verdict = EvidenceVerdict(not words, words)
    marks.decide_evidence(
        session, story.permit, ids, verdict, now=now, account_id=story.office
    )


def _rows(
    session: Session, story: Story, year: int, today: date
) -> Iterator[NewEvidence]:
    kind = EVIDENCE.get(story.who.goods)
    if kind is EvidenceKind.VAT:
        yield from _vats(story, year)
        yield from _intake(story, EvidenceKind.PURCHASE, year, today)
    elif kind is EvidenceKind.TREES:
        yield from _trees(session, story, year, today)
    elif kind is not None:
        yield from _intake(story, kind, year, today)


def _vats(story: Story, year: int) -> Iterator[NewEvidence]:
    each = story.goods.quantity * _MILLI // _VATS
    for number in range(1, _VATS + _YOUNG + 1):
        is_old = number <= _VATS
        begun = date(year - 2, 8, number) if is_old else date(year, 1, 2)
        yield NewEvidence(
            EvidenceKind.VAT,
            year,
            each,
            f"示例{number}号缸",
            volume=each * 5 // 4,
            begins_on=begun,
        )


def _intake(
    story: Story, kind: EvidenceKind, year: int, today: date
) -> Iterator[NewEvidence]:
    is_meat = kind is EvidenceKind.CARCASS
    is_beside = story.goods.basis is CapacityBasis.VAT_VOLUME_AGEING
    parts = 2 if is_beside else _PARTS
    for number in range(1, parts + 1):
        name = "示例检疫证" if is_meat else "示例原料第"
        yield NewEvidence(
            kind,
            year,
            story.goods.quantity * _MILLI // _PARTS,
            f"{name}{year}{story.serial:03d}{number:02d}"
            if is_meat
            else f"{name}{number}批",
            party="示例屠宰场" if is_meat else "示例粮食购销站",
            begins_on=today - (parts - number + 1) * 9 * _DAY,
        )


def _trees(
    session: Session, story: Story, year: int, today: date
) -> Iterator[NewEvidence]:
    gi_id = story.permit.gi_id
    plots = areas.plots_of(session, story.organisation, gi_id)
    for plot in plots:
        yield NewEvidence(
            EvidenceKind.TREES,
            year,
            story.goods.quantity // len(plots),
            "示例品种",
            begins_on=today - 2 * _DAY,
            plot_id=plot.id,
        )
