"""The API of rights does what their pages do, and refuses what they refuse."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import AreaClause
from gi_registry.areas.rules import ClauseStatus
from gi_registry.core import published
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.producers.models import Authorization
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products.models import Gi, GiRight
from gi_registry.products.rules import RightKind, RightStatus
from gi_registry.rights.service import members
from tests import factories as make
from tests.core.test_blobs import PDF
from tests.programs import Program, body_of, example, program, slug

pytestmark = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class Offices:
    """Who takes part."""

    province: Program
    county: Program
    foreign: Program


@pytest.fixture
def offices(app: Flask, database: Database) -> Offices:
    with database.write() as session:
        return Offices(
            *(
                program(app, session, make.officer(session, role, where), role)
                for role, where in (
                    (Role.PROVINCE, "14"),
                    (Role.COUNTY, make.COUNTY),
                    (Role.PROVINCE, "61"),
                )
            )
        )


def placed(session: Session, **given: Any) -> Gi:
    """Add a product of a county of the province."""
    gi = make.gi(session, **given)
    clause = AreaClause(
        area_version_id=make.area(session, gi).id,
        ordinal=1,
        text="祁县",
        division_code=make.COUNTY,
        status=ClauseStatus.RESOLVED,
        reason="",
    )
    session.add(clause)
    session.flush()
    return gi


def kept(province: Program) -> str:
    """Send a file; return its SHA-256."""
    return str(body_of(province("POST", "/files", data=PDF), 201)["sha256"])


def test_an_announcement_s_rights_go_in_by_the_api_once(
    offices: Offices, database: Database
) -> None:
    province, county = offices.province, offices.county
    body = example("announcement-rights", "three-rights")
    with database.write() as session:
        make.gi(session, name_zh="示例黄小米")
        make.right(session, make.gi(session, code="TEST-900"))
        nuts = make.gi(session, name_zh="示例核桃")
        make.right(session, nuts, kind=RightKind.AGRI_GI)
    body["file_sha256"] = kept(province)
    listed = {key: body[key] for key in ("announced_on", "rights")}

    seen = province("POST", "/announcements/701/rights/preview", json=listed)
    assert body_of(seen)["counts"] == {"new": 3}
    assert county("POST", "/announcements/701/rights", json=body).status_code == 403
    wrong = province("POST", "/announcements/701/rights", json=body | {"touched": 3})
    assert slug(wrong) == "right-touched-changed"
    made = province("POST", "/announcements/701/rights", json=body)
    again = province("POST", "/announcements/701/rights", json=body)

    assert body_of(made, 201)["recorded"] == 3
    assert body_of(again, 201)["recorded"] == 0
    out = body_of(county("GET", "/announcements/701/rights"))
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


def test_a_right_goes_from_its_application_to_its_recognition(
    offices: Offices, database: Database
) -> None:
    province = offices.province
    with database.write() as session:
        placed(session, code="TEST-901")
    new = {"product_code": "TEST-901", "party": "示例县人民政府", "on": "2026-05-04"}
    (opened,) = body_of(province("POST", "/rights", json=new), 201)["procedures"]
    states = f"/rights/procedures/{opened['id']}/states"
    way = ("sent_to_cnipa", "formal_exam", "accepted", "tech_exam")
    for day, state in enumerate(way, 5):
        step = {"state": state, "on": f"2026-05-0{day}"}
        body_of(province("POST", states, json=step))

    prelim = {"state": "prelim_announced", "on": "2026-05-09"}
    assert slug(province("POST", states, json=prelim)) == "right-announcement"
    named = {"announcement": {"number": 801, "file_sha256": kept(province)}}
    running = body_of(province("POST", states, json=prelim | named))
    assert running["procedures"][0]["due_on"] == "2026-07-09"
    assert running["procedures"][0]["next"] == ["recognised"]
    late = {"state": "rejected", "on": "2026-08-01", "words": "示例"}
    assert slug(province("POST", states, json=late)) == "right-state-not-next"
    assert offices.foreign("POST", states, json=late).status_code == 403
    final = {"state": "recognised", "on": "2026-08-01"}
    named = {"announcement": {"number": 802, "file_sha256": kept(province)}}
    done = body_of(province("POST", states, json=final | named))

    assert published.faults("right", done) == []
    assert (done["status"], done["protected_from"]) == ("protected", "2026-08-01")
    listed = body_of(offices.county("GET", "/rights?q=TEST-901&size=1"))
    assert [each["id"] for each in listed["items"]] == [done["id"]]


def test_who_uses_a_right_that_ends_is_shown_held_and_re_based(
    offices: Offices, database: Database
) -> None:
    province = offices.province
    with database.write() as session:
        gi = placed(session)
        old, new = make.right(session, gi), make.right(session, gi)
        user = make.authorization(session, right=old).number
        at, other = f"/rights/{old.id}", new.id
    ends = {
        "kind": "ending",
        "ending": "merged",
        "on": "2026-09-01",
        "reasons": "并入",
        "successor": other,
        "touched": 1,
    }
    move = {
        "numbers": [user],
        "to_right": other,
        "on": "2026-09-02",
        "words": "公告转入",
        "announcement": {"number": 803, "file_sha256": kept(province)},
    }
    seen = province("GET", at)
    version = {"If-Match": seen.headers["ETag"]}
    assert body_of(seen)["users"] == 1

    blind = province("POST", f"{at}/procedures", json=ends | {"touched": 0})
    assert slug(blind) == "right-touched-changed"
    done = province("POST", f"{at}/procedures", json=ends, headers=version)
    ended = body_of(done, 201)
    assert (ended["status"], ended["held"]) == ("merged", [user])
    stale = province("POST", f"{at}/rebase", json=move, headers=version)
    assert slug(stale) == "changed-meanwhile"
    for others in (offices.foreign, offices.county):
        assert others("POST", f"{at}/rebase", json=move).status_code == 403
    assert body_of(province("POST", f"{at}/rebase", json=move))["held"] == []

    with database.read() as session:
        found = session.scalars(select(Authorization)).one()
        now = (found.state, found.right_id)
    assert now == (AuthorizationState.IN_USE, other)


@pytest.fixture
def licence(database: Database) -> dict[str, Any]:
    """Give a licence that is not on record yet, of a mark that somebody uses."""
    with database.write() as session:
        mark = make.right(
            session,
            placed(session),
            kind=RightKind.CERTIFICATION_MARK,
            holder="示例协会",
            valid_to=date(2034, 1, 1),
        )
        entity = make.entity(session, uscc="91140727MA0Y000167")
        make.authorization(session, entity, mark)
        return {
            "right": mark.id,
            "name": entity.name,
            "uscc": entity.uscc,
            "number": "XK-1",
            "from_on": "2026-09-01",
        }


def test_a_licence_that_the_order_forbids_is_refused(
    offices: Offices, licence: dict[str, Any]
) -> None:
    assert offices.foreign("POST", "/members", json=licence).status_code == 403
    assert offices.county("POST", "/members", json=licence).status_code == 403
    own = licence | {"name": "示例协会"}
    refused = offices.province("POST", "/members", json=own)
    assert (refused.status_code, slug(refused)) == (422, "member-own-mark")
    body_of(offices.province("POST", "/members", json=licence), 201)
    twice = offices.province("POST", "/members", json=licence)
    assert (twice.status_code, slug(twice)) == (409, "member-taken")


def test_a_licence_is_recorded_announced_renewed_and_cancelled(
    offices: Offices, licence: dict[str, Any], database: Database
) -> None:
    province = offices.province
    made = province("POST", "/members", json=licence)
    whole = body_of(made, 201)
    assert (whole["state"], whole["due_on"]) == ("recordal_due", "2026-12-01")
    at = f"/members/{whole['id']}"
    version = {"If-Match": made.headers["ETag"]}

    step = {"state": "recorded", "on": "2026-10-01", "reference": "备2026-1"}
    done = body_of(province("POST", f"{at}/steps", json=step, headers=version))
    assert done["recordal_number"] == "备2026-1"
    step = {"state": "announced", "on": "2026-10-20"}
    late = province("POST", f"{at}/steps", json=step, headers=version)
    assert slug(late) == "changed-meanwhile"
    named = {"announcement": {"number": 811, "file_sha256": kept(province)}}
    body_of(province("POST", f"{at}/steps", json=step | named))
    long = province("POST", f"{at}/term", json={"ends_on": "2035-01-01"})
    assert slug(long) == "member-term"
    body_of(province("POST", f"{at}/term", json={"ends_on": "2030-01-01"}))
    step = {"state": "cancelled", "on": "2026-11-01", "reference": "不符合规则"}
    over = body_of(province("POST", f"{at}/steps", json=step))

    assert published.faults("member", over) == []
    assert (over["cancel_reason"], over["next"]) == ("不符合规则", ["cancel_recorded"])
    assert body_of(offices.county("GET", "/members"))["total"] == 1
    with database.read() as session:
        assert session.scalars(select(Authorization)).one().state is (
            AuthorizationState.SUSPENDED
        )


def test_a_refusal_names_the_condition_that_was_not_met(
    offices: Offices, licence: dict[str, Any], database: Database
) -> None:
    asked = {key: licence[key] for key in ("right", "name", "uscc")}
    asked |= {"asked_on": "2026-03-02", "refused_on": "2026-03-20"}
    province, at = offices.province, "/members/refusals"
    with database.write() as session:
        collective = make.right(session, kind=RightKind.COLLECTIVE_MARK).id

    assert slug(province("POST", at, json=asked)) == "member-refusal-condition"
    told = asked | {"condition": "使用管理规则第六条：产地不在范围内"}
    wrong = province("POST", at, json=told | {"right": collective})
    assert slug(wrong) == "member-refusal-mark"
    late = province("POST", at, json=told | {"asked_on": "2026-03-21"})
    assert slug(late) == "member-day"
    assert offices.foreign("POST", at, json=told).status_code == 403
    made = body_of(province("POST", at, json=told), 201)
    assert made["rules"] == ["order79.16@2024-02-01"]

    assert body_of(offices.county("GET", at))["items"] == [made]
    member = body_of(province("POST", "/members", json=licence), 201)["id"]
    with database.read() as session:
        row = members.member(session, member, on=date(2026, 11, 23))
        (shown,) = members.refused_before(session, row.member)
        assert shown.condition == told["condition"]
