import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.producers import service
from gi_registry.producers.errors import (
    AuthorizationNotFoundError,
    NothingTickedError,
    PackEndedError,
)
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.producers.rules.packaging import PackItem
from gi_registry.producers.service import By
from tests import factories as make
from tests.conftest import signed_in
from tests.core.test_blobs import picture


def done(session: Session, of: Authorization) -> dict[PackItem, bool]:
    found = service.authorization(session, of.number)
    lines = service.pack_lines(session, found)
    return {line.requirement.item: line.is_done for line in lines}


def test_a_tick_counts_until_what_is_to_be_printed_changes(session: Session) -> None:
    of = make.organisation(session)
    held = make.authorization(session, make.entity(session, of))
    by = By(make.producer(session, of).id, make.NOW)
    mine: dict[str, Any] = {"organisation_id": of.id, "by": by}

    service.tick_off(
        session, held.number, {PackItem.USCC, PackItem.STANDARD}, None, **mine
    )
    assert [item for item, ok in done(session, held).items() if ok] == [
        PackItem.USCC,
        PackItem.STANDARD,
    ]
    held.standard_number = "GB/T 19777-2026"
    session.flush()
    assert [item for item, ok in done(session, held).items() if ok] == [PackItem.USCC]
    with pytest.raises(NothingTickedError):
        service.tick_off(session, held.number, {PackItem.TRADE_MARK}, None, **mine)
    with pytest.raises(AuthorizationNotFoundError):
        service.tick_off(
            session, held.number, {PackItem.USCC}, None, organisation_id=0, by=by
        )
    held.state = AuthorizationState.SUSPENDED
    session.flush()
    with pytest.raises(PackEndedError):
        service.tick_off(session, held.number, {PackItem.USCC}, None, **mine)


def test_a_photo_of_the_pack_reaches_the_holder_and_its_officers(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        make.division(session)
        of = make.organisation(session)
        held = make.authorization(session, make.entity(session, of))
        logins = [
            make.producer(session, of).login,
            make.officer(session).login,
            make.officer(session, Role.COUNTY, "140430").login,
            make.producer(session).login,
        ]
    holder, office, far, other = (signed_in(app, login) for login in logins)
    address = f"/producer/authorizations/{held.number}"

    shown = holder.get(address)
    assert "GB/T 19777-2013" in shown.text
    assert other.get(address).status_code == 404
    nothing = holder.post(f"{address}/packaging", data={})
    assert nothing.status_code == 422
    assert "没有勾选任何一项" in nothing.text
    pack = {"items": ["uscc", "mark"], "photo": (io.BytesIO(picture("PNG")), "包.png")}
    assert holder.post(f"{address}/packaging", data=pack).status_code == 303
    page = office.get(f"/desk/authorizations/{held.number}").text
    file = "/files/" + page.split("包.png")[0].split("/files/")[-1][:64]
    assert page.count("已核对") == 2
    for client, status in ((holder, 200), (office, 200), (far, 404), (other, 404)):
        with client.get(file) as answer:
            assert answer.status_code == status
