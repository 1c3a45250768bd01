"""What a feature says of itself in its attributes: its area, county and product."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from unicodedata import normalize

from gi_registry.geo.intake.ground import Domain

M2_PER_MU = 2000 / 3
_M2_PER_HA = 10_000.0

_UNITS = {
    "亩": M2_PER_MU,
    "mu": M2_PER_MU,
    "公顷": _M2_PER_HA,
    "hectares": _M2_PER_HA,
    "hectare": _M2_PER_HA,
    "ha": _M2_PER_HA,
    "平方米": 1.0,
    "平米": 1.0,
    "m2": 1.0,
    "sqm": 1.0,
}
_BY_NAME = (
    (re.compile(r"公顷|hectare|(^|[_\W])ha($|[_\W])"), _M2_PER_HA),
    (re.compile(r"平方米|平米|m2|sqm"), 1.0),
    (
        re.compile(r"亩(?!产)|(^|[_\W])mu($|[_\W])|mianji_?mu|^scmjm$|^htmjm?$"),
        M2_PER_MU,
    ),
    # National tables of land: TBMJ and SCMJ are square metres.
    (re.compile(r"^(tbmj|scmj|shape_?area|area)$"), 1.0),
    (re.compile(r"^(mj|mianji)$|面积"), M2_PER_MU),
)
_NUMBER = re.compile(r"\s*([+-]?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*(\S*)\s*", re.IGNORECASE)

_COUNTY_FIELDS = (
    "所在县",
    "县",
    "县区",
    "区县",
    "所属县",
    "所在区县",
    "县名",
    "县(市、区)",
    "county",
    "county_name",
    "xian",
    "xzqmc",
    "xzqdm",
    "adcode",
    "县代码",
    "行政区代码",
    "zlxz",
    "坐落",
)
_PLOT_NAMES = ("地块名称", "名称", "name", "dkmc", "地块")
_PRODUCT_FIELDS = ("产品", "产品名称", "product", "product_name")
_CODE = re.compile(r"(\d{6})(\d{3}|\d{6})?")
_VAGUE = frozenset({"城区", "矿区", "郊区"})
"""Names that several cities have, or that say nothing inside another name."""


def area_m2(properties: Mapping[str, str]) -> float | None:
    """Return the area that a feature declares, m2.

    The unit is the one written behind the figure, else that of the field's name
    (亩数, MJ_MU, area_ha); a bare 面积 is in mu, a bare `area` in square metres.

    Returns:
        None where nothing above zero is declared.
    """
    for name, text in properties.items():
        unit = _unit_of(_plain(name))
        found = _NUMBER.fullmatch(normalize("NFKC", text)) if unit else None
        if not unit or not found:
            continue
        written = _UNITS.get(found[2].lower(), None if found[2] else unit)
        value = float(found[1].replace(",", "")) if written else 0.0
        if written and value > 0:
            return value * written
    return None


def _unit_of(name: str) -> float | None:
    return next((unit for pattern, unit in _BY_NAME if pattern.search(name)), None)


def product(properties: Mapping[str, str]) -> str | None:
    """Return the name of the product that a feature names."""
    return next(_values(properties, _PRODUCT_FIELDS), None)


class Gazetteer:
    """Finds the county that a feature names.

    Args:
        counties: those in force, with their former names.
    """

    def __init__(self, counties: Iterable[Domain]) -> None:
        self._counties = tuple(counties)

    def county(self, properties: Mapping[str, str]) -> str | None:
        """Return the code of the county that a feature names, if it names one.

        A field for the county counts first, then any whose whole value is a
        county's name, then the first county's name within the plot's.
        """
        for value in (*_values(properties, _COUNTY_FIELDS), *properties.values()):
            found = self._whole(value.strip())
            if found:
                return found
        for name in _values(properties, _PLOT_NAMES):
            # 祁县古县镇 has a second county's name within the township's.
            inside = [(name.find(it), it) for it in self._names if it in name]
            if inside:
                return self._names[min(inside)[1]]
        return None

    def _whole(self, value: str) -> str | None:
        code = _CODE.fullmatch(value)
        if code:
            return self._codes.get(code[1])
        return self._names.get(value)

    @cached_property
    def _codes(self) -> dict[str, str]:
        found = {each: it.code for it in self._counties for each in it.former}
        return found | {it.code: it.code for it in self._counties}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Codes by name; a name that two counties have is left out."""
        codes: dict[str, set[str]] = {}
        for it in self._counties:
            for name in {it.name.zh, *it.former}:
                codes.setdefault(name, set()).add(it.code)
        return {
            name: next(iter(found))
            for name, found in codes.items()
            if len(found) == 1 and name not in _VAGUE and not name.isdigit()
        }


def _values(properties: Mapping[str, str], fields: Iterable[str]) -> Iterator[str]:
    plain = {_plain(name): value.strip() for name, value in properties.items()}
    return iter([plain[name] for name in fields if plain.get(name)])


def _plain(name: str) -> str:
    return normalize("NFKC", name).strip().lower()
