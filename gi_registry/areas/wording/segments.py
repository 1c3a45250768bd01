"""A wording cut at the counties that it names."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from gi_registry.areas.rules import ClauseKind
from gi_registry.areas.wording.gazetteer import Gazetteer
from gi_registry.areas.wording.groups import Group, groups, narrows
from gi_registry.areas.wording.mentions import Mention
from gi_registry.areas.wording.names import sorted_out
from gi_registry.areas.wording.tokens import Sort, Token, tokens


@dataclass(frozen=True, slots=True)
class Segment:
    """A county's part of a wording, up to the next division.

    Attributes:
        county: its code; the first where a former name stands for several.
        name: as printed.
        mention: where it is named; none where it is only entered with it.
        start: where the segment begins, characters.
        pieces: what stands behind the name.
        total: a number that is about all counties, if one stands here.
        is_listed: whether it is one of the counties entered with the wording.
    """

    county: str
    name: str
    mention: Mention | None
    start: int
    pieces: tuple[Token, ...]
    total: Token | None = None
    is_listed: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it names the county and nothing narrower."""
        return self.mention is not None and not narrows(list(self.pieces))

    @property
    def groups(self) -> list[Group]:
        """What the pieces say."""
        return groups(list(self.pieces))

    @property
    def note(self) -> str:
        """What the wording says of itself, such as 县级单位待核, or nothing."""
        notes = (each.text for each in self.pieces if each.sort is Sort.NOTE)
        return next(notes, "").strip("（）()")


def segments(
    text: str,
    named: Sequence[Mention],
    places: Gazetteer,
    listed: Collection[str],
) -> Iterator[Segment]:
    """Yield the counties' parts of a wording, in its order.

    Args:
        text: what is not about names blanked out.
        named: the divisions named.
        places: where names are looked up.
        listed: codes of the counties entered with it, or none.
    """
    first = named[0].start if named else len(text)
    alone = [code for code in listed if code in places.units]
    if first and len(alone) == 1:
        unit = places.units[alone[0]]
        pieces = _pieces(text, 0, first, places, unit.code)
        yield Segment(unit.code, unit.name, None, 0, pieces)
    ends = [*(each.start for each in named[1:]), len(text)]
    how_many = sum(each.kind is ClauseKind.COUNTY for each in named)
    for mention, end in zip(named, ends, strict=False):
        if mention.kind is ClauseKind.COUNTY:
            yield _segment(text, mention, end, places, listed, alone=how_many == 1)


def _segment(
    text: str,
    mention: Mention,
    end: int,
    places: Gazetteer,
    listed: Collection[str],
    *,
    alone: bool,
) -> Segment:
    county = next((c for c in mention.codes if c in listed), mention.codes[0])
    pieces = _pieces(text, mention.end, end, places, county)
    total = next(
        (p for n, p in enumerate(pieces) if _is_total(p, n, alone=alone)), None
    )
    return Segment(
        county,
        mention.name,
        mention,
        mention.start,
        tuple(piece for piece in pieces if piece is not total),
        total,
        is_listed=not listed or bool(set(mention.codes) & set(listed)),
    )


def _is_total(piece: Token, at: int, *, alone: bool) -> bool:
    if piece.sort is not Sort.COUNT:
        return False
    return piece.is_total or (at == 0 and piece.apart and not alone)


def _pieces(
    text: str, start: int, end: int, places: Gazetteer, county: str
) -> tuple[Token, ...]:
    found = tokens(text, start, end, places.town_names(county))
    return tuple(sorted_out(places, county, found))
