"""The API carries cases on, and refuses what their pages refuse."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from gi_registry.core import clock, published
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from tests import factories as make
from tests.core.test_blobs import PDF
from tests.programs import Program, body_of, program, slug

pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part in a case about an authorization."""

    province: Program
    county: Program
    other: Program
    mine: Program
    number: str


@pytest.fixture
def people(app: Flask, database: Database) -> People:
    with database.write() as session:
        holder = make.producer(session)
        entity = make.entity(session, organisation_id=holder.organisation_id)
        province = make.officer(session, Role.PROVINCE, "14")
        other = make.officer(session, Role.COUNTY, "140729")
        return People(
            program(app, session, province, Role.PROVINCE),
            program(app, session, make.officer(session), Role.COUNTY),
            program(app, session, other, Role.COUNTY),
            program(app, session, holder, Role.PRODUCER),
            make.authorization(session, entity).number,
        )


def opening(people: People) -> dict[str, Any]:
    """Return what opens a case, its evidence sent."""
    sha256 = body_of(people.county("POST", "/files", data=PDF), 201)["sha256"]
    return {
        "authorization": people.number,
        "trigger": "moved",
        "on": str(clock.today() - timedelta(days=9)),
        "words": "示例：现场检查发现已迁出",
        "file_sha256": sha256,
    }


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"file_sha256": "0" * 64}, "file-missing"),
        ({"trigger": "not_used"}, "case-non-use"),
    ],
)
def test_a_case_that_cannot_be_opened(
    people: People, wrong: dict[str, str], refusal: str
) -> None:
    assert slug(people.county("POST", "/cases", json=opening(people) | wrong)) == (
        refusal
    )


def test_whoever_supervises_opens_a_case_and_the_province_goes_on(
    people: People,
) -> None:
    new = opening(people)
    assert people.other("POST", "/cases", json=new).status_code == 403
    made = people.county("POST", "/cases", json=new)
    case = body_of(made, 201)
    assert (case["state"], case["next"]) == ("open", [])
    assert slug(people.county("POST", "/cases", json=new)) == "case-open"
    steps = made.headers["Location"].removeprefix("/api/v1") + "/steps"
    step = {"state": "held", "on": str(clock.today()), "words": "核实"}
    for others in (people.county, people.other, people.mine):
        assert others("POST", steps, json=step).status_code == 403


def test_a_case_goes_to_cnipas_cancellation(people: People) -> None:
    province, new = people.province, opening(people)
    made = people.county("POST", "/cases", json=new)
    at = made.headers["Location"].removeprefix("/api/v1")
    steps, today = f"{at}/steps", str(clock.today())
    version = {"If-Match": province("GET", at).headers["ETag"]}
    step: dict[str, Any] = {"state": "held", "on": today, "words": "核实"}

    due = str(clock.today() + timedelta(days=30))
    cure = step | {"state": "cure", "due_on": due}
    assert slug(province("POST", steps, json=cure)) == "case-step"
    held = body_of(province("POST", steps, json=step, headers=version))
    assert held["next"] == ["reported", "closed"]
    report = step | {"state": "reported"}
    stale = province("POST", steps, json=report, headers=version)
    assert slug(stale) == "changed-meanwhile"
    body_of(province("POST", steps, json=report))
    end = step | {"state": "cancelled"}
    assert slug(province("POST", steps, json=end)) == "case-announcement"
    named = {"number": 903, "file_sha256": new["file_sha256"]}
    body_of(province("POST", steps, json=end | {"announcement": named}))

    seen = body_of(people.mine("GET", at))
    assert published.faults("case", seen) == []
    assert seen["steps"][-1]["announcement"] == "国家知识产权局公告第903号"
    states = [each["state"] for each in seen["steps"]]
    assert states == ["open", "held", "reported", "cancelled"]
