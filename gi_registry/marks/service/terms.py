"""Until when labels may be put to use, and what is left of them after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import CapacityReasonError, FactorDocumentError
from gi_registry.marks.models import LabelTerm, RunExpiry
from gi_registry.marks.rules import check_last_day, check_year
from gi_registry.marks.service.factors import LONGEST_DOCUMENT, LONGEST_REASON
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.runs import run
from gi_registry.products import service as products
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class TermRequest:
    """The last day that a province sets for labels of a product and year.

    Attributes:
        code: public id of the product.
        year: production year.
        last_on: last day on which they may be activated.
        document: number or name of the paper that decides it.
        reason: why so, as typed.
    """

    code: str
    year: int
    last_on: date
    document: str
    reason: str


def decide_last_day(
    session: Session, request: TermRequest, *, now: datetime, account_id: int
) -> LabelTerm:
    """Set the last day for labels that are issued from now on, and log it.

    Raises:
        GiNotFoundError: no product has that code.
        CapacityYearError: the year is not at hand.
        LastDayError: it is past, or outside the year and the one after it.
        FactorDocumentError: no paper is named.
        CapacityReasonError: there is no reason, or a treatise.
    """
    today = china_day(now)
    check_year(request.year, this_year=today.year)
    check_last_day(request.last_on, year=request.year, today=today)
    if not 1 <= len(request.document.strip()) <= LONGEST_DOCUMENT:
        raise FactorDocumentError(LONGEST_DOCUMENT)
    if not 1 <= len(request.reason.strip()) <= LONGEST_REASON:
        raise CapacityReasonError
    gi = products.by_code(session, request.code)
    made = LabelTerm(
        gi_id=gi.id,
        year=request.year,
        last_on=request.last_on,
        document=request.document.strip(),
        reason=request.reason.strip(),
        decided_at=now,
        decided_by_id=account_id,
    )
    session.add(made)
    session.flush()
    body = {
        "year": made.year,
        "last_on": made.last_on.isoformat(),
        "document": made.document,
        "reason": made.reason,
    }
    translog.append(
        session, "labels.last-day", gi.code, body, now=now, account_id=account_id
    )
    return made


def terms_of(session: Session, gi_id: int) -> Sequence[LabelTerm]:
    """Return every decision about a product's last days, newest first."""
    statement = select(LabelTerm).where(LabelTerm.gi_id == gi_id)
    return session.scalars(statement.order_by(LabelTerm.id.desc())).all()


def expired_runs(session: Session, *, today: date) -> Sequence[int]:
    """Return runs whose last day is past and not noted yet."""
    return queries.newly_expired(session, today=today)


def note_expired(session: Session, run_id: int, *, now: datetime) -> None:
    """Note once what is left of a run whose last day is past, and log it."""
    labels = run(session, run_id)
    lock_ledger(session, labels.authorization_id)
    if session.get(RunExpiry, run_id) is not None:
        return
    kept = queries.kept_by(session, run_id, labels.expires_on)
    left = labels.size - queries.accounted(session, run_id) - kept
    session.add(RunExpiry(run_id=run_id, labels=left, recorded_at=now))
    last_on = labels.expires_on.isoformat()
    translog.append(
        session,
        "labels.expired",
        labels.authorization.number,
        {"run": run_id, "labels": left, "last_on": last_on},
        now=now,
    )
