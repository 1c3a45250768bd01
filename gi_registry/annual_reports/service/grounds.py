"""What reports are filled in from and checked against, of one or of thousands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries, rules
from gi_registry.annual_reports.rules import Answers, Check, Facts
from gi_registry.marks import service as marks

_T = TypeVar("_T")

OPENING: Final = "labels_opening"
"""Name under which the ledger also gives the labels left from the year before."""
_AT_ONCE: Final = 10_000
"""So many are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An authorized user, as far as his ledger needs it.

    Attributes:
        authorization_id, organisation_id, gi_id: whose ledger, and of what.
        standard_number: the one that he is permitted under.
    """

    authorization_id: int
    organisation_id: int
    gi_id: int
    standard_number: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What one report says, to be checked.

    Attributes:
        authorization_id, gi_id, year: what it is about.
        answers: what it says.
        prefilled: what the ledger gave.
    """

    authorization_id: int
    gi_id: int
    year: int
    answers: Answers
    prefilled: dict[str, Any]


def ledgers(
    session: Session, holders: Sequence[Holder], year: int
) -> dict[int, dict[str, Any]]:
    """Return what the registry knows of a year, by authorization.

    Each by the names of the answers, and `labels_opening`, labels left from the
    year before. Expired labels count with the void ones: nobody may put them to
    use. The number of statements does not grow with holders.
    """
    found: dict[int, dict[str, Any]] = {}
    for part in _parts(holders):
        ids = [each.authorization_id for each in part]
        balances = marks.balances(session, ids, year)
        output = queries.activated_output_g(session, ids, year)
        plots = queries.plots_m2(session, {each.organisation_id for each in part}, year)
        for each in part:
            balance = balances[each.authorization_id]
            found[each.authorization_id] = {
                "base_m2": plots.get((each.organisation_id, each.gi_id), 0),
                "marked_output_g": output.get(each.authorization_id, 0),
                "labels_issued": balance.issued,
                "labels_activated": balance.activated,
                "labels_void": balance.void + balance.expired,
                "labels_closing": balance.closing,
                "standard_number": each.standard_number,
                OPENING: balance.opening,
            }
    return found


def checked(session: Session, stated: Sequence[Stated]) -> list[tuple[Check, ...]]:
    """Check what reports say, in their order; few statements, whatever their number."""
    return [found for part in _parts(stated) for found in _checked(session, part)]


def _checked(session: Session, part: Sequence[Stated]) -> Iterable[tuple[Check, ...]]:
    ids = {each.authorization_id for each in part}
    ceilings = queries.ceilings(session, ids)
    standards = queries.standards_of(session, {each.gi_id for each in part})
    before = {
        year: queries.filed_answers(session, ids, year - 1)
        for year in {each.year for each in part}
    }
    for each in part:
        facts = Facts(
            answers=each.answers,
            prefilled=each.prefilled,
            last=before[each.year].get(each.authorization_id),
            ceiling_g=ceilings.get((each.authorization_id, each.year)),
            standards=standards[each.gi_id],
        )
        yield rules.check(facts)


def _parts(items: Sequence[_T]) -> Iterable[Sequence[_T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
