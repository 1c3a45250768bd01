"""Search of the register with places and producers, its facets and its page."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.models import AreaCounty
from gi_registry.core.db import Database
from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.search import Query
from gi_registry.site import queries
from gi_registry.site.rules import Asked, Search, prefix_of, search_of
from tests import factories as make
from tests.products.catalogue import shipped
from tests.site.conftest import statements


def _found(database: Database, search: Search) -> set[str]:
    with database.read() as session:
        page = queries.find(session, search, on=make.TODAY, number=1, size=200)
        return {gi.name_zh for gi in page.items}


def _lying_in(*prefixes: str) -> set[str]:
    return {
        product["name_zh"]
        for product in shipped()["products"]
        if any(code.startswith(prefixes) for code in product["area"]["county_adcodes"])
    }


@pytest.mark.parametrize("prefix", ["14", "1407", "140727", "1401"])
def test_a_division_finds_what_lies_in_it(shelf: Database, prefix: str) -> None:
    assert _found(shelf, Search(divisions=(prefix,))) == _lying_in(prefix)


def test_two_divisions_add_up(shelf: Database) -> None:
    found = _found(shelf, Search(divisions=("1403", "1406")))

    assert found == _lying_in("1403", "1406")


@pytest.mark.parametrize(
    ("typed", "county"), [("祁县", "140727"), ("Qi County", "140727")]
)
def test_the_name_of_a_county_finds_what_lies_in_it(
    shelf: Database, typed: str, county: str
) -> None:
    found = _found(shelf, Search(Query(text=typed)))

    assert _lying_in(county) <= found


def test_one_character_looks_through_names_of_products_alone(
    shelf: Database,
) -> None:
    found = _found(shelf, Search(Query(text="祁")))

    assert found == {"祁县酥梨"}


def test_a_producer_finds_his_product(session: Session) -> None:
    right = make.right(session)
    other = make.right(session)
    entity = make.entity(session, make.organisation(session, name="昭馀老醋坊（示例）"))
    make.authorization(session, entity, right)

    by_name = Search(Query(text="昭馀"))
    by_code = Search(Query(text=entity.uscc.lower()))
    pages = [
        queries.find(session, search, on=make.TODAY, number=1, size=9)
        for search in (by_name, by_code)
    ]

    assert [[gi.id for gi in page.items] for page in pages] == [[right.gi_id]] * 2
    assert other.gi_id != right.gi_id


def test_facets_count_as_if_their_own_group_were_open(shelf: Database) -> None:
    """Counted in the catalogue itself."""
    everything = shipped()["products"]
    millets = [p for p in everything if p["category"] == "millet"]
    search = Search(Query(categories=("millet",), kinds=(RightKind.AGRI_GI,)))

    with shelf.read() as session:
        facets = queries.facets(session, search, on=make.TODAY)

    agri = [p for p in everything if _has(p, "agri_gi")]
    assert facets.kinds == {
        RightKind(kind): sum(_has(p, kind) for p in millets)
        for kind in ("agri_gi", "certification_mark", "product_protection")
        if any(_has(p, kind) for p in millets)
    }
    assert facets.categories["fruit"] == sum(p["category"] == "fruit" for p in agri)
    both = [p for p in millets if _has(p, "agri_gi")]
    assert facets.months[9] == sum(9 in p["season_months"] for p in both)
    assert facets.months[2] == sum(2 in p["season_months"] for p in both)
    assert facets.evidence[Evidence.MEMORY] == sum(
        p["evidence"] == "memory" for p in both
    )
    assert facets.prefectures["1404"] == sum(_in(p, "1404") for p in both)
    assert facets.counties == {}


def test_counties_are_offered_within_a_chosen_prefecture(shelf: Database) -> None:
    search = Search(divisions=("1407",))

    with shelf.read() as session:
        facets = queries.facets(session, search, on=make.TODAY)

    assert facets.prefectures["1401"] == len(_lying_in("1401"))
    assert facets.counties["140727"] == len(_lying_in("140727"))
    assert {code[:4] for code in facets.counties} == {"1407"}


def test_a_county_narrows_its_division_and_is_nothing_alone() -> None:
    def divisions(**given: tuple[str, ...]) -> tuple[str, ...]:
        return search_of(Asked(**given)).divisions  # type: ignore[arg-type]

    assert divisions(division=("140700",), county=("140727",)) == ("140727",)
    assert divisions(division=("1407", "1408"), county=("140727",)) == (
        "140727",
        "1408",
    )
    assert divisions(county=("140727",)) == ()


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        *[("140000", "14"), ("140700", "1407"), ("1407", "1407"), ("140727", "140727")],
        *[("", ""), ("x", ""), ("14%", ""), ("１４", ""), ("140", "")],
    ],
)
def test_a_division_is_known_by_the_digits_that_count(code: str, prefix: str) -> None:
    assert prefix_of(code) == prefix


@pytest.mark.parametrize(
    "query",
    [
        *(
            "q=%25",
            "q=" + "长" * 5000,
            "kind=x&kind=agri_gi",
            "month=13&month=a&month=9",
        ),
        *("division=x&county=y", "sort=x", "page=999999999", "page=-1", "evidence=x"),
        "category=%27",
    ],
)
def test_no_address_breaks_the_register(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/gi?{query}").status_code == 200


def _make_products(database: Database, count: int) -> None:
    with database.write() as session:
        if not areas.counties(session):
            make.division(session)
        for _ in range(count):
            gi = make.gi(session)
            make.right(session, gi)
            area = make.area(session, gi)
            session.add(
                AreaCounty(area_version_id=area.id, ordinal=1, code=make.COUNTY)
            )


def test_the_register_asks_as_little_for_a_hundred_products_as_for_five(
    client: FlaskClient, database: Database
) -> None:
    counts = []
    for more in (5, 95):
        _make_products(database, more)
        client.get("/gi?q=示例&division=1407")  # the layer of divisions is remembered
        with statements(database) as asked:
            answer = client.get("/gi?q=示例&division=1407")
        assert answer.status_code == 200
        counts.append(len([s for s in asked if s.startswith("SELECT")]))

    assert counts[0] == counts[1] < 20


def test_the_register_says_what_is_unverified_and_what_narrows_it(
    visitor: FlaskClient,
) -> None:
    page = unescape(visitor.get("/gi?category=pastry&lang=zh").get_data(as_text=True))

    assert "找到 1 个产品" in page
    assert "太谷饼" in page
    assert "未核实" in page
    assert "糕点" in page


def test_the_register_speaks_english(visitor: FlaskClient) -> None:
    page = visitor.get("/gi?q=vinegar&lang=en").get_data(as_text=True)

    assert "1 product found" in page
    assert "Shanxi Lao Chen Cu" in page
    assert 'lang="en"' in page


def test_a_card_has_the_silhouette_of_its_area(visitor: FlaskClient) -> None:
    page = visitor.get("/gi?q=醋").get_data(as_text=True)

    assert page.count('class="silhouette"') == 1


def test_an_empty_register_says_what_would_stand_there(client: FlaskClient) -> None:
    page = client.get("/gi").get_data(as_text=True)

    assert "登记簿还是空的" in page


def test_nothing_found_says_what_to_try(visitor: FlaskClient) -> None:
    page = visitor.get("/gi?q=zzzz").get_data(as_text=True)

    assert "没有符合条件的产品" in page


def _has(product: dict[str, object], kind: str) -> bool:
    rights = product["registrations"]
    assert isinstance(rights, list)
    return any(right["kind"] == kind for right in rights)


def _in(product: dict[str, object], prefix: str) -> bool:
    area = product["area"]
    assert isinstance(area, dict)
    return any(code.startswith(prefix) for code in area["county_adcodes"])
