import pytest
from flask.testing import FlaskClient

from gi_registry.core import published
from gi_registry.core.db import Database
from tests.products.catalogue import shipped
from tests.site.conftest import statements

LIST = "/api/v1/products"


def test_a_product_is_valid_under_the_published_schema(visitor: FlaskClient) -> None:
    for product in shipped()["products"]:
        answer = visitor.get(f"{LIST}/{product['id']}")

        assert answer.status_code == 200
        assert published.faults("product", answer.get_json()) == []


def test_a_product_says_what_the_catalogue_says(visitor: FlaskClient) -> None:
    vinegar = visitor.get(f"{LIST}/SXGI-001").get_json()

    assert vinegar["name_zh"] == "山西老陈醋"
    assert vinegar["category"] == {"code": "vinegar", "zh": "食醋", "en": "Vinegar"}
    assert vinegar["rights"][0]["announcements"][0] == {
        "issuer": "AQSIQ",
        "year": 2004,
        "number": 104,
        "title": "国家质检总局公告2004年第104号",
        "announced_on": None,
        "kind": "final",
    }
    assert vinegar["standards"][0]["number"] == "GB/T 19777-2013"
    assert len(vinegar["area"]["clauses"]) == 10
    season = next(fact for fact in vinegar["facts"] if fact["kind"] == "season")
    assert season["evidence"] == "memory"


def test_the_list_comes_in_pages_that_hold_each_product_once(
    visitor: FlaskClient,
) -> None:
    pages = [visitor.get(f"{LIST}?size=25&page={n}").get_json() for n in range(1, 6)]

    codes = [item["code"] for page in pages for item in page["items"]]
    assert len(codes) == len(set(codes)) == 109
    assert pages[4]["page"] == pages[4]["pages"] == 5
    assert pages[0]["total"] == 109


def test_filters_are_those_of_the_page(visitor: FlaskClient) -> None:
    query = "kind=product_protection&kind=certification_mark&division=1407&month=9"
    found = visitor.get(f"{LIST}?{query}").get_json()

    kinds = {"product_protection", "certification_mark"}
    expected = {
        product["id"]
        for product in shipped()["products"]
        if any(right["kind"] in kinds for right in product["registrations"])
        and any(c.startswith("1407") for c in product["area"]["county_adcodes"])
        and 9 in product["season_months"]
    }
    assert {item["code"] for item in found["items"]} == expected != set()


@pytest.mark.parametrize(
    "query",
    [
        *("month=13", "month=x", "kind=cheese", "category=cheese", "division=xx"),
        *("size=0", "size=101", "page=0", "sort=best", "evidence=rumour"),
        "q=" + 101 * "a",
    ],
)
def test_what_means_nothing_is_refused_as_a_problem(
    client: FlaskClient, query: str
) -> None:
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_a_code_that_is_not_there_is_a_problem_with_a_page(client: FlaskClient) -> None:
    answer = client.get(f"{LIST}/SXGI-999")

    assert answer.status_code == 404
    slug = answer.get_json()["type"].rpartition("/")[2]
    assert client.get(f"/problems/{slug}").status_code == 200


def test_a_long_page_asks_no_more_than_a_short_one(
    visitor: FlaskClient, shelf: Database
) -> None:
    counts = []
    for size in (5, 100):
        with statements(shelf) as asked:
            visitor.get(f"{LIST}?size={size}")
        counts.append(len(asked))

    assert counts[0] == counts[1] < 15
