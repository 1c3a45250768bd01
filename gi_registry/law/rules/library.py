"""All rule versions, found by key and day."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from gi_registry.law.errors import RuleNotFoundError
from gi_registry.law.rules import (
    consumer,
    notice354,
    notice1072,
    order79,
    order80,
    order80_use,
    printing,
)
from gi_registry.law.rules.versions import Instrument, RuleVersion

_TEXTS = {
    order80.ORDER_80: (*order80.ARTICLES, *order80_use.ARTICLES),
    order79.ORDER_79: order79.ARTICLES,
    notice354.NOTICE_354: notice354.ARTICLES,
    notice1072.NOTICE_1072: notice1072.ARTICLES,
    printing.PRINTING: printing.ARTICLES,
    consumer.CONSUMER: consumer.ARTICLES,
}

INSTRUMENTS: Final[tuple[Instrument, ...]] = tuple(_TEXTS)
"""Every text that rules were read in."""

RULES: Final[tuple[RuleVersion, ...]] = tuple(
    RuleVersion(instrument, article)
    for instrument, articles in _TEXTS.items()
    for article in articles
)
"""Every version of every rule, by instrument and article."""

_BY_REFERENCE: Final[Mapping[str, RuleVersion]] = {
    each.reference: each for each in RULES
}

_KEYS = frozenset(each.key for each in RULES)


def rule(key: str, *, on: date) -> RuleVersion:
    """Return the version of a rule that is in force on a day.

    Args:
        key: such as `order80.20`.
        on: day in China; a decision asks with its own day.

    Raises:
        RuleNotFoundError: there is no such rule, or it was not in force then.
    """
    found = find(key, on=on)
    if found is None:
        raise RuleNotFoundError(key, on)
    return found


def find(key: str, *, on: date) -> RuleVersion | None:
    """Return the version of a rule that is in force on a day, or None.

    Raises:
        RuleNotFoundError: there never was a rule of that key.
    """
    if key not in _KEYS:
        raise RuleNotFoundError(key)
    return next((each for each in RULES if each.key == key and each.holds(on)), None)


def cited(reference: str) -> RuleVersion:
    """Return the version that a record of a decision names.

    Args:
        reference: such as `order80.20@2024-02-01`.

    Raises:
        RuleNotFoundError: no such version is kept.
    """
    found = _BY_REFERENCE.get(reference)
    if found is None:
        raise RuleNotFoundError(reference)
    return found


def references(keys: tuple[str, ...], *, on: date) -> list[str]:
    """Return key and version of each rule, as a record keeps them.

    A rule that was not in force on the day is left out: what was decided before
    the Measures was not decided by them.

    Args:
        keys: such as `order80.20`.
        on: day of the decision, in China.
    """
    return [each.reference for each in RULES if each.key in keys and each.holds(on)]


def rules_of(instrument: str) -> tuple[RuleVersion, ...]:
    """Return the rules of an instrument; of an unknown one, none."""
    return tuple(each for each in RULES if each.instrument.key == instrument)
