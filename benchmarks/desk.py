"""Desk and search pages at 50,000 authorizations against 500."""

import json
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks._rows import Row, at_most, told
from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Organisation
from gi_registry.accounts.rules import OrganisationKind
from gi_registry.accounts.service.people import NewAccount
from gi_registry.app import create_app, tables
from gi_registry.areas import service as areas
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Base
from gi_registry.core.settings import Settings
from gi_registry.producers.models import (
    Application,
    Authorization,
    AuthorizationStatus,
    Entity,
)
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    EntityStatus,
    Route,
)
from gi_registry.products.models import Announcement, GiRight
from gi_registry.site.service import import_register

_CATALOGUE = Path("geodata/gi_catalogue.json")
_FEW, _MANY = 500, 50_000
_BOUND = 3.0
_ROUNDS = 7
_NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
_LOGIN, _PASSWORD = "bench@desk", "only for this run"
_OPEN = (
    ApplicationState.SUBMITTED,
    ApplicationState.ORIGIN_VERIFIED,
    ApplicationState.PREFECTURE_REVIEWED,
    ApplicationState.SENT_TO_CNIPA,
    ApplicationState.RETURNED,
)
_WORDS = "晋汾吕太阳五台云冈平遥壶口杏花祁红沁黄河古城东观贾令"
_PAGES = {
    "desk, waiting for me": "/desk",
    "desk, all under way": "/desk?view=open",
    "desk, search by name": "/desk?view=open&q=黄河",
    "authorizations, first page": "/desk/authorizations",
    "authorizations, last page": "/desk/authorizations?page=9999",
    "authorizations, by name of the holder": "/desk/authorizations?sort=entity",
    "authorizations, by product": "/desk/authorizations?sort=product",
    "authorizations, latest first": "/desk/authorizations?sort=-since",
    "authorizations, of a state": "/desk/authorizations?state=suspended",
    "authorizations, of a county": "/desk/authorizations?county=140727",
    "authorizations, search by name": "/desk/authorizations?q=杏花",
    "authorizations, search by number": "/desk/authorizations?q=MA-2024-000123",
    "authorizations, search by credit code": "/desk/authorizations?q=9114010500000003",
    "authorizations, search for nothing there": "/desk/authorizations?q=没有这样的",
    "public register, search": "/gi?q=醋",
}


def run() -> list[Row]:
    """Time the pages with each number of authorizations, on SQLite.

    One in ten as many applications are under way. The median of seven requests of
    the whole application is taken, after one that is not, in processor time: all
    of it, SQLite's too, is spent in this process.
    """
    few, many = _timed(_FEW), _timed(_MANY)
    rows = [
        at_most(f"{name}: 50,000 of 500", many[name] / few[name], _BOUND, "ratio")
        for name in _PAGES
    ]
    slowest = max(many, key=lambda name: many[name])
    return [*rows, told(f"slowest at 50,000: {slowest}", many[slowest] * 1000, "ms")]


def _timed(count: int) -> dict[str, float]:
    """Return the seconds that each page takes."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        database = app.extensions["gi"].database
        tables.upgrade(database)
        with database.write() as session:
            fill(session, count)
        client = signed_in(app)
        taken = {name: median_seconds(client, path) for name, path in _PAGES.items()}
        database.engine.dispose()
    return taken


def signed_in(app: Flask) -> FlaskClient:
    """Return the browser of the officer whom `fill` puts there."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": _LOGIN, "password": _PASSWORD})
    return client


def median_seconds(client: FlaskClient, path: str) -> float:
    """Return the processor time that a page takes."""
    return median([seconds(client, path) for _ in range(_ROUNDS + 1)][1:])


def seconds(client: FlaskClient, path: str) -> float:
    """Return the processor time of one request."""
    began = time.process_time()
    answer = client.get(path)
    taken = time.process_time() - began
    if answer.status_code != 200:  # noqa: PLR2004 -- HTTP's
        raise LookupError(path)
    return taken


def fill(session: Session, count: int) -> None:
    """Put many authorizations into an empty register, and an officer who sees all."""
    import_register(session, json.loads(_CATALOGUE.read_text()), now=_NOW)
    rights = [
        (right_id, gi_id)
        for right_id, gi_id in session.execute(select(GiRight.id, GiRight.gi_id))
    ]
    counties = [county.code for county in areas.counties(session)]
    officer_id = _officer(session)
    announcement = Announcement(
        issuer="CNIPA",
        year=0,
        number=900_000,
        title="示例公告",
        announced_on=_NOW.date(),
        source="a benchmark",
    )
    session.add(announcement)
    session.flush()
    waiting: dict[type[Base], list[dict[str, Any]]] = {}
    for n in range(1, count + 1):
        number = n + 100  # beyond the ids that the officer took
        place = rights[n % len(rights)], counties[n % len(counties)]
        for table, row in _rows(number, *place, announcement.id, officer_id):
            waiting.setdefault(table, []).append(row)
    for n in range(count // 10):
        place = rights[n % len(rights)], counties[n % len(counties)]
        row = _application(count + 200 + n, 101 + n, *place, _OPEN[n % len(_OPEN)])
        waiting[Application].append(row)
    for table, rows in waiting.items():
        session.execute(insert(table), rows)


def _officer(session: Session) -> int:
    office = accounts.create_organisation(
        session,
        kind=OrganisationKind.AUTHORITY,
        name="示例省级部门",
        division="14",
        now=_NOW,
    )
    new = NewAccount(_LOGIN, "示例", office.id, _PASSWORD)
    officer = accounts.create_account(session, new, now=_NOW)
    accounts.grant(session, officer, Grant(Role.PROVINCE, "14"), now=_NOW)
    return officer.id


def _name(n: int) -> str:
    size = len(_WORDS)
    picked = (_WORDS[(n * step) % size] for step in (1, 7, 11))
    return f"示例{''.join(picked)}第{n}合作社"


def _rows(
    n: int,
    right: tuple[int, int],
    county: str,
    announcement_id: int,
    officer_id: int,
) -> list[tuple[type[Base], dict[str, Any]]]:
    """Return the rows behind one authorization, all with the same id."""
    day = date(2024, 1, 1) + timedelta(days=n % 900)
    state = AuthorizationState.IN_USE if n % 20 else AuthorizationState.SUSPENDED
    made = {"created_at": _NOW}
    return [
        (
            Organisation,
            {"id": n, "kind": OrganisationKind.PRODUCER, "name": _name(n)}
            | {"division": county}
            | made,
        ),
        (
            Entity,
            {"id": n, "uscc": f"91{county}{n:010d}", "name": _name(n)}
            | {"organisation_id": n, "division": county, "address": "示例路1号"}
            | {"status": EntityStatus.ACTIVE, "status_on": day}
            | made,
        ),
        (Application, _application(n, n, right, county, ApplicationState.ANNOUNCED)),
        (
            Authorization,
            {"id": n, "number": f"MA-2024-{n:06d}", "application_id": n}
            | {"entity_id": n, "right_id": right[0], "gi_id": right[1]}
            | {"division": county, "announcement_id": announcement_id}
            | {"valid_from": day, "state": state}
            | made,
        ),
        (
            AuthorizationStatus,
            {"authorization_id": n, "state": state, "from_on": day, "reason": "示例"}
            | {"account_id": officer_id, "recorded_at": _NOW},
        ),
    ]


def _application(
    n: int,
    entity_id: int,
    right: tuple[int, int],
    county: str,
    state: ApplicationState,
) -> dict[str, Any]:
    since = _NOW - timedelta(days=n % 60)
    return {
        "id": n,
        "number": f"AP-2026-{n:06d}",
        "entity_id": entity_id,
        "right_id": right[0],
        "route": Route.PRODUCT,
        "state": state,
        "product_description": "示例",
        "division": county,
        "created_at": since,
        "submitted_at": since,
        "state_since": since,
    }
