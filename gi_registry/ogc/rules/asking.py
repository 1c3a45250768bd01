"""What an address asks of a collection, read once and strictly.

The standard wants 400 for a parameter that is unknown or whose value is wrong; a
limit above the greatest is taken for the greatest.
"""

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from gi_registry.core.words import Words
from gi_registry.geo.crs import Bounds
from gi_registry.ogc.errors import ParameterValueError, UnknownParameterError
from gi_registry.ogc.rules.collections import Collection, Form, Property
from gi_registry.ogc.rules.coordinates import AXES, CRS84, boxes
from gi_registry.ogc.rules.times import Span, span

LIMIT = 100
MOST = 1_000
"""Features in one page."""

ALWAYS = ("f", "lang")
"""Parameters of every address: the form of the answer and the language of words."""
ITEM = ("crs", *ALWAYS)
OF_ITEMS = ("limit", "bbox", "bbox-crs", "datetime", "crs", "after", *ALWAYS)

_CHOICES = {"f": ("json", "html"), "lang": ("zh", "en")}
_LONGEST = 12
"""Digits of a number."""
_CRS_WORDS = Words(
    f"以下之一：{'、'.join(AXES)}", f"one of {', '.join(AXES)}"
)  # fmt: skip
_BBOX_WORDS = Words(
    "四个（或带高程的六个）用逗号隔开的数，先下角后上角，按 bbox-crs 的轴序",
    "four numbers (six with heights) between commas, the lower corner first, in the "
    "order of the axes of bbox-crs",
)
_DATETIME_WORDS = Words(
    "RFC 3339 的时刻或区间，如 2026-01-01T00:00:00Z/..",
    "an instant or an interval of RFC 3339, such as 2026-01-01T00:00:00Z/..",
)

Value = str | int | bool


class Asked(NamedTuple):
    """What is asked of a collection.

    Attributes:
        limit: features in a page, 1 to MOST.
        after: the features that follow this id; "" from the first.
        boxes: EPSG:4490, degrees; the feature meets one of them. None: anywhere.
        span: days; none: at any time.
        crs: of the answer, one of AXES.
        filters: properties and the value that each must have.
    """

    limit: int = LIMIT
    after: str = ""
    boxes: tuple[Bounds, ...] | None = None
    span: Span | None = None
    crs: str = CRS84
    filters: tuple[tuple[str, Value], ...] = ()


def known(given: Iterable[tuple[str, str]], allowed: tuple[str, ...]) -> dict[str, str]:
    """Return parameters by name.

    Args:
        given: names and values, as the address has them.
        allowed: what may be given.

    Raises:
        UnknownParameterError: another one is given.
        ParameterValueError: one is given twice, or `f` or `lang` is not known.
    """
    found: dict[str, str] = {}
    for name, value in given:
        if name not in allowed:
            raise UnknownParameterError(name, allowed)
        if name in found:
            raise ParameterValueError(name, Words("一个值", "one value"))
        if name in _CHOICES and value not in _CHOICES[name]:
            raise ParameterValueError(name, _one_of(_CHOICES[name]))
        found[name] = value
    return found


@cache
def of_items(of: Collection) -> tuple[str, ...]:
    """Return the parameters that a collection's items take."""
    return (*OF_ITEMS, *of.queryable)


def asked(given: Iterable[tuple[str, str]], of: Collection) -> Asked:
    """Return what is asked of a collection's items.

    Raises:
        UnknownParameterError: a parameter is none of the collection's.
        ParameterValueError: a value is none that the parameter can have.
    """
    found = known(given, of_items(of))
    return Asked(
        limit=_limit(found.get("limit", str(LIMIT))),
        after=found.get("after", ""),
        boxes=_boxes(found.get("bbox"), crs_of(found, "bbox-crs")),
        span=_span(found.get("datetime")),
        crs=crs_of(found, "crs"),
        filters=tuple(
            (name, _value(of.queryable[name], text))
            for name, text in found.items()
            if name in of.queryable
        ),
    )


def crs_of(found: dict[str, str], name: str) -> str:
    """Return a coordinate system that is asked for, CRS84 if none is.

    Raises:
        ParameterValueError: it is none of AXES.
    """
    crs = found.get(name, CRS84)
    if crs not in AXES:
        raise ParameterValueError(name, _CRS_WORDS)
    return crs


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:_LONGEST])):
        raise ParameterValueError(
            "limit", Words(f"1 至 {MOST} 的整数", f"a whole number, 1 to {MOST}")
        )
    return MOST if len(text) > _LONGEST else min(int(text), MOST)


def _boxes(text: str | None, crs: str) -> tuple[Bounds, ...] | None:
    if text is None:
        return None
    try:
        numbers = [_number(part) for part in text.split(",")]
        if len(numbers) == 6:  # noqa: PLR2004 -- with heights, which nothing here has
            del numbers[5], numbers[2]
        first, second, third, fourth = numbers
        return tuple(boxes((first, second, third, fourth), AXES[crs]))
    except ValueError as error:
        raise ParameterValueError("bbox", _BBOX_WORDS) from error


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _span(text: str | None) -> Span | None:
    if text is None:
        return None
    try:
        return span(text)
    except ValueError as error:
        raise ParameterValueError("datetime", _DATETIME_WORDS) from error


def _value(of: Property, text: str) -> Value:
    if of.choices and text not in of.choices:
        raise ParameterValueError(of.name, _one_of(of.choices))
    if of.form is Form.BOOLEAN:
        if text not in ("true", "false"):
            raise ParameterValueError(of.name, _one_of(("true", "false")))
        return text == "true"
    if of.form is Form.INTEGER:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):  # noqa: PLR2004 -- what JSON keeps exact
            raise ParameterValueError(of.name, Words("整数", "a whole number"))
        return int(text)
    return text


def _one_of(choices: Iterable[str]) -> Words:
    listed = tuple(choices)
    return Words(f"以下之一：{'、'.join(listed)}", f"one of {', '.join(listed)}")
