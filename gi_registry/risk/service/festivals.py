"""Festivals from the files in `geodata/`; none is worked out or guessed.

Source, licence and date of each file stand in `geodata/README.md`: lunar days
for 2025 to 2035, days off from the State Council's notices as far as they are
out.
"""

import csv
from datetime import date
from functools import cache
from typing import Final

from gi_registry.geo.layers import geodata_dir
from gi_registry.risk.rules import Feast, Festival

_NODES: Final = {
    "春节": Feast.SPRING,
    "劳动节": Feast.LABOUR,
    "端午": Feast.DRAGON_BOAT,
    "中秋": Feast.MID_AUTUMN,
    "国庆": Feast.NATIONAL,
}
_LUNAR: Final = (Feast.SPRING, Feast.DRAGON_BOAT, Feast.MID_AUTUMN)
_FIXED: Final = {Feast.LABOUR: (5, 1), Feast.NATIONAL: (10, 1)}


def festivals(year: int) -> list[Festival]:
    """Return the festivals of a year in order.

    A lunar one is left out where its day is not on file.
    """
    off = _days_off()
    found = {feast: date(year, *day) for feast, day in _FIXED.items()}
    found |= _lunar_days().get(year, {})
    made = [
        Festival(feast, on, *off.get((year, feast), (None, None)))
        for feast, on in found.items()
    ]
    return sorted(made, key=lambda each: each.on)


def years_on_file() -> tuple[int, int]:
    """Return the first and last year whose lunar festivals are on file."""
    years = _lunar_days()
    return min(years), max(years)


@cache
def _lunar_days() -> dict[int, dict[Feast, date]]:
    path = geodata_dir() / "mid_autumn_2025_2035.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            int(row["year"]): {
                feast: date.fromisoformat(row[feast.value]) for feast in _LUNAR
            }
            for row in csv.DictReader(stream)
        }


@cache
def _days_off() -> dict[tuple[int, Feast], tuple[date, date]]:
    path = geodata_dir() / "holidays_2025_2027.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (int(row["year"]), _NODES[row["node"]]): (
                date.fromisoformat(row["off_from"]),
                date.fromisoformat(row["off_to"]),
            )
            for row in csv.DictReader(stream)
            if row["node"] in _NODES and row["off_from"]
        }
