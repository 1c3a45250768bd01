"""Every request is counted and timed, for whoever watches the service."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from flask import Flask

from gi_registry.core.ready import Environ

if TYPE_CHECKING:
    from gi_registry.app.numbers import Numbers

_Start = Callable[..., Any]
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_OTHER: Final = "other"


def register(app: Flask) -> None:
    """Count what an application answers; to be called when it has all its routes."""
    firsts = (_first(rule.rule) for rule in app.url_map.iter_rules())
    areas = frozenset(each for each in firsts if "<" not in each)
    watched = app.extensions["gi-watched"] = Watched(app, areas)
    app.wsgi_app = watched  # type: ignore[assignment, method-assign]


class Watched:
    """A WSGI application that counts what another one answers.

    Args:
        app: answers.
        areas: first parts of the addresses that there are; all others are "other",
            so that nobody makes more of them by asking.
    """

    def __init__(self, app: Flask, areas: frozenset[str]):
        self._behind = app.wsgi_app
        self._areas = areas

    @cached_property
    def numbers(self) -> "Numbers":
        """What was counted; made in the process that serves, with its library."""
        from gi_registry.app.numbers import Numbers  # noqa: PLC0415 -- see the module

        return Numbers()

    def __call__(self, environ: Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request, and count it."""
        began = time.perf_counter()
        status = ""

        def started(line: str, *rest: Any) -> Any:  # noqa: ANN401 -- as WSGI has it
            nonlocal status
            status = line[:3]
            return start(line, *rest)

        try:
            return self._behind(environ, started)
        finally:
            first = _first(environ.get("PATH_INFO", ""))
            area = first if first in self._areas else _OTHER
            method = environ["REQUEST_METHOD"]
            self.numbers.count(
                area,
                method if method in _METHODS else _OTHER,
                status or "500",
                time.perf_counter() - began,
            )


@contextmanager
def shared(workers: int) -> Iterator[None]:
    """Let processes that are begun within count together.

    Args:
        workers: how many there will be; one has nothing to share.
    """
    if workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="gi-numbers-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield


def _first(path: str) -> str:
    return path[1:].partition("/")[0].partition(".")[0] or "home"
