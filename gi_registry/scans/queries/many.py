"""What many codes at once ask: whole runs, however many of their codes are asked."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.marks import queries as marks
from gi_registry.marks.models import CodeEpoch, LabelRange, LabelRun
from gi_registry.marks.rules import RangeState, Stretch, stretches
from gi_registry.producers.models import Authorization, AuthorizationStatus, Entity
from gi_registry.products.models import Gi
from gi_registry.scans.models import ScannedItem
from gi_registry.scans.rules import Judgement
from gi_registry.tracing.models import Lot


class RunFacts(NamedTuple):
    """What labels of a run have in common."""

    id: int
    size: int
    key_epoch: int
    leaked_on: date | None
    expires_on: date
    authorization_id: int
    valid_to: date | None
    uscc: str
    gi: str


class UsedRange(NamedTuple):
    """What happened to the labels [first, end) of a run."""

    run_id: int
    first: int
    end: int
    state: RangeState
    on_day: date
    lot: str | None


def run_facts(session: Session, ids: Collection[int]) -> list[RunFacts]:
    """Return the runs that there are of those asked for."""
    statement = (
        select(
            LabelRun.id,
            LabelRun.size,
            LabelRun.key_epoch,
            CodeEpoch.leaked_on,
            LabelRun.expires_on,
            LabelRun.authorization_id,
            Authorization.valid_to,
            Entity.uscc,
            Gi.code,
        )
        .join(Authorization, Authorization.id == LabelRun.authorization_id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .join(Gi, Gi.id == Authorization.gi_id)
        .outerjoin(CodeEpoch, CodeEpoch.epoch == LabelRun.key_epoch)
        .where(LabelRun.id.in_(ids))
    )
    return [RunFacts(*row) for row in session.execute(statement)]


def used_ranges(session: Session, ids: Collection[int]) -> dict[int, list[UsedRange]]:
    """Return what happened to labels of runs, by run, in the order of the roll."""
    statement = (
        select(
            LabelRange.run_id,
            LabelRange.first,
            LabelRange.end,
            LabelRange.state,
            LabelRange.on_day,
            Lot.number,
        )
        .outerjoin(Lot, Lot.id == LabelRange.lot_id)
        .where(LabelRange.run_id.in_(ids), LabelRange.undone_at.is_(None))
        .order_by(LabelRange.run_id, LabelRange.first)
    )
    found: dict[int, list[UsedRange]] = {}
    for row in session.execute(statement):
        found.setdefault(row.run_id, []).append(UsedRange(*row))
    beside = marks.passages(session, ids)
    return {
        run: _with(run, found.get(run, []), beside.get(run, []))
        for run in found.keys() | beside.keys()
    }


def _with(run: int, used: list[UsedRange], beside: list[Stretch]) -> list[UsedRange]:
    """Cut ranges where something else is true of some of their labels."""
    ends = [
        Stretch(row.first, row.end, row.state, row.on_day, lot=row.lot) for row in used
    ]
    size = max(each.end for each in (*ends, *beside))
    return [
        UsedRange(run, each.first, each.end, each.state, each.on_day, each.lot)
        for each in stretches(size, ends, beside)
        if each.state is not None and each.on_day is not None
    ]


def statuses(
    session: Session, authorization_ids: Collection[int]
) -> dict[int, list[AuthorizationStatus]]:
    """Return the states of authorizations over time, by authorization."""
    statement = (
        select(AuthorizationStatus)
        .where(AuthorizationStatus.authorization_id.in_(authorization_ids))
        .order_by(AuthorizationStatus.from_on, AuthorizationStatus.id)
    )
    found: dict[int, list[AuthorizationStatus]] = {}
    for row in session.scalars(statement):
        found.setdefault(row.authorization_id, []).append(row)
    return found


def judged(
    session: Session, ids: Collection[int], judgement: Judgement
) -> dict[int, set[int]]:
    """Return the labels that officers judged so, by run."""
    statement = select(ScannedItem.run_id, ScannedItem.index).where(
        ScannedItem.run_id.in_(ids), ScannedItem.judgement == judgement
    )
    found: dict[int, set[int]] = {}
    for run_id, index in session.execute(statement):
        found.setdefault(run_id, set()).add(index)
    return found
