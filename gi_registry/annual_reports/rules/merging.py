"""Two people on one draft: what each changed since both began from the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of a draft that two people typed on.

    Attributes:
        merged: every answer; where both changed it, mine.
        theirs: names that the other changed and I did not: theirs is taken.
        both: names that both changed, and unlike: one has to be chosen.
    """

    merged: dict[str, Any]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merge(
    base: Mapping[str, Any] | None, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Merge:
    """Merge what I typed with what somebody else saved meanwhile.

    Args:
        base: the answers from which I began; None where nobody knows, and then
            every difference has to be chosen.
        mine: what I typed.
        theirs: what the draft holds now; the same names.
    """
    unlike = [name for name in mine if mine[name] != theirs[name]]
    if base is None:
        return Merge(dict(mine), (), tuple(unlike))
    taken = tuple(name for name in unlike if mine[name] == base.get(name))
    both = tuple(
        name for name in unlike if name not in taken and theirs[name] != base.get(name)
    )
    merged = dict(mine) | {name: theirs[name] for name in taken}
    return Merge(merged, taken, both)
