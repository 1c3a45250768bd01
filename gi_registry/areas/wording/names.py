"""Townships and villages of a wording, looked up."""

from collections.abc import Sequence

from gi_registry.areas.causes import Cause
from gi_registry.areas.wording.clauses import Name
from gi_registry.areas.wording.gazetteer import Gazetteer, base
from gi_registry.areas.wording.tokens import Sort, Token
from gi_registry.geo.layers import Township, Village

_MOST_ELSEWHERE = 5


def town(places: Gazetteer, county: str, token: Token) -> Name:
    """Look a township up: by its very name, then but for 乡, 镇, 街道."""
    exact = places.town(county, token.text)
    if exact:
        first = exact[0]
        cause = Cause.NO_POLYGON if first.is_current else Cause.ABOLISHED
        codes = (first.code,) if first.is_current else ()
        return Name(token.text, cause, codes, _shown([first]))
    alike = places.town_like(county, token.text)
    if alike and token.sort is Sort.TOWN:
        return Name(token.text, Cause.OTHER_KIND, (), _shown(alike))
    if len(alike) == 1:
        return Name(token.text, Cause.NO_POLYGON, (alike[0].code,), _shown(alike))
    if alike:
        return Name(token.text, Cause.SEVERAL, (), _shown(alike))
    others = places.town_elsewhere(county, token.text)[:_MOST_ELSEWHERE]
    return Name(token.text, Cause.NO_SUCH_TOWN, (), _shown(others))


def village(
    places: Gazetteer, county: str, within: Sequence[str], token: Token
) -> Name:
    """Look a village up, within a township where the wording says which.

    Args:
        places: where to look.
        county: its code.
        within: the township's code, or nothing.
        token: the name.
    """
    known = places.villages(county, token.text)
    here = [each for each in known if each.code.startswith(tuple(within))]
    here = here if within else known
    if len(here) == 1:
        return Name(token.text, Cause.NO_POLYGON, (here[0].code,), _shown(here))
    if here:
        return Name(token.text, Cause.SEVERAL, (), _shown(here))
    cause = Cause.ELSEWHERE if known else Cause.NOT_IN_LIST
    return Name(token.text, cause, (), _shown(known))


def sorted_out(places: Gazetteer, county: str, found: list[Token]) -> list[Token]:
    """Say of each bare name what it is: by what follows it, else by the lists."""
    told = list(found)
    for at, token in enumerate(found):
        if token.sort is Sort.BARE:
            sort = _by_what_follows(found[at + 1 :]) or _by_list(places, county, token)
            told[at] = Token(sort or Sort.BARE, token.text, token.start, token.apart)
    return told


def _by_what_follows(rest: Sequence[Token]) -> Sort | None:
    for token in rest:
        if token.sort in (Sort.BARE, Sort.AND):
            continue
        if token.sort in (Sort.COUNT, Sort.OPEN, Sort.PART):
            return _of(token)
        return Sort.VILLAGE if token.sort is Sort.VILLAGE else None
    return None


def _of(token: Token) -> Sort | None:
    if token.is_of_villages:
        return Sort.VILLAGE
    return Sort.STEM if token.is_of_towns else None


def _by_list(places: Gazetteer, county: str, token: Token) -> Sort | None:
    if places.town_like(county, token.text):
        return Sort.STEM
    return Sort.VILLAGE if places.villages(county, token.text) else None


def _shown(found: Sequence[Township | Village]) -> tuple[tuple[str, str], ...]:
    return tuple((each.code, _called(each)) for each in found)


def _called(place: Township | Village) -> str:
    return place.name if isinstance(place, Township) else base(place.name)
