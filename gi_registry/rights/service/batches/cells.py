"""What the cells of a line mean, and an event as the cells of a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gi_registry.core.sheets import day_of
from gi_registry.core.words import Words
from gi_registry.rights.errors import LineError
from gi_registry.rights.models import RightEvent, RightProcedure
from gi_registry.rights.rules import TOUCHED_WORDS, Touched
from gi_registry.rights.rules.batches import (
    COLUMNS,
    MATTER_WORDS,
    MEANINGS,
    TOUCHED_NAMES,
    Matter,
)

COMPARED = (
    "holder",
    "managing_authority",
    "number",
    "touches",
    "ground",
    "received_on",
    "words",
)
"""Columns in which a line can differ from what is on record."""

_GROUNDS = 6


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a line says beside product and matter.

    Attributes:
        touches: of a change.
        ground: of a revocation, 1 to 6.
        received_on: day on which the notice was received.
    """

    holder: str
    managing_authority: str
    number: str
    touches: tuple[Touched, ...]
    ground: int | None
    received_on: date | None
    words: str


def particulars(cells: Mapping[str, str]) -> Particulars:
    """Read what a line says.

    Raises:
        LineError: a cell does not mean anything.
    """
    return Particulars(
        holder=cells.get("holder", ""),
        managing_authority=cells.get("managing_authority", ""),
        number=cells.get("number", ""),
        touches=_touches(cells.get("touches", "")),
        ground=_ground(cells.get("ground", "")),
        received_on=_day(cells.get("received_on", "")),
        words=cells.get("words", ""),
    )


def as_cells(
    event: RightEvent, procedure: RightProcedure, matter: Matter
) -> dict[str, str]:
    """Return an event that no list brought as the cells of a line.

    Args:
        event: what happened.
        procedure: it belongs to, with right and product.
        matter: what the list calls it.
    """
    right = procedure.right
    says = matter in (Matter.RECOGNITION, Matter.CHANGE)
    return {
        "product": right.gi.name_zh,
        "product_code": right.gi.code,
        "matter": MATTER_WORDS[matter].zh,
        "holder": (right.holder or "") if says else "",
        "managing_authority": (right.managing_authority or "") if says else "",
        "number": (right.number or "") if says else "",
        "touches": "、".join(
            TOUCHED_WORDS[Touched(each)].zh for each in procedure.touches
        ),
        "ground": str(procedure.ground or ""),
        "received_on": event.received_on.isoformat() if event.received_on else "",
        "words": event.words,
    }


def matter_of_event(event: RightEvent, procedure: RightProcedure) -> Matter | None:
    """Return what a list calls an event; None for what none announces."""
    for matter, meaning in MEANINGS.items():
        if (meaning.procedure, meaning.state, meaning.ending) == (
            procedure.kind,
            event.state,
            procedure.ending,
        ):
            return matter
    return None


def differences(said: Mapping[str, str], line: Mapping[str, str]) -> list[Words]:
    """Return in what a line differs from what is on record of the same event.

    Only what the line says counts, and only as it is meant: the order in which a
    change's matters are listed does not.
    """
    found = []
    before, after = particulars(said), particulars(line)
    for name in COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, tuple):
            old, new = frozenset(old), frozenset(new)
        if new and old != new:
            head = COLUMNS[name][0]
            was, now = said.get(name) or "（空）", line[name]
            found.append(
                Words(
                    f"{head}：在册为“{was}”，来文为“{now}”；在册的不改，请核对原件",
                    f"{head}: “{was}” on record, “{now}” in the list; what is on "
                    "record stays, check the original",
                )
            )
    return found


def _touches(text: str) -> tuple[Touched, ...]:
    for mark in "，,;；/ ":
        text = text.replace(mark, "、")
    found = []
    for part in filter(None, text.split("、")):
        touched = TOUCHED_NAMES.get(part) or next(
            (kind for kind, words in TOUCHED_WORDS.items() if part in words), None
        )
        if touched is None:
            names = "、".join(words.zh for words in TOUCHED_WORDS.values())
            raise LineError(
                Words(
                    f"变更内容“{part}”读不懂；可以写：{names}",
                    f"“{part}” is nothing that a change touches; write one of: {names}",
                )
            )
        found.append(touched)
    return tuple(dict.fromkeys(found))


def _ground(text: str) -> int | None:
    if not text:
        return None
    number = text.strip("第()（）项 ")
    if number.isdecimal() and 1 <= int(number) <= _GROUNDS:
        return int(number)
    raise LineError(
        Words(
            f"撤销情形“{text}”不是第二十七条所列的六种之一；请写 1 至 6",
            f"“{text}” is none of the six grounds of Art. 27; write 1 to 6",
        )
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return day_of(text)
    except ValueError as error:
        raise LineError(
            Words(
                f"“{text}”不是日期；请写成 2026-11-23",
                f"“{text}” is no day; write 2026-11-23",
            )
        ) from error
