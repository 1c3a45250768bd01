"""A plot is drawn, corrected by keyboard, walked, refused and renewed."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site, shot, sign_in

pytestmark = pytest.mark.browser

LOGIN = "producer-09@demo"
"""Grows millet in 沁县 and has plots there."""
LON, LAT, STEP = 112.7000, 36.7500, 0.0009
"""A corner in 沁县, far from the plots of the demonstration; about 80 m."""
RING = [
    (LON, LAT),
    (LON + STEP, LAT),
    (LON + STEP, LAT + STEP),
    (LON, LAT + STEP),
]


def editor(page: Page, url: str) -> Locator:
    """Open the form of a plot and wait for its map."""
    page.goto(url)
    page.wait_for_selector("[data-plotdraw][data-ready]", state="attached")
    return page.locator("[data-plotdraw]")


def corners(page: Page) -> list[list[float]]:
    lines = page.input_value("#geometry").splitlines()
    return [[float(text) for text in line.split(",")] for line in lines if line]


def type_corner(page: Page, lon: float, lat: float) -> None:
    page.locator("[data-new-lon]").fill(f"{lon:.7f}")
    page.locator("[data-new-lat]").fill(f"{lat:.7f}")
    page.keyboard.press("Enter")


def declare(page: Page, name: str) -> None:
    """Name the plot and declare what the map measures."""
    page.fill("#name", name)
    said = page.locator("[data-said]").inner_text()
    found = re.search(r"([\d,.]+) 亩", said)
    assert found is not None
    page.fill("#declared_mu", found[1].replace(",", ""))


def test_a_plot_is_drawn_with_the_mouse_and_corrected_by_keyboard(
    site: Site, page: Page
) -> None:
    sign_in(page, site, LOGIN)
    editor(page, f"{site.base}/producer/plots/new")
    box = page.locator("[data-ground]").bounding_box()
    assert box is not None
    # Below one another at the left edge, beside the plots that are there.
    for x, y in ((30, 80), (90, 80), (90, 140), (30, 140)):
        page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.locator("[data-said]")).to_contain_text("4 个拐点")
    assert len(corners(page)) == 4
    assert page.input_value("#crs") == "EPSG:4490"

    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-said]")).to_contain_text("3 个拐点")
    page.get_by_role("button", name="重做").click()
    before = corners(page)
    page.mouse.move(box["x"] + 90, box["y"] + 140)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 150, steps=5)
    page.mouse.up()
    moved = "{:.7f},{:.7f}".format(*before[2])
    expect(page.locator("#geometry")).not_to_have_value(re.compile(moved))
    page.get_by_role("button", name="闭合").click()
    declare(page, "示例手绘地")
    shot(page, "40-plot-drawn")
    page.get_by_role("button", name="先检查").click()
    expect(page.locator("#tried")).to_contain_text("尚未保存")
    page.wait_for_selector("[data-plotdraw][data-ready]", state="attached")
    page.get_by_role("button", name="保存并登记").click()
    expect(page.get_by_role("heading", name="示例手绘地")).to_be_visible()
    shot(page, "41-plot")
    _corrected_by_keyboard(page, before[0][0])


def _corrected_by_keyboard(page: Page, west: float) -> None:
    page.get_by_role("link", name="更正", exact=True).click()
    page.wait_for_selector("[data-plotdraw][data-ready]", state="attached")
    page.locator("[data-table] summary").focus()
    page.keyboard.press("Enter")
    cell = page.get_by_label("第 3 个拐点的纬度")
    north = float(cell.input_value())
    cell.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{north + 0.0001:.7f}")
    page.keyboard.press("Tab")
    assert corners(page)[2][1] == pytest.approx(north + 0.0001, abs=1e-7)
    first = page.locator('.p-corner[data-at="0"]')
    first.focus()
    page.keyboard.press("ArrowLeft")
    assert corners(page)[0][0] == pytest.approx(west - 1e-5, abs=2e-7)
    page.get_by_label("删除第 4 个拐点").focus()
    page.keyboard.press("Enter")
    assert len(corners(page)) == 3
    declare(page, "示例手绘地")
    page.fill("#reason", "示例：键盘更正")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("示例：键盘更正")).to_be_visible()
    expect(page.get_by_text("第 2 版").first).to_be_visible()


def test_an_outline_that_crosses_itself_is_shown_at_once(
    site: Site, page: Page
) -> None:
    sign_in(page, site, LOGIN)
    editor(page, f"{site.base}/producer/plots/new")
    page.locator("[data-table] summary").click()
    for at in (0, 2, 1, 3):
        type_corner(page, *RING[at])

    expect(page.locator("[data-crossing]")).to_contain_text("第 1 条边与第 3 条边")
    expect(page.locator(".p-outline.is-crossed")).to_have_count(1)


def test_a_plot_is_walked_survives_a_reload_and_is_refused_where_it_is_claimed(
    site: Site, page: Page, context: BrowserContext
) -> None:
    sign_in(page, site, LOGIN)
    context.grant_permissions(["geolocation"])
    (west, south), *_ = RING
    context.set_geolocation({"longitude": west, "latitude": south, "accuracy": 40})
    editor(page, f"{site.base}/producer/plots/new")
    page.get_by_label("沿地边走一圈").check()
    page.get_by_role("button", name="开始").click()
    status = page.locator("[data-walk-words]")
    expect(status).to_contain_text("差于 15 米，不取")
    for count, (lon, lat) in enumerate(RING, 1):
        context.set_geolocation({"longitude": lon, "latitude": lat, "accuracy": 4})
        expect(status).to_contain_text(f"精度 4 米，已记 {count} 个点")
    page.get_by_role("button", name="暂停").click()
    assert page.input_value("#crs") == "EPSG:4326"
    shot(page, "42-plot-walked")

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector("[data-plotdraw][data-ready]", state="attached")
    expect(page.locator("[data-kept-words]")).to_contain_text("4 个点")
    assert [pytest.approx(pair) for pair in corners(page)] == [list(p) for p in RING]

    page.get_by_role("button", name="闭合").click()
    declare(page, "示例走一圈")
    page.get_by_role("button", name="保存并登记").click()
    expect(page.get_by_text("产季").first).to_be_visible()
    expect(page.get_by_role("heading", name="示例走一圈")).to_be_visible()
    _refused(site, page)


def _refused(site: Site, page: Page) -> None:
    """Another producer of the same product hands in the same land."""
    sign_in(page, site, "producer-10@demo")
    editor(page, f"{site.base}/producer/plots/new")
    page.locator("[data-table] summary").click()
    for lon, lat in RING:
        type_corner(page, lon, lat)
    declare(page, "示例重复")
    page.get_by_role("button", name="保存并登记").click()
    expect(page.locator(".summary")).to_contain_text("重叠超过 5%")
    assert "走一圈" not in page.content().replace("沿地边走一圈", "")
    assert len(corners(page)) == 4
    shot(page, "43-plot-refused")


def test_the_next_season_is_one_click(site: Site, page: Page) -> None:
    sign_in(page, site, LOGIN)
    page.goto(f"{site.base}/producer/plots")
    page.get_by_role("button", name=re.compile("全部续登")).click()

    expect(page.get_by_text(re.compile(r"个地块已登记 \d{4} 年产季"))).to_be_visible()
    expect(page.get_by_text("年产季也已全部登记")).to_be_visible()
    shot(page, "44-plots")
