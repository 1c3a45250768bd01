"""Products as cards: what a list of them shows of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.errors import DivisionsMissingError
from gi_registry.areas.models import AreaVersion
from gi_registry.core.words import Words
from gi_registry.products import service as products
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence, RightKind
from gi_registry.products.rules.seasons import months_of
from gi_registry.site import queries

_NAMED = 3
"""Counties of an area that a card names."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a product.

    Attributes:
        goods: what it is in plain words, or its kind of goods.
        kinds: of its rights, each once.
        unverified: what of this nobody has checked, or none.
        place: the counties that its area names, the first few.
        months: in season, 1 to 12.
        picture: of its area, our own SVG; none where none can be drawn.
    """

    code: str
    name_zh: str
    name_en: str
    goods: Words
    kinds: tuple[RightKind, ...]
    unverified: Words | None
    place: Words | None
    months: tuple[int, ...]
    picture: Markup | None


def cards(session: Session, found: Sequence[Gi], *, on: date) -> list[Card]:
    """Return the cards of products whose rights are loaded.

    The number of queries does not depend on how many there are.
    """
    ids = [gi.id for gi in found]
    areas_of = queries.areas_of(session, ids, on=on)
    codes = {county.code for area in areas_of.values() for county in area.counties}
    names = queries.places(session, codes)
    pictures = _pictures(session, ids, on)
    seasons = queries.season_evidence(session, ids)
    return [
        Card(
            code=gi.code,
            name_zh=gi.name_zh,
            name_en=gi.name_en,
            goods=products.goods_words(gi.name_zh)
            or products.category_words(gi.category),
            kinds=tuple(dict.fromkeys(right.kind for right in gi.rights)),
            unverified=_unverified(gi, areas_of.get(gi.id), seasons.get(gi.id)),
            place=_place(areas_of.get(gi.id), names),
            months=months_of(gi.season_mask),
            picture=pictures.get(gi.id),
        )
        for gi in found
    ]


def _unverified(
    gi: Gi, area: AreaVersion | None, season: Evidence | None
) -> Words | None:
    if gi.evidence is Evidence.MEMORY:
        return Words("未核实", "Unverified")
    doubted = [
        words
        for words, evidence in (
            (Words("产地", "area"), area.evidence if area else None),
            (Words("时节", "season"), season),
        )
        if evidence is Evidence.MEMORY
    ]
    if not doubted:
        return None
    zh = "、".join(words.zh for words in doubted)
    en = " and ".join(words.en for words in doubted)
    return Words(f"{zh}未核实", f"Unverified: {en}")


def _place(area: AreaVersion | None, names: dict[str, Words]) -> Words | None:
    if area is None:
        return None
    called = [names[c.code] for c in area.counties if c.code in names]
    if not called:
        return None
    shown = called[:_NAMED]
    zh = "、".join(name.zh for name in shown)
    en = ", ".join(name.en for name in shown)
    if len(called) > _NAMED:
        more = len(called)
        return Words(f"{zh}等 {more} 个县（市、区）", f"{en} and more, {more} counties")
    return Words(zh, en)


def _pictures(session: Session, ids: Sequence[int], on: date) -> dict[int, Markup]:
    try:
        drawn = areas.silhouettes(session, ids, on=on)
    except DivisionsMissingError:
        return {}
    return {gi_id: Markup(svg) for gi_id, svg in drawn.items()}  # noqa: S704 -- ours
