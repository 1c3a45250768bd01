"""Who works a plot: named by its producer, seen by the offices in charge alone."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.areas.claims.errors import PlotEndedError, PlotUnknownError
from gi_registry.areas.claims.rules import Correction
from gi_registry.areas.models import Plot
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.producers import service
from gi_registry.producers.errors import WorkerAmbiguousError, WorkerUnknownError
from gi_registry.producers.models import Entity, PrimaryProducer
from gi_registry.producers.rules.individuals import Person, person_in
from gi_registry.producers.service import By
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_identity import MAN, WOMAN
from tests.producers.test_individuals import person


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", None),
        (" 示例户 ", Person("示例户")),
        ("示例户 0014", Person("示例户", "0014")),
        ("示例户（002x）", Person("示例户", "002X")),
        ("Max", Person("Max")),
        ("示例户 12", Person("示例户 12")),
    ],
)
def test_a_person_is_named_by_name_and_last_four(
    text: str, named: Person | None
) -> None:
    assert person_in(text) == named


@dataclass
class Cooperative:
    """A business with two people of one name, and a plot."""

    entity: Entity
    plot: Plot
    by: By
    producer: Account

    def name(self, session: Session, text: str) -> PrimaryProducer | None:
        of = self.entity.organisation_id
        return service.name_worker(session, of, self.plot.id, text, by=self.by)

    def worker(self, session: Session, plot: Plot | None = None) -> str | None:
        of = (plot or self.plot).id
        found = service.workers_of(session, [of]).get(of)
        return found.identity_last4 if found else None


def cooperative(session: Session) -> Cooperative:
    make.division(session)
    organisation = make.organisation(session)
    entity, producer = make.entity(session, organisation), make.producer(session)
    producer.organisation_id = organisation.id
    by = By(producer.id, make.NOW)
    people = [person(entity, number) for number in (MAN, WOMAN)]
    service.add_individuals(session, organisation.id, people, by=by)
    plot = make.plot(session, organisation, make.gi(session, code="SXGI-900"))
    return Cooperative(entity, plot, by, producer)


def test_a_plot_names_one_person_of_its_own_list(session: Session) -> None:
    own = cooperative(session)
    with pytest.raises(WorkerAmbiguousError):
        own.name(session, "示例户")
    with pytest.raises(WorkerUnknownError):
        own.name(session, "示例户 9999")
    stranger = make.entity(session)
    with pytest.raises(PlotUnknownError):
        service.name_worker(
            session, stranger.organisation_id, own.plot.id, "", by=own.by
        )

    own.name(session, "示例户 0014")
    own.name(session, "示例户 002X")
    own.name(session, "示例户 002x")
    assert own.worker(session) == "002X"
    kinds = [leaf.kind for leaf in translog.history(session, f"plot-{own.plot.id}")]
    assert kinds == ["plot.worker-named"] * 2
    assert own.name(session, "") is None
    assert own.worker(session) is None


def test_who_works_it_stays_with_a_correction_until_off_the_list(
    session: Session,
) -> None:
    own = cooperative(session)
    worker = own.name(session, "示例户 0014")
    assert worker is not None
    wider = Correction("示例地块", 9_700, own.plot.geometry, "CGCS2000", "示例", "改名")
    corrected = service.correct_place(
        session, own.plot, wider, now=make.NOW, account_id=own.producer.id
    )

    assert own.worker(session, corrected) == "0014"
    with pytest.raises(PlotEndedError):
        own.name(session, "示例户 0014")
    assert service.plots_worked(session, [worker]) == {worker.id: [corrected]}
    service.end_individual(session, own.entity.organisation_id, worker.id, by=own.by)
    assert own.worker(session, corrected) is None


def test_who_works_a_plot_is_for_its_producer_and_its_offices(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        own = cooperative(session)
        plot, code, login = own.plot.id, own.entity.uscc, own.producer.login
        here = make.officer(session).login
        far = make.officer(session, Role.COUNTY, "140430").login
        other = make.producer(session).login
    client, page = signed_in(app, login), f"/producer/plots/{plot}"

    wrong = client.post(f"{page}/worker", data={"worker": "某某"})
    assert wrong.status_code == 422
    assert "请先加入名单" in wrong.text
    done = client.post(f"{page}/worker", data={"worker": "示例户 0014"})
    assert done.status_code == 303
    for path in (page, "/producer/plots", "/producer/plots.csv"):
        assert "示例户" in client.get(path).text, path
    assert "示例地块" in client.get("/producer/individuals").text
    listed = f"/desk/entities/{code}/individuals"
    assert "示例地块" in signed_in(app, here).get(listed).text
    assert signed_in(app, far).get(listed).status_code == 404
    theirs = signed_in(app, other).post(f"{page}/worker", data={"worker": ""})
    assert theirs.status_code == 404
    public = app.test_client()
    for path in ("/gi/SXGI-900", "/api/v1/products/SXGI-900", "/ogc/collections"):
        assert "示例户" not in public.get(path).text, path
