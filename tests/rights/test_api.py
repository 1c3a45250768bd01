"""The API of rights does what their pages do, and refuses what they refuse."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.core import clock, published
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from gi_registry.core.db import Database
from gi_registry.products.models import GiRight
from gi_registry.products.rules import RightKind, RightStatus
from tests import factories as make
from tests.core.test_blobs import PDF

pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class Program:
    """A system that speaks for somebody."""

    client: FlaskClient
    token: str

    def __call__(self, method: str, path: str, **given: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | given.pop("headers", {})
        return self.client.open(
            f"/api/v1{path}", method=method, headers=headers, **given
        )


def program(app: Flask, session: Session, role: Role, where: str) -> Program:
    """Give the system of an officer's office."""
    account = make.officer(session, role, where)
    token, _ = accounts.create_token(
        session,
        accounts.by_login(session, account.login),
        name="示例系统",
        scopes=[
            scope.value
            for scope in ROLE_PERMISSIONS[role]
            - {Permission.PUBLIC, Permission.SIGNED_IN}
        ],
        now=clock.now(),
    )
    return Program(app.test_client(), token)


def example(name: str, case: str) -> dict[str, Any]:
    path = published.ROOT / "examples" / name / f"{case}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def slug(answer: TestResponse) -> str:
    assert answer.mimetype == "application/problem+json", answer.text
    return str(answer.json["type"]).rpartition("/")[2]  # type: ignore[index]


def test_an_announcement_s_rights_go_in_by_the_api_once(
    app: Flask, database: Database
) -> None:
    body = example("announcement-rights", "three-rights")
    with database.write() as session:
        make.gi(session, name_zh="示例黄小米")
        make.right(session, make.gi(session, code="TEST-900"))
        nuts = make.gi(session, name_zh="示例核桃")
        make.right(session, nuts, kind=RightKind.AGRI_GI)
        province = program(app, session, Role.PROVINCE, "14")
        county = program(app, session, Role.COUNTY, make.COUNTY)
    kept = province("POST", "/announcements/files?name=a.pdf", data=PDF).json
    body["file_sha256"] = kept["sha256"]  # type: ignore[index]
    listed = {key: body[key] for key in ("announced_on", "rights")}

    seen = province("POST", "/announcements/701/rights/preview", json=listed)
    assert seen.json["counts"] == {"new": 3}, seen.text  # type: ignore[index]
    assert county("POST", "/announcements/701/rights", json=body).status_code == 403
    wrong = province("POST", "/announcements/701/rights", json=body | {"touched": 3})
    assert slug(wrong) == "right-touched-changed"
    made = province("POST", "/announcements/701/rights", json=body)
    again = province("POST", "/announcements/701/rights", json=body)

    assert (made.status_code, made.json["recorded"]) == (201, 3)  # type: ignore[index]
    assert again.json["recorded"] == 0  # type: ignore[index]
    out = county("GET", "/announcements/701/rights").json
    assert out is not None
    for given, given_back in zip(body["rights"], out["rights"], strict=True):
        assert {key: given_back[key] for key in given} == given
    with database.read() as session:
        states = session.scalars(
            select(GiRight.status).order_by(GiRight.gi_id, GiRight.id)
        ).all()
    assert states == [
        RightStatus.PROTECTED,
        RightStatus.PROTECTED,
        RightStatus.CONVERTED,
        RightStatus.PROTECTED,
    ]
