"""Offices keep the register of laboratories; everybody reads it."""

import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.laboratories import service
from gi_registry.laboratories.errors import LaboratoryKnownError
from gi_registry.laboratories.service import NewLaboratory
from gi_registry.producers.service import By
from gi_registry.translog import service as translog
from tests import factories as make
from tests.conftest import signed_in

CERTIFICATE = {
    "name": "示例检测中心",
    "cma": "2504 1234 5678",
    "address": "示例市示例路1号",
    "valid_from": "2025-01-01",
    "valid_to": "2031-01-01",
}
LIST = (
    "机构名称,CMA编号,地址,有效期起,有效期至\n"
    "示例检测中心,250412345678,示例市示例路2号,2025-01-01,2031-01-01\n"
    "示例检验所,250412345679,示例市,2025-01-01,2031-01-01\n"
    "示例检验站,25,示例市,2025-01-01,2024-01-01\n"
)


def test_numbers_are_unique_until_one_ends(session: Session) -> None:
    by = By(make.officer(session).id, datetime(2026, 3, 1, tzinfo=UTC))
    days = (date(2025, 1, 1), date(2031, 1, 1))
    new = NewLaboratory("示例检测中心", "250412345678", "示例市", *days)
    made = service.register(session, new, "14", by=by)

    with pytest.raises(LaboratoryKnownError):
        service.register(session, new, "1407", by=by)
    found = service.laboratory(session, made.id)
    service.end(session, found, date(2026, 2, 1), "示例", by=by)
    again = service.register(session, new, "1407", by=by)

    assert again.id != made.id
    assert [leaf.kind for leaf in translog.history(session, made.number)] == [
        "laboratory.registered",
        "laboratory.ended",
    ]
    by_number = service.the_register(session).by_number["250412345678"]
    assert [each.id for each in by_number] == [made.id, again.id]


def test_an_office_keeps_what_is_its_own(app: Flask, database: Database) -> None:
    with database.write() as session:
        gi = make.gi(session).code
        county = make.officer(session).login
        other = make.officer(session, Role.PROVINCE, "62").login
    desk, foreign = signed_in(app, county), signed_in(app, other)
    here = "/desk/laboratories"

    made = desk.post(here, data=CERTIFICATE | {"division": make.COUNTY})
    one = made.location
    twice = desk.post(here, data=CERTIFICATE | {"division": make.COUNTY})
    named = desk.post(
        f"{one}/designate",
        data={"product": gi, "document": "示例文1号", "on": "2025-02-01"},
    )
    corrected = CERTIFICATE | {"address": "新址", "revision": "2"}
    first = desk.post(f"{one}/correct", data=corrected)
    late = desk.post(f"{one}/correct", data=corrected | {"address": "别处"})
    theirs = foreign.post(f"{one}/end", data={"on": "2026-01-01", "reason": "示例"})
    api = app.test_client().get("/api/v1/laboratories?q=示例").get_json()
    shown = desk.get(one).text

    assert (made.status_code, twice.status_code) == (303, 422)
    assert "先登记其终止" in twice.text
    assert (named.status_code, first.status_code) == (303, 303)
    assert late.status_code == 422
    assert "同事刚刚更正过" in late.text
    assert theirs.status_code in (403, 422)
    assert "示例市示例路1号 → 新址" in " ".join(shown.split())
    assert [each["address"] for each in api["items"]] == ["新址"]
    assert api["items"][0]["products"][0]["product"]["code"] == gi

    desk.post(f"{one}/suspend", data={"on": "2026-01-01", "reason": "示例"})
    public = app.test_client().get("/laboratories").text
    assert "新址" not in public


def test_a_list_is_judged_before_it_is_recorded(app: Flask, database: Database) -> None:
    with database.write() as session:
        county = make.officer(session).login
    desk = signed_in(app, county)
    desk.post("/desk/laboratories", data=CERTIFICATE | {"division": make.COUNTY})

    preview = desk.post(
        "/desk/laboratories/import",
        data={
            "division": make.COUNTY,
            "list": (io.BytesIO(LIST.encode()), "list.csv"),
        },
    ).text
    carried = preview.split('name="rows" value="')[1].split('"')[0]
    rows = carried.replace("&#34;", '"')
    done = desk.post(
        "/desk/laboratories/record", data={"division": make.COUNTY, "rows": rows}
    )
    listed = desk.get("/desk/laboratories.csv").text

    assert "在册为 示例市示例路1号，名单为 示例市示例路2号" in preview
    assert "不是资质认定编号" in preview
    assert done.status_code == 303
    assert "示例检验所" in listed
    assert "示例检验站" not in listed
    assert "示例市示例路2号" not in listed
