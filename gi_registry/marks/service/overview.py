"""What a producer sees at a glance, in a number of queries that never grows."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from gi_registry.marks import queries
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import Capacity, MissingReport
from gi_registry.marks.service.capacity import capacities
from gi_registry.marks.service.reports import missing_reports
from gi_registry.marks.service.runs import RunLine, line_of
from gi_registry.producers import service as producers
from gi_registry.producers.errors import AuthorizationNotFoundError
from gi_registry.producers.models import Authorization


@dataclass(frozen=True, slots=True)
class Holding:
    """An authorization and what labels it may have in a year.

    Attributes:
        authorization: with all that belongs to it.
        capacity: of the year; None where nobody decided it.
        newest: the newest run of any year, if there is one.
        missing: the annual report whose want keeps new tranches closed.
    """

    authorization: Authorization
    capacity: Capacity | None
    newest: LabelRun | None
    missing: MissingReport | None = None

    @property
    def open_g(self) -> int:
        """Grams whose labels may be drawn now."""
        if self.capacity is None:
            return 0
        return self.capacity.begun_g if self.missing else self.capacity.open_g

    @property
    def packs_left(self) -> int | None:
        """Packs like those of the newest run that may get labels now."""
        if self.capacity is None or self.newest is None:
            return None
        return self.open_g // self.newest.net_content_g


def holdings(session: Session, organisation_id: int, *, on: date) -> list[Holding]:
    """Return a producer's authorizations with this year's capacity of each."""
    held = producers.authorizations_of(session, organisation_id)
    ids = [each.id for each in held]
    decided = capacities(session, ids, on.year)
    missing = missing_reports(session, ids, on=on)
    newest = queries.newest_runs(session, ids)
    return [
        Holding(
            each,
            decided.get(each.id),
            newest.get(each.id),
            missing.get(each.id),
        )
        for each in held
    ]


def own_authorization(
    session: Session, number: str, organisation_id: int
) -> Authorization:
    """Return a producer's own authorization by its number.

    Raises:
        AuthorizationNotFoundError: there is none, or it is another's.
    """
    found = producers.authorization(session, number)
    if found.entity.organisation_id != organisation_id:
        raise AuthorizationNotFoundError(number)
    return found


def usable_runs(
    session: Session, authorization_id: int, *, on: date
) -> list[tuple[RunLine, int]]:
    """Return the runs that still have labels to put to use, newest first.

    Each comes with the first number that nothing has happened to.
    """
    where = (LabelRun.authorization_id == authorization_id) & (
        LabelRun.expires_on >= on
    )
    rows = session.execute(queries.run_lines(where))
    lines = [line_of(row) for row in rows]
    left = [line for line in lines if line.left > 0]
    unused = queries.first_unused(session, [line.run.id for line in left])
    return [(line, unused[line.run.id]) for line in left]
