"""Rows of what a list announced, by a number of statements that does not grow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from gi_registry.producers.service import By
from gi_registry.products.models import Announcement, Gi, GiRight, RightAnnouncement
from gi_registry.products.rules import (
    Confidence,
    Evidence,
    RightKind,
    RightStatus,
)
from gi_registry.rights import rules
from gi_registry.rights.models import RightAnnounced, RightEvent, RightProcedure
from gi_registry.rights.rules import Procedure, State, Track
from gi_registry.rights.rules.batches import Line, Planned
from gi_registry.rights.service.batches.cells import Particulars, particulars
from gi_registry.rights.service.batches.ground import Ground
from gi_registry.rights.service.batches.judging import Listing
from gi_registry.translog import service as translog
from gi_registry.translog.service import NewLeaf


@dataclass(frozen=True, slots=True)
class Taken:
    """One event of a line that is taken, and its right."""

    line: Line
    planned: Planned
    given: Particulars
    right: GiRight


@dataclass(frozen=True, slots=True)
class Step(Taken):
    """The same with its procedure."""

    procedure: RightProcedure


def rights_of(
    session: Session, lines: Iterable[Line], ground: Ground, by: By
) -> list[Taken]:
    """Return the right of each event; one announced for the first time is made."""
    products = {gi.id: gi for found in ground.products.values() for gi in found}
    known = {right.id: right for gi in products.values() for right in gi.rights}
    pairs = [(line, planned) for line in lines for planned in line.events]
    wanted = {each.gi_id for _, each in pairs if each.right_id is None}
    made: dict[int, GiRight] = {}
    if wanted:
        rows = [_new_right(products[gi_id], by) for gi_id in sorted(wanted)]
        session.execute(insert(GiRight), rows)
        there = session.scalars(
            select(GiRight).where(GiRight.gi_id.in_(wanted)).order_by(GiRight.ordinal)
        )
        made = {each.gi_id: each for each in there}
    return [
        Taken(
            line,
            planned,
            particulars(line.cells),
            known[planned.right_id] if planned.right_id else made[planned.gi_id],
        )
        for line, planned in pairs
    ]


def _new_right(gi: Gi, by: By) -> dict[str, object]:
    return {
        "gi_id": gi.id,
        "ordinal": max((each.ordinal for each in gi.rights), default=0) + 1,
        "kind": RightKind.PRODUCT_PROTECTION,
        "status": RightStatus.PENDING,
        "source": "recorded by the province from the announcement",
        "evidence": Evidence.OFFICIAL,
        "confidence": Confidence.HIGH,
        "mirrored_at": by.now,
    }


def procedures_of(
    session: Session, taken: Sequence[Taken], ground: Ground, listing: Listing
) -> list[Step]:
    """Return the steps with their procedures: under way, or begun with them."""
    found = {p.id: p for each in ground.procedures.values() for p in each}
    successors = {
        each.right.gi_id: each.right.id
        for each in taken
        if each.planned.meaning.procedure is Procedure.RECOGNITION
    }
    rows = []
    for each in taken:
        if each.planned.procedure_id is None:
            successor = None
            if each.planned.meaning.ending is not None:
                gi_id = each.right.gi_id
                successor = successors.get(gi_id) or _protected(ground, gi_id)
            rows.append(_new_procedure(each, successor, listing))
    if rows:
        session.execute(insert(RightProcedure), rows)
    rights = [each.right.id for each in taken]
    begun = {
        (each.right_id, each.kind): each
        for each in session.scalars(
            select(RightProcedure)
            .where(RightProcedure.right_id.in_(rights))
            .order_by(RightProcedure.id)
        )
    }
    return [
        Step(
            each.line,
            each.planned,
            each.given,
            each.right,
            found[each.planned.procedure_id]
            if each.planned.procedure_id
            else begun[each.right.id, each.planned.meaning.procedure],
        )
        for each in taken
    ]


def _protected(ground: Ground, gi_id: int) -> int:
    rights = (
        right
        for found in ground.products.values()
        for gi in found
        if gi.id == gi_id
        for right in gi.rights
    )
    return next(
        right.id
        for right in rights
        if right.kind is RightKind.PRODUCT_PROTECTION
        and right.status is RightStatus.PROTECTED
    )


def _new_procedure(
    taken: Taken, successor_id: int | None, listing: Listing
) -> dict[str, object]:
    """Return a procedure of which the register has only what was announced."""
    meaning, given = taken.planned.meaning, taken.given
    is_change = meaning.procedure is Procedure.CHANGE
    is_preliminary = meaning.state is State.PRELIM_CHANGE_ANNOUNCED
    track = None
    if is_preliminary or (is_change and given.touches):
        asked = Track.MAIN if is_preliminary else Track.MINOR
        track = rules.track_of(given.touches, asked)
    return {
        "right_id": taken.right.id,
        "kind": meaning.procedure,
        "state": meaning.state,
        "opened_on": listing.on,
        "party": given.holder,
        "reasons": given.words if meaning.ending else "",
        "has_evidence": True,
        "track": track,
        "touches": [each.value for each in given.touches] if is_change else [],
        "ground": given.ground if meaning.state is State.REVOKED else None,
        "ending": meaning.ending,
        "successor_id": successor_id,
    }


def put_events(
    session: Session,
    steps: Sequence[Step],
    announcement: Announcement,
    listing: Listing,
    by: By,
) -> None:
    """Put the events on record, with what the list said of them, and log them."""
    rows = [_new_event(step, announcement, listing, by) for step in steps]
    for step, row in zip(steps, rows, strict=True):
        step.procedure.state = step.planned.meaning.state
        step.procedure.due_on = row["due_on"]
    session.execute(insert(RightEvent), rows)
    made = {
        row.procedure_id: row.id
        for row in session.execute(
            select(RightEvent.procedure_id, RightEvent.id)
            .where(RightEvent.announcement_id == announcement.id)
            .order_by(RightEvent.id)
        )
    }
    session.add_all(
        RightAnnounced(
            event_id=made[step.procedure.id],
            name=step.line.cells.get("product", ""),
            cells=step.line.cells,
        )
        for step in steps
        if step.planned.has_cells
    )
    translog.append_all(
        session,
        [_leaf(step, announcement, listing) for step in steps],
        now=by.now,
        account_id=by.account_id,
    )


def _new_event(
    step: Step, announcement: Announcement, listing: Listing, by: By
) -> dict[str, Any]:
    meaning, given = step.planned.meaning, step.given
    is_notice = rules.need(meaning.procedure, meaning.state).received
    received_on = given.received_on if is_notice else None
    due_on = rules.last_day(meaning.procedure, meaning.state, listing.on, received_on)
    if is_notice and received_on is None:
        due_on = None  # the period runs from a receipt that nobody wrote down
    return {
        "procedure_id": step.procedure.id,
        "state": meaning.state,
        "on_day": listing.on,
        "received_on": received_on,
        "due_on": due_on,
        "announcement_id": announcement.id,
        "words": given.words,
        "account_id": by.account_id,
        "recorded_at": by.now,
    }


def _leaf(step: Step, announcement: Announcement, listing: Listing) -> NewLeaf:
    meaning, received = step.planned.meaning, step.given.received_on
    return NewLeaf(
        f"right.{meaning.procedure.value}",
        step.line.code or "",
        {
            "right": step.right.ordinal,
            "procedure": step.procedure.id,
            "state": meaning.state.value,
            "on": listing.on.isoformat(),
            "received_on": received and received.isoformat(),
            "announcement": announcement.number,
            "file_sha256": announcement.file_sha256,
        },
    )


def tie(session: Session, steps: Iterable[Step], announcement: Announcement) -> None:
    """Tie the announcement to the rights, by what it did to them."""
    wanted = {
        (step.right.id, kind)
        for step in steps
        if (
            kind := rules.need(
                step.planned.meaning.procedure, step.planned.meaning.state
            ).announcement
        )
    }
    there = session.execute(
        select(RightAnnouncement.right_id, RightAnnouncement.kind).where(
            RightAnnouncement.announcement_id == announcement.id
        )
    )
    known = {(row.right_id, row.kind) for row in there}
    session.add_all(
        RightAnnouncement(right_id=right_id, announcement_id=announcement.id, kind=kind)
        for right_id, kind in sorted(wanted - known)
    )
