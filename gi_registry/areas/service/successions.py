"""What became of counties when a newer layer is loaded, and whom it concerns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas.models import DivisionAlias, DivisionChange
from gi_registry.areas.rules import ChangeKind
from gi_registry.areas.service.flags import flag_divisions
from gi_registry.core.words import Words
from gi_registry.translog import service as translog

_LEAST_SHARE = 0.01
"""Of a county's area, from which another one takes part of it over."""
_SAME_LAND = 0.9
"""Of both areas, from which two counties are the same land."""


@dataclass(frozen=True, eq=False, slots=True)
class Was:
    """A county's name and polygon at a time."""

    name: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Succession:
    """A county and one that took land of it over, or nothing.

    Attributes:
        share: of the old one's area that lies in the new one, 0 to 1.
    """

    kind: ChangeKind
    old_code: str
    old_name: str
    new_code: str | None
    new_name: str
    share: float

    @property
    def words(self) -> Words:
        """What happened, in one sentence."""
        kind = self.kind.words
        old = f"{self.old_name}（{self.old_code}）"
        if self.new_code is None:
            return Words(f"{old}{kind.zh}", f"{old}: {kind.en}")
        new = f"{self.new_name}（{self.new_code}）"
        share = f"{self.share * 100:.1f}%"
        return Words(
            f"{old}{kind.zh}：{share} 的面积今属{new}",
            f"{old}: {kind.en}; {share} of its area is now {new}",
        )


def successions(
    before: Mapping[str, Was], after: Mapping[str, Was]
) -> list[Succession]:
    """Compare two layers of counties.

    Args:
        before: by code, EPSG:4490.
        after: the same, later.

    Returns:
        For each county that was changed, one for each county that took over at
        least a hundredth of its area, itself among them; one without a successor
        where there is none.
    """
    tree = shapely.STRtree([each.geometry for each in after.values()])
    codes = list(after)
    found: list[Succession] = []
    for code, old in before.items():
        if code in after and _alike(old, after[code]):
            continue
        near = (codes[at] for at in tree.query(old.geometry, "intersects"))
        found += _of_one(code, old, _shares(old, near, after), before, after)
    return found


def record(
    session: Session,
    found: Iterable[Succession],
    *,
    document: str,
    on: date,
    now: datetime,
) -> None:
    """Keep what became of counties, and flag the products whose areas they are in.

    Args:
        session: a writing session.
        found: what became of them.
        document: number of the approval; where it is empty, the one that the list
            of former names has.
        on: first day of the new ones.
        now: the present instant.
    """
    known = _documents(session)
    changed: dict[str, list[Succession]] = {}
    for each in found:
        changed.setdefault(each.old_code, []).append(each)
        session.add(
            DivisionChange(
                kind=each.kind,
                old_code=each.old_code,
                old_name=each.old_name,
                new_code=each.new_code,
                new_name=each.new_name,
                share=each.share,
                on_day=on,
                document=document or known.get((each.old_code, each.new_code), ""),
                recorded_at=now,
            )
        )
    session.flush()
    for code, parts in changed.items():
        body = {
            "on": on.isoformat(),
            "document": document,
            "successors": [
                {
                    "kind": part.kind.value,
                    "code": part.new_code,
                    "name": part.new_name,
                    "share": f"{part.share:.4f}",
                }
                for part in parts
            ],
        }
        translog.append(session, "division.changed", code, body, now=now)
        why = Words(
            "；".join(part.words.zh for part in parts),
            "; ".join(part.words.en for part in parts),
        )
        flag_divisions(session, code, why, since=on, now=now)


def _alike(one: Was, other: Was) -> bool:
    same = shapely.equals_identical(one.geometry, other.geometry)
    return one.name == other.name and bool(same)


def _shares(
    old: Was, near: Iterable[str], after: Mapping[str, Was]
) -> dict[str, float]:
    whole = old.geometry.area
    shares = {
        code: float(
            shapely.intersection(old.geometry, after[code].geometry).area / whole
        )
        for code in near
    }
    return {code: share for code, share in shares.items() if share >= _LEAST_SHARE}


def _of_one(
    code: str,
    old: Was,
    shares: Mapping[str, float],
    before: Mapping[str, Was],
    after: Mapping[str, Was],
) -> Iterator[Succession]:
    if not shares:
        yield Succession(ChangeKind.ENDED, code, old.name, None, "", 0.0)
    is_split = any(new not in before for new in shares if new != code)
    for new, share in sorted(shares.items(), key=lambda each: -each[1]):
        name = after[new].name
        if code in after:
            kind = _of_kept(code, new, old.name, name, is_split=is_split)
        elif len(shares) > 1:
            kind = ChangeKind.SPLIT
        else:
            whole = share * old.geometry.area / after[new].geometry.area
            same = whole >= _SAME_LAND
            kind = ChangeKind.RENAMED if same else ChangeKind.MERGED
        yield Succession(kind, code, old.name, new, name, share)


def _of_kept(
    code: str, new: str, old_name: str, new_name: str, *, is_split: bool
) -> ChangeKind:
    """Return what happened to a county whose code is still there."""
    if is_split:
        return ChangeKind.SPLIT
    if new == code and old_name != new_name:
        return ChangeKind.RENAMED
    return ChangeKind.BORDER


def _documents(session: Session) -> dict[tuple[str, str | None], str]:
    rows = session.scalars(select(DivisionAlias))
    return {(row.old_code, row.new_code): row.document for row in rows}
