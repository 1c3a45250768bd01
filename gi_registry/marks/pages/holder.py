"""What labels a business has: a line on its page of the register."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gi_registry.core import clock
from gi_registry.core.words import Words
from gi_registry.marks import service
from gi_registry.producers import service as producers


def facts(session: Session, authorization_ids: Sequence[int]) -> list[producers.Fact]:
    """Return this year's and last year's labels of some authorizations together."""
    this_year = clock.today().year
    return [
        fact
        for year in (this_year, this_year - 1)
        for fact in _of_year(session, authorization_ids, year)
    ]


def _of_year(
    session: Session, authorization_ids: Sequence[int], year: int
) -> list[producers.Fact]:
    found = service.balances(session, authorization_ids, year).values()
    issued = sum(each.issued for each in found)
    activated = sum(each.activated for each in found)
    void = sum(each.void for each in found)
    closing = sum(each.closing for each in found)
    if not (issued or activated or void or closing):
        return []
    text = Words(
        f"签发 {issued:,} 枚，启用 {activated:,} 枚，作废 {void:,} 枚，"
        f"结余 {closing:,} 枚",
        f"{issued:,} issued, {activated:,} put to use, {void:,} void, {closing:,} left",
    )
    return [(Words(f"{year} 年标识", f"Labels of {year}"), text)]


producers.offer_facts("marks", facts)
