"""What happened to a lot, and who stands behind each statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.core.words import Words, china_day
from gi_registry.marks.models import LabelRange
from gi_registry.tracing.models import Lot, LotEvent
from gi_registry.tracing.rules import (
    LOT_EVENT_WORDS,
    EvidenceLevel,
    LotEventKind,
    NewEvent,
    check_event,
    labels_words,
)
from gi_registry.tracing.service.lots import lot


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a lot's history, as it is shown.

    Attributes:
        on: the day.
        words: what happened.
        level: who stands behind it.
        detail: as typed, or nothing.
    """

    on: date
    words: Words
    level: EvidenceLevel
    detail: str

    @property
    def evidence(self) -> str:
        """The mark beside it, as the pages name it."""
        return _MARKS[self.level]


_MARKS = {
    EvidenceLevel.SELF_DECLARED: "declared",
    EvidenceLevel.OFFICER: "checked",
    EvidenceLevel.LABORATORY: "tested",
    EvidenceLevel.SYSTEM: "system",
}


def add_event(
    session: Session,
    new: NewEvent,
    *,
    now: datetime,
    account_id: int,
    evidence: EvidenceLevel = EvidenceLevel.SELF_DECLARED,
) -> LotEvent:
    """Record what happened to a lot.

    Args:
        session: a writing session.
        new: what happened.
        now: the instant.
        account_id: who says so.
        evidence: a producer's statements are self-declared, whatever they say.

    Raises:
        LotNotFoundError: there is no such lot.
        EventError: not for producers to say, or too many words.
        LotDayError: in the future, or 50 years ago.
    """
    check_event(new, today=china_day(now))
    goods = lot(session, new.lot_id)
    made = LotEvent(
        lot_id=goods.id,
        kind=new.kind,
        on_day=new.on_day,
        words=new.words.strip(),
        evidence=evidence,
        recorded_at=now,
        recorded_by_id=account_id,
    )
    session.add(made)
    session.flush()
    session.expire(goods, ["events"])
    return made


def timeline(goods: Lot, labels: Sequence[LabelRange]) -> list[Moment]:
    """Return a lot's history, in order; what the system knows stands among it.

    Args:
        goods: its events are loaded.
        labels: the ranges of labels on the goods.
    """
    told = [
        moment(event.kind, event.on_day, event.evidence, event.words)
        for event in goods.events
        if event.kind is not LotEventKind.LABELLED
    ]
    known = [
        Moment(row.on_day, labels_words(row.end - row.first), EvidenceLevel.SYSTEM, "")
        for row in labels
    ]
    return sorted([*told, *known], key=lambda shown: shown.on)


def moment(kind: LotEventKind, on: date, evidence: EvidenceLevel, words: str) -> Moment:
    """Return an event of a lot as it is shown."""
    return Moment(on, LOT_EVENT_WORDS[kind], evidence, words)
