"""Copy signals: what one code's scans say, each with its reason.

No rule proves a copy. Two together make a code suspect; one alone is said and
changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from shapely import Point

from gi_registry.core.words import Language, Words, china_day, long_day
from gi_registry.geo.measure import distance_m

PERISHABLE: Final = frozenset({"fruit", "vegetable"})
"""Categories of goods that nobody sells fresh a year later."""

WINDOW: Final = timedelta(days=7)
"""Scans further back than this are in no rule."""

_DAY: Final = timedelta(hours=24)
_DEVICES: Final = 5
_PROVINCES: Final = 3
_FAR_M: Final = 300_000
_FAST_M_PER_H: Final = 900_000
_STALE_MONTHS: Final = 12
_MONTHS: Final = 12
PREFECTURE_DIGITS: Final = 4
"""Digits of a GB/T 2260 code that name a prefecture."""


Position = tuple[float, float]
"""Longitude and latitude, CGCS2000 degrees."""


class Rule(StrEnum):
    """The rules, by what they say."""

    MANY_DEVICES = "many_devices"
    FAST_TRAVEL = "fast_travel"
    MANY_PROVINCES = "many_provinces"
    AFTER_SEASON = "after_season"


class Seen(NamedTuple):
    """One check of a code.

    Attributes:
        at: when.
        device: keyed digest; says same or other device within a day in China.
        division: province or prefecture, 2 or 4 digits, if the person said so.
    """

    at: datetime
    device: str
    division: str | None = None


class Goods(NamedTuple):
    """What is known of the goods under a code.

    Attributes:
        is_perishable: whether they do not keep for a year.
        season_mask: months in which they come to market, bit 0 January.
        produced_on: when the lot was made; None where there is no lot.
    """

    is_perishable: bool
    season_mask: int
    produced_on: date | None


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired, and why."""

    rule: Rule
    words: Words


def signals(
    seen: Iterable[Seen],
    goods: Goods,
    *,
    now: datetime,
    places: Mapping[str, Position],
) -> tuple[Signal, ...]:
    """Return the rules that fire for one code, in the order of their names.

    Args:
        seen: its checks within `WINDOW` before `now`, the present one among
            them; older ones are left out here.
        goods: what it is on.
        now: the present instant.
        places: positions of prefectures, by their 4 digits; a scan elsewhere is
            left out of the rule about travel.

    Source:
        Rules R3 to R6 of the domain study; their figures are starting values.
    """
    recent = sorted(
        (one for one in seen if now - WINDOW < one.at <= now), key=lambda one: one.at
    )
    found = (
        _many_devices(recent, now),
        _fast_travel(recent, places),
        _many_provinces(recent, goods),
        _after_season(goods, now),
    )
    return tuple(signal for signal in found if signal is not None)


def season_end(mask: int, day: date) -> date:
    """Return the last day of the season in which goods of a day are sold.

    Args:
        mask: months of the season, bit 0 January; 0 or all twelve know no end,
            and the day itself is returned.
        day: when the goods were made or harvested.
    """
    if mask in (0, (1 << _MONTHS) - 1):
        return day
    month = day.year * _MONTHS + day.month - 1
    while not mask >> month % _MONTHS & 1:
        month += 1
    while mask >> (month + 1) % _MONTHS & 1:
        month += 1
    return _month_start(month + 1) - timedelta(days=1)


def _many_devices(recent: Sequence[Seen], now: datetime) -> Signal | None:
    """R3. A device's digest changes at midnight, so each day counts alone."""
    by_day: dict[date, set[str]] = {}
    for one in recent:
        if now - _DAY < one.at:
            by_day.setdefault(china_day(one.at), set()).add(one.device)
    most = max((len(devices) for devices in by_day.values()), default=0)
    if most <= _DEVICES:
        return None
    words = Words(
        f"24 小时内有 {most} 台不同设备查验过此码",
        f"{most} different devices checked this code within 24 hours",
    )
    return Signal(Rule.MANY_DEVICES, words)


def _fast_travel(
    recent: Sequence[Seen], places: Mapping[str, Position]
) -> Signal | None:
    """R4. Of two checks in a row, farther apart than anybody travels."""
    placed = [
        (one.at, places[one.division])
        for one in recent
        if one.division is not None and one.division in places
    ]
    for (before, here), (after, there) in pairwise(placed):
        metres = distance_m(Point(here), Point(there))
        hours = (after - before) / timedelta(hours=1)
        if metres > _FAR_M and metres > _FAST_M_PER_H * hours:
            km, minutes = round(metres / 1000), round(hours * 60)
            words = Words(
                f"{minutes} 分钟内在相距 {km} 公里的两地被查验",
                f"It was checked in two places {km} km apart within {minutes} minutes",
            )
            return Signal(Rule.FAST_TRAVEL, words)
    return None


def _many_provinces(recent: Sequence[Seen], goods: Goods) -> Signal | None:
    """R5. Goods that do not keep are not in many provinces in a week."""
    provinces = {one.division[:2] for one in recent if one.division}
    if not goods.is_perishable or len(provinces) <= _PROVINCES:
        return None
    words = Words(
        f"7 天内在 {len(provinces)} 个省份被查验，而产品不耐存放",
        f"It was checked in {len(provinces)} provinces within 7 days, and the goods "
        "do not keep",
    )
    return Signal(Rule.MANY_PROVINCES, words)


def _after_season(goods: Goods, now: datetime) -> Signal | None:
    """R6. Fresh goods a year after their season are not those goods."""
    if not goods.is_perishable or goods.produced_on is None:
        return None
    end = season_end(goods.season_mask, goods.produced_on)
    month = end.year * _MONTHS + end.month - 1 + _STALE_MONTHS
    last = min(end.day, (_month_start(month + 1) - timedelta(days=1)).day)
    if china_day(now) <= _month_start(month).replace(day=last):
        return None
    words = Words(
        f"产品的上市季节在{long_day(end, Language.ZH)}结束，已过 12 个月",
        f"The season of these goods ended on {long_day(end, Language.EN)}, more than "
        "12 months ago",
    )
    return Signal(Rule.AFTER_SEASON, words)


def _month_start(month: int) -> date:
    """Return the first day of a month counted from year 0."""
    return datetime(month // _MONTHS, month % _MONTHS + 1, 1, tzinfo=UTC).date()
