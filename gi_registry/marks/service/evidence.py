"""Evidence behind capacities: entered by producers, decided by officers.

Nothing is overwritten: a correction is a row of its own, and the row that it
corrects counts until an officer has confirmed the new one.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.claims.errors import PlotUnknownError
from gi_registry.core.access import Caller
from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import (
    EvidenceChoiceError,
    EvidenceClosedError,
    EvidenceElsewhereError,
    EvidenceFieldError,
    EvidenceNotFoundError,
    EvidenceReasonError,
    EvidenceThereError,
)
from gi_registry.marks.models import CapacityEvidence
from gi_registry.marks.rules import (
    EvidenceKind,
    EvidenceState,
    NewEvidence,
    check_evidence,
    check_year,
)
from gi_registry.marks.service import telling
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.producers.models import Authorization
from gi_registry.translog import service as translog

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class EvidenceWanted:
    """Which rows are listed.

    Attributes:
        authorization_id: whose.
        year: production year.
        state: only these; none is all.
    """

    authorization_id: int
    year: int
    state: EvidenceState | None = None


@dataclass(frozen=True, slots=True)
class EvidenceVerdict:
    """What an officer says of rows.

    Attributes:
        is_confirmed: or refused.
        words: why; needed where they are refused.
    """

    is_confirmed: bool
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceWaiting:
    """Rows of one user and year that wait for an officer."""

    authorization: Authorization
    year: int
    rows: int
    since: datetime


def enter_evidence(
    session: Session,
    held: Authorization,
    new: NewEvidence,
    *,
    now: datetime,
    account_id: int,
) -> CapacityEvidence:
    """Enter a row; it counts once an officer has confirmed it.

    Raises:
        CapacityYearError: the year is not at hand.
        EvidenceFieldError: something is missing or impossible.
        EvidenceThereError: the same thing is entered for that year.
    """
    _check(session, held, new, now)
    lock_ledger(session, held.id)
    if queries.open_like(session, held.id, new):
        raise EvidenceThereError(new.reference, new.year)
    return _added(session, held, new, None, (now, account_id))


def correct_evidence(
    session: Session,
    old: CapacityEvidence,
    new: NewEvidence,
    reason: str,
    *,
    now: datetime,
    account_id: int,
) -> CapacityEvidence:
    """Enter what is to stand instead of a row.

    A row that waits is replaced at once; a confirmed one counts until an officer
    has confirmed the correction.

    Args:
        session: a writing session.
        old: with its authorization, as `own_evidence` gives it.
        new: of the same kind and year.
        reason: why, as typed.
        now: the present instant.
        account_id: who corrects.

    Raises:
        EvidenceReasonError: there is no reason, or a treatise.
        EvidenceClosedError: the row was refused or replaced, or its correction
            waits already.
        CapacityYearError, EvidenceFieldError, EvidenceThereError: as for a new row.
    """
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise EvidenceReasonError
    held = old.authorization
    _check(session, held, new, now)
    lock_ledger(session, held.id)
    session.refresh(old, ["state"])
    if not old.state.is_open or queries.is_being_corrected(session, old.id):
        raise EvidenceClosedError
    own = {old.id, *(each.id for each in _before(session, old))}
    if any(each.id not in own for each in queries.open_like(session, held.id, new)):
        raise EvidenceThereError(new.reference, new.year)
    if old.state is EvidenceState.WAITING:
        old.state = EvidenceState.SUPERSEDED
        session.flush()
    return _added(session, held, new, (old.id, reason.strip()), (now, account_id))


def decide_evidence(
    session: Session,
    held: Authorization,
    ids: Collection[int],
    verdict: EvidenceVerdict,
    *,
    now: datetime,
    account_id: int,
) -> int:
    """Confirm rows that wait, or refuse them, all or none; return how many.

    Args:
        session: a writing session.
        held: whose rows they are.
        ids: of rows.
        verdict: what is said of all of them.
        now: the present instant.
        account_id: the officer.

    Raises:
        EvidenceChoiceError: none is named.
        EvidenceReasonError: they are refused without a reason.
        EvidenceNotFoundError: one of them is not there, or another's.
        EvidenceClosedError: one of them does not wait any more.
        EvidenceElsewhereError: one whose paper stands elsewhere too is confirmed
            without a word.
    """
    if not ids:
        raise EvidenceChoiceError
    words = verdict.words.strip()
    if len(words) > LONGEST_REASON or not (words or verdict.is_confirmed):
        raise EvidenceReasonError
    lock_ledger(session, held.id)
    rows = session.scalars(
        select(CapacityEvidence)
        .where(
            CapacityEvidence.id.in_(ids),
            CapacityEvidence.authorization_id == held.id,
        )
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(set(ids)):
        raise EvidenceNotFoundError
    if any(row.state is not EvidenceState.WAITING for row in rows):
        raise EvidenceClosedError
    if verdict.is_confirmed and not words:
        for row_id in queries.of_the_same_paper(session, rows):
            raise EvidenceElsewhereError(
                session.get_one(CapacityEvidence, row_id).reference
            )
    for row in rows:
        _decide(session, row, verdict.is_confirmed)
        row.decided_at, row.decided_by_id, row.decision = now, account_id, words
    session.flush()
    translog.append(
        session,
        "evidence.confirmed" if verdict.is_confirmed else "evidence.refused",
        held.number,
        {"evidence": sorted(row.id for row in rows), "words": words},
        now=now,
        account_id=account_id,
    )
    telling.of_evidence(session, held, rows)
    return len(rows)


def of_the_same_paper(
    session: Session, rows: Sequence[CapacityEvidence]
) -> dict[int, list[CapacityEvidence]]:
    """Return, for rows whose paper stands elsewhere too, the other rows, by id."""
    return queries.of_the_same_paper(session, rows)


def own_evidence(
    session: Session, evidence_id: int, organisation_id: int
) -> CapacityEvidence:
    """Return one's own row, with its authorization.

    Raises:
        EvidenceNotFoundError: there is none, or it is another's.
    """
    found = evidence(session, evidence_id)
    if found.authorization.entity.organisation_id != organisation_id:
        raise EvidenceNotFoundError
    return found


def evidence(session: Session, evidence_id: int) -> CapacityEvidence:
    """Return a row, with its authorization, business, right and product.

    Raises:
        EvidenceNotFoundError: there is none.
    """
    found = session.scalar(queries.full_evidence(evidence_id))
    if found is None:
        raise EvidenceNotFoundError
    return found


def evidence_page(
    session: Session, wanted: EvidenceWanted, *, number: int, size: int = PAGE_SIZE
) -> Page[CapacityEvidence]:
    """Return one page of rows, newest first."""
    return page_of(session, _listed(wanted), number=number, size=size)


def all_evidence(
    session: Session, wanted: EvidenceWanted
) -> Sequence[CapacityEvidence]:
    """Return all rows, newest first, for an export."""
    return session.scalars(_listed(wanted)).all()


def evidence_waiting(
    session: Session, caller: Caller, *, number: int
) -> Page[EvidenceWaiting]:
    """Return whose evidence waits in a caller's jurisdiction, longest first."""
    page = page_of(session, queries.waiting(caller), number=number)
    return page.map(lambda row: EvidenceWaiting(*row))


def is_same(row: CapacityEvidence, new: NewEvidence) -> bool:
    """Whether a row says exactly what somebody enters again."""
    return all(getattr(row, name) == value for name, value in asdict(new).items())


def same_evidence(
    session: Session, held: Authorization, new: NewEvidence
) -> CapacityEvidence | None:
    """Return the row that says what somebody enters again, if there is one."""
    rows = queries.open_like(session, held.id, new)
    return next((row for row in rows if is_same(row, new)), None)


def _listed(wanted: EvidenceWanted) -> Select[CapacityEvidence]:
    where = [
        CapacityEvidence.authorization_id == wanted.authorization_id,
        CapacityEvidence.year == wanted.year,
    ]
    if wanted.state is not None:
        where.append(CapacityEvidence.state == wanted.state)
    return queries.evidence_rows(*where)


def _check(
    session: Session, held: Authorization, new: NewEvidence, now: datetime
) -> None:
    today = china_day(now)
    check_year(new.year, this_year=today.year)
    check_evidence(new, today=today)
    if new.kind is not EvidenceKind.TREES or new.plot_id is None:
        return
    try:
        owner = queries.organisation_of(session, held.id)
        plot = areas.plot_of(session, new.plot_id, owner)
    except PlotUnknownError:
        raise EvidenceFieldError.of_plot() from None
    if plot.gi_id != held.gi_id or plot.ended_at is not None:
        raise EvidenceFieldError.of_plot()


def _added(
    session: Session,
    held: Authorization,
    new: NewEvidence,
    instead: tuple[int, str] | None,
    by: tuple[datetime, int],
) -> CapacityEvidence:
    now, account_id = by
    replaces_id, reason = instead or (None, "")
    row = CapacityEvidence(
        authorization_id=held.id,
        **asdict(new),
        plot_key=new.plot_id or 0,
        state=EvidenceState.WAITING,
        entered_at=now,
        entered_by_id=account_id,
        replaces_id=replaces_id,
        reason=reason,
    )
    session.add(row)
    session.flush()
    body = {
        "evidence": row.id,
        "kind": new.kind.value,
        "year": new.year,
        "amount": new.amount,
        "replaces": replaces_id,
    }
    translog.append(
        session,
        "evidence.corrected" if replaces_id else "evidence.entered",
        held.number,
        body,
        now=now,
        account_id=account_id,
    )
    return row


def _decide(session: Session, row: CapacityEvidence, is_confirmed: bool) -> None:  # noqa: FBT001 -- one of two
    if not is_confirmed:
        row.state = EvidenceState.REFUSED
        return
    for each in _before(session, row):
        if each.state.is_open:
            each.state = EvidenceState.SUPERSEDED
    session.flush()
    row.state = EvidenceState.CONFIRMED


def _before(session: Session, row: CapacityEvidence) -> list[CapacityEvidence]:
    """Return the rows that a row corrects, one after the other."""
    found = []
    while row.replaces_id is not None:
        row = session.get_one(CapacityEvidence, row.replaces_id)
        found.append(row)
    return found
