"""Officers list, read, decide and comment by the API, and set a year's days."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports import service
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import STEPS, ReportState, proposed
from gi_registry.annual_reports.schemas.levels import OF_YEAR, SENT_BACK
from gi_registry.core import clock
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report

Headers = dict[str, str]
OFFICERS = {
    "county": (Role.COUNTY, "140727"),
    "other": (Role.COUNTY, "140121"),
    "prefecture": (Role.PREFECTURE, "1407"),
    "province": (Role.PROVINCE, "14"),
}
SCOPES = {
    Permission.DESK,
    Permission.REPORT_TOTALS,
    Permission.REPORT_REVIEW,
    Permission.REPORT_SUM,
    Permission.REPORT_LOCK,
    Permission.OFFICE_SETTINGS,
}


def _token(session: Session, role: Role, where: str) -> Headers:
    who = accounts.by_login(session, factories.officer(session, role, where).login)
    scopes = sorted(scope.value for scope in SCOPES & ROLE_PERMISSIONS[role])
    token, _ = accounts.create_token(session, who, name="t", scopes=scopes, now=NOW)
    return {"Authorization": f"Bearer {token}"}


def test_officers_do_by_the_api_what_they_do_on_the_pages(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        found = report(session, factories.authorization(session)).id
        tokens = {name: _token(session, *given) for name, given in OFFICERS.items()}
    call = app.test_client()
    own = f"/api/v1/annual-reports/desk/{found}"
    returned = {
        "verdict": "return",
        "reasons": [{"figure": "sales_fen", "words": "多了一个零"}],
    }

    listed = call.get(
        f"/api/v1/annual-reports/desk?year={YEAR}", headers=tokens["county"]
    ).json
    foreign = call.get(own, headers=tokens["other"])
    above = call.post(
        f"{own}/decision", json={"verdict": "accept"}, headers=tokens["province"]
    )
    said = call.post(
        f"{own}/comments", json={"words": "请核对"}, headers=tokens["province"]
    )
    decided = call.post(f"{own}/decision", json=returned, headers=tokens["county"])
    again = call.post(f"{own}/decision", json=returned, headers=tokens["county"])

    assert listed is not None
    assert [each["report_id"] for each in listed["items"]] == [found]
    assert [each.status_code for each in (foreign, above)] == [403, 403]
    assert (said.status_code, decided.status_code, again.status_code) == (201, 200, 409)
    assert decided.json is not None
    assert decided.json["state"] == "returned"
    assert [each["words"] for each in decided.json["comments"]] == [
        "请核对",
        "多了一个零",
    ]


def test_the_province_sets_a_years_days_by_the_api(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        tokens = {name: _token(session, *given) for name, given in OFFICERS.items()}
    year, call = clock.today().year, app.test_client()
    late = replace(proposed(year), province_by=date(year + 1, 4, 2))
    days = {step: getattr(late, step).isoformat() for step in STEPS}
    asked = days | {"document": "示例", "reason": "示例"}
    address = f"/api/v1/annual-reports/campaigns/{year}"

    denied = call.post(address, json=asked, headers=tokens["county"])
    decided = call.post(address, json=asked, headers=tokens["province"])
    same = days | {"county_by": days["users_by"]}
    refused = call.post(address, json=asked | same, headers=tokens["province"])
    known = call.get("/api/v1/annual-reports/campaigns").json

    assert (denied.status_code, decided.status_code) == (403, 200)
    assert decided.json is not None
    assert refused.json is not None
    assert known is not None
    assert (refused.status_code, refused.json["type"].rsplit("/")[-1]) == (
        (422, "campaign-order")
    )
    first = known["items"][0]
    assert [each["code"] for each in first.pop("warnings")] == ["locks-after-report"]
    assert decided.json["warnings"][0]["field"] == "province_by"
    assert first == (
        {
            "year": year,
            "form": 3,
            "is_decided": True,
            "reported_by": f"{year + 1}-03-31",
        }
        | days
    )


ACCEPT = {"verdict": "accept"}
WAY: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("/levels/sum", "prefecture", OF_YEAR, 409, "report-nothing-to-sum"),
    ("{desk}/send-back", "county", SENT_BACK, 409, "report-step"),
    ("{desk}/decision", "county", ACCEPT, 200, "accepted"),
    ("/levels/sum", "county", OF_YEAR, 403, ""),
    ("{desk}/send-back", "province", SENT_BACK, 403, ""),
    ("{desk}/send-back", "other", SENT_BACK, 403, ""),
    ("{desk}/send-back", "prefecture", {"words": ""}, 422, ""),
    ("{desk}/send-back", "prefecture", SENT_BACK, 200, "submitted"),
    ("{desk}/decision", "county", ACCEPT, 200, "accepted"),
    ("/levels/sum", "prefecture", OF_YEAR, 200, ""),
    ("{desk}/send-back", "prefecture", SENT_BACK, 403, ""),
    ("/levels/lock", "prefecture", OF_YEAR, 403, ""),
    ("/levels/lock", "province", {}, 422, ""),
    ("/levels/lock", "province", OF_YEAR, 200, ""),
    ("/levels/lock", "province", OF_YEAR, 409, "report-nothing-to-lock"),
    ("{desk}/send-back", "province", SENT_BACK, 409, "report-step"),
    ("{desk}/reopening", "other", SENT_BACK, 403, ""),
    ("{desk}/reopening", "county", {"words": ""}, 422, ""),
    ("{desk}/reopening", "county", SENT_BACK, 202, ""),
    ("{desk}/reopening", "county", SENT_BACK, 409, "override-open"),
]
"""Where, by whom, with what, and what comes of it: state or refusal."""


def test_a_report_goes_through_the_levels_by_the_api(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        factories.division(session)
        found = report(session, factories.authorization(session)).id
        tokens = {name: _token(session, *given) for name, given in OFFICERS.items()}
    call, answers = app.test_client(), {}

    for end, by, body, status, said in WAY:
        address = "/api/v1/annual-reports" + end.format(desk=f"/desk/{found}")
        answer = call.post(address, json=body, headers=tokens[by])
        assert answer.json is not None
        told = str(answer.json.get("state", answer.json.get("type", "")))
        assert (answer.status_code, told.endswith(said)) == (status, True), (end, by)
        answers[end, status] = answer.json

    assert answers["/levels/sum", 200] == {"year": YEAR, "reports": 1}
    asked = answers["{desk}/reopening", 202]
    assert (asked["kind"], asked["outcome"]) == ("report-reopening", None)
    locked = answers["/levels/lock", 200]
    stands, nothing = (
        call.get(f"/api/v1/annual-reports/levels?year={YEAR}", headers=tokens[by]).json
        for by in ("prefecture", "other")
    )
    assert stands is not None
    assert stands["locks"] == [locked]
    assert stands["days"]["province_by"] == f"{YEAR + 1}-03-20"
    (level,) = stands["prefectures"]
    assert (level["code"], level["states"]) == ("1407", {"locked": 1})
    assert level["waiting"] == {"county": 0, "prefecture": 0, "province": 0}
    assert nothing is not None
    assert nothing["prefectures"] == []
    with database.read() as session:
        (row,) = service.locks(session, YEAR, "14")
        assert (row.sha256, row.reports) == (locked["sha256"], locked["reports"])
        assert session.get_one(AnnualReport, found).state is ReportState.LOCKED


def test_a_sample_is_drawn_by_the_api_and_found_again(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        right = factories.right(session)
        for _ in range(3):
            report(session, factories.authorization(session, to=right))
        tokens = {name: _token(session, *given) for name, given in OFFICERS.items()}
    call = app.test_client()

    answers = {
        by: call.post("/api/v1/annual-reports/draws", json=OF_YEAR, headers=tokens[by])
        for by in ("prefecture", "other", "county")
    }

    assert {by: each.status_code for by, each in answers.items()} == {
        "prefecture": 403,
        "other": 409,
        "county": 201,
    }
    drawn = answers["county"].json
    assert drawn is not None
    assert (drawn["reports"], drawn["differing"], drawn["sampled"]) == (3, 0, 1)
    by_hand = {
        sha256(f"{drawn['seed']} {each['line']}".encode()).hexdigest(): each["outcome"]
        for each in drawn["tickets"]
    }
    assert [each["ticket"] for each in drawn["tickets"]] == sorted(by_hand)
    assert [by_hand[each] for each in sorted(by_hand)] == ["sampled", "free", "free"]

    def _read(end: str, by: str) -> dict[str, Any]:
        address = f"/api/v1/annual-reports/draws{end}"
        return dict(call.get(address, headers=tokens[by]).json or {})

    def _accept(by: str) -> int:
        address = "/api/v1/annual-reports/draws/accept-free"
        return call.post(address, json=OF_YEAR, headers=tokens[by]).status_code

    (line,) = _read(f"?year={YEAR}", "prefecture")["items"]
    assert line == {k: v for k, v in drawn.items() if k != "tickets"}
    assert _read(f"/{drawn['id']}", "province") == drawn
    assert _read(f"/{drawn['id']}", "other")["status"] == 404
    assert [_accept(by) for by in ("prefecture", "other", "county", "county")] == [
        *(403, 409, 200, 409),
    ]
    assert _read(f"?year={YEAR}", "county")["waiting"] == {
        "not_drawn": 0,
        "differs": 0,
        "sampled": 1,
        "free": 0,
    }
