"""Filings sent in and carried on."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.db import lock
from gi_registry.core.ids import numbered
from gi_registry.core.words import china_day
from gi_registry.filings import rules
from gi_registry.filings.errors import DesignMissingError, EventPlaceError
from gi_registry.filings.models import EventFiling, FilingStep
from gi_registry.filings.rules import EventKind, FilingState, NewStep
from gi_registry.filings.service import telling
from gi_registry.filings.service.reading import find
from gi_registry.producers.service import By
from gi_registry.translog import service as translog

_LOCKED = 0x454600
"""Stands for filings among what is locked."""


@dataclass(frozen=True, slots=True)
class NewFiling:
    """What the filing form says.

    Attributes:
        contact: person and telephone number; not public.
        division: county of the event.
        products: names of the products for which the mark is shown.
        manner: where and how the mark is used.
    """

    organiser: str
    contact: str
    title: str
    kind: EventKind
    place: str
    division: str
    starts_on: date
    ends_on: date
    products: str
    manner: str


def file_event(
    session: Session,
    new: NewFiling,
    design_sha256: str | None,
    *,
    organisation_id: int | None,
    by: By,
) -> EventFiling:
    """File an event with the province.

    Args:
        session: a writing session.
        new: the form.
        design_sha256: of the kept design drawing.
        organisation_id: of the organiser's account; none for one without.
        by: who files it.

    Raises:
        EventPlaceError: the county is not in the list.
        EventOverError: it is over, or ends before it begins.
        DesignMissingError: the drawing is missing.
    """
    today = china_day(by.now)
    _check(session, new, today)
    if design_sha256 is None:
        raise DesignMissingError
    lock(session, _LOCKED)
    made = EventFiling(
        number=_next_number(session, today.year),
        organisation_id=organisation_id,
        design_sha256=design_sha256,
        state=FilingState.FILED_PROVINCE,
        filed_at=by.now,
        steps=[],
        **asdict(new),
    )
    session.add(made)
    _put(session, made, NewStep(FilingState.FILED_PROVINCE, today), by)
    return made


def resend(
    session: Session, number: str, new: NewFiling, design_sha256: str | None, *, by: By
) -> EventFiling:
    """Send a returned filing again, with another form, and drawing if one is given.

    Raises:
        FilingNotFoundError: there is none.
        FilingStepError: it was not returned.
        EventPlaceError, EventOverError: see `file_event`.
    """
    today = china_day(by.now)
    found = find_locked(session, number)
    step = NewStep(FilingState.FILED_PROVINCE, today)
    rules.check_step(found.state, step, since=found.steps[-1].on_day, today=today)
    _check(session, new, today)
    for name, value in asdict(new).items():
        setattr(found, name, value)
    found.design_sha256 = design_sha256 or found.design_sha256
    _put(session, found, step, by)
    return found


def record_step(session: Session, number: str, new: NewStep, *, by: By) -> EventFiling:
    """Record the next step of a filing.

    Raises:
        FilingNotFoundError: there is none.
        FilingStepError, FilingDayError, FilingWordsError: see `rules.check_step`.
    """
    found = find_locked(session, number)
    today, since = china_day(by.now), found.steps[-1].on_day
    rules.check_step(found.state, new, since=since, today=today)
    if new.state is FilingState.CNIPA_FILED:
        found.cnipa_number, found.cnipa_filed_on = new.words.strip(), new.on
    _put(session, found, new, by)
    return found


def find_locked(session: Session, number: str) -> EventFiling:
    """Return a filing as it stands, which nobody else changes meanwhile.

    Raises:
        FilingNotFoundError: there is none.
    """
    found = find(session, number)
    session.refresh(found, ["state"], with_for_update=True)
    return found


def _check(session: Session, new: NewFiling, today: date) -> None:
    if new.division not in {county.code for county in areas.counties(session)}:
        raise EventPlaceError
    rules.check_days(new.starts_on, new.ends_on, today=today)


def _put(session: Session, found: EventFiling, new: NewStep, by: By) -> None:
    found.state = new.state
    found.steps.append(
        FilingStep(
            state=new.state,
            on_day=new.on,
            words=new.words.strip(),
            account_id=by.account_id,
            recorded_at=by.now,
        )
    )
    session.flush()
    translog.append(
        session,
        f"filing.{new.state.value}",
        found.number,
        {
            "title": found.title,
            "division": found.division,
            "starts_on": found.starts_on.isoformat(),
            "ends_on": found.ends_on.isoformat(),
            "on": new.on.isoformat(),
            "design_sha256": found.design_sha256,
            "cnipa_number": found.cnipa_number,
        },
        now=by.now,
        account_id=by.account_id,
    )
    telling.of_step(session, found, by=by)


def _next_number(session: Session, year: int) -> str:
    statement = select(func.max(EventFiling.number)).where(
        EventFiling.number.startswith(f"EF-{year}-")
    )
    last = session.scalar(statement)
    return numbered("EF", year, int(last.rpartition("-")[2]) + 1 if last else 1)
