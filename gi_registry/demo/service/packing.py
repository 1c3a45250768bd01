"""Vinegar in cases, and labels with PINs to scratch off."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary
from gi_registry.marks import service as marks
from gi_registry.marks.errors import CapacityMissingError
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState, RunRequest
from gi_registry.packs import service as packs
from gi_registry.packs.rules import (
    Nesting,
    NewPacks,
    PackChange,
    Packing,
    PackKind,
    PackState,
)
from gi_registry.tracing import service as tracing
from gi_registry.tracing.rules import Activation, NewLot

_CASES = 200
_IN_CASE = 12
_ON_PALLET = 40
_PINS = 600
_DAY = timedelta(days=1)


def enter_packs(session: Session, diary: Diary, story: Story) -> None:
    """Enter cases of a producer's newest labels, and a small run with PINs.

    Args:
        session: a writing session.
        diary: runs the acts.
        story: whose labels.
    """
    made: list[int] = []

    def fill(now: datetime) -> None:
        labels = session.scalars(
            select(LabelRange)
            .join(LabelRun, LabelRun.id == LabelRange.run_id)
            .where(
                LabelRun.authorization_id == story.permit.id,
                LabelRange.state == RangeState.ACTIVATED,
                LabelRange.end - LabelRange.first >= _CASES * _IN_CASE,
            )
            .order_by(LabelRange.id.desc())
            .limit(1)
        ).first()
        if labels is None:
            return
        new = NewPacks(
            story.permit.id, PackKind.CASE, "12 瓶/箱", _CASES * 2, holds=_IN_CASE
        )
        run = packs.issue_packs(session, new, now=now, account_id=story.person)
        made.append(run.id)
        packing = Packing(
            run.id, 0, _CASES, labels.run_id, labels.first, _IN_CASE, china_day(now)
        )
        packs.fill(session, packing, now=now, account_id=story.person)
        _enter_pallets(session, story, run.id, now)

    def open_one(now: datetime) -> None:
        if not made:
            return
        change = PackChange(made[0], 3, 4, PackState.OPENED, china_day(now))
        packs.change(session, change, now=now, account_id=story.person)

    def pins(now: datetime) -> None:
        _enter_pins(session, story, now)

    today = china_day(diary.until)
    diary.on(today - 9 * _DAY, fill)
    diary.on(today - 8 * _DAY, pins)
    diary.on(today - 4 * _DAY, open_one)


def _enter_pallets(session: Session, story: Story, cases: int, now: datetime) -> None:
    """Put most cases onto pallets."""
    new = NewPacks(story.permit.id, PackKind.PALLET, "40 箱/托", 10, holds=_ON_PALLET)
    run = packs.issue_packs(session, new, now=now, account_id=story.person)
    count = _CASES // _ON_PALLET - 1
    wanted = Nesting(run.id, 0, count, cases, 0, _ON_PALLET, china_day(now))
    packs.nest(session, wanted, now=now, account_id=story.person)


def _enter_pins(session: Session, story: Story, now: datetime) -> None:
    """Draw labels with PINs, and put them to use on a lot of their own."""
    held, goods, day = story.permit, story.goods, china_day(now)
    try:
        allowed = marks.capacity(session, held.id, day.year)
    except CapacityMissingError:  # the year has only begun
        return
    size = min(_PINS, allowed.labels_open(goods.net_content_g))
    if size < 1:
        return
    request = RunRequest(
        held.id,
        day.year,
        size,
        goods.net_content_g,
        f"{goods.pack}（礼盒）",
        has_pin=True,
    )
    run = marks.issue_run(session, request, now=now, account_id=story.person)
    lot = tracing.open_lot(
        session,
        NewLot(
            held.id,
            f"{day:%Y%m%d}-G{story.serial:02d}",
            day - _DAY,
            size * goods.net_content_g,
            story.plot,
        ),
        now=now,
        account_id=story.person,
    )
    wanted = Activation(lot.id, run.id, 0, size, day)
    tracing.activate(session, wanted, now=now, account_id=story.person)
