"""The maps behind a sign-in: who sees which plots, and that nobody else does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import Point, box

from gi_registry.accounts.models import Organisation
from gi_registry.areas.models import Plot
from gi_registry.core.access import Grant, Role
from gi_registry.core.db import Database
from gi_registry.maps.pages.private import MOST_PLOTS
from gi_registry.producers.rules import ApplicationState
from gi_registry.products.models import Gi
from tests import factories
from tests.conftest import signed_in

QI, PINGYAO, DATONG = "140727", "140728", "140213"
EVERYWHERE = "110,34,115,41"
PLOTS = f"/desk/map/plots.json?bbox={EVERYWHERE}"


@pytest.fixture
def places(database: Database) -> dict[str, int]:
    """Give ids of plots by name: two in 祁县, one in 平遥, one in 大同, one ended."""
    with database.write() as session:
        factories.division(session)
        gi = factories.gi(session, code="TEST-A", name_zh="示例梨")
        one = factories.organisation(session, name="示例甲社")
        other = factories.organisation(session, name="示例乙社")
        made = {
            "甲一": factories.plot(session, one, gi, name="甲一"),
            "乙一": factories.plot(
                session, other, gi, name="乙一", geometry=Point(112.31, 37.31)
            ),
            "平遥": factories.plot(
                session, one, gi, name="平遥", division_code=PINGYAO
            ),
            "大同": factories.plot(
                session, other, gi, name="大同", division_code=DATONG
            ),
            "旧": factories.plot(session, one, gi, name="旧", ended_at=factories.NOW),
        }
        return {name: plot.id for name, plot in made.items()}


def officer(app: Flask, database: Database, role: Role, where: str) -> FlaskClient:
    with database.write() as session:
        login = factories.officer(session, role, where).login
    return signed_in(app, login)


def many(holder: Organisation, gi: Gi, number: int) -> Plot:
    west = 112.30 + number * 1e-6
    return Plot(
        organisation_id=holder.id,
        gi_id=gi.id,
        name=f"地块{number}",
        division_code=QI,
        declared_m2=100,
        measured_m2=100,
        crs_given="CGCS2000",
        source="示例",
        created_at=factories.NOW,
        geometry=box(west, 37.30, west + 1e-4, 37.3001),
    )


def names(answer: dict[str, object]) -> set[str]:
    plots = answer["plots"]
    assert isinstance(plots, list)
    return {name for _, name, _ in plots}


@pytest.mark.parametrize(
    ("role", "where", "expected"),
    [
        (Role.COUNTY, QI, {"甲一", "乙一"}),
        (Role.COUNTY, PINGYAO, {"平遥"}),
        (Role.PREFECTURE, "1407", {"甲一", "乙一", "平遥"}),
        (Role.PROVINCE, "14", {"甲一", "乙一", "平遥", "大同"}),
        (Role.INSPECTOR, QI, {"甲一", "乙一"}),
    ],
)
@pytest.mark.usefixtures("places")
def test_officers_see_the_plots_of_their_jurisdiction(
    app: Flask, database: Database, role: Role, where: str, expected: set[str]
) -> None:
    answer = officer(app, database, role, where).get(PLOTS)

    assert names(answer.get_json()) == expected
    assert answer.get_json()["total"] == len(expected)


def test_a_plot_elsewhere_is_not_there(
    app: Flask, database: Database, places: dict[str, int]
) -> None:
    client = officer(app, database, Role.COUNTY, QI)

    assert client.get(f"/desk/map/plots/{places['甲一']}").status_code == 200
    for name in ("平遥", "大同", "旧"):
        assert client.get(f"/desk/map/plots/{places[name]}").status_code == 404


@pytest.mark.parametrize("path", ["/desk/map", PLOTS, "/desk/map/plots/1"])
@pytest.mark.parametrize(
    ("role", "expected"),
    [(None, (303, 401)), (Role.PRODUCER, (403,)), (Role.ADMINISTRATOR, (403,))],
)
@pytest.mark.usefixtures("places")
def test_others_see_nothing(
    app: Flask,
    database: Database,
    path: str,
    role: Role | None,
    expected: tuple[int, ...],
) -> None:
    if role is None:
        client = app.test_client()
    else:
        with database.write() as session:
            login = factories.account(
                session, Grant(role), of=factories.organisation(session)
            ).login
        client = signed_in(app, login)

    answer = client.get(path)

    assert answer.status_code in expected
    assert "甲一" not in answer.text


def test_nothing_of_it_is_kept_on_the_way(
    app: Flask, database: Database, places: dict[str, int]
) -> None:
    client = officer(app, database, Role.COUNTY, QI)

    for path in ("/desk/map", PLOTS, f"/desk/map/plots/{places['甲一']}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert "ETag" not in answer.headers


@pytest.mark.usefixtures("places")
def test_only_what_meets_the_view_comes(app: Flask, database: Database) -> None:
    client = officer(app, database, Role.COUNTY, QI)

    found = client.get("/desk/map/plots.json?bbox=112.305,37.305,112.315,37.315")

    assert found.get_json()["plots"][0][1:] == ["乙一", [[112310000, 37310000]]]
    assert found.get_json()["total"] == 1


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "1,2,3,nan", "1,2,3,inf"])
def test_half_a_box_is_refused(app: Flask, database: Database, box: str) -> None:
    client = officer(app, database, Role.COUNTY, QI)

    assert client.get(f"/desk/map/plots.json?bbox={box}").status_code == 400


def test_the_first_of_too_many_come_with_their_number(
    app: Flask, database: Database
) -> None:
    with database.write() as session:
        holder, gi = factories.organisation(session), factories.gi(session)
        session.add_all(many(holder, gi, number) for number in range(MOST_PLOTS + 1))

    answer = officer(app, database, Role.COUNTY, QI).get(PLOTS)

    assert answer.get_json()["total"] == MOST_PLOTS + 1
    assert len(answer.get_json()["plots"]) == MOST_PLOTS


def test_a_plot_says_whose_it_is_and_leads_to_its_application(
    app: Flask, database: Database, places: dict[str, int]
) -> None:
    with database.write() as session:
        factories.application(session, number="AP-2026-777777", plot_id=places["甲一"])

    page = officer(app, database, Role.COUNTY, QI).get(
        f"/desk/map/plots/{places['甲一']}"
    )

    assert "示例甲社" in page.text
    assert "示例梨" in page.text
    assert "14.61 亩" in page.text  # 9,740 m2 by 2000/3
    assert 'href="/desk/applications/AP-2026-777777"' in page.text


def test_checks_that_wait_are_listed_in_reach_alone(
    app: Flask, database: Database, places: dict[str, int]
) -> None:
    with database.write() as session:
        named = factories.right(session, managing_authority="示例管理办")
        factories.application(session, number="AP-2026-000901", plot_id=places["甲一"])
        factories.application(session, to=named, number="AP-2026-000902")
        factories.application(session, number="AP-2026-000903", division=DATONG)
        factories.application(
            session, number="AP-2026-000904", state=ApplicationState.ORIGIN_VERIFIED
        )

    page = officer(app, database, Role.COUNTY, QI).get("/desk/map").text

    assert 'href="/desk/applications/AP-2026-000901"' in page
    assert 'data-lon="112.32' in page
    for hidden in ("000902", "000903", "000904"):
        assert hidden not in page


def test_producers_get_their_own_plots_alone(app: Flask, database: Database) -> None:
    with database.write() as session:
        factories.division(session)
        gi, mine = factories.gi(session), factories.organisation(session)
        factories.plot(session, mine, gi, name="我的")
        factories.plot(session, factories.organisation(session), gi, name="别人的")
        login = factories.producer(session, mine).login

    answer = signed_in(app, login).get(f"/producer/map/plots.json?bbox={EVERYWHERE}")

    assert names(answer.get_json()) == {"我的"}
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_without_divisions_it_says_what_to_do(app: Flask, database: Database) -> None:
    page = officer(app, database, Role.COUNTY, QI).get("/desk/map")

    assert page.status_code == 200
    assert "areas load" in page.text
    assert "deskmap.js" not in page.text
