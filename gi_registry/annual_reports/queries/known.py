"""What the registry knows of users and their years; all in few statements."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.core.db import among
from gi_registry.marks.models import (
    CapacityDecision,
    LabelRun,
)
from gi_registry.marks.rules import CapacityBasis
from gi_registry.products.models import GiStandard
from gi_registry.scans.models import ScannedItem
from gi_registry.tracing.models import Lot


def labels_scanned(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return the labels of which the first scan was in a year, count.

    By authorization; one without scans is left out.
    """
    statement = (
        select(LabelRun.authorization_id, func.count())
        .select_from(ScannedItem)
        .join(LabelRun, LabelRun.id == ScannedItem.run_id)
        .where(
            among(session, LabelRun.authorization_id, authorization_ids),
            ScannedItem.first_at >= end_in_china(year - 1),
            ScannedItem.first_at < end_in_china(year),
        )
        .group_by(LabelRun.authorization_id)
    )
    return {of: int(count) for of, count in session.execute(statement)}


def lots(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, tuple[int, int]]:
    """Return the lots produced in a year and what they hold, grams.

    By authorization; one without lots is left out.
    """
    statement = (
        select(Lot.authorization_id, func.count(), func.sum(Lot.quantity_g))
        .where(
            among(session, Lot.authorization_id, authorization_ids),
            Lot.produced_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Lot.authorization_id)
    )
    return {
        of: (int(count), int(grams)) for of, count, grams in session.execute(statement)
    }


def ceilings(
    session: Session, authorization_ids: Iterable[int]
) -> dict[tuple[int, int], int]:
    """Return the capacity that holds, grams, by authorization and year."""
    decision = CapacityDecision
    statement = (
        select(decision.authorization_id, decision.year, decision.ceiling_g)
        .where(among(session, decision.authorization_id, authorization_ids))
        .order_by(decision.id)
    )
    return {(of, year): ceiling for of, year, ceiling in session.execute(statement)}


def bases(
    session: Session, wanted: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], CapacityBasis]:
    """Return what capacity is counted from, by authorization and year.

    For a year without a decision that of the newest year before it is taken, else
    of the first one after; where there is no decision at all, the key is missing.
    """
    keys = set(wanted)
    decision = CapacityDecision
    statement = (
        select(decision.authorization_id, decision.year, decision.basis)
        .where(among(session, decision.authorization_id, {key[0] for key in keys}))
        .order_by(decision.id)
    )
    decided: dict[int, dict[int, CapacityBasis]] = {}
    for of, year, basis in session.execute(statement):
        decided.setdefault(of, {})[year] = basis
    found = {}
    for of, year in keys:
        if years := decided.get(of):
            nearest = max((y for y in years if y <= year), default=min(years))
            found[of, year] = years[nearest]
    return found


def standards_of(session: Session, gi_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Return the numbers of the registered standards by product."""
    wanted = list(gi_ids)
    statement = select(GiStandard.gi_id, GiStandard.number).where(
        among(session, GiStandard.gi_id, wanted)
    )
    found: dict[int, set[str]] = {gi_id: set() for gi_id in wanted}
    for gi_id, number in session.execute(statement):
        found[gi_id].add(number)
    return {gi_id: frozenset(numbers) for gi_id, numbers in found.items()}


def end_in_china(year: int) -> datetime:
    """Return the first instant after a year in China."""
    return datetime(year, 12, 31, 16, tzinfo=UTC)
