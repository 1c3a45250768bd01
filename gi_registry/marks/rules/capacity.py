"""How much an authorized user may mark in a year, from the terms behind it.

    quantity x yield x season factor x conversion x (1 - own use)

is the mass of goods that may carry the mark. Labels may be drawn for a little
more than that, at most 3 %, because some are spoilt on the way to the goods.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from gi_registry.core.words import Words
from gi_registry.marks.errors import CapacityYearError, TermError
from gi_registry.marks.rules.states import CapacityBasis
from gi_registry.marks.rules.tranches import OpenTranche, begun_g, open_tranche

MAX_WASTE_PERCENT: Final = Decimal(3)
_HUNDRED: Final = Decimal(100)
_MAX_SEASON_FACTOR: Final = Decimal(2)
_MAX_CEILING_G: Final = 10**15
_GRAMS: Final = 1000


@dataclass(frozen=True, slots=True)
class BasisUnits:
    """In which units the terms of a basis are stated.

    Attributes:
        quantity: of what is counted.
        per: kilograms for each of these; the unit of the yield.
    """

    quantity: Words
    per: Words


def _units(zh: str, en: str) -> BasisUnits:
    return BasisUnits(Words(zh, en), Words(f"千克/{zh}", f"kg per {en}"))


BASIS_UNITS: Final = {
    CapacityBasis.PLOT_AREA: _units("亩", "mu"),
    CapacityBasis.TREE_COUNT: _units("株", "tree"),
    CapacityBasis.HEAD: _units("头", "head"),
    CapacityBasis.POND_AREA: _units("亩", "mu"),
    CapacityBasis.VAT_VOLUME_AGEING: _units("升", "litre"),
    CapacityBasis.RAW_PURCHASE: _units("千克", "kg"),
    CapacityBasis.ARTISAN: _units("件", "piece"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One factor and where it comes from.

    Attributes:
        value: exact, not negative.
        source: document, measurement or decision that says so.
    """

    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """Every term behind a ceiling.

    Attributes:
        quantity: what is counted, in the unit of the basis.
        yield_kg: kilograms of raw material for each unit, the ceiling that the
            product specification or a decision of the year sets.
        season_factor: of the year, 0 to 2; 1 is an ordinary year.
        conversion: kilograms of goods from a kilogram of raw material.
        own_use_percent: share not brought to market, 0 to 100.
        waste_percent: labels that may be spoilt, 0 to 3.
    """

    quantity: Term
    yield_kg: Term
    season_factor: Term
    conversion: Term
    own_use_percent: Term
    waste_percent: Term


@dataclass(frozen=True, slots=True)
class Capacity:
    """What an authorized user may mark in a year and what is drawn of it.

    Attributes:
        year: production year.
        basis: what it is counted from.
        ceiling_g: goods that may be marked, grams.
        allowance_g: goods whose labels may be drawn beyond that, for spoilage.
        drawn_g: labels of the year times their net content, less void and
            returned ones; grams.
        activated_g: goods that carry labels of the year, grams.
        tranches: percent of the year that opens at first, then, and so on.
        terms: as `described` gave them.
        reason: of the decision, as typed.
        decided_at: when.
        decision_id: of the decision; none of a draft.
    """

    year: int
    basis: CapacityBasis
    ceiling_g: int
    allowance_g: int
    drawn_g: int
    activated_g: int
    tranches: tuple[int, ...]
    terms: list[dict[str, Any]]
    reason: str
    decided_at: datetime
    decision_id: int | None = None

    @property
    def left_g(self) -> int:
        """Grams whose labels may still be drawn; never negative."""
        return max(0, self.ceiling_g + self.allowance_g - self.drawn_g)

    @property
    def tranche(self) -> OpenTranche:
        """Up to where the year is open now."""
        total = self.ceiling_g + self.allowance_g
        return open_tranche(total, self.tranches, self.activated_g)

    @property
    def open_g(self) -> int:
        """Grams whose labels may be drawn now; never negative."""
        return max(0, self.tranche.limit_g - self.drawn_g)

    @property
    def begun_g(self) -> int:
        """Grams whose labels may be drawn now without a new tranche."""
        total = self.ceiling_g + self.allowance_g
        begun = begun_g(total, self.tranches, self.drawn_g)
        return max(0, min(begun, self.tranche.limit_g) - self.drawn_g)

    @property
    def over_g(self) -> int:
        """Grams drawn beyond a ceiling that was lowered later."""
        return max(0, self.drawn_g - self.ceiling_g - self.allowance_g)

    def labels_left(self, net_content_g: int) -> int:
        """Return how many packs of one size may still get labels this year."""
        return self.left_g // net_content_g

    def labels_open(self, net_content_g: int) -> int:
        """Return how many packs of one size may get labels now."""
        return self.open_g // net_content_g


def ceiling_g(terms: Terms) -> int:
    """Return the goods that may be marked, grams, rounded down.

    Raises:
        TermError: a term is out of its bounds, or the product beyond a million
            million tonnes of grams.
    """
    _check(terms)
    kept = (_HUNDRED - terms.own_use_percent.value) / _HUNDRED
    product = Fraction(_GRAMS)
    for value in (
        terms.quantity.value,
        terms.yield_kg.value,
        terms.season_factor.value,
        terms.conversion.value,
        kept,
    ):
        product *= Fraction(value)
    if product > _MAX_CEILING_G:
        raise TermError.too_much("quantity")
    return int(product)


def allowance_g(ceiling: int, waste_percent: Decimal) -> int:
    """Return the goods whose labels may be drawn beyond a ceiling, grams.

    Args:
        ceiling: grams.
        waste_percent: 0 to 3.
    """
    return int(ceiling * Fraction(waste_percent) / 100)


def described(basis: CapacityBasis, terms: Terms) -> list[dict[str, Any]]:
    """Return the terms as they are stored and shown, in the order of the formula."""
    units = BASIS_UNITS[basis]
    none, percent = Words("", ""), Words("%", "%")
    ratio = Words("千克/千克", "kg per kg")
    rows = (
        ("quantity", Words("数量", "Quantity"), terms.quantity, units.quantity),
        ("yield_kg", Words("单产上限", "Yield ceiling"), terms.yield_kg, units.per),
        (
            "season_factor",
            Words("年景系数", "Season factor"),
            terms.season_factor,
            none,
        ),
        ("conversion", Words("成品率", "Conversion"), terms.conversion, ratio),
        ("own_use_percent", Words("自用", "Own use"), terms.own_use_percent, percent),
        (
            "waste_percent",
            Words("标识损耗", "Labels spoilt"),
            terms.waste_percent,
            percent,
        ),
    )
    return [
        {
            "key": key,
            "zh": words.zh,
            "en": words.en,
            "value": format(term.value, "f"),
            "unit_zh": unit.zh,
            "unit_en": unit.en,
            "source": term.source,
        }
        for key, words, term, unit in rows
    ]


def check_year(year: int, *, this_year: int) -> None:
    """Refuse a production year that cannot be decided or drawn on now.

    Raises:
        CapacityYearError: it is neither last year, this year nor next year.
    """
    if abs(year - this_year) > 1:
        raise CapacityYearError(year, this_year=this_year)


def mass(grams: int) -> Words:
    """Return grams as kilograms in words, such as 1,234.5 kg."""
    figure = f"{(Decimal(grams) / _GRAMS).normalize():,f}"
    return Words(f"{figure} 千克", f"{figure} kg")


def _check(terms: Terms) -> None:
    bounds = (
        ("quantity", terms.quantity, None),
        ("yield_kg", terms.yield_kg, None),
        ("season_factor", terms.season_factor, _MAX_SEASON_FACTOR),
        ("conversion", terms.conversion, None),
        ("own_use_percent", terms.own_use_percent, _HUNDRED),
        ("waste_percent", terms.waste_percent, MAX_WASTE_PERCENT),
    )
    for name, term, most in bounds:
        if term.value < 0 or (most is not None and term.value > most):
            raise TermError.out_of_bounds(name, term.value, most)
        if not term.source.strip():
            raise TermError.without_source(name)
