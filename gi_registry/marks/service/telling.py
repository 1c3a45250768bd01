"""Who is told of evidence behind a capacity, and of labels at a printer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.core.access import Permission, Place
from gi_registry.core.words import Words
from gi_registry.marks import queries
from gi_registry.marks.models import CapacityEvidence, PrintLot
from gi_registry.marks.rules import EvidenceState, PartKind
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, Notice, notice
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi


def of_evidence(
    session: Session, held: Authorization, rows: Sequence[CapacityEvidence]
) -> None:
    """Tell a producer that rows were confirmed or refused.

    Args:
        session: a writing session.
        held: whose rows they are.
        rows: all decided alike just now, at least one.
    """
    last = rows[-1]
    is_confirmed = last.state is EvidenceState.CONFIRMED
    years = sorted({row.year for row in rows})
    told = notice(
        Kind.EVIDENCE_CONFIRMED if is_confirmed else Kind.EVIDENCE_REFUSED,
        link=f"/producer/evidence?permit={held.number}&year={years[-1]}",
        subject=held.number,
        once=max(row.id for row in rows),
        product=_name(session.get_one(Gi, held.gi_id)),
        count=len(rows),
        years="、".join(str(year) for year in years),
        words=(last.decision or "").rstrip("。.；;"),
    )
    people = accounts.members(session, queries.organisation_of(session, held.id))
    if last.decided_at is not None:
        notices.tell(session, people - {last.decided_by_id}, told, now=last.decided_at)


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits for one officer.

    Attributes:
        count: rows in the jurisdiction.
        newest: id of the latest of them.
    """

    account_id: int
    count: int
    newest: int


def evidence_digests(session: Session, *, on: date) -> list[Digest]:
    """Return how much evidence waits for each officer who decides capacities."""
    officers = accounts.officers(session, Permission.CAPACITY_DECIDE, on=on)
    counts: Counter[int] = Counter()
    newest: Counter[int] = Counter()
    for division, authority, count, last in queries.waiting_by_place(session):
        for who in officers.at(Place(division, authority)):
            counts[who] += count
            newest[who] = max(newest[who], last)
    return [Digest(who, count, newest[who]) for who, count in sorted(counts.items())]


def of_waiting(session: Session, digests: Sequence[Digest], *, now: datetime) -> None:
    """Tell officers what waits; nobody again before something new was entered."""
    said = []
    for each in digests:
        told = notice(
            Kind.EVIDENCE_WAITS,
            link="/desk/evidence",
            subject="evidence",
            once=each.newest,
            count=each.count,
        )
        said.append((each.account_id, told))
    notices.tell_all(session, said, now=now)


def of_hand_over(session: Session, lot: PrintLot, *, now: datetime) -> None:
    """Tell the producer that a printer handed its labels over; all of it loaded."""
    people = _users(session, lot)
    told = _of_lot(lot, Kind.PRINT_HANDED_OVER, f"/producer/printing/{lot.id}")
    notices.tell(session, people, told, now=now)


def of_difference(
    session: Session, lot: PrintLot, *, now: datetime, account_id: int
) -> None:
    """Tell both sides that labels are missing; but not who found it."""
    kind = Kind.PRINT_DIFFERENT
    users = _users(session, lot) - {account_id}
    told = _of_lot(lot, kind, f"/producer/printing/{lot.id}")
    notices.tell(session, users, told, now=now)
    printers = accounts.members(session, lot.printer.organisation_id)
    told = _of_lot(lot, kind, f"/printer/lots/{lot.id}")
    notices.tell(session, printers, told, now=now)


def _users(session: Session, lot: PrintLot) -> frozenset[int]:
    return accounts.members(session, lot.run.authorization.entity.organisation_id)


def _of_lot(lot: PrintLot, kind: Kind, link: str) -> Notice:
    held = lot.run.authorization
    counts = Counter[PartKind]()
    for part in lot.parts:
        counts[part.kind] += part.end - part.first
    return notice(
        kind,
        link=link,
        subject=str(lot.id),
        printer=lot.printer.name,
        holder=held.entity.name,
        product=_name(held.gi),
        good=f"{counts[PartKind.GOOD]:,}",
        spoiled=f"{counts[PartKind.SPOILED]:,}",
        missing=f"{counts[PartKind.MISSING]:,}",
        delivered=f"{counts[PartKind.DELIVERED]:,}",
    )


def _name(gi: Gi) -> Words:
    return Words(gi.name_zh, gi.name_en)
