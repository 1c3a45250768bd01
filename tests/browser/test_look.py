"""The components in a real browser: readable, usable by keyboard, without script."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, render_template
from playwright.sync_api import Browser, Dialog, Page

from gi_registry.app import create_app
from gi_registry.core.access import Permission, requires
from gi_registry.core.settings import Settings
from tests.browser.drawing import served
from tests.factories import TODAY

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280
SEND_TWICE = """
addEventListener("DOMContentLoaded", () => {
  window.sent = [];
  addEventListener("submit", (event) => {
    window.sent.push(!event.defaultPrevented);
    event.preventDefault();
  });
  const form = document.querySelector("form[data-draft]");
  form.requestSubmit();
  form.requestSubmit();
});
"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server that shows every component."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("look")))
    _show_components(app)
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give the components on a desktop, in Chinese."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": DESKTOP, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{address}/components")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_component_is_accessible_and_fits(
    browser: Browser,
    address: str,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{address}/components?lang={language}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert wide == width


def test_nothing_breaks_the_policy(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{address}/components")
    page.wait_for_load_state("networkidle")
    context.close()

    assert complaints == []


def test_the_list_of_errors_is_read_first(page: Page) -> None:
    focused = page.evaluate("document.activeElement.className")

    assert focused == "summary"


def test_an_error_leads_into_its_field(page: Page) -> None:
    page.click(".summary a")

    assert page.evaluate("document.activeElement.id") == "uscc"
    assert page.get_attribute("#uscc", "aria-invalid") == "true"
    assert page.get_attribute("#uscc", "aria-describedby") == "uscc-hint uscc-error"


def test_arrow_keys_walk_through_the_rows_of_a_desk(page: Page) -> None:
    rows = page.locator("table[data-keyrows] tbody a")
    rows.nth(0).focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")

    assert (
        page.evaluate("document.activeElement.textContent") == rows.nth(1).inner_text()
    )


def test_a_question_opens_over_the_page_and_no_closes_it(page: Page) -> None:
    dialog = page.locator("dialog#withdraw")

    page.click("[data-dialog=withdraw]")
    opened = dialog.is_visible()
    dialog.get_by_role("button", name="返回，不做更改").click()

    assert opened
    assert not dialog.is_visible()
    assert "/components" in page.url


def test_an_unsent_form_is_not_left_by_accident(page: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.fill("#area", "131")

    page.reload()

    assert asked == ["beforeunload"]


def test_a_form_is_sent_at_once_but_not_twice_in_a_second(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(SEND_TWICE)

    page.goto(f"{address}/components")

    assert page.evaluate("window.sent") == [True, False]
    context.close()


def test_without_script_the_menu_opens_and_nothing_useless_is_shown(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{address}/components")

    page.click(".menu > summary")

    assert page.locator(".menu__panel").is_visible()
    assert not page.locator("[data-copy]").first.is_visible()
    assert not page.locator("[data-print]").is_visible()
    assert page.locator("[data-nojs]").first.is_visible()
    assert page.get_attribute("[data-dialog]", "href") == "#"
    context.close()


def _show_components(app: Flask) -> None:
    @app.get("/components")
    @requires(Permission.PUBLIC)
    def components() -> str:
        return render_template("site/components.html", today=TODAY)
