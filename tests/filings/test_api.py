"""The API takes an event from its filing to what it may do with the mark."""

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


@pytest.fixture
def who(app: Flask, database: Database) -> dict[str, Program]:
    """Give the systems of organiser, province and others."""
    with database.write() as session:
        make.division(session)
        return {
            name: program(app, session, account, role)
            for name, account, role in (
                ("mine", make.producer(session), Role.PRODUCER),
                ("other", make.producer(session), Role.PRODUCER),
                (
                    "province",
                    make.officer(session, Role.PROVINCE, "14"),
                    Role.PROVINCE,
                ),
                ("foreign", make.officer(session, Role.PROVINCE, "61"), Role.PROVINCE),
            )
        }


def form(sha256: str | None) -> dict[str, Any]:
    today = clock.today()
    return {
        "organiser": "示例协会",
        "contact": "示例 0354-0000000",
        "title": "示例老陈醋文化展",
        "kind": "exhibition",
        "place": "示例路1号",
        "division": make.COUNTY,
        "starts_on": str(today + timedelta(days=20)),
        "ends_on": str(today + timedelta(days=22)),
        "products": "示例老陈醋",
        "manner": "展板和宣传册",
        "design_sha256": sha256,
    }


def test_an_event_is_filed_returned_sent_again_and_filed_by_cnipa(
    who: dict[str, Program],
) -> None:
    mine, province, today = who["mine"], who["province"], str(clock.today())
    sha256 = body_of(mine("POST", "/files", data=PDF), 201)["sha256"]
    assert slug(mine("POST", "/filings", json=form(None))) == "filing-design"
    made = mine("POST", "/filings", json=form(sha256))
    filed = body_of(made, 201)
    assert (filed["use"], filed["next"]) == ("not_yet", ["withdrawn"])
    assert "contact" not in filed
    at = made.headers["Location"].removeprefix("/api/v1")
    back = {"state": "returned", "on": today, "words": "请补正图样"}

    assert who["foreign"]("POST", f"{at}/steps", json=back).status_code == 403
    assert who["other"]("GET", at).status_code == 404
    assert who["other"]("POST", f"{at}/withdraw").status_code == 404
    version = {"If-Match": province("GET", at).headers["ETag"]}
    assert slug(province("POST", f"{at}/steps", json=back | {"words": ""})) == (
        "filing-words"
    )
    body_of(province("POST", f"{at}/steps", json=back, headers=version))
    stale = province("POST", f"{at}/steps", json=back, headers=version)
    assert slug(stale) == "changed-meanwhile"
    again = form(None) | {"manner": "只用展板"}
    sent = body_of(mine("POST", f"{at}/resend", json=again))
    assert (sent["manner"], sent["design_sha256"]) == ("只用展板", sha256)
    for state, words in (("prov_ok", ""), ("cnipa_filed", "备2026-7")):
        step = {"state": state, "on": today, "words": words}
        done = body_of(province("POST", f"{at}/steps", json=step))

    assert published.faults("filing", done) == []
    assert (done["use"], done["cnipa_number"]) == ("allowed", "备2026-7")
    assert slug(mine("POST", f"{at}/withdraw")) == "filing-step"


def test_the_province_files_for_an_organiser_without_an_account(
    who: dict[str, Program],
) -> None:
    province = who["province"]
    sha256 = body_of(province("POST", "/files", data=PDF), 201)["sha256"]
    new = form(sha256)
    assert who["foreign"]("POST", "/filings/for-others", json=new).status_code == 403
    assert who["mine"]("POST", "/filings/for-others", json=new).status_code == 403
    made = body_of(province("POST", "/filings/for-others", json=new), 201)

    assert made["next"] == ["prov_ok", "returned", "refused", "withdrawn"]
