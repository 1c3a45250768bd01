"""A producer's own systems fill in its reports."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports.rules import FORM, figures_of
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import FIGURES as ANSWERED
from tests.annual_reports.rows import NOW, YEAR

URL = "/api/v1/annual-reports"
PAPER = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Program:
    """A client with a token."""

    def __init__(self, client: FlaskClient, token: str):
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Send, and give status and JSON."""
        answer = self.client.open(
            URL + path, method=method, json=body, headers=self.headers
        )
        return answer.status_code, answer.json

    def send(self, path: str, content: bytes) -> tuple[int, Any]:
        """Send a file, and give status and JSON."""
        answer = self.client.post(URL + path, data=content, headers=self.headers)
        return answer.status_code, answer.json


@pytest.fixture
def programs(app: Flask, database: Database) -> tuple[Program, Program, str]:
    """Give a holder's program, a stranger's, and the number of an authorization."""
    with database.write() as session:
        holder = factories.organisation(session)
        held = factories.authorization(session, factories.entity(session, holder))
        tokens = []
        for who in (factories.producer(session, holder), factories.producer(session)):
            account = accounts.by_login(session, who.login)
            token, _ = accounts.create_token(
                session, account, name="t", scopes=["produce"], now=NOW
            )
            tokens.append(token)
        number = held.number
    mine, other = (Program(app.test_client(), token) for token in tokens)
    return mine, other, number


def test_a_report_is_begun_filled_in_and_handed_in(
    programs: tuple[Program, Program, str],
) -> None:
    mine, other, number = programs
    exports = [{"to": "日本", "hs": "2209", "fen": 0}]

    _, owed = mine.ask("GET", "")
    begun, report = mine.ask("POST", "", {"authorization": number, "year": YEAR})
    path = f"/{report['id']}"
    answers = ANSWERED | {"exports": exports, "mark_ways": ["tag"], "problems": ""}
    body = {"revision": 1, "answers": answers, "reasons": {"lots": "无"}}
    changed, saved = mine.ask("PATCH", path, body)
    stale, refused = mine.ask("PATCH", path, {"revision": 1, "answers": {"jobs": 3}})
    declared = {"revision": saved["revision"], "signatory": "示例", "is_true": True}
    untrue, _ = mine.ask("POST", f"{path}/submission", declared | {"is_true": False})
    done, filed = mine.ask("POST", f"{path}/submission", declared)

    assert (YEAR, None) in [(row["year"], row["state"]) for row in owed["items"]]
    assert (begun, changed, stale, untrue, done) == (201, 200, 409, 422, 200)
    assert report["missing"][:2] == ["contact_name", "contact_phone"]
    assert saved["answers"]["exports"] == exports
    assert saved["answers"]["households"] is None
    assert refused["names"] == ["jobs"]
    assert (filed["state"], filed["reasons"]) == ("submitted", {"lots": "无"})
    assert other.ask("GET", path)[0] == 404
    assert mine.ask("PATCH", path, body)[0] == 409


def test_a_test_report_is_sent_with_what_stands_on_it(
    programs: tuple[Program, Program, str],
) -> None:
    mine, other, number = programs
    _, report = mine.ask("POST", "", {"authorization": number, "year": YEAR})
    path = f"/{report['id']}/files"
    bare = f"{path}?kind=lab_report&name=a.pdf"
    dated = f"{bare}&tested_on=2024-12-31&number=SP-1&lab_name=X"

    refused, _ = mine.send(bare, PAPER)
    added, kept = mine.send(dated, PAPER)
    (file,) = kept["files"]
    one = f"{path}/{file['id']}"
    right = {"revision": kept["revision"], "tested_on": "2025-11-03"}
    corrected, present = mine.ask("PATCH", one, right)
    stale, told = mine.ask("PATCH", one, right | {"tested_on": "2025-11-04"})
    strange, _ = other.ask("PATCH", one, right)
    removed, left = mine.ask("DELETE", one)

    assert (corrected, stale, strange) == (200, 409, 404)
    bears = {"tested_on": "2025-11-03", "number": "SP-1", "lab_name": "X"}
    assert present["files"][0]["lab_report"] == bears | {"lab_cma": ""}
    assert (present["revision"], present["sha256"] != kept["sha256"]) == (3, True)
    assert told["names"] == ["tested_on"]
    assert (refused, added, removed) == (422, 201, 200)
    assert file["lab_report"]["tested_on"] == "2024-12-31"
    assert "test-report-other-year" in [each["code"] for each in kept["findings"]]
    assert other.send(dated, PAPER)[0] == 404
    assert left["files"] == []


def test_the_form_is_described_question_by_question(app: Flask) -> None:
    told = app.test_client().get(f"{URL}/form").json

    assert told is not None
    assert [each["name"] for each in told["questions"]] == [
        f.name for f in figures_of(FORM)
    ]
    trees = next(each for each in told["questions"] if each["name"] == "trees")
    assert (trees["bases"], trees["block"]) == (["tree_count"], "base_data")
