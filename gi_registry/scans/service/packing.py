"""A scan of an outer pack is one of the labels in it: what is told then stands."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from gi_registry.marks.models import LabelRange
from gi_registry.marks.rules import RangeState
from gi_registry.packs.service import PackFinding


def note_pack(session: Session, found: PackFinding, *, now: datetime) -> None:
    """Note that labels in a pack were checked, where none of their range was yet.

    After that their activation is not taken back.
    """
    for inside in found.inside:
        for piece in inside.pieces if inside.in_use else ():
            session.execute(
                update(LabelRange)
                .where(
                    LabelRange.run_id == inside.labels.id,
                    LabelRange.first < piece.end,
                    LabelRange.end > piece.first,
                    LabelRange.state == RangeState.ACTIVATED,
                    LabelRange.undone_at.is_(None),
                    LabelRange.first_scan_at.is_(None),
                )
                .values(first_scan_at=now)
                .execution_options(synchronize_session=False)
            )
