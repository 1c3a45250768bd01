"""How long a page of the map takes until everything is drawn, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, CDPSession, ViewportSize
from werkzeug.serving import make_server

PHONE: ViewportSize = {"width": 390, "height": 844}
_CPU = 4
_BYTES_PER_S = 1_600_000 // 8
_LATENCY_MS = 150
_PATIENCE_MS = 60_000

# Drawn is when the paths are there; on the screen is the frame after the next.
_WATCH = """
(expected) => {
  const look = () => {
    const paths = [...document.querySelectorAll("path.m-area")];
    const drawn = paths.filter((path) => path.getAttribute("d")?.length > 4);
    if (drawn.length < expected) return requestAnimationFrame(look);
    const done = () => (document.documentElement.dataset.drawn = performance.now());
    requestAnimationFrame(() => requestAnimationFrame(done));
  };
  requestAnimationFrame(look);
}
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What it took until all areas were on the screen.

    Attributes:
        ms: since the address was asked for.
        transferred: bytes on the wire until then, headers included.
        by_path: the same, each answer by its path.
    """

    ms: float
    transferred: int
    by_path: dict[str, int]


def draw(browser: Browser, address: str, *, areas: int, is_slow: bool) -> Drawn:
    """Open the map in a phone's window with nothing cached, until all is drawn.

    Args:
        browser: a Chromium.
        address: of the map.
        areas: how many there are to be drawn.
        is_slow: a processor four times slower and 1.6 Mbit/s with 150 ms.
    """
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(f"({_WATCH})({areas})")
    session = context.new_cdp_session(page)
    with _counted(session) as by_path:
        if is_slow:
            _slow_down(session)
        page.goto(address, wait_until="commit")
        root = page.locator("html[data-drawn]")
        root.wait_for(state="attached", timeout=_PATIENCE_MS)
        took = float(root.get_attribute("data-drawn") or "nan")
    context.close()
    return Drawn(took, sum(by_path.values()), by_path)


def _slow_down(session: CDPSession) -> None:
    session.send("Emulation.setCPUThrottlingRate", {"rate": _CPU})
    line = {
        "offline": False,
        "latency": _LATENCY_MS,
        "downloadThroughput": _BYTES_PER_S,
        "uploadThroughput": _BYTES_PER_S,
    }
    session.send("Network.emulateNetworkConditions", line)


@contextmanager
def _counted(session: CDPSession) -> Iterator[dict[str, int]]:
    """Give the bytes of each answer, filled while the page loads."""
    paths: dict[str, str] = {}
    by_path: dict[str, int] = {}

    def answered(event: dict[str, dict[str, str]]) -> None:
        paths[str(event["requestId"])] = urlsplit(event["response"]["url"]).path

    def ended(event: dict[str, int]) -> None:
        path = paths.get(str(event["requestId"]), "")
        by_path[path] = by_path.get(path, 0) + event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    yield by_path


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on loopback; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
