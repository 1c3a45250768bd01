"""Reads of papers whose number was handed in more than once."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from gi_registry.marks.models import CapacityEvidence
from gi_registry.marks.rules import CERTIFIED, EvidenceState, paper_number
from gi_registry.producers.models import Authorization

_OPEN = (EvidenceState.WAITING, EvidenceState.CONFIRMED)


def of_the_same_paper(
    session: Session, rows: Sequence[CapacityEvidence]
) -> dict[int, list[CapacityEvidence]]:
    """Return, for rows whose paper stands elsewhere too, the other rows, by id.

    Counted are rows that wait or are confirmed, of all users and years. A row that is
    corrected and its correction are one.

    Args:
        session: to read with.
        rows: of any kind.
    """
    numbers = {
        (row.kind, paper_number(row.reference)) for row in rows if row.kind in CERTIFIED
    }
    if not numbers:
        return {}
    plain = func.upper(
        func.replace(func.replace(CapacityEvidence.reference, " ", ""), "-", "")
    )
    holder = joinedload(CapacityEvidence.authorization)
    found = session.scalars(
        select(CapacityEvidence)
        .where(
            CapacityEvidence.kind.in_({kind for kind, _ in numbers}),
            plain.in_({number for _, number in numbers}),
            CapacityEvidence.state.in_(_OPEN),
        )
        .options(
            holder.joinedload(Authorization.entity),
            holder.joinedload(Authorization.right),
        )
        .order_by(CapacityEvidence.id)
    ).all()
    others = {
        row.id: [other for other in found if _are_two(row, other)]
        for row in rows
        if row.kind in CERTIFIED and row.state in _OPEN
    }
    return {row_id: twice for row_id, twice in others.items() if twice}


def _are_two(row: CapacityEvidence, other: CapacityEvidence) -> bool:
    return (
        row.kind is other.kind
        and paper_number(row.reference) == paper_number(other.reference)
        and row.id not in (other.id, other.replaces_id)
        and other.id != row.replaces_id
    )
