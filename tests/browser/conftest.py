"""A served demonstration and a real Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.serving import address, environment, serving, wait_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "gi-demo-2026"  # noqa: S105 -- the demonstration's, which is public
SHOTS = Path("build/screenshots")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Site:
    """A running registry with the demonstration in it."""

    base: str
    data_dir: Path

    def command(self, *words: str) -> str:
        """Run `gi-registry` beside it and return what it prints."""
        done = subprocess.run(  # noqa: S603 -- our own words
            [sys.executable, "-m", "gi_registry.app.cli", *words],
            env=environment(self.data_dir, self.base),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the demonstration on a free port of loopback until the tests end."""
    served = Site(address(), tmp_path_factory.mktemp("site"))
    served.command("db", "upgrade")
    served.command("demo", "load")
    with serving(served.data_dir, served.base) as process:
        wait_for(served.base, process)
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; without one the tests are skipped, but never where CI is set."""
    if CHROMIUM is None:
        words = "no Chromium on this machine (Debian: chromium)"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a fresh desktop browser that speaks Chinese."""
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True
    )
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Give a page that fails the test on an error of its own scripts."""
    opened = context.new_page()

    def failed(error: object) -> None:
        raise AssertionError(error)

    opened.on("pageerror", failed)
    yield opened
    # What is still under way is broken off with the browser.
    opened.remove_listener("pageerror", failed)


def sign_in(page: Page, site: Site, login: str) -> None:
    """Sign in as somebody of the demonstration, out of whoever was in."""
    page.context.clear_cookies()
    page.goto(f"{site.base}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def shot(page: Page, name: str) -> None:
    """Keep a picture of the page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
