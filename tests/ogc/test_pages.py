"""The same for people, where a page is asked for."""

import pytest
from flask.testing import FlaskClient

PATHS = (
    "/",
    "/api",
    "/conformance",
    "/collections",
    "/collections/divisions",
    "/collections/divisions/queryables",
    "/collections/divisions/items",
    "/collections/divisions/items/140727-20200101",
    "/collections/products/items/TEST-D",
    "/collections/production-areas/items/TEST-C-v1",
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_gets_a_page_and_a_program_json(
    visit: FlaskClient, path: str
) -> None:
    page = visit.get(f"/ogc{path}", headers={"Accept": BROWSER})
    plain = visit.get(f"/ogc{path}", headers={"Accept": "*/*"})

    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert plain.status_code == 200
    assert str(plain.mimetype).startswith("application/")
    assert "Accept" in page.headers["Vary"]
    assert "Accept" in plain.headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_the_address_decides_before_the_header(visit: FlaskClient, path: str) -> None:
    page = visit.get(f"/ogc{path}?f=html", headers={"Accept": "application/json"})
    plain = visit.get(f"/ogc{path}?f=json", headers={"Accept": BROWSER})

    assert page.mimetype == "text/html"
    assert str(plain.mimetype).startswith("application/")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_speaks_both_languages(visit: FlaskClient, path: str) -> None:
    chinese = visit.get(f"/ogc{path}?f=html&lang=zh").text
    english = visit.get(f"/ogc{path}?f=html&lang=en").text

    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
    assert "开放数据" in chinese
    assert "Open data" in english


def test_pages_lead_on_and_back_with_what_was_asked(visit: FlaskClient) -> None:
    path = "/ogc/collections/production-areas/items"

    first = visit.get(f"{path}?f=html&limit=1&current=true").text

    assert "TEST-A-v2" in first
    following = f"{path}?limit=1&amp;current=true&amp;f=html&amp;after=TEST-A-v2"
    assert f'href="{following}"' in first
    second = visit.get(following.replace("&amp;", "&")).text
    assert "TEST-B-v1" in second
    assert f'href="{path}?limit=1&amp;current=true&amp;f=html"' in second


def test_a_page_refuses_what_the_json_refuses(visit: FlaskClient) -> None:
    for path in PATHS:
        answer = visit.get(f"/ogc{path}?f=html&colour=red")

        assert answer.status_code == 400
