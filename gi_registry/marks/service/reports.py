"""Annual reports that are owed, and what of it: no new tranche of labels.

Annual reports stand above this domain, so they offer the answer when they are
imported. The consequence is the province's own rule: without its setting it is off.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.law import service as law
from gi_registry.law.rules import Setting, Span, deadline
from gi_registry.marks.rules import MissingReport
from gi_registry.producers.models import Authorization

Owed = Callable[[Session, Collection[int], date], Mapping[int, Sequence[MissingReport]]]
"""The reports that each of some authorizations owes on a day, oldest first."""

_OFFERED: dict[str, Owed] = {}


def offer_reports_owed(name: str, owed: Owed) -> None:
    """Say who owes an annual report; called once, when a domain is imported.

    Args:
        name: of the domain.
        owed: in a number of queries that does not grow with the authorizations.
    """
    _OFFERED[name] = owed


def missing_reports(
    session: Session,
    authorization_ids: Collection[int],
    *,
    on: date,
    setting: Setting = Setting.TRANCHE_REPORT,
) -> dict[int, MissingReport]:
    """Return the oldest report that has a consequence on a day, by authorization.

    One owed from before the consequence was set has none, and hides none. Empty
    where no province has set the consequence: one query.

    Args:
        session: to read with.
        authorization_ids: whose.
        on: the day, in China.
        setting: the consequence: new tranches stay closed, or the public is told.
    """
    settings = law.settings(session)
    if not any(each.key is setting for each in settings.kept):
        return {}
    owed = {
        key: reports
        for answer in _OFFERED.values()
        for key, reports in answer(session, authorization_ids, on).items()
    }
    statement = select(Authorization.id, Authorization.division).where(
        Authorization.id.in_(owed)
    )
    places = {row.id: row.division for row in session.execute(statement)}
    return {
        key: missing
        for key, reports in owed.items()
        for missing in reversed(reports)  # so that the oldest one stays
        if _has_consequence(settings.spans(setting, places[key]), missing, on)
    }


def _has_consequence(
    spans: Sequence[tuple[date, date | None, Span]], missing: MissingReport, on: date
) -> bool:
    """Whether the length that held on the last day for the report has passed."""
    due_on = missing.due_on
    return any(
        on > deadline(due_on, span).day
        for first, end, span in spans
        if first <= due_on and (end is None or due_on < end)
    )
