"""Names of divisions, as the reading of a wording looks them up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gi_registry.geo.layers import Township, Village

_SUFFIXES = "县市区"
_LEAST_SHORT_NAME = 2
_TOWN_SUFFIX = re.compile(r"(?:街道办事处|街道|镇|乡)$")
_VILLAGE_SUFFIX = re.compile(
    r"(?:社区)?(?:居民委员会|村民委员会|居委会|村委会|委员会)$|社区$"
)


@dataclass(frozen=True, slots=True)
class Former:
    """A county's former name.

    Attributes:
        name: such as 太谷县.
        change: when and by what it was changed, in Chinese, or empty.
        is_split: whether it went to several counties.
    """

    name: str
    change: str
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A county as the reading of a wording needs it.

    Attributes:
        code: GB/T 2260, six digits.
        name: such as 祁县.
        prefecture: name of the prefecture it is in.
        former: its former names.
    """

    code: str
    name: str
    prefecture: str
    former: tuple[Former, ...] = ()

    @property
    def short_name(self) -> str:
        """The name without its last character, where that leaves two."""
        short = self.name.rstrip(_SUFFIXES)
        return short if len(short) >= _LEAST_SHORT_NAME else self.name


@dataclass(frozen=True)
class Gazetteer:
    """Counties in force, and the townships and villages in them.

    Attributes:
        units: the counties by code.
        province: its name, or empty.
    """

    units: Mapping[str, Unit]
    province: str = ""
    towns: Iterable[Township] = ()
    hamlets: Iterable[Village] = ()
    _towns: dict[str, dict[str, list[Township]]] = field(default_factory=dict)
    _hamlets: dict[str, dict[str, list[Village]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the names by county."""
        for town in self.towns:
            named = self._towns.setdefault(town.code[:6], {})
            named.setdefault(town.name, []).append(town)
        for hamlet in self.hamlets:
            named_so = self._hamlets.setdefault(hamlet.code[:6], {})
            named_so.setdefault(base(hamlet.name), []).append(hamlet)

    def under(self, prefecture: str) -> tuple[str, ...]:
        """Return the codes of a prefecture's counties, by its name."""
        return tuple(
            c for c, unit in self.units.items() if unit.prefecture == prefecture
        )

    def town_names(self, county: str) -> list[str]:
        """Return the names of a county's townships, longest first."""
        return sorted(self._towns.get(county, ()), key=len, reverse=True)

    def town(self, county: str, name: str) -> list[Township]:
        """Return a county's townships of that very name; those in force first."""
        found = self._towns.get(county, {}).get(name, [])
        return sorted(found, key=lambda town: not town.is_current)

    def town_like(self, county: str, name: str) -> list[Township]:
        """Return a county's present townships that differ in 乡, 镇, 街道 only."""
        wanted = stem(name)
        return [
            town
            for named in self._towns.get(county, {}).values()
            for town in named
            if town.is_current and stem(town.name) == wanted
        ]

    def town_elsewhere(self, county: str, name: str) -> list[Township]:
        """Return the present townships of that name in other counties."""
        return [
            town
            for code, named in self._towns.items()
            for town in named.get(name, ())
            if code != county and town.is_current
        ]

    def has(self, county: str, code: str) -> bool:
        """Whether a township or village of a county has that code."""
        towns = self._towns.get(county, {}).values()
        if any(each.code == code for named in towns for each in named):
            return True
        hamlets = self._hamlets.get(county, {}).values()
        return any(each.code == code for named in hamlets for each in named)

    def how_many_towns(self, county: str) -> tuple[int, list[str]]:
        """Return how many townships a county has, and the names of abolished ones."""
        found = [
            town for named in self._towns.get(county, {}).values() for town in named
        ]
        gone = [town.name for town in found if not town.is_current]
        return len(found) - len(gone), gone

    def how_many_villages(self, county: str) -> int:
        """Return how many villages and communities the statistics have in a county."""
        return sum(len(named) for named in self._hamlets.get(county, {}).values())

    def villages(self, county: str, name: str) -> list[Village]:
        """Return a county's villages of that name, with or without 村."""
        named = self._hamlets.get(county, {})
        exact = named.get(name, [])
        shorter = name.removesuffix("村")
        return [*exact, *(named.get(shorter, ()) if shorter != name else ())]


def stem(name: str) -> str:
    """Return a township's name without 乡, 镇 or 街道."""
    return _TOWN_SUFFIX.sub("", name)


def base(name: str) -> str:
    """Return a village's name without its committee: 上堡 of 上堡村委会."""
    return _VILLAGE_SUFFIX.sub("", name)
