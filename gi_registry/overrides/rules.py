"""What an exception comes to, and who may decide it."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from gi_registry.core.words import Words
from gi_registry.overrides.errors import SamePersonError


class Outcome(StrEnum):
    """What became of a request."""

    APPROVED = "approved"
    """And carried out, in the same transaction."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """By who asked."""


OUTCOME_WORDS = {
    Outcome.APPROVED: Words("已同意并执行", "Approved and carried out"),
    Outcome.REFUSED: Words("不同意", "Refused"),
    Outcome.WITHDRAWN: Words("已撤回", "Taken back"),
}


def check_two(asked: AbstractSet[int], decide: AbstractSet[int]) -> None:
    """Refuse a decision by somebody who is on the asking side too.

    Args:
        asked: accounts of who asked, and for whom if as a deputy.
        decide: the same of who decides.

    Raises:
        SamePersonError: somebody stands on both sides.
    """
    if asked & decide:
        raise SamePersonError
