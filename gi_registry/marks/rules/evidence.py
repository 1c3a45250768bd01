"""What a capacity is counted from: kinds of evidence, and what they carry.

Amounts are whole numbers in the smallest unit that is kept: millilitres, grams,
square metres, or things counted. Values alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from gi_registry.core.words import Words
from gi_registry.law.rules import months_after
from gi_registry.marks.errors.evidence import EvidenceFieldError
from gi_registry.marks.rules.states import CapacityBasis

LONGEST_REFERENCE: Final = 60
LONGEST_PARTY: Final = 120
LONGEST_NOTE: Final = 500
_DIGEST_DIGITS: Final = 64
_HEX: Final = frozenset("0123456789abcdef")
_MU_OF_M2: Final = Decimal("0.0015")
"""A mu is 2000/3 m2, so that this is exact."""
_THOUSANDTH: Final = Decimal("0.001")
_ONE: Final = Decimal(1)


class EvidenceKind(StrEnum):
    """What a row of evidence is about; plots have their own register."""

    VAT = "vat"
    PURCHASE = "purchase"
    CARCASS = "carcass"
    POND = "pond"
    TREES = "trees"
    HERD = "herd"
    ARTISAN = "artisan"


class EvidenceState(StrEnum):
    """Where a row of evidence stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    """A correction has taken its place."""

    @property
    def is_open(self) -> bool:
        """Whether it still counts, or may come to."""
        return self in (EvidenceState.WAITING, EvidenceState.CONFIRMED)


EVIDENCE_STATE_WORDS: Final = {
    EvidenceState.WAITING: Words("待县级核对", "Waits for the county"),
    EvidenceState.CONFIRMED: Words("已确认", "Confirmed"),
    EvidenceState.REFUSED: Words("不予确认", "Refused"),
    EvidenceState.SUPERSEDED: Words("已被更正取代", "Replaced by a correction"),
}


@dataclass(frozen=True, slots=True)
class KindFacts:
    """How a kind of evidence is asked for and counted.

    Attributes:
        words: what it is called.
        measure: what its amount is.
        basis: which one it carries.
        unit: in which amounts are typed and shown.
        per_unit: smallest units in one of these.
        labels: name of each further field that it has.
        needed: those without which it is no evidence.
    """

    words: Words
    measure: Words
    basis: CapacityBasis
    unit: Words
    per_unit: int
    labels: dict[str, Words]
    needed: frozenset[str] = field(default_factory=frozenset)


_KG: Final = Words("千克", "kg")
_NOTE: Final = {"note": Words("备注", "note")}
_BOUGHT: Final = {
    "reference": Words("原料批号", "lot of the raw material"),
    "party": Words("供方", "supplier"),
    "begins_on": Words("购入日期", "day of purchase"),
}
_SLAUGHTERED: Final = {
    "reference": Words("屠宰检疫证号", "slaughter certificate"),
    "party": Words("屠宰场或供方", "slaughterhouse or supplier"),
    "begins_on": Words("接收日期", "day of intake"),
}

CERTIFIED: Final = frozenset({EvidenceKind.CARCASS})
"""Kinds whose reference is the number of a paper that stands for one thing only."""


def paper_number(reference: str) -> str:
    """Return the number of a paper without what people write differently."""
    return reference.replace(" ", "").replace("-", "").upper()


KINDS: Final = {
    EvidenceKind.VAT: KindFacts(
        Words("缸与陈酿存量", "Vat and its stock"),
        Words("陈酿存量", "Stock"),
        CapacityBasis.VAT_VOLUME_AGEING,
        Words("升", "L"),
        1000,
        {
            "reference": Words("缸号", "number of the vat"),
            "volume": Words("缸容积", "volume of the vat"),
            "begins_on": Words("入缸陈酿日", "first day of ageing"),
            "ends_on": Words("出缸日（仍在缸内的留空）", "last day, if it is out"),
        }
        | _NOTE,
        frozenset({"reference", "volume", "begins_on"}),
    ),
    EvidenceKind.PURCHASE: KindFacts(
        Words("原料收购", "Raw material bought"),
        Words("重量", "Weight"),
        CapacityBasis.RAW_PURCHASE,
        _KG,
        1000,
        _BOUGHT | _NOTE,
        frozenset(_BOUGHT),
    ),
    EvidenceKind.CARCASS: KindFacts(
        Words("胴体接收", "Carcasses taken in"),
        Words("胴体重", "Weight of carcasses"),
        CapacityBasis.RAW_PURCHASE,
        _KG,
        1000,
        _SLAUGHTERED | _NOTE,
        frozenset(_SLAUGHTERED),
    ),
    EvidenceKind.POND: KindFacts(
        Words("水面", "Pond"),
        Words("面积", "Area"),
        CapacityBasis.POND_AREA,
        Words("平方米", "m²"),
        1,
        {"reference": Words("塘名或编号", "name of the pond")} | _NOTE,
        frozenset({"reference"}),
    ),
    EvidenceKind.TREES: KindFacts(
        Words("地块株数", "Trees of a plot"),
        Words("株数", "Trees"),
        CapacityBasis.TREE_COUNT,
        Words("株", "trees"),
        1,
        {
            "plot_id": Words("地块", "plot"),
            "reference": Words("品种或栽植年份", "variety or year of planting"),
            "begins_on": Words("清点日期", "day of the count"),
        }
        | _NOTE,
        frozenset({"plot_id", "reference", "begins_on"}),
    ),
    EvidenceKind.HERD: KindFacts(
        Words("存栏", "Livestock"),
        Words("头数", "Head"),
        CapacityBasis.HEAD,
        Words("头", "head"),
        1,
        {
            "reference": Words("圈舍或耳标号段", "barn or range of ear tags"),
            "begins_on": Words("清点日期", "day of the count"),
        }
        | _NOTE,
        frozenset({"reference", "begins_on"}),
    ),
    EvidenceKind.ARTISAN: KindFacts(
        Words("手工艺人", "Artisan"),
        Words("年定额", "Pieces a year"),
        CapacityBasis.ARTISAN,
        Words("件", "pieces"),
        1,
        {"reference": Words("艺人姓名或工位", "artisan or workplace")} | _NOTE,
        frozenset({"reference"}),
    ),
}
"""Every kind, in the order in which it is offered."""

SUPPORTING: Final = {CapacityBasis.VAT_VOLUME_AGEING: EvidenceKind.PURCHASE}
"""Kinds shown beside a basis that they do not carry, to be compared."""

_SCALE: Final = {
    CapacityBasis.PLOT_AREA: _MU_OF_M2,
    CapacityBasis.POND_AREA: _MU_OF_M2,
    CapacityBasis.VAT_VOLUME_AGEING: _THOUSANDTH,
    CapacityBasis.RAW_PURCHASE: _THOUSANDTH,
}


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What somebody enters.

    Attributes:
        year: production year whose capacity it is to carry.
        amount: in the smallest unit of its kind, not negative.
        volume: of a vat, millilitres.
        begins_on: day of what happened, or first day of ageing.
        ends_on: last day of ageing.
        plot_id: of trees.
        document_sha256: of a file that shows it, hex; kept here or elsewhere.
    """

    kind: EvidenceKind
    year: int
    amount: int
    reference: str
    volume: int | None = None
    party: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    plot_id: int | None = None
    document_sha256: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ageing:
    """How old stock must be to be marked.

    Attributes:
        months: at least.
        source: what says so.
    """

    months: int
    source: Words


READ_AGEING: Final = {
    "GB/T 19777": Ageing(
        12,
        Words(
            "GB/T 19777-2013 陈酿不少于 12 个月（据二手资料，未核实）",
            "GB/T 19777-2013: aged 12 months at least (second-hand, unverified)",
        ),
    )
}
"""By the standard of a product, as far as it was read; an office decides better."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A row or a plot behind a capacity, and how much of it counts.

    Attributes:
        kind: none for a plot.
        id: of the row or the plot.
        name: vat, lot, certificate, plot.
        amount: of it, in the smallest unit.
        counted: of that, what carries the capacity.
        words: why less counts, or what is to be known; none where all is plain.
    """

    kind: EvidenceKind | None
    id: int
    name: str
    amount: int
    counted: int
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What the evidence of one year comes to, for one basis.

    Attributes:
        grounds: behind it, also those of which nothing counts.
        ageing: how old stock must be; none where nothing is known.
    """

    basis: CapacityBasis
    year: int
    grounds: Sequence[Ground]
    ageing: Ageing | None = None

    @property
    def quantity(self) -> Decimal:
        """The sum in the unit of the basis, exact."""
        total = sum(ground.counted for ground in self.grounds)
        return in_basis(self.basis, total)

    @property
    def counting(self) -> int:
        """Rows and plots of which something counts."""
        return sum(ground.counted > 0 for ground in self.grounds)


def in_basis(basis: CapacityBasis, amount: int) -> Decimal:
    """Return smallest units as the unit of a basis, exact and without trailing 0."""
    value = amount * _SCALE.get(basis, _ONE)
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def in_unit(kind: EvidenceKind, amount: int) -> Decimal:
    """Return smallest units as the unit in which a kind is typed and shown."""
    value = Decimal(amount) / KINDS[kind].per_unit
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def figure(kind: EvidenceKind | None, amount: int) -> Words:
    """Return an amount with its unit, such as 8,000 L; of a plot in mu."""
    if kind is None:
        value, unit = in_basis(CapacityBasis.PLOT_AREA, amount), Words("亩", "mu")
    else:
        value, unit = in_unit(kind, amount), KINDS[kind].unit
    return Words(f"{value:,f} {unit.zh}", f"{value:,f} {unit.en}")


def from_unit(kind: EvidenceKind, typed: Decimal) -> int:
    """Return what was typed in smallest units.

    Raises:
        EvidenceFieldError: it is finer than is kept.
    """
    value = typed * KINDS[kind].per_unit
    if value != value.to_integral_value():
        raise EvidenceFieldError.not_exact(KINDS[kind].unit)
    return int(value)


def check_evidence(new: NewEvidence, *, today: date) -> None:
    """Refuse a row that cannot be evidence of its kind.

    Raises:
        EvidenceFieldError: something is missing, too long or impossible.
    """
    facts = KINDS[new.kind]
    for name, words in facts.labels.items():
        if name in facts.needed and getattr(new, name) in (None, ""):
            raise EvidenceFieldError.missing(name, words)
    for name, most in (
        ("reference", LONGEST_REFERENCE),
        ("party", LONGEST_PARTY),
        ("note", LONGEST_NOTE),
    ):
        if len(getattr(new, name)) > most:
            raise EvidenceFieldError.too_long(name, most)
    if new.volume is not None and new.amount > new.volume:
        raise EvidenceFieldError.beyond_volume()
    if new.begins_on is not None and new.begins_on > today:
        raise EvidenceFieldError.in_future()
    _check_end(new)


def _check_end(new: NewEvidence) -> None:
    first, last, digest = new.begins_on, new.ends_on, new.document_sha256
    if first is not None and last is not None and last < first:
        raise EvidenceFieldError.of_days()
    if digest is not None and not (
        len(digest) == _DIGEST_DIGITS and _HEX.issuperset(digest)
    ):
        raise EvidenceFieldError.of_document()


def aged(
    begins_on: date, ends_on: date | None, *, year: int, months: int
) -> tuple[bool, date]:
    """Say whether stock is old enough within a year, and since when it is.

    Args:
        begins_on: first day of ageing.
        ends_on: last day of it; none while it goes on.
        year: in which it is to be marked.
        months: of ageing at least.
    """
    ready = months_after(begins_on, months)
    until = min(ends_on or date.max, date(year, 12, 31))
    return ready <= until, ready


def vat_ground(
    ground: Ground, begins_on: date, ends_on: date | None, of: tuple[int, Ageing | None]
) -> Ground:
    """Return what of a vat counts: its stock, once it is old enough in the year.

    Args:
        ground: the vat with all its stock.
        begins_on: first day of ageing.
        ends_on: last day; none while it goes on.
        of: the year, and how old stock must be.
    """
    year, ageing = of
    if ageing is None:
        return ground
    is_old, ready = aged(begins_on, ends_on, year=year, months=ageing.months)
    if not is_old:
        words = Words(
            f"{year} 年内陈酿不满 {ageing.months} 个月，不计入",
            f"aged less than {ageing.months} months by the end of {year}: not counted",
        )
        return Ground(ground.kind, ground.id, ground.name, ground.amount, 0, words)
    words = Words(f"{ready} 陈酿期满", f"old enough since {ready}")
    return Ground(
        ground.kind, ground.id, ground.name, ground.amount, ground.amount, words
    )


def land_ground(
    plot_id: int, name: str, declared_m2: int, measured_m2: int, shared_m2: int
) -> Ground:
    """Return what of a plot counts: the smaller area, what is shared only once.

    Args:
        plot_id: of the plot.
        name: of the plot.
        declared_m2: what the producer says.
        measured_m2: geodesic, of its outline.
        shared_m2: of it within plots that were claimed before.
    """
    counted = max(0, min(declared_m2, measured_m2 - shared_m2))
    words = None
    if shared_m2:
        words = Words(
            f"与先登记的地块重叠 {shared_m2:,} 平方米，不重复计",
            f"{shared_m2:,} m² within a plot claimed before: not counted twice",
        )
    elif declared_m2 < measured_m2:
        words = Words(
            f"量得 {measured_m2:,} 平方米，按填报的计",
            f"measured {measured_m2:,} m²; the declared area counts",
        )
    elif declared_m2 > measured_m2:
        words = Words(
            f"填报 {declared_m2:,} 平方米，按量得的计",
            f"declared {declared_m2:,} m²; the measured area counts",
        )
    return Ground(None, plot_id, name, measured_m2, counted, words)


def kinds_of(basis: CapacityBasis) -> list[EvidenceKind]:
    """Return the kinds that carry a basis, or stand beside it."""
    carry = [kind for kind, facts in KINDS.items() if facts.basis is basis]
    return [*carry, SUPPORTING[basis]] if basis in SUPPORTING else carry


def by_basis(kinds: Iterable[EvidenceKind]) -> list[CapacityBasis]:
    """Return the bases that some kinds carry, in the order of the kinds."""
    present = set(kinds)
    found = [facts.basis for kind, facts in KINDS.items() if kind in present]
    return list(dict.fromkeys(found))
