"""Outer packs in outer packs: pallets, and what stands on them; values alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from gi_registry.packs.errors import PackCycleError, PackDepthError
from gi_registry.packs.rules.packs import Piece

MAX_LEVELS: Final = 4
"""Outer packs one in the other, the innermost included: case, pallet, container."""


class Nested(Protocol):
    """Packs [first, end), each with `each` others from `inner_first` on."""

    @property
    def first(self) -> int:
        """The first of the outer ones."""
        ...

    @property
    def inner_first(self) -> int:
        """The first in the first of them."""
        ...

    @property
    def each(self) -> int:
        """Packs in each."""
        ...


@dataclass(frozen=True, slots=True)
class Nesting:
    """Packs that go into others, in order and so many each.

    Attributes:
        run_id: of the outer ones.
        first: the first of these.
        end: one past the last.
        inner_run_id: of those that go into them.
        inner_first: the first in the first one.
        each: how many go into each.
        on_day: when.
    """

    run_id: int
    first: int
    end: int
    inner_run_id: int
    inner_first: int
    each: int
    on_day: date

    @property
    def inner(self) -> Piece:
        """All packs that go in."""
        return packs_in(self, Piece(self.first, self.end))


def packs_in(nested: Nested, outer: Piece) -> Piece:
    """Return the packs in some of the outer ones."""
    start = nested.inner_first + (outer.first - nested.first) * nested.each
    return Piece(start, start + outer.size * nested.each)


def outer_of(nested: Nested, inner: Piece) -> Piece:
    """Return the outer packs that hold some of those in them."""
    first = (inner.first - nested.inner_first) // nested.each
    last = (inner.last - nested.inner_first) // nested.each
    return Piece(nested.first + first, nested.first + last + 1)


def check_levels(held: Collection[tuple[int, int]], new: tuple[int, int]) -> None:
    """Refuse packs that would be in themselves, or too deep in each other.

    Runs stand for their packs: packs of a run never hold packs whose run holds theirs.

    Args:
        held: pairs of runs, the outer one first, of all that is packed so far.
        new: the pair that is to be packed.

    Raises:
        PackCycleError: the inner run is the outer one, or holds it.
        PackDepthError: more than `MAX_LEVELS` packs would be one in the other.
    """
    outer, inner = new
    down = _levels(inner, held, of=0)
    if outer in down:
        raise PackCycleError(outer=outer, inner=inner)
    up = _levels(outer, held, of=1)
    levels = max(down.values()) + max(up.values())
    if levels > MAX_LEVELS:
        raise PackDepthError(levels=levels, most=MAX_LEVELS)


def _levels(
    start: int, held: Collection[tuple[int, int]], *, of: int
) -> dict[int, int]:
    """Return all runs from one on, and at which level, the first being 1.

    Args:
        start: the run.
        held: pairs, in which no run is in itself.
        of: 0 to go down from outer to inner, 1 to go up.
    """
    found = {start: 1}
    now = [start]
    while now:
        run = now.pop()
        for pair in held:
            if pair[of] == run and found.get(pair[1 - of], 0) <= found[run]:
                found[pair[1 - of]] = found[run] + 1
                now.append(pair[1 - of])
    return found
