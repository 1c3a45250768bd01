"""The public map on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SHOTS, Site

pytestmark = pytest.mark.browser

PIXEL_M = 0.0254 / 96
"""Of paper: CSS has 96 pixels to the inch."""
BAR = ".leaflet-control-scale-line"


@pytest.fixture
def opened(page: Page, site: Site) -> Page:
    page.goto(f"{site.base}/map?q=祁县")
    expect(page.locator(".mapview.is-live .m-province")).to_be_attached()
    expect(page.locator("html[data-printable]")).to_be_attached()
    return page


@pytest.mark.parametrize("size", [(673, 987), (1001, 657)])
def test_a_sheet_has_map_legend_list_source_date_and_scale(
    opened: Page, size: tuple[int, int]
) -> None:
    """Of A4 with the margins of the stylesheet, in CSS pixels, both ways."""
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    opened.emulate_media(media="print")
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")

    ground = opened.locator("[data-ground]").bounding_box()
    assert ground is not None
    assert (ground["width"], ground["height"]) == (640, 520)
    assert ground["x"] + ground["width"] <= size[0]
    assert ground["y"] + ground["height"] <= size[1]
    expect(opened.locator(".legend__list")).to_be_visible()
    expect(opened.locator(".maplist__item")).to_have_count(2)
    expect(opened.locator(".mapview__foot")).to_contain_text("天地图")
    for name in ("#q", "[data-print]", ".leaflet-control-zoom", ".top"):
        expect(opened.locator(name)).to_be_hidden()
    said = opened.locator("[data-paper]").inner_text()
    assert re.search(r"打印于 \d{4}年\d{1,2}月\d{1,2}日", said)
    assert "/map?q=祁县" in said


def test_the_scale_is_that_of_the_bar(opened: Page) -> None:
    opened.evaluate("dispatchEvent(new Event('beforeprint'))")

    said = opened.locator("[data-paper]").text_content() or ""
    (scale,) = re.findall(r"比例尺约 1:([\d,]+)", said)
    length, unit = opened.locator(BAR).inner_text().split()
    metres = float(length) * {"km": 1000, "m": 1}[unit]
    wide = opened.locator(BAR).evaluate("bar => parseFloat(bar.style.width)")
    expected = metres / (wide * PIXEL_M)
    assert float(scale.replace(",", "")) == pytest.approx(expected, rel=0.05)


def test_printing_changes_nothing_on_the_screen(opened: Page) -> None:
    opened.locator("[data-ground]").focus()
    opened.keyboard.press("+")
    expect(opened).to_have_url(re.compile("z="))
    before = opened.url

    SHOTS.mkdir(parents=True, exist_ok=True)
    sheet = opened.pdf(path=SHOTS / "map.pdf", format="A4", prefer_css_page_size=True)

    assert sheet.startswith(b"%PDF")
    expect(opened.locator(".is-printing")).to_have_count(0)
    assert opened.url == before
    assert "比例尺约" in (opened.locator("[data-paper]").text_content() or "")
