"""What a report is compared with beyond its own ledger; all in few statements."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gi_registry.annual_reports.models import ListedReport, ReportPeers
from gi_registry.annual_reports.rules import DeskList
from gi_registry.core.db import among
from gi_registry.marks.models import LabelRange, LabelRun
from gi_registry.marks.rules import RangeState
from gi_registry.producers.models import (
    Authorization,
    AuthorizationStatus,
    PrimaryProducer,
)
from gi_registry.producers.rules import AuthorizationState

_OVER = (
    AuthorizationState.STOPPED,
    AuthorizationState.EXPIRED,
    AuthorizationState.WITHDRAWN,
    AuthorizationState.ENTITY_GONE,
)


def price_tokens(session: Session, gi_ids: Iterable[int], year: int) -> dict[int, str]:
    """Return the tokens of what `prices` gives, by product; none where it is nothing.

    They are random, and another whenever anything was changed.
    """
    kept = ReportPeers
    statement = select(kept.gi_id, kept.token).where(
        kept.year == year, kept.gi_id.in_(list(gi_ids))
    )
    return {product: token for product, token in session.execute(statement)}  # noqa: C416 -- rows, not tuples


def prices(
    session: Session, gi_ids: Iterable[int], year: int
) -> dict[int, list[float]]:
    """Return what marked goods brought by the reports filed, fen per kg.

    By product; one price a user, of the newest version that stands.
    """
    line = ListedReport.__table__.c  # not by the ORM, which takes as long again
    statement = select(line.gi_id, line.price).where(
        line.year == year,
        line.list.in_((DeskList.REVIEW, DeskList.ACCEPTED)),
        line.gi_id.in_(list(gi_ids)),
        line.price.is_not(None),
    )
    found: dict[int, list[float]] = defaultdict(list)
    for product, price in session.execute(statement).all():
        found[product].append(price)
    return found


def households(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, int]:
    """Return how many people were registered under the user in a year, count.

    By authorization; one under whom nobody is registered is left out.
    """
    person = PrimaryProducer
    statement = (
        select(Authorization.id, func.count(person.id))
        .join(person, person.entity_id == Authorization.entity_id)
        .where(
            among(session, Authorization.id, authorization_ids),
            person.from_on <= date(year, 12, 31),
            or_(person.to_on.is_(None), person.to_on > date(year, 1, 1)),
        )
        .group_by(Authorization.id)
    )
    return {of: int(count) for of, count in session.execute(statement)}


def ends(
    session: Session, authorization_ids: Iterable[int], year: int
) -> dict[int, date]:
    """Return the first day without the permission, where it ended in a year.

    By authorization: by a decision, or by the last day of its licence or mark.
    """
    wanted = list(authorization_ids)
    first, last = date(year, 1, 1), date(year, 12, 31)
    status = AuthorizationStatus
    decided = select(status.authorization_id, status.from_on).where(
        among(session, status.authorization_id, wanted),
        status.state.in_(_OVER),
        status.from_on.between(first, last),
    )
    lapsed = select(Authorization.id, Authorization.valid_to).where(
        among(session, Authorization.id, wanted),
        Authorization.valid_to.between(first, last),
    )
    found = {of: day + timedelta(days=1) for of, day in session.execute(lapsed) if day}
    for of, day in session.execute(decided):
        found[of] = min(day, found.get(of, day))
    return found


def activated_after(
    session: Session, ends: dict[int, date], year: int
) -> dict[int, int]:
    """Return the labels activated in a year on a day or later, count.

    Args:
        session: to read with.
        ends: the first day counted, by authorization.
        year: whose days count.
    """
    if not ends:
        return {}
    statement = (
        select(
            LabelRun.authorization_id,
            LabelRange.on_day,
            func.sum(LabelRange.end - LabelRange.first),
        )
        .select_from(LabelRange)
        .join(LabelRun, LabelRun.id == LabelRange.run_id)
        .where(
            among(session, LabelRun.authorization_id, ends),
            LabelRange.state == RangeState.ACTIVATED,
            LabelRange.undone_at.is_(None),
            LabelRange.on_day.between(min(ends.values()), date(year, 12, 31)),
        )
        .group_by(LabelRun.authorization_id, LabelRange.on_day)
    )
    found: dict[int, int] = defaultdict(int)
    for of, day, count in session.execute(statement):
        if day >= ends[of]:
            found[of] += int(count)
    return dict(found)
