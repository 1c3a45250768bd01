"""Telling holders and offices of clocks that came to a step, each step once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.clocks import queries
from gi_registry.clocks.models import ClockStep
from gi_registry.clocks.rules import MONTHS, Ending, non_use_step, right_step
from gi_registry.clocks.service import reading
from gi_registry.core.access import Permission, Place
from gi_registry.core.db import insert_unless_there
from gi_registry.core.words import Words, china_day
from gi_registry.notices import service as notices
from gi_registry.notices.service import Kind, notice
from gi_registry.producers import service as producers
from gi_registry.producers.models import Authorization

_Key = tuple[int, Ending, date, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a clock has come to, of which people are to be told.

    Attributes:
        authorization_id, number, holder, product, organisation_id, place: of what.
        ending: what comes to its end.
        ends_on: its last day.
        step: months without use, or days before the end.
    """

    authorization_id: int
    number: str
    holder: str
    product: Words
    organisation_id: int
    place: Place
    ending: Ending
    ends_on: date
    step: int

    @property
    def key(self) -> _Key:
        """What is told once."""
        return self.authorization_id, self.ending, self.ends_on, self.step

    @property
    def kind(self) -> Kind:
        """The kind of its notice."""
        if self.ending is Ending.RIGHT:
            return Kind.RIGHT_ENDS
        return Kind.NON_USE_OVER if self.step == MONTHS else Kind.NON_USE


def to_tell(session: Session, *, on: date) -> list[Step]:
    """Return every step that a clock has come to and nobody was told of.

    What was missed is found as well: of several steps only the last.

    Args:
        session: to read with.
        on: the present day in China.
    """
    statement = select(
        ClockStep.authorization_id, ClockStep.ending, ClockStep.ends_on, ClockStep.step
    )
    known: set[_Key] = {(*row,) for row in session.execute(statement)}
    found = [*_unused(session, on), *_ending(session, on)]
    return [step for step in found if step.key not in known]


def tell(session: Session, steps: Sequence[Step], *, now: datetime) -> None:
    """Put steps on record and tell whom they concern.

    Whoever comes second with the same step does nothing.

    Args:
        session: a writing session.
        steps: a few hundred at most.
        now: the present instant.
    """
    day = china_day(now)
    near = accounts.officers(session, Permission.ORIGIN_CHECK, on=day)
    province = accounts.officers(session, Permission.AUTHORIZATION_CONTROL, on=day)
    for step in steps:
        row = {
            "authorization_id": step.authorization_id,
            "ending": step.ending,
            "ends_on": step.ends_on,
            "step": step.step,
            "made_at": now,
        }
        made = insert_unless_there(session, ClockStep).values(row)
        if session.execute(made.returning(ClockStep.id)).first() is None:
            continue
        offices = near.at(step.place)
        if step.kind is Kind.NON_USE_OVER or not offices:
            offices |= province.at(step.place)
        holders = accounts.members(session, step.organisation_id)
        _tell(session, holders, step, f"/producer/clocks/{step.number}", now)
        _tell(session, offices - holders, step, f"/desk/clocks/{step.number}", now)


def _tell(
    session: Session, told: frozenset[int], step: Step, link: str, now: datetime
) -> None:
    said = notice(
        step.kind,
        link=link,
        subject=step.number,
        once=f"{step.ends_on}:{step.step}",
        holder=step.holder,
        product=step.product,
        months=step.step,
        ends_on=step.ends_on,
    )
    notices.tell(session, told, said, now=now)


def _unused(session: Session, on: date) -> Iterator[Step]:
    for row in reading.long_unused(session, on=on):
        months = non_use_step(row.clock)
        if months is not None:
            yield _step(row.authorization, Ending.NON_USE, row.clock.ends_on, months)


def _ending(session: Session, on: date) -> Iterator[Step]:
    for found in session.scalars(queries.ending(on=on)):
        days = right_step(found.valid_to, on=on)
        if days is not None:
            yield _step(found, Ending.RIGHT, found.valid_to, days)


def _step(found: Authorization, ending: Ending, ends_on: date, step: int) -> Step:
    return Step(
        authorization_id=found.id,
        number=found.number,
        holder=found.entity.name,
        product=Words(found.gi.name_zh, found.gi.name_en),
        organisation_id=found.entity.organisation_id,
        place=producers.place_of(found),
        ending=ending,
        ends_on=ends_on,
        step=step,
    )
