"""Issuing labels: one row a run, never more than the capacity leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from gi_registry.core.paging import PAGE_SIZE, Page, page_of
from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.errors import AuthorizationNotUsableError, RunNotFoundError
from gi_registry.marks.models import LabelRun
from gi_registry.marks.rules import (
    Capacity,
    RunRequest,
    check_numbers,
    check_reported,
    check_run,
    check_season,
    expiry,
)
from gi_registry.marks.service.accounts import demand_open
from gi_registry.marks.service.capacity import capacity
from gi_registry.marks.service.epochs import current_epoch
from gi_registry.marks.service.locks import lock_ledger
from gi_registry.marks.service.reports import missing_reports
from gi_registry.producers.models import Authorization, Entity
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS, AuthorizationState
from gi_registry.translog import service as translog

_WITH = (
    joinedload(LabelRun.authorization).joinedload(Authorization.entity),
    joinedload(LabelRun.authorization).joinedload(Authorization.gi),
    joinedload(LabelRun.authorization).joinedload(Authorization.announcement),
)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run and what became of its labels, counts.

    Attributes:
        run: its authorization, entity and product are loaded.
        activated: on goods.
        dead: void, lost, stolen or returned.
        kept: samples that a printer keeps; nobody will use them.
    """

    run: LabelRun
    activated: int
    dead: int
    kept: int

    @property
    def left(self) -> int:
        """Labels that may still be used, count."""
        return self.run.size - self.activated - self.dead - self.kept


def issue_run(
    session: Session, request: RunRequest, *, now: datetime, account_id: int
) -> LabelRun:
    """Issue labels within what the year's capacity leaves, and log it.

    Requests of one authorized user take turns, so that together they never
    exceed it. Run numbers are never used again.

    Raises:
        RunNumberError: the size, net content or pack name is out of bounds.
        RunYearError: the year is neither this one nor the last.
        AuthorizationNotUsableError: the mark may not be used today.
        CapacityMissingError: nobody has decided the year's capacity.
        CapacityExceededError: more than is left; the figures are in the words.
        TrancheClosedError: more than the open tranches leave.
        ReportMissingError: a new tranche, while an annual report is owed.
        YearClosedError: the books of the year are closed.
        SeasonOverError: labels of the year can be put to use no longer.
    """
    check_numbers(request)
    lock_ledger(session, request.authorization_id)
    explain_run(session, request, now=now)
    expires_on = last_day(session, request.authorization_id, request.year)
    made = LabelRun(
        authorization_id=request.authorization_id,
        year=request.year,
        size=request.size,
        net_content_g=request.net_content_g,
        pack_name=request.pack_name.strip(),
        key_epoch=current_epoch(session),
        expires_on=expires_on,
        issued_at=now,
        issued_to_id=account_id,
        has_pin=request.has_pin,
    )
    session.add(made)
    session.flush()
    body = {
        "run": made.id,
        "year": made.year,
        "size": made.size,
        "net_content_g": made.net_content_g,
        "key_epoch": made.key_epoch,
        "expires_on": made.expires_on.isoformat(),
    }
    if made.has_pin:
        body["has_pin"] = True
    number = queries.authorization_number(session, made.authorization_id)
    translog.append(session, "run.issued", number, body, now=now, account_id=account_id)
    return made


def explain_run(session: Session, request: RunRequest, *, now: datetime) -> Capacity:
    """Return the capacity that labels would draw on, without issuing any.

    Raises:
        RunNumberError: the size, net content or pack name is out of bounds.
        RunYearError: the year is neither this one nor the last.
        AuthorizationNotUsableError: the mark may not be used today.
        CapacityMissingError: nobody has decided the year's capacity.
        CapacityExceededError: more than is left; the figures are in the words.
        TrancheClosedError: more than the open tranches leave.
        ReportMissingError: a new tranche, while an annual report is owed.
        YearClosedError: the books of the year are closed.
        SeasonOverError: labels of the year can be put to use no longer.
    """
    check_numbers(request)
    today = china_day(now)
    demand_use(session, request.authorization_id, today)
    demand_open(session, request.authorization_id, request.year)
    found = capacity(session, request.authorization_id, request.year)
    check_run(request, found, today=today)
    owed = missing_reports(session, [request.authorization_id], on=today)
    check_reported(request, found, owed.get(request.authorization_id))
    check_season(last_day(session, request.authorization_id, request.year), today=today)
    return found


def last_day(session: Session, authorization_id: int, year: int) -> date:
    """Return until when labels that are issued now may be put to use."""
    return queries.last_day(session, authorization_id, year) or expiry(year)


def demand_use(session: Session, authorization_id: int, day: date) -> None:
    """Refuse a day on which the mark may not be used.

    Raises:
        AuthorizationNotUsableError: suspended, ended or not begun on that day.
    """
    state = queries.state_on(session, authorization_id, day)
    if state is None or not state.may_use:
        words = AUTHORIZATION_STATE_WORDS[state] if state else None
        raise AuthorizationNotUsableError(words, on=day)


def state_on(
    session: Session, authorization_id: int, day: date
) -> AuthorizationState | None:
    """Return the state of an authorization on a day; None before it began."""
    return queries.state_on(session, authorization_id, day)


def run(
    session: Session, run_id: int, *, organisation_id: int | None = None
) -> LabelRun:
    """Return a run with its authorization, entity and product.

    Args:
        session: to read with.
        run_id: the run number.
        organisation_id: whose it must be; None is for those who see all.

    Raises:
        RunNotFoundError: there is none, or it is another's.
    """
    return run_line(session, run_id, organisation_id=organisation_id).run


def run_line(
    session: Session, run_id: int, *, organisation_id: int | None = None
) -> RunLine:
    """Return a run and what became of its labels.

    Raises:
        RunNotFoundError: there is none, or it is another's.
    """
    statement = queries.run_lines(LabelRun.id == run_id).options(*_WITH)
    found = session.execute(statement).first()
    if found is None:
        raise RunNotFoundError(run_id)
    line = line_of(found)
    owner = line.run.authorization.entity.organisation_id
    if organisation_id not in (None, owner):
        raise RunNotFoundError(run_id)
    return line


def runs_of(
    session: Session, authorization_id: int, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[RunLine]:
    """Return one page of an authorized user's runs, newest first."""
    where = LabelRun.authorization_id == authorization_id
    return _page(session, where, number=number, size=size)


def runs_of_organisation(
    session: Session, organisation_id: int, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[RunLine]:
    """Return one page of the runs of all authorizations of a producer."""
    own = (
        select(Authorization.id)
        .join(Entity, Entity.id == Authorization.entity_id)
        .where(Entity.organisation_id == organisation_id)
    )
    where = LabelRun.authorization_id.in_(own)
    return _page(session, where, number=number, size=size)


def authorizations_of(session: Session, organisation_id: int) -> list[Authorization]:
    """Return a producer's authorizations, product loaded, in order of number."""
    statement = (
        select(Authorization)
        .join(Authorization.entity)
        .where(Entity.organisation_id == organisation_id)
        .options(contains_eager(Authorization.entity), joinedload(Authorization.gi))
        .order_by(Authorization.number)
    )
    return list(session.scalars(statement))


def _page(
    session: Session, where: ColumnElement[bool], *, number: int, size: int
) -> Page[RunLine]:
    statement = queries.run_lines(where).options(*_WITH)
    return page_of(session, statement, number=number, size=size).map(line_of)


def line_of(row: Any) -> RunLine:  # noqa: ANN401 -- a row of four columns
    """Return a run's line from a row of `queries.run_lines`."""
    return RunLine(row[0], int(row.activated), int(row.dead), int(row.kept))
