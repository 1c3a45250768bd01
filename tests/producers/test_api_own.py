"""What people arrange by programs: plots, work taken, absence, periods."""

from datetime import timedelta

from sqlalchemy import select

from gi_registry.accounts.schemas import ABSENCE
from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.law.schemas import PERIOD
from gi_registry.producers.schemas.plots import PLOT
from gi_registry.products.models import Gi
from tests import factories as make
from tests.producers.programs import People
from tests.producers.test_plot_pages import CORNERS

TODAY = clock.today()


def test_land_is_added_once_and_given_up_by_its_producer(
    people: People, database: Database
) -> None:
    with database.read() as session:
        code = session.scalars(select(Gi.code)).first()
    field = PLOT | {"product": code, "outline": CORNERS, "declared_m2": 9_700}

    assert people.county("POST", "/plots", json=field).status_code == 403
    wrong = people.producer("POST", "/plots", json=field | {"outline": "近处"})
    added = people.producer("POST", "/plots", json=field)
    twice = people.producer("POST", "/plots", json=field)
    assert added.status_code == 201, added.text
    at = f"/plots/{added.json['id']}/end"  # type: ignore[index]

    assert wrong.status_code == 422
    assert added.json["outline"]["type"] == "Polygon"  # type: ignore[index]
    assert abs(added.json["measured_m2"] - 9_700) < 100  # type: ignore[index]
    assert twice.status_code == 409, "the land is claimed"
    held = people.producer("GET", f"/plots?product={code}").json
    assert added.json in held["items"]  # type: ignore[index]
    assert people.other("GET", "/plots").json["total"] == 0  # type: ignore[index]
    assert people.other("POST", at).status_code == 404
    assert people.producer("POST", at).json["ended_at"]  # type: ignore[index]
    assert people.producer("POST", "/plots", json=field).status_code == 201


def test_work_is_taken_handed_over_and_put_back(
    people: People, database: Database
) -> None:
    with database.write() as session:
        number = make.application(session).number
        colleague = make.officer(session).id
    at = f"/applications/{number}"

    assert people.elsewhere("POST", f"{at}/take").status_code == 403
    taken = people.county("POST", f"{at}/take")
    assert taken.status_code == 200, taken.text
    mine = taken.json["taken_by"]["id"]  # type: ignore[index]
    able = {each["id"] for each in taken.json["colleagues"]}  # type: ignore[index]
    assert {mine, colleague} <= able
    nobody = people.county("POST", f"{at}/hand-over", json={"colleague": 10**9})
    assert nobody.status_code == 422
    handed = people.county("POST", f"{at}/hand-over", json={"colleague": colleague})
    assert handed.json["taken_by"]["id"] == colleague  # type: ignore[index]
    assert people.county("POST", f"{at}/take").status_code == 409
    assert people.county("POST", f"{at}/put-back").status_code == 409


def test_an_absence_is_recorded_and_ended_by_oneself(
    people: People, database: Database
) -> None:
    with database.write() as session:
        deputy = make.officer(session).id
    days = {"from_on": TODAY.isoformat(), "to_on": str(TODAY + timedelta(days=3))}
    asked = ABSENCE | days | {"deputy": deputy}

    none = people.county("POST", "/absences", json=asked | {"deputy": 10**9})
    before = people.county("GET", "/absences").json
    made = people.county("POST", "/absences", json=asked)
    again = people.county("POST", "/absences", json=asked)

    assert none.status_code == 404
    assert deputy in {each["id"] for each in before["deputies"]}  # type: ignore[index]
    assert before["items"] == []  # type: ignore[index]
    assert made.status_code == 201, made.text
    (one,) = made.json["items"]  # type: ignore[index]
    assert one["deputy"]["id"] == deputy
    assert again.status_code in {409, 422}, "the days are taken"
    ended = people.county("POST", f"/absences/{one['id']}/end")
    assert ended.json["items"][0]["ended_at"]  # type: ignore[index]
    assert people.elsewhere("POST", f"/absences/{one['id']}/end").status_code == 404


def test_a_period_is_set_by_its_province_alone(people: People) -> None:
    later = PERIOD | {"since": str(TODAY + timedelta(days=1))}

    assert people.county("POST", "/law/periods/cure", json=later).status_code == 403
    wrong = people.province(
        "POST", "/law/periods/cure", json=later | {"division": "61"}
    )
    unknown = people.province("POST", "/law/periods/nonsense", json=later)
    past = people.province(
        "POST", "/law/periods/cure", json=later | {"since": "2020-01-01"}
    )
    today = people.province(
        "POST", "/law/periods/cure", json=later | {"since": TODAY.isoformat()}
    )

    assert (wrong.status_code, unknown.status_code) == (403, 404)
    assert past.status_code == 422
    assert today.status_code == 200, today.text
    (cure,) = [each for each in today.json["of_provinces"] if each["key"] == "cure"]  # type: ignore[index]
    assert cure["values"] == [{"division": "14", "span": PERIOD["span"]}]
