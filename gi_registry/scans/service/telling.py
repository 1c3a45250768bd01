"""What a scan tells beside its verdict: the lot's history, the year's figures."""

from datetime import date

from sqlalchemy.orm import Session

from gi_registry.core.memory import Remembered
from gi_registry.core.prepared import Direct
from gi_registry.core.words import Words
from gi_registry.marks import service as marks
from gi_registry.marks.errors import CapacityMissingError
from gi_registry.marks.rules import mass
from gi_registry.scans import queries
from gi_registry.scans.queries import Known
from gi_registry.tracing import service as tracing
from gi_registry.tracing.rules import EvidenceLevel
from gi_registry.tracing.service import Moment

_LABELLED = Words("这枚标识启用于此批次", "This label was put to use on the lot")


def history(
    on: Direct, known: Known, kept: Remembered[tuple[Moment, ...]]
) -> tuple[Moment, ...]:
    """Return what is told of the goods under a label, in order of the day.

    That this label was put to use stands among it.

    Args:
        on: to read with.
        known: what is known of the label.
        kept: histories by lot, the newest thing told, and the day of activation.
    """
    lot_id, day = known.lot_id, known.on_day
    if lot_id is None or day is None:
        return ()

    def made() -> tuple[Moment, ...]:
        told = [tracing.moment(*row) for row in queries.told(on, lot_id)]
        used = Moment(day, _LABELLED, EvidenceLevel.SYSTEM, "")
        return tuple(sorted([*told, used], key=_day))

    return kept.get((lot_id, known.newest_event, day), made)


def capacity_words(session: Session, known: Known) -> Words | None:
    """Say how much the producer may mark in the year and has labels for."""
    try:
        found = marks.capacity(session, known.authorization_id, known.year)
    except CapacityMissingError:
        return None
    allowed, drawn = mass(found.ceiling_g), mass(found.drawn_g)
    return Words(
        f"该企业 {known.year} 年核定可标 {allowed.zh}，已领标识合 {drawn.zh}。",
        f"The producer may mark {allowed.en} in {known.year} and has drawn labels for "
        f"{drawn.en}.",
    )


def _day(moment: Moment) -> date:
    return moment.on
