import csv
import io
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from gi_registry.core import published
from gi_registry.core.db import Database
from gi_registry.core.errors import GiError
from gi_registry.producers.rules import AuthorizationState
from gi_registry.products import service as products
from gi_registry.products.rules import RightKind
from gi_registry.site import queries
from gi_registry.site.pages import reading
from tests import factories as make
from tests.products.catalogue import shipped


def _text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.get_data(as_text=True))


def test_the_first_page_counts_what_is_registered(
    client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        gi = make.gi(session)
        right = make.right(session, gi)
        make.right(session, gi)
        used = make.authorization(session, to=right)
        make.authorization(session, to=right, state=AuthorizationState.STOPPED)
        make.run(session, used, size=12_345)

    with database.read() as session:
        figures = queries.figures(session)

    assert figures == queries.Figures(products=1, rights=2, users=1, labels=12_345)
    assert "12,345" in _text(client, "/")


def test_the_first_page_counts_the_catalogue(visitor: FlaskClient) -> None:
    page = _text(visitor, "/")

    assert "109<small>" in page
    assert "118<small>" in page


def test_what_is_in_season_all_year_comes_last(session: Session) -> None:
    all_year = make.gi(session, season_mask=0b1111_1111_1111)
    in_march = make.gi(session, season_mask=0b0000_0000_0100)
    make.gi(session, season_mask=0b0000_0000_1000)

    found, total = queries.in_season(session, 3, limit=6)

    assert [gi.id for gi in found] == [in_march.id, all_year.id]
    assert total == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_product_has_its_page_and_no_fact_without_a_mark(
    visitor: FlaskClient, language: str
) -> None:
    for product in shipped()["products"]:
        page = _text(visitor, f"/gi/{product['id']}?lang={language}")

        facts = ("season_months", "quality", "eu_china", "note", "name_en")
        marks = (
            len(product["registrations"])
            + len(product["standards"])
            + sum(bool(product[fact]) for fact in facts)
            + 1  # the area
        )
        assert page.count('<details class="source') == marks, product["id"]
        assert product["name_zh"] in page
        assert product["area"]["text"] in page


def test_a_fact_from_memory_is_shown_as_unverified(visitor: FlaskClient) -> None:
    page = _text(visitor, "/gi/SXGI-070?lang=zh")

    assert "这个产品的保护情况是凭记忆录入的" in page
    assert "凭记忆（农事历）" in page
    assert page.count("source--unverified") == 4  # right, season, name, remark


def test_a_page_in_chinese_has_the_texts_of_the_catalogue_in_chinese(
    visitor: FlaskClient,
) -> None:
    page = _text(visitor, "/gi/SXGI-003?lang=zh")

    assert "米粒圆润，蜡黄透亮" in page
    assert "waxy yellow" not in page


def test_the_page_names_announcement_standard_and_parts_of_the_area(
    visitor: FlaskClient,
) -> None:
    page = _text(visitor, "/gi/SXGI-001?lang=zh")

    assert "国家质检总局公告2004年第104号" in page
    assert "GB/T 19777-2013" in page
    assert "太谷区" in page
    assert '<meta name="description"' in page
    assert "/api/v1/products/SXGI-001" in page


def test_rights_are_linked_only_by_a_source(
    client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        gi = make.gi(session)
        first = make.right(session, gi, kind=RightKind.AGRI_GI)
        second = make.right(session, gi)
        code, first_id, second_id = gi.code, first.id, second.id
    before = _text(client, f"/gi/{code}?lang=zh")
    with database.write() as session:
        products.right(session, second_id).supersedes_id = first_id

    after = _text(client, f"/gi/{code}?lang=zh")

    assert "因此不作连接" in before
    assert "转换而来" not in before
    assert "由下列权利转换而来：农产品地理标志" in after


def test_authorized_users_are_public_with_their_state(
    client: FlaskClient, database: Database
) -> None:
    with database.write() as session:
        gi = make.gi(session)
        right = make.right(session, gi)
        shop = make.entity(session, make.organisation(session, name="老醋坊（示例）"))
        state = AuthorizationState.STOPPED
        gone = make.authorization(session, shop, right, state=state)
        held = make.authorization(session, shop, right)
        code, number, stopped = gi.code, held.number, gone.number
        uscc = shop.uscc

    page = _text(client, f"/gi/{code}?lang=zh")

    assert page.index(number) < page.index(stopped)
    assert uscc in page
    assert "已停止用标" in page
    assert f"/c/{number}" in page


def test_the_ledger_of_a_product_adds_up_its_users(session: Session) -> None:
    right = make.right(session)
    one, other = (make.authorization(session, to=right) for _ in range(2))
    make.capacity(session, one, year=2026, ceiling_g=1)
    make.capacity(session, one, year=2026, ceiling_g=4_000_000)
    make.capacity(session, other, year=2026, ceiling_g=1_000_000)
    make.capacity(session, other, year=2025, ceiling_g=9_000_000)
    make.run(session, one, year=2026, size=100, net_content_g=500)
    make.run(session, other, year=2026, size=50, net_content_g=1_000)
    make.run(session, other, year=2025, size=70, net_content_g=1_000)

    ledger = queries.ledger(session, right.gi_id, 2026)

    # The newest decision of each holds: 4 t and 1 t; 100 x 500 g and 50 x 1 kg.
    assert ledger == queries.Ledger(2026, 5_000_000, 150, 100_000)
    assert queries.ledger(session, right.gi_id, 2024) is None


def test_a_product_that_is_not_there_has_a_decent_page(client: FlaskClient) -> None:
    answer = client.get("/gi/SXGI-999")

    assert answer.status_code == 404
    assert "登记簿中没有代码为“SXGI-999”的产品" in unescape(
        answer.get_data(as_text=True)
    )


@pytest.mark.parametrize("address", ["/help", "/open-data", "/problems", "/", "/gi"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_open_on_an_empty_database(
    client: FlaskClient, address: str, language: str
) -> None:
    assert "<h1>" in _text(client, f"{address}?lang={language}")


def test_help_says_who_decides_and_where_to_complain(client: FlaskClient) -> None:
    page = _text(client, "/help?lang=zh")

    for article in ("第二十条", "第二十二条", "第二十三条", "第三十一条", "12315"):
        assert article in page


def _all_problems() -> list[str]:
    return [problem.slug for problem in reading._all()]


def test_every_refusal_has_a_page(client: FlaskClient) -> None:
    slugs = _all_problems()

    assert len(slugs) == len(set(slugs))
    assert {"catalogue-invalid", "product-not-found", "http-422", "our-fault"} <= {
        *slugs
    }
    for slug in slugs:
        assert slug in _text(client, f"/problems/{slug}")


def test_every_refusal_of_ours_says_what_it_means() -> None:
    kinds = list(reading._kinds(GiError))

    assert [kind.__name__ for kind in kinds if not kind.__doc__] == []


def test_an_unknown_problem_is_not_found(client: FlaskClient) -> None:
    assert client.get("/problems/none-such").status_code == 404


def test_the_csv_has_a_line_a_product_and_keeps_to_the_search(
    visitor: FlaskClient,
) -> None:
    everything = visitor.get("/open-data/products.csv").get_data(as_text=True)
    some = visitor.get("/open-data/products.csv?q=醋").get_data(as_text=True)

    rows = list(csv.DictReader(io.StringIO(everything.removeprefix("\ufeff"))))
    (vinegar,) = csv.DictReader(io.StringIO(some.removeprefix("\ufeff")))
    assert len(rows) == 109
    assert vinegar["name_zh"] == "山西老陈醋"
    assert vinegar["right_numbers"] == "国家质检总局公告2004年第104号"
    assert vinegar["area_division_codes"].split("; ")[0] == "140121"


def test_the_json_of_the_open_data_is_valid_under_the_schema(
    visitor: FlaskClient,
) -> None:
    body = visitor.get("/open-data/products.json").get_json()

    assert body["total"] == len(body["items"]) == 109
    assert date.fromisoformat(body["as_of"])
    found = [fault for item in body["items"] for fault in _faults(item)]
    assert found == []


def _faults(item: object) -> list[published.Fault]:
    return published.faults("product", item)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("v1/product.schema.json", 200),
        ("codelists/category.csv", 200),
        ("../setup.cfg", 404),
        ("%2e%2e/setup.cfg", 404),
        ("v1", 404),
    ],
)
def test_schemas_are_published_and_nothing_beside_them(
    client: FlaskClient, name: str, status: int
) -> None:
    with client.get(f"/schemas/{name}") as answer:
        assert answer.status_code == status


@pytest.mark.parametrize("code", ["'", "%F0%28"])
def test_no_code_breaks_the_page(client: FlaskClient, code: str) -> None:
    assert client.get(f"/gi/{code}").status_code == 404
    assert client.get(f"/api/v1/products/{code}").status_code == 404
