"""The demonstration is the same every time and shows every state."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import ReportState
from gi_registry.app import tables
from gi_registry.areas.models import Plot
from gi_registry.core import uscc
from gi_registry.core.db import Base, Database
from gi_registry.demo import service
from gi_registry.demo.errors import DemonstrationLoadedError
from gi_registry.demo.scenario import APPLICANTS, USERS
from gi_registry.producers.models import Application, Authorization, Entity
from gi_registry.producers.rules import ApplicationState, AuthorizationState
from gi_registry.scans.models import ScannedItem
from gi_registry.scans.rules import Judgement
from gi_registry.translog.models import LogLeaf
from tests import postgresql
from tests.factories import NOW, PASSWORD

RANDOM = {
    "password_hash",
    "token",
    "secret_sha256",
    "identity_salt",
    "identity_hash",
    "salt",
    "leaf_hash",
    "hash",
}
"""Columns that hold a fresh salt, what is made with it, or a fresh name of a state."""


def _stage(folder: Path, say: Callable[[str], None] = print) -> service.Stage:
    return service.Stage(
        now=NOW,
        password=PASSWORD,
        data_dir=folder,
        say=say,
        pepper=b"p" * 32,
        master=b"m" * 32,
        base_url="https://gi.example",
    )


@pytest.fixture(scope="module")
def loaded(
    migrated: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give each engine with the demonstration in it, loaded once."""
    with migrated.write() as session:
        service.load(session, _stage(tmp_path_factory.mktemp("demo")))
    yield migrated
    postgresql.empty(migrated)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the digests of a demonstration loaded once more, for both engines."""
    folder = tmp_path_factory.mktemp("again")
    database = Database(f"sqlite:///{folder / 'again.db'}")
    tables.upgrade(database)
    with database.write() as session:
        service.load(session, _stage(folder))
    with database.read() as session:
        digests = _digests(session)
    database.engine.dispose()
    return digests


def _digests(session: Session) -> dict[str, str]:
    """Return a digest of each table's rows."""
    digests = {}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name not in RANDOM]
        rows = session.execute(select(*columns).order_by(*table.primary_key)).all()
        plain = [[_plain(value) for value in row] for row in rows]
        digests[table.name] = hashlib.sha256(repr(plain).encode()).hexdigest()
    return digests


def _plain(value: object) -> object:
    """Return a value as both engines give it: JSON objects have no order."""
    is_json = isinstance(value, dict | list)
    return json.dumps(value, sort_keys=True) if is_json else value


def test_it_shows_every_state_and_everybody_in_it_is_invented(loaded: Database) -> None:
    with loaded.read() as session:
        applications = set(session.scalars(select(Application.state)))
        authorizations = set(session.scalars(select(Authorization.state)))
        reports = set(session.scalars(select(AnnualReport.state)))
        entities = list(session.scalars(select(Entity)))
        accounts = list(session.scalars(select(Account)))

    assert applications == set(ApplicationState)
    assert authorizations >= set(AuthorizationState) - {AuthorizationState.ANNOUNCED}
    assert reports >= {
        ReportState.SUBMITTED,
        ReportState.RETURNED,
        ReportState.ACCEPTED,
        ReportState.LOCKED,
    }
    assert len(entities) == len(USERS) + len(APPLICANTS)
    assert all(entity.name.startswith("示例") for entity in entities)
    assert all(uscc.check(entity.uscc).code == entity.uscc for entity in entities)
    assert all(account.is_demo for account in accounts)
    logins = {account.login for account in accounts}
    assert logins >= {login for login, _ in service.SIGN_INS}


def test_its_plots_lie_in_the_counties_that_they_name(loaded: Database) -> None:
    with loaded.read() as session:
        entities = list(session.scalars(select(Entity)))
        plots = list(session.scalars(select(Plot)))

    counties = {entity.organisation_id: entity.division for entity in entities}
    assert plots
    assert {plot.division_code for plot in plots} == set(counties.values())
    assert all(plot.division_code == counties[plot.organisation_id] for plot in plots)


def test_one_copied_code_is_called_suspect(loaded: Database) -> None:
    with loaded.read() as session:
        judged = list(
            session.scalars(
                select(ScannedItem).where(ScannedItem.judgement == Judgement.SUSPECT)
            )
        )

    assert len(judged) == 1
    assert judged[0].checks > 5


def test_its_log_is_in_the_order_of_time(loaded: Database) -> None:
    with loaded.read() as session:
        instants = list(session.scalars(select(LogLeaf.at).order_by(LogLeaf.index)))

    assert instants == sorted(instants)
    assert instants[-1] <= NOW


def test_the_same_instant_gives_the_same_rows(
    loaded: Database, again: dict[str, str]
) -> None:
    with loaded.read() as session:
        assert _digests(session) == again


def test_it_goes_only_into_an_empty_database(loaded: Database, tmp_path: Path) -> None:
    with pytest.raises(DemonstrationLoadedError), loaded.write() as session:
        service.load(session, _stage(tmp_path))
