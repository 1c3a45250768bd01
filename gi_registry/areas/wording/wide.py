"""Clauses of a whole prefecture, or of the whole province."""

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import ClauseKind
from gi_registry.areas.wording import mentions as finding
from gi_registry.areas.wording.clauses import Clause, because
from gi_registry.areas.wording.gazetteer import Gazetteer
from gi_registry.areas.wording.mentions import Mention
from gi_registry.areas.wording.tokens import Sort, tokens

DIVISIONS = "shanxi_counties.geojson, shanxi_division_aliases.csv"
_TRAILING = (Sort.WHOLE, Sort.NOTE)
_WIDE = (*_TRAILING, Sort.MAIN, Sort.AND)
"""What does not make a prefecture less than whole."""


def wide_clauses(
    plain: str, named: Sequence[Mention], places: Gazetteer, listed: Collection[str]
) -> Iterator[Clause]:
    """Yield the prefectures and the province that stand for all of their counties."""
    note = finding.note(plain)
    for mention, following in zip_longest(named, named[1:]):
        is_container = following is not None and following.start == mention.end
        if mention.kind is ClauseKind.COUNTY or is_container:
            continue
        upto = following.start if following else len(plain)
        said, narrower = _behind(plain, mention.end, upto)
        under = places.under(mention.name) or tuple(places.units)
        cause = Cause.TO_BE_CHECKED if note else Cause.DRAWN
        yield Clause(
            text=plain[mention.start : said],
            kind=ClauseKind.PART if narrower else mention.kind,
            cause=Cause.PART if narrower else cause,
            reason=because(
                Cause.PART if narrower else cause, names=mention.name, more=note
            ),
            county=shared(under),
            codes=tuple(code for code in under if not listed or code in listed),
            start=mention.start,
            end=said,
            evidence={"source": DIVISIONS},
        )


def _behind(plain: str, start: int, end: int) -> tuple[int, bool]:
    """Return where a prefecture's clause ends, and whether it means only a part."""
    found = tokens(plain, start, end, ())
    narrower = [token for token in found if token.sort not in _WIDE]
    if narrower:
        return narrower[-1].end, True
    for token in found:
        if token.sort not in _TRAILING or token.apart:
            break
        start = token.end
    return start, False


def shared(codes: Sequence[str]) -> str | None:
    """Return the code of the division above some counties."""
    for digits in (4, 2):
        if codes and len({code[:digits] for code in codes}) == 1:
            return codes[0][:digits].ljust(6, "0")
    return None
