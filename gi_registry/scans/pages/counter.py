"""What one running application holds for its scans."""

import time
from dataclasses import dataclass, field
from typing import Final

from flask import Flask, current_app

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.core import clock
from gi_registry.core.limits import Limit
from gi_registry.core.sessions import Registry, read
from gi_registry.core.words import Language, Words
from gi_registry.scans import service
from gi_registry.scans.pages.keeping import Kept
from gi_registry.scans.queries import Known

CHECKS_PER_MINUTE: Final = 120
"""By one address; behind that of a market there are several phones."""

PINS_PER_MINUTE: Final = 10
"""Scratch PINs entered by one address; who opens a case needs one after the other."""

_BURST: Final = 240
_PIN_BURST: Final = 20
_KEPT: Final = "gi-scans"
_KEY_PURPOSE: Final = "scan-device"
_HOUR_S: Final = 3600
_MINUTES_5_S: Final = 300
_MINUTE_S: Final = 60


Pieces = tuple[bytes, ...]
"""A page of UTF-8, cut where codes and addresses go."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Where scans come in.

    Attributes:
        device_key: digests devices; of this installation, 32 bytes.
        desk: answers and counts the checks.
        pages: rendered pages by what they show.
        ready: the same pages by what is known of a label, for a minute.
        limit: how often one address may check.
        pin_limit: how often one address may enter a scratch PIN.
    """

    device_key: bytes = field(repr=False)
    desk: service.Desk
    pages: Kept[Pieces] = field(default_factory=lambda: Kept(_MINUTES_5_S))
    ready: Kept[Pieces] = field(default_factory=lambda: Kept(_MINUTE_S))
    limit: Limit = field(
        default_factory=lambda: Limit(per_minute=CHECKS_PER_MINUTE, burst=_BURST)
    )
    pin_limit: Limit = field(
        default_factory=lambda: Limit(per_minute=PINS_PER_MINUTE, burst=_PIN_BURST)
    )
    _names: Kept[Words] = field(default_factory=lambda: Kept(_HOUR_S))
    _figures: Kept[Words] = field(default_factory=lambda: Kept(_MINUTES_5_S))
    _pictures: Kept[str] = field(default_factory=lambda: Kept(_HOUR_S))

    def county(self, division: str) -> Words | None:
        """Return the name of a county with its prefecture."""
        return self._names.get(
            division, lambda: _full_name(division), at_s=time.monotonic()
        )

    def figures(self, known: Known) -> Words | None:
        """Return what the producer may mark in the year, and what it drew."""
        return self._figures.get(
            (known.authorization_id, known.year),
            lambda: _figures(known),
            at_s=time.monotonic(),
        )

    def picture(self, known: Known, language: Language) -> str | None:
        """Return a picture of the product's area with the county in it, SVG."""
        return self._pictures.get(
            (known.gi_id, known.division, language),
            lambda: _picture(known, language),
            at_s=time.monotonic(),
        )


def counter() -> Counter:
    """Return the counter of the running application."""
    return counter_of(current_app)


def counter_of(app: Flask) -> Counter:
    """Return the counter of an application."""
    kept: Counter | None = app.extensions.get(_KEPT)
    if kept is None:
        parts: Registry = app.extensions["gi"]
        key = parts.secrets.derived(_KEY_PURPOSE)
        kept = Counter(key, service.Desk(parts.database))
        # Two threads may come here at once; all go on with the first one's.
        kept = app.extensions.setdefault(_KEPT, kept)
    return kept


def _full_name(division: str) -> Words | None:
    with read() as session:
        return areas.full_names(session, [division]).get(division)


def _picture(known: Known, language: Language) -> str | None:
    with read() as session:
        try:
            return areas.map_svg(
                session,
                known.gi_id,
                highlight_code=known.division,
                language=language,
                on=clock.today(),
            )
        except DivisionsMissingError:
            return None


def _figures(known: Known) -> Words | None:
    with read() as session:
        return service.capacity_words(session, known)
