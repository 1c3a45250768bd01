"""The whole way of an application by programs, each with a token of its scopes."""

import json
from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from gi_registry.core import clock, published
from gi_registry.core.db import Database
from gi_registry.producers.schemas.visits import VISIT
from tests import factories as make
from tests.core.test_blobs import picture
from tests.core.test_photo import photo, place
from tests.producers.programs import People, kept

PDF = b"%PDF-1.4\n%%EOF\n"
TODAY = clock.today().isoformat()


def begun(people: People) -> tuple[str, str]:
    """Begin and fill in an application; return its number and version."""
    made = people.producer("POST", "/applications", json={"right_id": people.right_id})
    assert made.status_code == 201, made.text
    number = made.json["number"]  # type: ignore[index]
    assert made.headers["Location"] == f"/api/v1/applications/{number}"
    said = {
        "plot_id": people.plot_id,
        "standard_number": "GB/T 19777-2013",
        "product_description": "示例陈醋，五百毫升瓶装",
    }
    saved = people.producer(
        "PATCH",
        f"/applications/{number}",
        json=said,
        headers={"If-Match": made.headers["ETag"]},
    )
    assert saved.status_code == 200, saved.text
    return number, saved.headers["ETag"]


def test_an_application_goes_its_whole_way_by_programs(people: People) -> None:
    number, _ = begun(people)
    at = f"/applications/{number}"

    lacks = people.producer("POST", f"{at}/submit", json={"declared": True})
    assert lacks.status_code == 422
    assert lacks.json["type"].endswith("/problems/application-incomplete")  # type: ignore[index]

    report = people.producer("PUT", f"{at}/quality-report", data=PDF)
    assert report.json["missing"] == []  # type: ignore[index]
    file = people.province("POST", "/announcements/files", data=PDF + b"\n")
    announced = {
        "number": 701,
        "announced_on": TODAY,
        "file_sha256": file.json["sha256"],  # type: ignore[index]
    }
    registered = {"register_number": "示例登字第1号", "registered_on": TODAY}
    steps: list[tuple[Callable[..., TestResponse], str, dict[str, Any], str]] = [
        (people.producer, "submit", {"declared": True}, "submitted"),
        (
            people.county,
            "verify-origin",
            VISIT | {"visited_on": TODAY},
            "origin_verified",
        ),
        (people.prefecture, "prefecture-review", {}, "prefecture_reviewed"),
        (people.province, "province-review", {"words": "同意"}, "sent_to_cnipa"),
        (people.province, "record-registration", registered, "registered"),
        (people.province, "record-announcement", announced, "announced"),
    ]
    who_acts: dict[str, Any] = {}
    for who, step, body, state in steps:
        if step == "verify-origin":
            people.county("POST", _photos(number), data=picture("PNG"))
        answer = who("POST", f"{at}/{step}", json=body)
        assert (answer.status_code, answer.json["state"]) == (200, state), answer.text  # type: ignore[index]
        kept("application", answer.json)
        again = who("POST", f"{at}/{step}", json=body)
        assert again.status_code == 409, "sent twice, done once"

        listed = people.province("GET", f"/applications?state={state}").json
        assert listed is not None
        who_acts[state] = listed["items"][0]["due"]["who"]
    assert who_acts["submitted"]["zh"] == "祁县知识产权管理部门"
    assert who_acts["registered"] == {"zh": "国家知识产权局", "en": "CNIPA"}
    assert who_acts["announced"] is None
    events = people.producer("GET", at).json["events"]  # type: ignore[index]
    assert events[1]["rules"] == ["order80.20@2024-02-01"]

    mine = people.producer("GET", "/authorizations").json
    assert mine is not None
    assert [each["holder"] for each in mine["items"]] == [answer.json["applicant"]]  # type: ignore[index]


def _photos(number: str) -> str:
    return f"/applications/{number}/visit-photos?visited_on={TODAY}"


def test_an_origin_check_needs_a_photo_of_its_visit(people: People) -> None:
    number, _ = begun(people)
    at = f"/applications/{number}"
    people.producer("PUT", f"{at}/quality-report", data=PDF)
    people.producer("POST", f"{at}/submit", json={"declared": True})
    visit, taken = VISIT | {"visited_on": TODAY}, photo(place()).read()

    none = people.county("POST", f"{at}/verify-origin", json=visit)
    assert none.json["type"].endswith("/problems/photo-needed")  # type: ignore[index]
    assert people.elsewhere("POST", _photos(number), data=taken).status_code == 403
    assert people.producer("POST", _photos(number), data=taken).status_code == 403
    assert people.county("POST", _photos(number), data=PDF).status_code == 422
    for _ in range(2):
        sent = people.county("POST", _photos(number), data=taken)
        assert (sent.status_code, sent.json["distance_m"]) == (201, None)  # type: ignore[index]

    done = people.county("POST", f"{at}/verify-origin", json=visit)
    assert done.status_code == 200, done.text
    listed = people.prefecture("GET", f"{at}/visit-photos").json
    assert listed is not None
    (one,) = listed["items"]
    assert one["taken_at"] == "2026-11-12 09:31:02"
    # Half a thousandth of a degree each way at 37.32 N: 55.5 m and 44.3 m.
    assert one["distance_m"] == 71
    late = people.county("POST", _photos(number), data=picture("PNG"))
    assert late.status_code == 409, "it waits for no origin check now"


def test_a_change_names_the_version_that_it_changes(people: People) -> None:
    number, version = begun(people)
    at = f"/applications/{number}"

    bare = people.producer("PATCH", at, json={"standard_number": "Q/1"})
    assert bare.status_code == 428
    first = people.producer(
        "PATCH", at, json={"standard_number": "Q/1"}, headers={"If-Match": version}
    )
    second = people.producer(
        "PATCH", at, json={"standard_number": "Q/2"}, headers={"If-Match": version}
    )
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json["type"].endswith("/problems/changed-meanwhile")  # type: ignore[index]
    kept = people.producer("GET", at)
    assert kept.json["standard_number"] == "Q/1"  # type: ignore[index]
    assert kept.json["product_description"].startswith("示例陈醋")  # type: ignore[index]
    assert kept.headers["ETag"] == first.headers["ETag"] != version


def test_others_see_and_move_nothing(people: People) -> None:
    number, _ = begun(people)
    at = f"/applications/{number}"
    assert people.county("GET", at).status_code == 404, "a draft is the producer's"
    people.producer("PUT", f"{at}/quality-report", data=PDF)
    people.producer("POST", f"{at}/submit", json={"declared": True})

    assert people.other("GET", at).status_code == 404
    assert people.other("POST", f"{at}/withdraw", json={}).status_code == 404
    assert people.elsewhere("GET", at).status_code == 403
    back = {"reason": "补正"}
    assert people.elsewhere("POST", f"{at}/return", json=back).status_code == 403
    assert people.prefecture("POST", f"{at}/return", json=back).status_code == 403
    assert people.elsewhere("GET", "/applications").json["total"] == 0  # type: ignore[index]
    listed = people.county("GET", "/applications?size=1").json
    assert listed is not None
    assert (listed["total"], listed["items"][0]["number"]) == (1, number)


def test_a_state_is_recorded_once_and_of_the_version_seen(
    people: People, database: Database
) -> None:
    with database.write() as session:
        number = make.authorization(session).number
    at = f"/authorizations/{number}"
    seen = people.province("GET", at)
    change = {"state": "suspended", "on": TODAY, "reason": "抽检不合格"}

    ask = {"json": change, "headers": {"If-Match": seen.headers["ETag"]}}
    assert people.county("POST", f"{at}/states", **ask).status_code == 403
    done = people.province("POST", f"{at}/states", **ask)
    again = people.province("POST", f"{at}/states", **ask)

    assert (done.status_code, again.status_code) == (200, 412)
    kept("authorization", done.json)
    assert done.json["may_use"] is False  # type: ignore[index]
    assert [each["state"] for each in done.json["statuses"]] == [  # type: ignore[index]
        "in_use",
        "suspended",
    ]
    assert people.producer("GET", at).status_code == 404
    found = people.province("GET", "/authorizations?state=suspended").json
    assert found is not None
    assert [each["number"] for each in found["items"]] == [number]


def test_a_list_of_users_is_looked_at_and_then_recorded_whole(
    people: People, database: Database
) -> None:
    with database.write() as session:
        product = make.gi(session, code="SXGI-001", name_zh="山西老陈醋")
        make.right(session, product)
    example = published.ROOT / "examples/announcement-batch/two-users.json"
    batch = json.loads(example.read_text(encoding="utf-8"))

    seen = people.province("POST", "/announcements/702/preview", json=batch).json
    assert seen is not None
    # The codes of the example are invented: their check characters are wrong.
    assert seen["counts"] == {"refused": 2}
    assert all(line["words"][0]["zh"] for line in seen["lines"])
    nothing = people.province("POST", "/announcements/702/users", json=batch)
    assert nothing.json["authorizations"] == []  # type: ignore[index]

    file = people.province("POST", "/announcements/files", data=PDF).json
    assert file is not None
    batch["file_sha256"] = file["sha256"]
    batch["users"] = [batch["users"][0] | {"uscc": "91350100M000100Y43"}]
    made = people.province("POST", "/announcements/702/users", json=batch)
    assert made.status_code == 201, made.text
    (number,) = made.json["authorizations"]  # type: ignore[index]
    again = people.province("POST", "/announcements/702/preview", json=batch).json
    assert again is not None
    (line,) = again["lines"]
    assert (line["outcome"], line["authorization"]) == ("same", number)


def test_businesses_and_clocks_are_read_by_whom_they_concern(
    people: People, database: Database
) -> None:
    with database.write() as session:
        held = make.authorization(session)
        number, code = held.number, held.entity_id
    mine = people.producer("GET", "/entities").json
    theirs = people.county("GET", "/entities").json
    assert mine is not None
    assert theirs is not None
    kept("entity", mine["items"][0])
    assert len(theirs["items"]) >= len(mine["items"]) == 1
    uscc = mine["items"][0]["uscc"]
    assert people.county("GET", f"/entities/{uscc}").json == mine["items"][0]
    assert people.elsewhere("GET", f"/entities/{uscc}").status_code == 404
    assert people.other("POST", "/entities", json={"uscc": "1"}).status_code == 422

    clocks = people.county("GET", "/clocks?view=all").json
    assert clocks is not None
    assert [line["authorization"] for line in clocks["items"]] == [number], code
    at = f"/clocks/{number}"
    kept("clock", people.county("GET", at).json)
    assert people.other("GET", at).status_code == 404
    use = {"used_on": TODAY, "words": "超市货架上见到带标产品"}
    assert people.elsewhere("POST", f"{at}/uses", json=use).status_code == 403
    wound = people.county("POST", f"{at}/uses", json=use)
    assert wound.status_code == 201, wound.text
    assert wound.json["runs_from"] == TODAY  # type: ignore[index]
    excused = {"decision": "excused", "reason": "停产检修"}
    early = people.province("POST", f"{at}/decision", json=excused)
    assert early.json["type"].endswith("/problems/non-use-not-over")  # type: ignore[index]
