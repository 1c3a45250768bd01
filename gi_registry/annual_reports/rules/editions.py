"""Steps in which public figures move, so that no two editions tell of one business.

An edition takes in new figures only where, in every cell that it shows and for every
figure, none or at least three businesses bring something other than zero that was
never published before; the others wait for a later one, or are counted without a
figure that many have none of. Whatever is taken from whatever, over all editions, then
holds the new figures of three in the last edition of which anything is left; that a
cell tells nothing of another is `withholding`, for each step alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from gi_registry.annual_reports.rules.totals import Contribution, Sums
from gi_registry.annual_reports.rules.withholding import Cell, Cells, cells_of

COUNTED: Final = "counted"
"""Beside the figures: whether a report is counted, which an edition tells as well."""

SPARSE: Final = frozenset({"export_fen", "base_m2"})
"""What many have none of; where one or two alone have some, it alone is left out."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One user's report on a year: as published so far, and as accepted now.

    Attributes:
        entity_id: the business.
        product: its code, as it was first published.
        division: of the county, as it was first published.
        published: its figures in the editions that changed them, oldest first;
            None where one took them out.
        accepted: its figures now; None where no report is accepted.
    """

    entity_id: int
    product: str
    division: str
    published: tuple[Sums | None, ...] = ()
    accepted: Sums | None = None

    @property
    def counted(self) -> Sums | None:
        """What the newest edition counts; None for nothing."""
        return self.published[-1] if self.published else None

    def moves(self, name: str) -> bool:
        """Whether one figure is to change, or whether it is `COUNTED` at all."""
        return _value(self.counted, name) != _value(self.accepted, name)

    def is_new(self, name: str) -> bool:
        """Whether one figure, as it is to be, was in no edition before.

        Zero adds nothing to a sum, so nobody hides behind it.
        """
        value = _value(self.accepted, name)
        return value != 0 and all(
            _value(each, name) != value for each in self.published
        )

    def leaving_out(self, name: str) -> "Reported":
        """Return it with a figure as it is counted already, or all where it must be."""
        before, after = self.counted, self.accepted
        if after is None or name not in SPARSE:
            return replace(self, accepted=before)
        return replace(self, accepted=replace(after, **{name: _value(before, name)}))

    def contribution(self, sums: Sums) -> Contribution:
        """Return what it adds to the totals, where some figures are counted so."""
        left_out = frozenset(
            name for name in SPARSE if _value(self.accepted, name) != _value(sums, name)
        )
        return Contribution(self.entity_id, self.product, self.division, sums, left_out)


def taken(
    reports: Mapping[int, Reported], withheld: Collection[Cell]
) -> dict[int, Reported]:
    """Return the reports that the next edition counts otherwise; others wait.

    Args:
        reports: by the id of the authorization.
        withheld: the cells that it does not show, all that the editions before
            withheld among them.

    Returns:
        Each with what is counted of it as `accepted`.
    """
    moving = _moving(reports)
    while alone := _alone(moving, withheld):
        for key, name in alone:
            moving[key] = moving[key].leaving_out(name)
        moving = _moving(moving)
    return moving


def to_withhold(
    reports: Mapping[int, Reported],
    due: Iterable[tuple[str, str, int]],
    before: frozenset[Cell] | None,
    *,
    is_locked: bool,
) -> frozenset[Cell]:
    """Return the cells that the next edition withholds, and all after it.

    The first edition settles it by who must report, so that no cell comes and goes
    while reports come in. Once the year is locked, nobody waits for a cell that was
    never shown.

    Args:
        reports: by the id of the authorization.
        due: product, county and business of each user who must report.
        before: what the newest edition withholds; None if there is none.
        is_locked: whether the province has locked the year.
    """
    if before is None:
        accepted = [
            (each.product, each.division, each.entity_id)
            for each in reports.values()
            if each.accepted
        ]
        return Cells(accepted if is_locked else [*accepted, *due]).hidden()
    if not is_locked:
        return before
    shown = _cells(each for each in reports.values() if each.published)
    return before | (_cells(reports.values()) - shown)


def _moving(reports: Mapping[int, Reported]) -> dict[int, Reported]:
    return {key: each for key, each in reports.items() if each.counted != each.accepted}


def _alone(
    moving: Mapping[int, Reported], withheld: Collection[Cell]
) -> list[tuple[int, str]]:
    """Return the figures, by report and name, that would be told as those of a few."""
    told: dict[frozenset[tuple[int, bool]], frozenset[tuple[str, str]]] = {}
    found: list[tuple[int, str]] = []
    for name in (COUNTED, *Sums.names()):
        alike = frozenset(
            (key, each.is_new(name)) for key, each in moving.items() if each.moves(name)
        )
        if alike not in told:  # else the same reports as of a figure before
            parts = [(moving[key], is_new) for key, is_new in alike]
            told[alike] = Cells(
                (x.product, x.division, x.entity_id if is_new else None)
                for x, is_new in parts
            ).told(withheld)
        few = told[alike]
        found += [(key, name) for key, _ in alike if _atom(moving[key]) in few]
    return found


def _value(sums: Sums | None, name: str) -> int:
    if sums is None:
        return 0
    return 1 if name == COUNTED else getattr(sums, name)


def _atom(each: Reported) -> tuple[str, str]:
    return each.product, each.division


def _cells(reports: Iterable[Reported]) -> set[Cell]:
    return {cell for each in reports for cell in cells_of(each.product, each.division)}
