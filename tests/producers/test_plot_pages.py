"""A producer's plots, page by page."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from shapely import box
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Account, Organisation
from gi_registry.app import create_app
from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.core import clock
from gi_registry.core.db import Database
from gi_registry.core.settings import Settings
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi
from tests import factories
from tests.conftest import signed_in
from tests.factories import NOW

WEST, SOUTH, EAST, NORTH = 112.3200, 37.3200, 112.3211, 37.3209
CORNERS = f"{WEST},{SOUTH}\n{EAST},{SOUTH}\n{EAST},{NORTH}\n{WEST},{NORTH}"
FIELD_MU = area_m2(box(WEST, SOUTH, EAST, NORTH)) / (2000 / 3)
SEASON = clock.today().year


@pytest.fixture
def holder(database: Database) -> Organisation:
    with database.write() as session:
        factories.division(session)
        made = factories.organisation(session)
        factories.producer(session, made)
        gi = factories.gi(session, code="SXGI-900", name_zh="示例谷子")
        factories.area(session, gi)
    return made


@pytest.fixture
def producer(app: Flask, database: Database, holder: Organisation) -> FlaskClient:
    return client_of(app, database, holder)


def client_of(app: Flask, database: Database, of: Organisation) -> FlaskClient:
    with database.read() as session:
        statement = select(Account.login).where(Account.organisation_id == of.id)
        login = session.scalars(statement).one()
    return signed_in(app, login)


def typed(**given: str) -> dict[str, str]:
    return {
        "gi": "SXGI-900",
        "name": "示例东坡",
        "declared_mu": f"{FIELD_MU:.2f}",
        "crs": "EPSG:4490",
        "geometry": CORNERS,
        "source": "map",
    } | given


def only_plot(database: Database) -> Plot:
    with database.read() as session:
        return session.scalars(select(Plot)).one()


def gi_of(session: Session) -> Gi:
    return session.scalars(select(Gi).where(Gi.code == "SXGI-900")).one()


def test_an_empty_list_says_how_to_get_a_plot(producer: FlaskClient) -> None:
    page = producer.get("/producer/plots")

    assert "登记第一个地块" in page.text
    assert "Add the first plot" in producer.get("/producer/plots?lang=en").text


def test_a_plot_is_added_claimed_and_listed(
    producer: FlaskClient, database: Database
) -> None:
    answer = producer.post("/producer/plots/new", data=typed())

    plot = only_plot(database)
    assert (answer.status_code, answer.location) == (
        303,
        f"/producer/plots/{plot.id}",
    )
    page = producer.get(answer.location)
    assert f"登记 {SEASON} 年产季" in page.text
    assert "与填报面积相符" in page.text
    listed = producer.get("/producer/plots").text
    assert "示例东坡" in listed
    assert "已登记" in listed


def test_a_check_keeps_nothing_and_says_the_exact_area(
    producer: FlaskClient, database: Database
) -> None:
    answer = producer.post("/producer/plots/new", data=typed(**{"try": "1"}))

    assert answer.status_code == 200
    assert "尚未保存" in answer.text
    assert f"{FIELD_MU:.2f} 亩" in answer.text
    assert CORNERS in answer.text.replace("\r", "")
    with database.read() as session:
        assert session.scalars(select(Plot)).all() == []


def test_a_factor_of_fifteen_is_called_what_it_looks_like(
    producer: FlaskClient,
) -> None:
    answer = producer.post(
        "/producer/plots/new", data=typed(declared_mu=f"{FIELD_MU / 15:.2f}")
    )

    assert answer.status_code == 422
    assert "1 公顷 = 15 亩" in answer.text
    assert 'href="#declared_mu"' in answer.text


def test_an_overlap_with_another_is_refused_without_saying_whose(
    producer: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        other = factories.organisation(session, name="示例隐名大户")
        kept = factories.plot(session, other, gi_of(session), name="隐名西坡")
        session.add(
            PlotClaim(
                plot_id=kept.id,
                gi_id=kept.gi_id,
                season=SEASON,
                organisation_id=other.id,
                made_at=NOW,
                ended_at=None,
            )
        )

    added = producer.post("/producer/plots/new", data=typed())
    tried = producer.post("/producer/plots/new", data=typed(**{"try": "1"}))

    assert added.status_code == 422
    assert "重叠超过 5% 不能重复登记" in added.text
    assert "另一登记地块" in tried.text
    for page in (added, tried):
        assert "隐名" not in page.text
        assert "100%" in page.text


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    producer: FlaskClient, database: Database
) -> None:
    producer.post("/producer/plots/new", data=typed())
    first = only_plot(database)
    form = producer.get(f"/producer/plots/{first.id}/correct")
    smaller = CORNERS.replace(str(NORTH), "37.3208")

    answer = producer.post(
        f"/producer/plots/{first.id}/correct",
        data=typed(geometry=smaller, reason="补测北侧"),
    )

    assert "112.3200000,37.3200000" in form.text
    assert answer.status_code == 303
    page = producer.get(answer.location).text
    assert "补测北侧" in page
    assert "第 2 版" in page
    assert f'href="/producer/plots/{first.id}"' in page
    assert "这是旧版本" in producer.get(f"/producer/plots/{first.id}").text
    assert producer.post(
        f"/producer/plots/{first.id}/correct", data=typed(reason="再改")
    ).status_code == (422)


def test_a_plot_is_ended_and_taken_up_again(
    producer: FlaskClient, database: Database
) -> None:
    producer.post("/producer/plots/new", data=typed())
    path = f"/producer/plots/{only_plot(database).id}"
    asked = producer.get(f"{path}/end").text

    producer.post(f"{path}/end")
    ended = producer.get(path).text
    producer.post(f"{path}/resume")
    resumed = producer.get(path).text

    assert "30 天内可以恢复" in asked
    assert "恢复使用" in ended
    assert "这个地块已停用" in ended
    assert "这个地块已停用" not in resumed


def test_the_next_season_is_one_click_for_all(
    producer: FlaskClient, database: Database
) -> None:
    producer.post("/producer/plots/new", data=typed())
    before = producer.get("/producer/plots").text

    answer = producer.post(
        "/producer/plots/season",
        data={"season": str(SEASON + 1)},
        follow_redirects=True,
    )

    assert f"全部续登 {SEASON + 1} 年产季" in before
    assert f"1 个地块已登记 {SEASON + 1} 年产季" in answer.text
    with database.read() as session:
        seasons = set(session.scalars(select(PlotClaim.season)))
    assert seasons == {SEASON, SEASON + 1}


def test_plots_come_as_csv_and_geojson_for_their_holder_alone(
    producer: FlaskClient, database: Database
) -> None:
    producer.post("/producer/plots/new", data=typed(name="=示例"))
    with database.write() as session:
        factories.plot(session, factories.organisation(session), gi_of(session))

    table = producer.get("/producer/plots.csv")
    layer = producer.get("/producer/plots.geojson")

    rows = list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["'=示例"]
    assert rows[1][-1].startswith("POLYGON ((112.32 37.32")
    document = json.loads(layer.text)
    (feature,) = document["features"]
    assert document["crs"]["properties"]["name"].endswith("4490")
    assert [WEST, SOUTH] in feature["geometry"]["coordinates"][0]
    for answer in (table, layer):
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path", ["", "/correct", "/end"], ids=["page", "correct", "end"]
)
def test_another_producers_plot_is_not_there(
    producer: FlaskClient, database: Database, path: str
) -> None:
    with database.write() as session:
        other = factories.organisation(session)
        plot = factories.plot(session, other, gi_of(session), name="隐名")

    answer = producer.get(f"/producer/plots/{plot.id}{path}")

    assert answer.status_code == 404
    assert "隐名" not in answer.text


@pytest.mark.parametrize("path", ["end", "resume", "correct"])
def test_another_producers_plot_is_not_changed(
    producer: FlaskClient, database: Database, path: str
) -> None:
    with database.write() as session:
        other = factories.organisation(session)
        plot = factories.plot(session, other, gi_of(session))

    answer = producer.post(f"/producer/plots/{plot.id}/{path}", data=typed(reason="x"))

    assert answer.status_code == 404
    assert only_plot(database).ended_at is None


def test_the_page_has_its_text_field_without_javascript(producer: FlaskClient) -> None:
    page = producer.get("/producer/plots/new").text

    assert re.search(r'<textarea[^>]*name="geometry"', page)
    drawing = page[page.index("data-plotdraw") - 200 : page.index("data-plotdraw")]
    assert "hidden" in drawing
    assert "style=" not in page


def test_the_list_is_in_the_menu(producer: FlaskClient) -> None:
    assert 'href="/producer/plots"' in producer.get("/producer").text


def test_a_base_map_that_is_set_lies_under_the_drawing(
    database: Database, holder: Organisation, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, tianditu_key="k" * 32)
    app = create_app(settings, database=database)
    app.testing = True

    page = client_of(app, database, holder).get("/producer/plots/new").text

    base = re.search(r'data-base-map="([^"]*)"', page)
    assert base is not None
    assert json.loads(unescape(base[1]))["crs"] == "CGCS2000"
