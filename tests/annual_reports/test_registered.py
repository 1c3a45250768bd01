"""What the registry counts of a year: each count opens to exactly what it counts."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.service import Counted
from gi_registry.cases.models import MarkCase
from gi_registry.cases.rules import CaseState, Trigger
from gi_registry.core.db import Database
from gi_registry.laboratories.models import Laboratory
from gi_registry.producers.models import Authorization, AuthorizationStatus
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products.models import GiStandard
from gi_registry.products.rules import Evidence, RightKind
from tests import factories
from tests.annual_reports.rows import YEAR, report
from tests.conftest import signed_in

CMA = "230000000001"
COUNTED = {
    "products": 1,
    "rights_product_protection": 1,
    "rights_certification_mark": 1,
    "users": 2,
    "permissions": 2,
    "permissions_new": 1,
    "cases": 1,
    "standards": 1,
    "laboratories": 2,
    "laboratories_listed": 1,
}
"""Of what `kept` puts there; counted by hand."""


@pytest.fixture
def kept(database: Database) -> str:
    """Give an officer's login; three users of one product, one gone within the year."""
    with database.write() as session:
        gi = factories.gi(session)
        right = factories.right(session, gi)
        factories.right(session, gi, kind=RightKind.CERTIFICATION_MARK)
        named = {"number": "GB/T 1", "source": "x", "evidence": Evidence.SOURCED}
        session.add(GiStandard(gi_id=gi.id, **named))
        held = factories.authorization(session, to=right)
        new = factories.authorization(session, to=right, valid_from=date(YEAR, 3, 1))
        gone = factories.authorization(session, to=right)
        before = factories.authorization(session)
        _stop(session, gone, date(YEAR, 7, 1))
        _stop(session, before, date(YEAR - 1, 7, 1))
        certificate = {"name": "示例检测所", "cma": CMA, "address": "示例市"}
        days = {"valid_from": date(YEAR, 1, 1), "valid_to": date(YEAR, 12, 31)}
        at = {"registered_at": factories.NOW, "changed_at": factories.NOW}
        session.add(Laboratory(division="14", **certificate, **days, **at))
        for each, cma in ((held, CMA), (gone, CMA), (new, None)):
            tested = {"lab_name": "示例检验中心", "lab_cma": cma}
            report(session, each, state=ReportState.ACCEPTED, **tested)
        for number, year in enumerate((YEAR, YEAR - 1)):
            session.add(_case(number, held, year))
        return factories.officer(session).login


def test_each_count_opens_to_what_it_counts(app: Flask, kept: str) -> None:
    client = signed_in(app, kept)
    page = client.get(f"/desk/report-blocks?year={YEAR}")
    document = client.get(f"/desk/report-blocks.json?year={YEAR}").json

    assert document is not None
    counts = {
        k: n for block in document["blocks"] for k, n in block["registry"].items()
    }
    assert counts.items() >= COUNTED.items()
    for key, count in COUNTED.items():
        address = f"/desk/report-blocks/registry/{key}"
        assert f'href="{address}?year={YEAR}">{count}</a>' in page.text
        listed = client.get(f"{address}.csv?year={YEAR}").text
        assert len(list(csv.reader(io.StringIO(listed)))) == 1 + count, key
        assert client.get(f"{address}?year={YEAR}").status_code == 200
    assert client.get("/desk/report-blocks/registry/filed").status_code == 404
    many = client.get(
        f"/desk/report-blocks/registry/laboratories?year={YEAR}&lang=en"
    ).text
    assert f"laboratory_reports?year={YEAR}&amp;laboratory={CMA}" in many
    of_one = f"/desk/report-blocks/registry/laboratory_reports.csv?laboratory={CMA}"
    assert client.get(f"{of_one}&year={YEAR}").text.count(CMA) == 2


def test_nothing_of_another_place_is_counted_or_listed(
    database: Database, kept: str
) -> None:
    assert kept
    with database.read() as session:
        elsewhere = service.blocks(session, YEAR, ["1301"]).counts
        lists = {
            key: service.listed(session, Counted(key, YEAR, ["1301"]), number=1).total
            for key in COUNTED
        }

    assert {each.value for counts in elsewhere.values() for each in counts} == {0}
    assert set(lists.values()) == {0}


def test_who_was_suspended_at_the_end_of_the_year_had_no_valid_permission(
    session: Session,
) -> None:
    held = factories.authorization(session)
    _stop(session, held, date(YEAR, 12, 31), AuthorizationState.SUSPENDED)
    asked = Counted("permissions", YEAR, [""])

    now = service.listed(session, asked, number=1)
    before = service.listed(session, replace(asked, year=YEAR - 1), number=1)

    assert (now.total, before.total) == (0, 1)


def _stop(
    session: Session,
    held: Authorization,
    on: date,
    state: AuthorizationState = AuthorizationState.STOPPED,
) -> None:
    statement = select(AuthorizationStatus).where(
        AuthorizationStatus.authorization_id == held.id
    )
    last = session.scalars(statement).one()
    last.to_on = on
    held.state = state
    values = {"reason": "示例", "account_id": last.account_id}
    values |= {"recorded_at": last.recorded_at, "from_on": on, "state": state}
    session.add(AuthorizationStatus(authorization_id=held.id, **values))
    session.flush()


def _case(number: int, held: Authorization, year: int) -> MarkCase:
    return MarkCase(
        number=f"CS-{year}-{number}",
        authorization_id=held.id,
        trigger=Trigger.MOVED,
        state=CaseState.OPEN,
        opened_on=date(year, 5, 1),
        opened_at=factories.NOW,
    )
