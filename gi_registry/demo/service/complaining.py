"""What buyers reported, and what the offices did about it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.complaints import service as complaints
from gi_registry.complaints.rules import ComplaintState, Matter, NewStep
from gi_registry.complaints.service import NewComplaint
from gi_registry.core.codes import CodeKeys
from gi_registry.core.words import china_day
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Diary
from gi_registry.demo.service.stage import Stage
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import FIRST_EPOCH, RangeState
from gi_registry.producers.service import By

_COUNTY: Final = "140727"
"""That of the officer who signs in."""
_S = ComplaintState


def enter_complaints(
    session: Session, diary: Diary, stage: Stage, story: Story
) -> None:
    """Enter three reports by buyers: closed, being looked into, and new.

    Args:
        session: a writing session.
        diary: takes what happens.
        stage: time and secrets.
        story: of the producer whose labels two of them are about.
    """
    keys, today = CodeKeys(stage.master), china_day(diary.until)
    made: dict[Matter, str] = {}

    def file(now: datetime, new: NewComplaint) -> None:
        made[new.matter] = complaints.file(session, keys, new, now=now).complaint.number

    def step(now: datetime, matter: Matter, new: NewStep) -> None:
        by = By(story.province, now)
        complaints.record(session, made[matter], new, by=by)

    def copied(now: datetime) -> None:
        code = _code(session, keys, story)
        shop, words = "示例土产店", "买回家查验，页面说已被别人查验过（示例）"
        file(now, NewComplaint(Matter.COPIED, code, shop, _COUNTY, words))

    def forged(now: datetime) -> None:
        shop, words = "示例电商平台", "客服说扫不出来没关系（示例）"
        file(now, NewComplaint(Matter.FORGED, "ABCD-EFGH", shop, "", words))

    def damaged(now: datetime) -> None:
        code = _code(session, keys, story)
        file(now, NewComplaint(Matter.DAMAGED, code, telephone="0354-0000000"))

    told = "店内两瓶标识为复制，已责令下架（示例）"
    diary.on(today - timedelta(days=30), copied)
    diary.on(
        today - timedelta(days=28),
        lambda now: step(now, Matter.COPIED, NewStep(_S.TAKEN)),
    )
    diary.on(
        today - timedelta(days=24),
        lambda now: step(now, Matter.COPIED, NewStep(_S.FOUNDED, told)),
    )
    diary.on(today - timedelta(days=5), forged)
    diary.on(
        today - timedelta(days=4),
        lambda now: step(now, Matter.FORGED, NewStep(_S.TAKEN)),
    )
    diary.on(today - timedelta(days=1), damaged)


def _code(session: Session, keys: CodeKeys, story: Story) -> str:
    """Return the code of a label that the producer put to use."""
    statement = (
        select(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            LabelRange.state == RangeState.ACTIVATED,
            LabelRun.authorization_id == story.permit.id,
        )
        .order_by(LabelRange.id.desc())
        .limit(1)
    )
    labels = session.scalars(statement).one()
    return keys.encode(FIRST_EPOCH, labels.run_id, labels.end - 1)
