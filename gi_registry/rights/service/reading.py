"""Rights and what happened to them, as pages show it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.access import Caller, Permission, Place
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import Words
from gi_registry.producers.models import StoredFile
from gi_registry.products import service as products
from gi_registry.products.models import (
    Announcement,
    Gi,
    GiRight,
    RightAnnouncement,
)
from gi_registry.products.rules import AnnouncementKind
from gi_registry.rights import queries, rules
from gi_registry.rights.errors import ProcedureNotFoundError
from gi_registry.rights.models import RightEvent, RightHold, RightProcedure
from gi_registry.rights.queries import Wanted
from gi_registry.rights.rules import (
    CNIPA_ACTS,
    ENDING_WORDS,
    PERIODS,
    PROCEDURE_WORDS,
    STATE_WORDS,
    WAITS_FOR,
    Period,
    Procedure,
    State,
)
from gi_registry.rights.rules.opening import can_open
from gi_registry.rights.service.rebasing import count_waiting

_PROVINCE, _PREFECTURE, _COUNTY = 2, 4, 6
"""Digits of GB/T 2260 codes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A right on the desk.

    Attributes:
        under_way: its procedures from which something can follow.
        due_on: the first last day among them.
        waiting: users that wait to be re-based, count.
    """

    right: GiRight
    under_way: tuple[RightProcedure, ...]
    due_on: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a right, as a timeline shows it.

    Attributes:
        procedure: it belongs to, in words.
        words: the state that it led to.
        period: that it began, with its last day `due_on`.
    """

    id: int
    on: date
    procedure: Words
    words: Words
    received_on: date | None
    announcement: Announcement | None
    remark: str
    period: Period | None
    due_on: date | None
    has_file: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A procedure on the page of its right.

    Attributes:
        next_states: that can be recorded.
        waits_for: who acts.
        period: that runs.
        oppositions: whether one can be recorded against it.
        touches: what a change touches.
    """

    found: RightProcedure
    next_states: tuple[State, ...]
    waits_for: Words
    period: Period | None
    oppositions: bool
    touches: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """A right with all that happened to it.

    Attributes:
        lines: events of all procedures, oldest first.
        opens: procedures that it can enter.
        protected_from: day of its final announcement on record.
    """

    right: GiRight
    procedures: tuple[Standing, ...]
    lines: tuple[Line, ...]
    opens: tuple[Procedure, ...]
    protected_from: date | None


def listed(
    session: Session, wanted: Wanted, *, number: int, size: int = PAGE_SIZE
) -> Page[Row]:
    """Return a page of rights, each with what is under way."""
    page = page_of(session, queries.rights(wanted), number=number, size=size)
    ids = [right.id for right in page.items]
    by_right: dict[int, list[RightProcedure]] = defaultdict(list)
    for each in session.scalars(
        select(RightProcedure)
        .where(RightProcedure.right_id.in_(ids), queries.under_way())
        .order_by(RightProcedure.id)
    ):
        by_right[each.right_id].append(each)
    held = _held(session, ids)
    return page.map(
        lambda right: Row(
            right,
            tuple(by_right[right.id]),
            min((p.due_on for p in by_right[right.id] if p.due_on), default=None),
            held.get(right.id, 0),
        )
    )


def life(session: Session, right_id: int) -> Life:
    """Return a right with all that happened to it.

    Raises:
        RightNotFoundError: there is none.
    """
    right = products.right(session, right_id)
    procedures = _procedures(session, [right_id])
    return Life(
        right=right,
        procedures=tuple(_standing(each) for each in procedures),
        lines=_lines(procedures),
        opens=tuple(
            kind
            for kind in Procedure
            if kind is not Procedure.OPPOSITION
            and can_open(kind, right.kind, right.status)
        ),
        protected_from=rules.protected_from(_finals(session, right_id)),
    )


def timelines(
    session: Session, right_ids: Iterable[int]
) -> dict[int, tuple[Line, ...]]:
    """Return what happened to rights, oldest first, by right; for the public."""
    by_right: dict[int, list[RightProcedure]] = defaultdict(list)
    for each in _procedures(session, list(right_ids)):
        by_right[each.right_id].append(each)
    return {right_id: _lines(found) for right_id, found in by_right.items()}


def place_of(session: Session, gi: Gi, right: GiRight, *, on: date) -> Place | None:
    """Return where a right belongs: what the counties of its area have in common.

    None where no area is on record: then the province that keeps it is asked for
    nothing more than its permission.
    """
    area = areas.current_area(session, gi.id, on=on)
    clauses = area.clauses if area else []
    codes = {each.division_code for each in clauses if each.division_code}
    if not codes:
        return None
    return Place(in_common(codes), right.managing_authority)


def others_of(session: Session, right: GiRight) -> Sequence[GiRight]:
    """Return the other rights of a right's product."""
    statement = (
        select(GiRight)
        .where(GiRight.gi_id == right.gi_id, GiRight.id != right.id)
        .order_by(GiRight.ordinal)
    )
    return session.scalars(statement).all()


def to_do(session: Session, caller: Caller, _on: date) -> int:
    """Return how many first reviews and users to be re-based wait for a province."""
    if not caller.may(Permission.CNIPA_RECORD):
        return 0
    reviews = session.scalar(
        select(func.count(RightProcedure.id)).where(
            RightProcedure.state == State.SUBMITTED_PROVINCE
        )
    )
    return (reviews or 0) + count_waiting(session)


def in_common(codes: Iterable[str]) -> str:
    """Return the code of what several counties lie in: county, prefecture, province."""
    codes = set(codes)
    widths = (_COUNTY, _PREFECTURE, _PROVINCE)
    wider = ({code[:width] for code in codes} for width in widths)
    return next((found.pop() for found in wider if len(found) == 1), "")


def event_file(session: Session, event_id: int) -> StoredFile:
    """Return the file of an event: of its announcement, or its notice.

    Raises:
        ProcedureNotFoundError: there is no such event, or it has none.
    """
    event = session.get(RightEvent, event_id)
    if event is None:
        raise ProcedureNotFoundError
    announcement = event.announcement_id and session.get(
        Announcement, event.announcement_id
    )
    sha256 = announcement.file_sha256 if announcement else event.file_sha256
    found = sha256 and session.get(StoredFile, sha256)
    if not found:
        raise ProcedureNotFoundError
    return found


def _procedures(session: Session, ids: Sequence[int]) -> Sequence[RightProcedure]:
    statement = (
        select(RightProcedure)
        .where(RightProcedure.right_id.in_(ids))
        .options(*queries.EVENTS)
        .order_by(RightProcedure.id)
    )
    return session.scalars(statement).all()


def _standing(found: RightProcedure) -> Standing:
    at = (found.kind, found.state)
    is_over = rules.is_over(*at)
    return Standing(
        found=found,
        next_states=rules.following(*at),
        waits_for=WAITS_FOR.get(at, CNIPA_ACTS),
        period=_running(found) if found.due_on and not is_over else None,
        oppositions=any(each.state in rules.PRELIMINARY for each in found.events),
        touches=tuple(rules.TOUCHED_WORDS[rules.Touched(k)] for k in found.touches),
    )


def _running(found: RightProcedure) -> Period | None:
    """Return the period that a procedure's last day belongs to."""
    states = (event.state for event in found.events if event.due_on == found.due_on)
    return next((PERIODS[found.kind, state] for state in states), None)


def _lines(procedures: Iterable[RightProcedure]) -> tuple[Line, ...]:
    lines = [
        Line(
            id=event.id,
            on=event.on_day,
            procedure=PROCEDURE_WORDS[each.kind],
            words=ENDING_WORDS[each.ending]
            if each.ending
            else STATE_WORDS[event.state],
            received_on=event.received_on,
            announcement=event.announcement,
            remark=event.words,
            period=PERIODS.get((each.kind, event.state)),
            due_on=event.due_on,
            has_file=bool(event.announcement or event.file_sha256),
        )
        for each in procedures
        for event in each.events
    ]
    return tuple(sorted(lines, key=lambda line: (line.on, line.id)))


def _finals(session: Session, right_id: int) -> list[date]:
    statement = (
        select(Announcement.announced_on)
        .join(RightAnnouncement, RightAnnouncement.announcement_id == Announcement.id)
        .where(
            RightAnnouncement.right_id == right_id,
            RightAnnouncement.kind == AnnouncementKind.FINAL,
        )
    )
    return [day for day in session.scalars(statement) if day is not None]


def _held(session: Session, right_ids: Sequence[int]) -> Mapping[int, int]:
    statement = (
        select(RightHold.from_right_id, func.count(RightHold.id).label("held"))
        .where(RightHold.from_right_id.in_(right_ids), RightHold.rebased_on.is_(None))
        .group_by(RightHold.from_right_id)
    )
    return {row.from_right_id: row.held for row in session.execute(statement)}
