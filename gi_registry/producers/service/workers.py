"""Which individual under a business works which of its plots; never public."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, joinedload

from gi_registry.areas import service as areas
from gi_registry.areas.claims.errors import PlotEndedError
from gi_registry.areas.models import Plot
from gi_registry.areas.service.plot_log import logged
from gi_registry.core.words import Words
from gi_registry.producers.errors import WorkerAmbiguousError, WorkerUnknownError
from gi_registry.producers.models import Entity, PlotWorker, PrimaryProducer
from gi_registry.producers.rules.individuals import WORKER_FIELDS, Person, person_in
from gi_registry.producers.service.changes import locked_entity
from gi_registry.producers.service.steps import By

_SAID = 5
"""Names that are quoted of those not found."""


def name_worker(
    session: Session, organisation_id: int, plot_id: int, text: str, *, by: By
) -> PrimaryProducer | None:
    """Say who works one's own plot.

    Args:
        session: a writing session.
        organisation_id: whose plot and whose list of people.
        plot_id: the plot's present version.
        text: a name on the list, with the last four of the identity number where
            two have it, such as 示例户 0014; empty for nobody.
        by: who says so.

    Raises:
        PlotUnknownError: another's plot, or none.
        PlotEndedError: it is ended or was corrected.
        EntityNotFoundError: the organisation has not registered its credit code.
        WorkerUnknownError: nobody of that name is on the list.
        WorkerAmbiguousError: more than one is.
    """
    plot = areas.plot_of(session, plot_id, organisation_id)
    if plot.ended_at is not None:
        raise PlotEndedError
    entity = locked_entity(session, organisation_id)
    person = person_in(text)
    worker = _found(session, entity, [person])[person] if person else None
    present = workers_of(session, [plot.id]).get(plot.id)
    if worker is not present:
        _end(session, PlotWorker.plot_id == plot.id, by.now)
        if worker is not None:
            session.add(_row(plot.id, worker.id, by.now, by.account_id))
        session.flush()
        verb = "named" if worker else "taken-off"
        _log(session, verb, [plot], by.now, by.account_id)
    return worker


def workers_of(session: Session, plot_ids: Iterable[int]) -> dict[int, PrimaryProducer]:
    """Return who works some plots, by the plot's id; others are left out."""
    statement = (
        select(PlotWorker)
        .where(PlotWorker.plot_id.in_(list(plot_ids)), PlotWorker.ended_at.is_(None))
        .options(joinedload(PlotWorker.individual))
    )
    return {row.plot_id: row.individual for row in session.scalars(statement)}


def plots_worked(
    session: Session, individuals: Iterable[PrimaryProducer]
) -> dict[int, list[Plot]]:
    """Return the plots in use that some people work, by the person's id."""
    statement = (
        select(PlotWorker)
        .join(PlotWorker.plot)
        .where(
            PlotWorker.individual_id.in_([each.id for each in individuals]),
            PlotWorker.ended_at.is_(None),
            Plot.ended_at.is_(None),
        )
        .options(joinedload(PlotWorker.plot))
        .order_by(PlotWorker.plot_id)
    )
    found = defaultdict[int, list[Plot]](list)
    for row in session.scalars(statement):
        found[row.individual_id].append(row.plot)
    return dict(found)


def carry_worker(session: Session, old: Plot, new: Plot, *, by: By) -> None:
    """Let who worked a plot work its corrected version too."""
    worker = workers_of(session, [old.id]).get(old.id)
    if worker is not None:
        session.add(_row(new.id, worker.id, by.now, by.account_id))
        session.flush()


def end_work(session: Session, individual: PrimaryProducer, *, now: datetime) -> None:
    """Let somebody who leaves the list work no plot any more."""
    _end(session, PlotWorker.individual_id == individual.id, now)


def name_imported(
    session: Session,
    plots: Sequence[tuple[Plot, Mapping[str, str]]],
    *,
    now: datetime,
    account_id: int | None,
) -> list[Words]:
    """Say who works imported plots, by a column of the file; see `WORKER_FIELDS`.

    Args:
        session: a writing session.
        plots: of one organisation, just registered, with what the file says.
        now: the present instant.
        account_id: who imports; none on the command line.

    Returns:
        What came of it, to be said; nothing where the file has no such column.
    """
    asked = {
        plot: person for plot, said in plots if (person := _person(said)) is not None
    }
    if not asked:
        return []
    owner = plots[0][0].organisation_id
    entity = session.scalar(select(Entity).where(Entity.organisation_id == owner))
    able = _able(session, entity, set(asked.values()))
    named = [plot for plot, person in asked.items() if len(able[person]) == 1]
    session.add_all(
        _row(plot.id, able[asked[plot]][0].id, now, account_id) for plot in named
    )
    session.flush()
    _log(session, "named", named, now, account_id)
    missed = {person.name for person, them in able.items() if len(them) != 1}
    return _told(len(named), sorted(missed))


areas.follow(name_imported)


def _person(said: Mapping[str, str]) -> Person | None:
    named = (said[name] for name in WORKER_FIELDS if said.get(name))
    return person_in(next(named, ""))


def _found(
    session: Session, entity: Entity, people: Iterable[Person]
) -> dict[Person, PrimaryProducer]:
    """Return the one of each name.

    Raises:
        WorkerUnknownError, WorkerAmbiguousError: there is none, or more than one.
    """
    found = {}
    for person, able in _able(session, entity, set(people)).items():
        if not able:
            raise WorkerUnknownError(person.name)
        if len(able) > 1:
            raise WorkerAmbiguousError(person.name)
        found[person] = able[0]
    return found


def _able(
    session: Session, entity: Entity | None, people: set[Person]
) -> dict[Person, list[PrimaryProducer]]:
    """Return everybody on the list now who could be meant."""
    statement = select(PrimaryProducer).where(
        PrimaryProducer.entity_id == (entity.id if entity else None),
        PrimaryProducer.to_on.is_(None),
        PrimaryProducer.name.in_({person.name for person in people}),
    )
    listed = list(session.scalars(statement))
    return {
        person: [
            each
            for each in listed
            if each.name == person.name and person.last4 in ("", each.identity_last4)
        ]
        for person in people
    }


def _told(named: int, missed: Sequence[str]) -> list[Words]:
    told = []
    if named:
        told.append(
            Words(
                f"{named} 个地块已关联名单中的农户",
                f"{named} plots are linked to people on your list",
            )
        )
    if missed:
        names = "、".join(missed[:_SAID]) + ("…" if len(missed) > _SAID else "")
        told.append(
            Words(
                f"文件中的 {len(missed)} 名农户不在名单中或有重名，没有关联：{names}。"
                "请先加入名单，再在地块页填写；重名的加身份证后四位",
                f"{len(missed)} people of the file are not on your list, or two have "
                f"the name; they are not linked: {names}. Add them to the list, then "
                "name them on the plot's page, with the last four where two have it",
            )
        )
    return told


def _row(
    plot_id: int, individual_id: int, now: datetime, account_id: int | None
) -> PlotWorker:
    return PlotWorker(
        plot_id=plot_id,
        individual_id=individual_id,
        named_at=now,
        named_by_id=account_id,
    )


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    statement = update(PlotWorker).where(which, PlotWorker.ended_at.is_(None))
    session.execute(statement.values(ended_at=now))


def _log(
    session: Session,
    verb: str,
    plots: Sequence[Plot],
    now: datetime,
    account_id: int | None,
) -> None:
    """Log that somebody is named, not who."""
    logged(
        session,
        f"plot.worker-{verb}",
        plots,
        now=now,
        account_id=account_id,
        facts={},
    )
