"""Cases and filings are given to whom they concern, and to nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account
from gi_registry.cases.models import CaseEvent, MarkCase
from gi_registry.cases.rules import RULE, CaseState, Trigger
from gi_registry.core.access import Role
from gi_registry.core.db import Base, Database
from gi_registry.filings.models import EventFiling
from gi_registry.filings.rules import EventKind, FilingState
from tests import factories as make
from tests.conftest import signed_in
from tests.producers.way import stored

DAY = date(2026, 11, 2)


def _case(session: Session, holder: Account) -> Base:
    entity = make.entity(session, organisation_id=holder.organisation_id)
    held = make.authorization(session, entity)
    opened = CaseEvent(
        state=CaseState.OPEN,
        on_day=DAY,
        words="示例",
        rules=[RULE],
        account_id=holder.id,
        recorded_at=make.NOW,
    )
    return MarkCase(
        number="MC-2026-000001",
        authorization_id=held.id,
        trigger=Trigger.MOVED,
        state=CaseState.OPEN,
        opened_on=DAY,
        opened_at=make.NOW,
        events=[opened],
    )


def _filing(session: Session, holder: Account) -> Base:
    return EventFiling(
        number="EF-2026-000001",
        organisation_id=holder.organisation_id,
        organiser="示例协会",
        contact="示例",
        title="示例展览",
        kind=EventKind.EXHIBITION,
        place="示例路1号",
        division=make.COUNTY,
        starts_on=date(2099, 5, 1),
        ends_on=date(2099, 5, 3),
        products="示例小米",
        manner="展板",
        design_sha256=stored(session, holder, "design").sha256,
        state=FilingState.CNIPA_FILED,
        cnipa_number="示例1号",
        cnipa_filed_on=DAY,
        filed_at=make.NOW,
    )


@pytest.mark.parametrize(
    ("kind", "number", "of", "says"),
    [
        ("cases", "MC-2026-000001", _case, {"trigger": "moved", "state": "open"}),
        ("filings", "EF-2026-000001", _filing, {"use": "allowed"}),
    ],
)
def test_it_is_given_to_its_own_people_and_offices(
    app: Flask,
    database: Database,
    kind: str,
    number: str,
    of: Callable[[Session, Account], Base],
    says: dict[str, str],
) -> None:
    with database.write() as session:
        holder = make.producer(session)
        session.add(of(session, holder))
        logins = {
            "own": holder.login,
            "other": make.producer(session).login,
            "here": make.officer(session, Role.PROVINCE, "14").login,
            "elsewhere": make.officer(session, Role.PROVINCE, "62").login,
        }
    people = {who: signed_in(app, login) for who, login in logins.items()}
    at = f"/api/v1/{kind}/{number}"

    own = people["own"].get(at)
    listed = people["here"].get(f"/api/v1/{kind}").json

    assert own.status_code == 200, own.text
    assert own.json is not None
    assert says.items() <= own.json.items()
    seen = people["here"].get(at).json
    assert seen is not None
    assert seen | {"next": own.json["next"]} == own.json, "but for who acts"
    assert people["other"].get(at).status_code == 404
    assert people["elsewhere"].get(at).status_code == 403
    assert listed is not None
    assert [each["number"] for each in listed["items"]] == [number]
    nothing = people["elsewhere"].get(f"/api/v1/{kind}").json
    assert nothing is not None
    assert nothing["items"] == []
