"""The officers' map in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page: Page, site: Site) -> Page:
    """Give the working map of the officer of 祁县."""
    sign_in(page, site, "county@demo")
    page.goto(f"{site.base}/desk/map")
    expect(page.locator("path.m-check.leaflet-interactive")).not_to_have_count(0)
    return page


def test_the_map_begins_with_the_county_in_charge(opened: Page) -> None:
    box = opened.locator("path.m-division").bounding_box()
    ground = opened.locator("[data-ground]").bounding_box()
    assert box is not None
    assert ground is not None

    share = box["height"] / ground["height"]

    assert 0.6 < share <= 1
    expect(opened.locator("path.m-division")).to_have_count(1)


def test_a_check_leads_to_its_application(opened: Page) -> None:
    first = opened.locator("[data-checks] li").first
    name = first.locator("a").inner_text()
    first.get_by_role("button", name="在图上看").click()

    expect(first).to_have_class("maplist__item is-chosen")
    first.locator("a").click()

    expect(opened.locator("main")).to_contain_text(name)
    assert "/desk/applications/AP-" in opened.url


def test_a_plot_is_read_by_keyboard_from_the_list(opened: Page) -> None:
    plot = opened.locator("[data-plots] button").first
    expect(plot).to_be_visible()

    plot.focus()
    opened.keyboard.press("Enter")

    expect(opened.locator("#plot-title")).to_be_focused()
    expect(opened.locator("section[data-plot]")).to_contain_text("祁县")
    opened.locator("[data-plot-close]").press("Enter")
    expect(opened.locator("section[data-plot]")).to_be_hidden()


def test_a_click_on_a_plot_says_whose_it_is(opened: Page) -> None:
    opened.get_by_role("button", name="在图上看").first.click()
    expect(opened.locator("[data-count]")).to_contain_text("图内地块")
    opened.locator("label", has_text="待核验").click()  # it lies over its plot
    expect(opened.locator("path.m-check.leaflet-interactive")).to_have_count(0)
    plot = opened.locator("path.m-plot.leaflet-interactive").first
    expect(plot).to_be_attached()

    plot.click()

    expect(opened.locator("#plot-title")).to_be_visible()
    expect(opened.locator("section[data-plot] dt").first).to_have_text("单位")


def test_layers_come_and_go(opened: Page) -> None:
    areas = opened.locator(".mapview__ground path.m-area")
    expect(areas).to_have_count(0)

    opened.locator("label", has_text="产地").click()
    expect(areas).to_have_count(109)
    opened.locator("label", has_text="产地").click()
    expect(areas).to_have_count(0)
    opened.locator("label", has_text="地块").click()
    expect(opened.locator("path.m-plot.leaflet-interactive")).to_have_count(0)


def test_the_area_of_a_product_is_shown_by_name(opened: Page) -> None:
    opened.locator("#q").press_sequentially("老陈醋")
    expect(opened.locator("#offers [role=option]")).to_have_count(1)

    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")

    expect(opened.locator(".mapview__ground path.m-area.is-chosen")).to_have_count(1)


def test_a_producer_has_no_working_map(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    sign_in(page, site, "producer@demo")

    answer = page.goto(f"{site.base}/desk/map")

    assert answer is not None
    assert answer.status == 403
    context.close()


def test_a_producer_sees_own_plots_on_the_public_map(page: Page, site: Site) -> None:
    sign_in(page, site, "producer@demo")
    page.goto(f"{site.base}/map?c=112.33,37.36&z=11")
    plots = page.locator("path.m-plot.leaflet-interactive")
    expect(page.locator("[data-own]")).to_be_visible()
    expect(plots).to_have_count(0)

    page.locator("[data-own] label").click()

    expect(plots).not_to_have_count(0)
    expect(page).to_have_url(re.compile("plots=own"))
    page.reload()
    expect(plots).not_to_have_count(0)


def test_a_visitor_is_offered_no_plots(page: Page, site: Site) -> None:
    page.goto(f"{site.base}/map?plots=own")
    expect(page.locator(".mapview.is-live .m-province")).to_be_attached()

    assert page.locator("[data-own]").count() == 0
    asked = f"{site.base}/producer/map/plots.json?bbox=110,34,115,41"
    answer = page.request.get(asked, max_redirects=0)
    assert answer.status in (303, 401)
