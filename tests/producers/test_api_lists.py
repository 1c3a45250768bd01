"""Check-lists, individuals and exceptions by programs."""

from typing import Any

from sqlalchemy import select, update
from werkzeug.test import TestResponse

from gi_registry.areas.models import Plot
from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.producers.models import Entity, PrimaryProducer
from gi_registry.producers.schemas.individuals import PEOPLE
from gi_registry.producers.schemas.visits import VISIT
from tests import factories as make
from tests.core.test_blobs import PDF, picture
from tests.core.test_identity import MAN
from tests.producers.programs import People, kept
from tests.producers.test_api import begun
from tests.producers.way import NEAR

TODAY = clock.today().isoformat()


def test_files_are_added_once_and_taken_back_by_their_producer(people: People) -> None:
    number, _ = begun(people)
    at = f"/applications/{number}/files"
    add = f"{at}?kind=business_licence&name=执照.pdf"

    assert people.other("POST", add, data=PDF).status_code == 404
    assert people.county("GET", at).status_code == 404, "a draft is the producer's"
    wrong = f"{at}?kind=quality_report&name=x"
    assert people.producer("POST", wrong, data=PDF).status_code == 422
    first = people.producer("POST", add, data=PDF)
    again = people.producer("POST", add, data=PDF)
    assert (first.status_code, again.json) == (201, first.json)
    kept("application-files", first.json)
    (item,) = [each for each in first.json["items"] if each["files"]]  # type: ignore[index]
    assert (item["kind"], item["is_missing"]) == ("business_licence", False)
    lacks = [each["kind"] for each in first.json["items"] if each["is_missing"]]  # type: ignore[index]
    assert lacks == ["quality_report"]

    one = f"{at}/{item['files'][0]['id']}"
    stale = people.producer("DELETE", one, headers={"If-Match": '"0"'})
    assert stale.status_code == 412
    seen = {"If-Match": again.headers["ETag"]}
    gone = people.producer("DELETE", one, headers=seen)
    assert gone.status_code == 200, gone.text
    assert not [each for each in gone.json["items"] if each["files"]]  # type: ignore[index]
    assert people.producer("DELETE", one).status_code == 404


def test_a_pack_is_ticked_off_by_its_holder_and_read_by_the_office(
    people: People, database: Database
) -> None:
    with database.write() as session:
        mine = session.query(Entity).first()
        number = make.authorization(session, mine).number
    at = f"/authorizations/{number}/packaging"

    assert people.other("GET", at).status_code == 404
    assert people.elsewhere("GET", at).status_code == 403
    assert people.county("POST", f"{at}?items=uscc").status_code == 403
    assert people.producer("POST", f"{at}?items=nonsense").status_code == 422
    done = people.producer(
        "POST", f"{at}?items=uscc&items=gi_name", data=picture("PNG")
    )
    assert done.status_code == 200, done.text
    kept("packaging", done.json)
    seen = people.county("GET", at).json
    assert seen == done.json
    ticked = {each["item"] for each in seen["lines"] if each["is_done"]}  # type: ignore[index]
    assert ticked == {"uscc", "gi_name"}


def test_people_are_listed_once_and_their_numbers_stay_hidden(people: People) -> None:
    more = {
        "individuals": [*PEOPLE["individuals"], {"name": "错", "identity": MAN[1:]}]
    }
    made = people.producer("POST", "/individuals", json=more)
    assert made.status_code == 201, made.text
    outcomes = [each["outcome"] for each in made.json["lines"]]  # type: ignore[index]
    assert (made.json["added"], outcomes) == (1, ["new", "refused"])  # type: ignore[index]
    again = people.producer("POST", "/individuals", json=PEOPLE).json
    assert again is not None
    assert (again["added"], again["lines"][0]["outcome"]) == (0, "same")

    listed = people.producer("GET", "/individuals")
    (person,) = listed.json["items"]  # type: ignore[index]
    kept("individual", person)
    assert person["identity_last4"] == "002X"
    assert PEOPLE["individuals"][0]["identity"] not in made.text + listed.text
    uscc = people.producer("GET", "/entities").json["items"][0]["uscc"]  # type: ignore[index]
    assert people.elsewhere("GET", f"/entities/{uscc}/individuals").status_code == 404
    end = f"/individuals/{person['id']}/end"
    assert people.other("POST", end).status_code == 404
    assert people.producer("POST", end).json["to_on"] == TODAY  # type: ignore[index]
    assert people.producer("POST", end).status_code == 404


def test_deliveries_are_recorded_all_or_none_and_again_changes_nothing(
    people: People, database: Database
) -> None:
    people.producer("POST", "/individuals", json=PEOPLE)
    with database.write() as session:
        entity = session.scalars(
            select(Entity).join(PrimaryProducer, PrimaryProducer.entity_id == Entity.id)
        ).one()
        make.authorization(session, entity)
        uscc, year = entity.uscc, clock.today().year
    today = {"person": "示例甲户", "day": TODAY, "grams": 1_500, "product": ""}

    def record(*each: dict[str, Any]) -> TestResponse:
        return people.producer("POST", "/deliveries", json={"deliveries": list(each)})

    refused = record(today, today | {"slip": "2", "person": "示例丙户"})
    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["lines"][0]["row"] == 2
    assert record(today, today | {"slip": "2"}).json["recorded"] == 2  # type: ignore[index]
    assert record(today, today | {"slip": "2"}).json["recorded"] == 0  # type: ignore[index]
    one = people.producer("GET", f"/deliveries?year={year}").json["items"][0]  # type: ignore[index]
    back = f"/deliveries/{one['id']}/take-back"
    assert people.other("POST", back, json={"reason": "别家的"}).status_code == 404
    done = people.producer("POST", back, json={"reason": "示例：记错了"})
    assert done.json["taken_back_reason"] == "示例：记错了"  # type: ignore[index]
    sums = people.producer("GET", f"/deliveries/sums?year={year}").json["items"]  # type: ignore[index]
    assert [(each["households"], each["grams"]) for each in sums] == [(1, 1_500)]
    seen = f"/entities/{uscc}/deliveries?year={year}"
    assert people.county("GET", seen).json["total"] == 2  # type: ignore[index]
    assert people.elsewhere("GET", seen).status_code == 404


def waiting(people: People, database: Database) -> tuple[str, str]:
    """Let the county ask for an exception; return the application and its address."""
    number, _ = begun(people)
    with database.write() as session:
        session.execute(update(Plot).values(geometry=NEAR))
    at = f"/applications/{number}"
    people.producer("PUT", f"{at}/quality-report", data=PDF)
    people.producer("POST", f"{at}/submit", json={"declared": True})
    photos = f"{at}/visit-photos?visited_on={TODAY}"
    people.county("POST", photos, data=picture("PNG"))
    visit = VISIT | {"visited_on": TODAY, "reason": "公告文字含此村，底图有误"}

    asked = people.county("POST", f"{at}/verify-origin", json=visit)
    assert asked.status_code == 202, asked.text
    kept("override", asked.json)
    assert asked.json["subject"] == number  # type: ignore[index]
    repeated = people.county("POST", f"{at}/verify-origin", json=visit)
    assert repeated.json["type"].endswith("/problems/override-open")  # type: ignore[index]
    return at, asked.headers["Location"].removeprefix("/api/v1")


def test_what_the_map_does_not_settle_is_asked_for_and_decided_by_another(
    people: People, database: Database
) -> None:
    at, one = waiting(people, database)
    yes = {"json": {"outcome": "approved", "words": "村委会证明属实"}}
    assert people.elsewhere("GET", one).status_code == 404
    assert people.elsewhere("POST", f"{one}/decide", **yes).status_code == 404
    assert people.county("POST", f"{one}/decide", **yes).status_code == 403
    assert people.prefecture("POST", f"{one}/withdraw").status_code == 403
    waits = people.prefecture("GET", "/overrides").json
    assert waits is not None
    assert [each["may_decide"] for each in waits["items"]] == [True]

    done = people.prefecture("POST", f"{one}/decide", **yes)
    assert done.status_code == 200, done.text
    kept("override", done.json)
    assert done.json["outcome"] == "approved"  # type: ignore[index]
    assert done.json["decided_by"]["name"]  # type: ignore[index]
    assert people.county("GET", at).json["state"] == "origin_verified"  # type: ignore[index]
    assert people.prefecture("POST", f"{one}/decide", **yes).status_code == 409
    decided = people.county("GET", "/overrides?view=decided").json
    assert decided["items"][0]["id"] == done.json["id"]  # type: ignore[index]
