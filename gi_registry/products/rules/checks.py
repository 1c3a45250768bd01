"""What is wrong with a catalogue document that keeps to its JSON Schema.

The schema is schemas/v1/gi-catalogue.schema.json; here stands what it cannot say.
"""

import calendar
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from gi_registry.core.words import Words
from gi_registry.products.rules.numbers import announcement_number, standard_number

Found = Iterator[tuple[str, Words]]

_NO_DAY = Words("“{value}”不是真实的日期", "{value} is no day of the calendar")
_TWICE = Words("“{value}”出现不止一次", "{value} stands there more than once")
_NO_CATEGORY = Words(
    "品类“{value}”不在 schemas/codelists/category.csv 中，请先补充",
    "category {value} is not in schemas/codelists/category.csv; add it there first",
)
_UNEVEN = Words(
    "县名与县代码的个数不一致", "there are not as many names as there are codes"
)
_CONTROL = Words(
    "文字首尾有空白，或含有换行等控制字符",
    "the text has spaces around it, or control characters in it",
)
_NO_SOURCE = Words("写了内容却没有写出处", "the fact is stated without its source")
_NO_ANNOUNCEMENT = Words(
    "读不懂公告号“{value}”，应如：国家质检总局公告2004年第104号、国家知识产权局公告第475号",
    "cannot read the announcement number {value}; "
    "such as 国家质检总局公告2004年第104号 or 国家知识产权局公告第475号",
)
_NO_STANDARD = Words(
    "读不懂标准号“{value}”，应如 GB/T 19777-2013",
    "cannot read the standard number {value}; such as GB/T 19777-2013",
)
_NUMBER_KIND = Words(
    "号码与号码种类应同时填写或同时留空",
    "number and number_kind are both given or both empty",
)


def faults(document: Mapping[str, Any], categories: Collection[str]) -> Found:
    """Give what is wrong with a document that keeps to the schema.

    Args:
        document: the catalogue.
        categories: codes of codelists/category.csv.

    Yields:
        Pairs of place and words.
    """
    if _no_day(document["compiled"]):
        yield "compiled", _NO_DAY.filled(value=document["compiled"])
    codes = Counter(product["id"] for product in document["products"])
    for at, product in enumerate(document["products"]):
        where = f"products[{at}]"
        if codes[product["id"]] > 1:
            yield f"{where}.id", _TWICE.filled(value=product["id"])
        if product["category"] not in categories:
            yield f"{where}.category", _NO_CATEGORY.filled(value=product["category"])
        yield from _text_faults(product, where)
        yield from _fact_faults(product, where)
        yield from _right_faults(product["registrations"], f"{where}.registrations")
        yield from _standard_faults(product["standards"], f"{where}.standards")
        area = product["area"]
        if len(area["county_adcodes"]) != len(area["county_names"]):
            yield f"{where}.area.county_names", _UNEVEN


def _text_faults(product: Mapping[str, Any], where: str) -> Found:
    for path, text in _texts(product, where):
        has_control = any(unicodedata.category(mark) in ("Cc", "Cs") for mark in text)
        if has_control or text != text.strip():
            yield path, _CONTROL


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for name, member in value.items():
            yield from _texts(member, f"{where}.{name}")
    elif isinstance(value, list):
        for at, member in enumerate(value):
            yield from _texts(member, f"{where}[{at}]")


def _fact_faults(product: Mapping[str, Any], where: str) -> Found:
    stated = {
        "season_source": product["season_months"],
        "quality_source": product["quality"],
        "eu_china_source": product["eu_china"],
    }
    for name, value in stated.items():
        if value and not product[name]:
            yield f"{where}.{name}", _NO_SOURCE


def _right_faults(rights: list[dict[str, Any]], where: str) -> Found:
    for at, right in enumerate(rights):
        number, kind = right["number"], right["number_kind"]
        if right["date"] and _no_day(right["date"]):
            yield f"{where}[{at}].date", _NO_DAY.filled(value=right["date"])
        if bool(number) != bool(kind):
            yield f"{where}[{at}].number_kind", _NUMBER_KIND
        elif kind == "announcement" and announcement_number(number) is None:
            yield f"{where}[{at}].number", _NO_ANNOUNCEMENT.filled(value=number)


def _standard_faults(standards: list[dict[str, Any]], where: str) -> Found:
    seen = set()
    for at, standard in enumerate(standards):
        number = standard_number(standard["number"])
        if number is None:
            words = _NO_STANDARD.filled(value=standard["number"])
            yield f"{where}[{at}].number", words
        elif number in seen:
            yield f"{where}[{at}].number", _TWICE.filled(value=number)
        seen.add(number)


def _no_day(text: str) -> bool:
    """Whether a year, year-month or year-month-day is not in the calendar."""
    found = re.fullmatch(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if found is None:
        return True
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if not 1 <= month <= 12:  # noqa: PLR2004 -- the months of a year
        return True
    return not 1 <= day <= calendar.monthrange(year, month)[1]
