"""The public map in a real browser: search, keyboard, address, position."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page: Page, site: Site) -> Page:
    """Give the live map on a desktop."""
    return live(page, f"{site.base}/map")


def live(page: Page, url: str) -> Page:
    page.goto(url)
    expect(page.locator(".mapview.is-live .m-province")).to_be_attached()
    return page


def asked(page: Page) -> dict[str, str]:
    """Return what the address says."""
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}


def view(page: Page) -> tuple[float, float, float]:
    """Return centre and zoom as the address has them."""
    said = asked(page)
    lon, lat = map(float, said["c"].split(","))
    return lon, lat, float(said["z"])


def test_suggestions_are_walked_by_arrow_keys_and_taken_by_enter(opened: Page) -> None:
    field, options = opened.locator("#q"), opened.locator("#offers [role=option]")
    field.press_sequentially("qixian")
    expect(options).not_to_have_count(0)

    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    opened.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "offers-0"
    assert options.nth(0).get_attribute("aria-selected") == "true"
    opened.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    opened.keyboard.press("ArrowDown")
    name = options.nth(0).locator(".offers__name").inner_text()
    opened.keyboard.press("Enter")

    assert name == "祁县酥梨"
    expect(opened.locator("#offers")).to_be_hidden()
    expect(opened.locator(".maplist__item.is-chosen")).to_contain_text(name)
    expect(opened.locator(".mapview__ground .m-area.is-chosen")).to_have_count(1)
    assert asked(opened)["gi"] == "SXGI-082"


def test_escape_closes_the_suggestions_then_empties_the_field(opened: Page) -> None:
    field = opened.locator("#q")
    field.press_sequentially("lao chen")
    expect(opened.locator("#offers")).to_be_visible()

    opened.keyboard.press("Escape")
    expect(opened.locator("#offers")).to_be_hidden()
    assert field.input_value() == "lao chen"
    opened.keyboard.press("Escape")

    assert field.input_value() == ""
    expect(opened.locator("[data-count]")).to_have_text("109 个产品")


def test_a_county_is_outlined_and_its_products_are_left(opened: Page) -> None:
    opened.locator("#q").press_sequentially("祁县")
    opened.locator("#offers [role=option]", has_text="县区").click()

    expect(opened.locator(".m-division")).to_have_count(1)
    expect(opened.locator("[data-count]")).to_have_text("2 个产品")
    expect(opened.locator(".maplist__item")).to_have_count(2)
    assert asked(opened)["division"] == "140727"
    shown = opened.locator(".mapview__ground .m-area:not(.is-out)")
    expect(shown).to_have_count(2)


@pytest.mark.parametrize("typed", ["112.33, 37.36", "112.33 37.36"])
def test_typed_coordinates_are_asked_about(opened: Page, typed: str) -> None:
    opened.fill("#q", typed)
    opened.locator("#q").press("Enter")

    expect(opened.locator("#here-title")).to_have_text("祁县")
    expect(opened.locator(".m-point")).to_have_count(2)  # on the map, in the legend
    assert asked(opened)["p"] == "112.330000,37.360000"


def test_latitude_first_is_offered_not_taken(opened: Page) -> None:
    opened.fill("#q", "37.36, 112.33")
    opened.locator("#q").press("Enter")

    expect(opened.locator("#offers [role=option]")).to_contain_text("纬度在前")
    expect(opened.locator(".here")).to_be_hidden()
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    expect(opened.locator("#here-title")).to_have_text("祁县")


def test_the_keyboard_moves_the_map_and_asks_about_its_centre(opened: Page) -> None:
    opened.locator("[data-ground]").focus()
    opened.keyboard.press("+")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")

    expect(opened.locator("#here-title")).to_be_visible()
    expect(opened.locator("#here-title")).not_to_have_text("正在查询…")
    lon, lat = map(float, asked(opened)["p"].split(","))
    assert 110 < lon < 115
    assert 34 < lat < 41
    opened.keyboard.press("Escape")
    expect(opened.locator(".here")).to_be_hidden()


def test_a_link_shows_the_same_again(browser: Browser, opened: Page) -> None:
    opened.select_option("#filter-category", "fruit")
    opened.select_option("#filter-month", "9")
    opened.locator(".maplist__name", has_text="祁县酥梨").click()
    expect(opened.locator(".m-area.is-chosen")).not_to_have_count(0)
    box = opened.locator("[data-ground]").bounding_box()
    assert box is not None
    opened.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(opened.locator("#here-title")).to_have_text("祁县")
    opened.locator("[data-here-code=SXGI-082] a").click()
    expect(opened.locator(".maplist__item.is-chosen")).to_have_count(1)
    opened.wait_for_function("() => new URL(location).searchParams.get('z')")
    link = opened.locator("[data-copy]").get_attribute("data-copy")
    assert link == opened.url

    other = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN"
    ).new_page()
    live(other, link)

    expect(other.locator("#here-title")).to_have_text("祁县")
    expect(other.locator(".maplist__item.is-chosen")).to_contain_text("祁县酥梨")
    assert other.locator("#filter-category").input_value() == "fruit"
    assert other.locator("#filter-month").input_value() == "9"
    assert asked(other) == asked(opened)
    before, after = view(opened), view(other)
    assert after == pytest.approx(before, abs=0.01)
    other.context.close()


def test_back_and_forward_work(opened: Page) -> None:
    chosen = opened.locator(".maplist__item.is-chosen")
    for name in ("安泽连翘", "代县黄酒"):
        opened.locator(".maplist__name", has_text=name).click()
        expect(chosen).to_contain_text(name)

    opened.go_back()
    expect(chosen).to_contain_text("安泽连翘")
    opened.go_back()
    expect(chosen).to_have_count(0)
    opened.go_forward()
    expect(chosen).to_contain_text("安泽连翘")


def test_the_other_language_keeps_what_is_shown(opened: Page) -> None:
    opened.locator(".maplist__name", has_text="祁县酥梨").click()
    expect(opened.locator(".maplist__item.is-chosen")).to_have_count(1)

    opened.locator(".top a[hreflang]").click()
    expect(opened.locator("html")).to_have_attribute("lang", "en")

    expect(opened.locator(".maplist__item.is-chosen .maplist__name")).to_have_text(
        "Qi Xian Su Li"
    )


def test_what_is_finer_than_its_polygon_is_hatched(opened: Page, site: Site) -> None:
    live(opened, f"{site.base}/map?gi=SXGI-003")
    area = opened.locator(".mapview__ground .m-area.is-chosen")

    assert "is-finer" in (area.get_attribute("class") or "")
    fill = area.evaluate("element => getComputedStyle(element).fill")
    assert "#m-hatch" in fill
    assert opened.locator("#m-hatch").count() == 1


@pytest.fixture
def located(browser: Browser, site: Site) -> Iterator[Page]:
    """Give the map in a browser at the county seat of 祁县, known to 60 m."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        geolocation={"longitude": 112.33, "latitude": 37.36, "accuracy": 60},
        permissions=["geolocation"],
    )
    yield live(context.new_page(), f"{site.base}/map")
    context.close()


def test_my_location_is_asked_for_shown_and_its_error_said(located: Page) -> None:
    assert located.locator(".m-ring").count() == 0

    located.get_by_role("button", name="显示我的位置").click()

    expect(located.locator("#here-title")).to_have_text("祁县")
    expect(located.locator(".here__warning")).to_contain_text("定位误差约 60 米")
    expect(located.locator(".m-ring")).to_have_count(1)
    assert asked(located)["p"] == "112.330000,37.360000"
