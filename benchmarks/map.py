"""The map in headless Chromium: until all areas are drawn, on a phone's window."""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from benchmarks._loopback import granian
from benchmarks._rows import Row, at_most, skipped
from gi_registry.app import create_app, tables
from gi_registry.core import clock
from gi_registry.core.settings import Settings
from gi_registry.site.service import import_register
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.drawing import Drawn, draw
from tests.maps import country
from tests.products.catalogue import shipped

_TRIES: Final = 5
_SLOW: Final = "4x slower processor, 1.6 Mbit/s, 150 ms"


def run() -> list[Row]:
    """Measure the shipped register's 109 areas and an invented country's 2,500.

    Nothing is cached in the browser; the server has answered once. The median of
    five tries counts.
    """
    if CHROMIUM is None:
        return [skipped("map: all areas drawn", "no Chromium on this machine")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return [
                *_measured(browser, "109 areas", _shanxi, (0.5, 2.0, 130)),
                *_measured(browser, "2,500 areas", country.load, (3.0, 3.0, 400)),
            ]
        finally:
            browser.close()


def _measured(
    browser: Browser,
    what: str,
    load: Callable[[Session], object],
    bounds: tuple[float, float, float],
) -> list[Row]:
    """Return seconds from localhost, on a slow phone, and kilobytes."""
    number = int(what.split(maxsplit=1)[0].replace(",", ""))
    with _served(load) as port:
        address = f"http://127.0.0.1:{port}/map"
        draw(browser, address, areas=number, is_slow=False)

        def median(*, is_slow: bool) -> Drawn:
            tries = [
                draw(browser, address, areas=number, is_slow=is_slow)
                for _ in range(_TRIES)
            ]
            middle = statistics.median(each.ms for each in tries)
            return next(each for each in tries if each.ms == middle)

        near, slow = median(is_slow=False), median(is_slow=True)
    fast_s, slow_s, most_kb = bounds
    return [
        at_most(f"map: {what} drawn, localhost", near.ms / 1000, fast_s, "s"),
        at_most(f"map: {what} drawn, {_SLOW}", slow.ms / 1000, slow_s, "s"),
        at_most(f"map: {what}, transferred", near.transferred / 1000, most_kb, "kB"),
    ]


@contextmanager
def _served(load: Callable[[Session], object]) -> Iterator[int]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        database = app.extensions["gi"].database
        tables.upgrade(database)
        with database.write() as session:
            load(session)
        database.engine.dispose()
        with granian("wsgi:app", {"GI_DATA_DIR": folder}) as port:
            yield port


def _shanxi(session: Session) -> None:
    import_register(session, shipped(), now=clock.now())
