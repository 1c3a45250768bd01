"""Officers list, read, decide and comment by the API, and set a year's days."""

from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.accounts import service as accounts
from gi_registry.annual_reports.rules import STEPS, proposed
from gi_registry.core import clock
from gi_registry.core.access import ROLE_PERMISSIONS, Permission, Role
from gi_registry.core.db import Database
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report

Headers = dict[str, str]
OFFICERS = {
    "county": (Role.COUNTY, "140727"),
    "other": (Role.COUNTY, "140121"),
    "province": (Role.PROVINCE, "14"),
}
SCOPES = {
    Permission.REPORT_TOTALS,
    Permission.REPORT_REVIEW,
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
    days = {step: getattr(proposed(year), step).isoformat() for step in STEPS}
    asked = days | {"document": "示例", "reason": "示例"}
    address = f"/api/v1/annual-reports/campaigns/{year}"

    denied = call.post(address, json=asked, headers=tokens["county"])
    decided = call.post(address, json=asked, headers=tokens["province"])
    known = call.get("/api/v1/annual-reports/campaigns").json

    assert (denied.status_code, decided.status_code) == (403, 200)
    assert known is not None
    assert known["items"][0] == {"year": year, "form": 1, "is_decided": True} | days
