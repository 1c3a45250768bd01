"""Reads of evidence: rows of a year, what is taken already, what waits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from gi_registry.areas.models import Plot
from gi_registry.core.access import Caller, Permission
from gi_registry.core.reach import reach
from gi_registry.marks.models import CapacityEvidence, CapacityGround
from gi_registry.marks.rules import EvidenceState, NewEvidence
from gi_registry.producers.models import Authorization, Entity
from gi_registry.products.models import GiRight, GiStandard

_OPEN = (EvidenceState.WAITING, EvidenceState.CONFIRMED)


def evidence_rows(*where: ColumnElement[bool]) -> Select[CapacityEvidence]:
    """Select rows with their plot, newest first."""
    return (
        select(CapacityEvidence)
        .where(*where)
        .options(joinedload(CapacityEvidence.plot))
        .order_by(CapacityEvidence.id.desc())
    )


def full_evidence(evidence_id: int) -> Select[CapacityEvidence]:
    """Select one row with its plot and whose it is."""
    holder = joinedload(CapacityEvidence.authorization)
    return evidence_rows(CapacityEvidence.id == evidence_id).options(
        holder.joinedload(Authorization.entity),
        holder.joinedload(Authorization.right),
        holder.joinedload(Authorization.gi),
    )


def confirmed(
    session: Session, authorization_id: int, year: int
) -> Sequence[tuple[CapacityEvidence, bool]]:
    """Return the confirmed rows of a year, each with whether its plot is gone."""
    later = aliased(Plot)
    replaced = exists().where(later.replaces_id == Plot.id)
    gone = Plot.ended_at.is_not(None) & ~replaced
    statement = (
        select(CapacityEvidence, gone)
        .outerjoin(CapacityEvidence.plot)
        .options(contains_eager(CapacityEvidence.plot))
        .where(
            CapacityEvidence.authorization_id == authorization_id,
            CapacityEvidence.year == year,
            CapacityEvidence.state == EvidenceState.CONFIRMED,
        )
        .order_by(CapacityEvidence.kind, CapacityEvidence.id)
    )
    return [(row[0], bool(row[1])) for row in session.execute(statement)]


def open_like(
    session: Session, authorization_id: int, new: NewEvidence
) -> Sequence[CapacityEvidence]:
    """Return rows that count, or may come to, for the same thing and year."""
    return session.scalars(
        select(CapacityEvidence).where(
            CapacityEvidence.authorization_id == authorization_id,
            CapacityEvidence.year == new.year,
            CapacityEvidence.kind == new.kind,
            CapacityEvidence.reference == new.reference,
            CapacityEvidence.plot_key == (new.plot_id or 0),
            CapacityEvidence.state.in_(_OPEN),
        )
    ).all()


def is_being_corrected(session: Session, evidence_id: int) -> bool:
    """Whether a correction of a row waits."""
    statement = select(
        exists().where(
            CapacityEvidence.replaces_id == evidence_id,
            CapacityEvidence.state == EvidenceState.WAITING,
        )
    )
    return bool(session.scalar(statement))


def waiting(caller: Caller) -> Select[*tuple[Any, ...]]:
    """Select whose evidence waits in a jurisdiction: user, year, rows, since when."""
    count = func.count().label("rows")
    since = func.min(CapacityEvidence.entered_at).label("since")
    return (
        select(
            Authorization,
            CapacityEvidence.year,
            count,
            since,
        )
        .join(CapacityEvidence, CapacityEvidence.authorization_id == Authorization.id)
        .join(Authorization.right)
        .options(
            selectinload(Authorization.entity),
            selectinload(Authorization.gi),
        )
        .where(
            CapacityEvidence.state == EvidenceState.WAITING,
            reach(
                caller,
                Permission.DESK,
                division=Authorization.division,
                authority=GiRight.managing_authority,
            ),
        )
        .group_by(Authorization.id, CapacityEvidence.year)
        .order_by(since, Authorization.id, CapacityEvidence.year)
    )


def waiting_by_place(
    session: Session,
) -> Sequence[Row[str, str | None, int, int]]:
    """Return how many rows wait in each place, and the id of the latest.

    Each is division, authority named, rows, id.
    """
    return session.execute(
        select(
            Authorization.division,
            GiRight.managing_authority,
            func.count(),
            func.max(CapacityEvidence.id),
        )
        .join(CapacityEvidence, CapacityEvidence.authorization_id == Authorization.id)
        .join(Authorization.right)
        .where(CapacityEvidence.state == EvidenceState.WAITING)
        .group_by(Authorization.division, GiRight.managing_authority)
    ).all()


def organisation_of(session: Session, authorization_id: int) -> int:
    """Return whose an authorization is."""
    return session.scalars(
        select(Entity.organisation_id)
        .join(Authorization, Authorization.entity_id == Entity.id)
        .where(Authorization.id == authorization_id)
    ).one()


def standards_of(session: Session, gi_id: int) -> Sequence[str]:
    """Return the numbers of a product's standards."""
    statement = select(GiStandard.number).where(GiStandard.gi_id == gi_id)
    return session.scalars(statement).all()


def grounds_of(decision_id: int) -> Select[CapacityGround]:
    """Select what stood behind a decision, rows and plots loaded."""
    return (
        select(CapacityGround)
        .where(CapacityGround.decision_id == decision_id)
        .options(
            joinedload(CapacityGround.evidence).joinedload(CapacityEvidence.plot),
            joinedload(CapacityGround.plot),
        )
        .order_by(CapacityGround.id)
    )
