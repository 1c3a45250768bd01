"""Systems that speak for somebody over the API."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gi_registry.accounts import service as accounts
from gi_registry.accounts.models import Account
from gi_registry.core import clock, published
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role


@dataclass(frozen=True, slots=True)
class Program:
    """A system with its token."""

    client: FlaskClient
    token: str

    def __call__(self, method: str, path: str, **given: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | given.pop("headers", {})
        return self.client.open(
            f"/api/v1{path}", method=method, headers=headers, **given
        )


def program(app: Flask, session: Session, account: Account, role: Role) -> Program:
    """Give the system of somebody of a role."""
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
    """Return a published example."""
    path = published.ROOT / "examples" / name / f"{case}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def body_of(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    """Return what an answer holds, which has to be of a status."""
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def slug(answer: TestResponse) -> str:
    """Return which refusal an answer is."""
    assert answer.mimetype == "application/problem+json", answer.text
    return str(answer.get_json()["type"]).rpartition("/")[2]
