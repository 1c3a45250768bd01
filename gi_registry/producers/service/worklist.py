"""The work list of an officer, and what other domains count on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.core.access import Caller, Permission
from gi_registry.core.paging import Page, page_by_id
from gi_registry.core.words import Words, china_day
from gi_registry.law import service as law
from gi_registry.producers import queries
from gi_registry.producers.models import Application, Assignment
from gi_registry.producers.queries import Desk, Wanted
from gi_registry.producers.rules import (
    ACTION_WORDS,
    APPLICATION_STATE_WORDS,
    NEEDS,
    OPEN,
    WAITS_FOR,
    Action,
    ApplicationState,
    Due,
    Tab,
    next_actions,
)
from gi_registry.producers.service.applications import missing_of
from gi_registry.producers.service.deadlines import due
from gi_registry.producers.service.steps import place_of

_BATCH = 500

Count = Callable[[Session, Caller, date], int]


@dataclass(frozen=True, slots=True)
class DeskLink:
    """A line on the desk that leads elsewhere, with how much waits there.

    Attributes:
        endpoint: of the page.
        words: what waits there, such as 待审核的年报.
        permission: without it the line is not shown.
        count: how many wait for this caller on this day.
    """

    endpoint: str
    words: Words
    permission: Permission
    count: Count


@dataclass(frozen=True, slots=True)
class LinkCount:
    """A desk link with its figure for one caller."""

    endpoint: str
    words: Words
    number: int


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One application on a desk.

    Attributes:
        place: name of the county of origin.
        since: day in China on which the present state began.
        days: since then, calendar days.
        due: who must act, and by when where a time is set.
        taken_by: name of the officer who has taken it; none if nobody has.
        lacks: what is missing for the next step.
        next_step: what this caller does next; none if it waits for others.
        waits_for: who acts, as the end of a sentence.
    """

    number: str
    entity: str
    uscc: str
    product: Words
    place: Words
    state: ApplicationState
    state_words: Words
    since: date
    days: int
    due: Due
    taken_by: str | None
    lacks: tuple[Words, ...]
    next_step: Action | None
    next_words: Words | None
    waits_for: Words


_LINKS: dict[str, DeskLink] = {}


def offer_link(link: DeskLink) -> None:
    """Put a line on every desk; called once, when a domain above is imported."""
    _LINKS[link.endpoint] = link


def links(session: Session, caller: Caller, *, on: date) -> list[LinkCount]:
    """Return the lines of other domains that a caller has something to do with."""
    return [
        LinkCount(link.endpoint, link.words, link.count(session, caller, on))
        for _, link in sorted(_LINKS.items())
        if caller.may(link.permission)
    ]


def desk(
    session: Session, caller: Caller, wanted: Wanted, *, now: datetime, number: int = 1
) -> Page[DeskRow]:
    """Return a page of the applications on a caller's desk, longest waiting first.

    Args:
        session: to read with.
        caller: whose grants say what is seen.
        wanted: filters.
        now: the present instant.
        number: of the page, from 1.
    """
    of = _desk(session, caller, now)
    which = queries.application_ids(of, wanted)
    page = page_by_id(session, which, queries.applications_by_id, number=number)
    return page.map(_maker(session, of, [each for each, _ in page.items]))


def every_row(
    session: Session, caller: Caller, wanted: Wanted, *, now: datetime
) -> Iterator[DeskRow]:
    """Give all the rows of a desk, for an export."""
    of = _desk(session, caller, now)
    statement = queries.applications(of, wanted).execution_options(yield_per=_BATCH)
    for batch in session.execute(statement).partitions():
        make = _maker(session, of, [each for each, _ in batch])
        yield from map(make, batch)


def counts(session: Session, caller: Caller, *, now: datetime) -> dict[Tab, int]:
    """Return how many applications stand under each tab of a caller's desk."""
    of = _desk(session, caller, now)
    statement = (
        select(*(_count(queries.in_tab(of, tab)) for tab in Tab))
        .select_from(Application)
        .outerjoin(Assignment, queries.open_assignment())
        .where(*queries.seen_applications(caller), Application.state.in_(OPEN))
    )
    return dict(zip(Tab, session.execute(statement).one(), strict=True))


def counties_of(session: Session, caller: Caller) -> list[tuple[str, Words]]:
    """Return the counties within a caller's reach, for a filter."""
    prefixes = caller.prefixes(Permission.DESK)
    return [
        (county.code, Words(county.name, county.name_en))
        for county in areas.counties(session)
        if _starts(county.code, prefixes)
    ]


def _starts(code: str, prefixes: Iterable[str]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _desk(session: Session, caller: Caller, now: datetime) -> Desk:
    return Desk(caller, china_day(now), law.settings(session))


def _maker(
    session: Session, of: Desk, batch: Sequence[Application]
) -> Callable[[tuple[Application, str | None]], DeskRow]:
    """Return what makes a row of each of some applications."""
    names = areas.names(session, {each.division for each in batch})
    dues = due(session, batch, on=of.on, settings=of.settings)
    return lambda found: _row(found, of, names, dues[found[0].id])


def _row(
    found: tuple[Application, str | None],
    of: Desk,
    names: dict[str, Words],
    due_of: Due,
) -> DeskRow:
    each, taken_by = found
    place = place_of(each)
    actions = next_actions(each.state, lambda held: of.caller.may(held, place))
    since = china_day(each.state_since)
    needs = NEEDS.get(each.state)
    papers = tuple(lack.words for lack in missing_of(each, on=of.on))
    gi = each.right.gi
    return DeskRow(
        number=each.number,
        entity=each.entity.name,
        uscc=each.entity.uscc,
        product=Words(gi.name_zh, gi.name_en),
        place=names.get(each.division, Words(each.division, each.division)),
        state=each.state,
        state_words=APPLICATION_STATE_WORDS[each.state],
        since=since,
        days=(of.on - since).days,
        due=due_of,
        taken_by=taken_by,
        lacks=((needs,) if needs else ()) + (papers if needs else ()),
        next_step=actions[0] if actions else None,
        next_words=ACTION_WORDS[actions[0]] if actions else None,
        waits_for=WAITS_FOR[each.state],
    )
