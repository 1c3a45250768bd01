"""What a catalogue document says, read into values of ours; nothing is stored here.

The document has no faults when it comes here; see `rules.checks`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gi_registry.core.words import Words
from gi_registry.products.rules import (
    AnnouncementKind,
    Confidence,
    Evidence,
    FactKind,
    RightKind,
    RightStatus,
)
from gi_registry.products.rules.naming import search_text
from gi_registry.products.rules.numbers import (
    AnnouncementNumber,
    announcement_number,
    standard_number,
)
from gi_registry.products.rules.seasons import mask_of

_SOURCED = "sourced:"
_JOINT = "; "
_STAGES = {
    "application": Words("来源只见登记申请", "The source shows only an application"),
    "application_accepted": Words(
        "来源只见受理公告", "The source shows only acceptance"
    ),
    "expert_review_passed": Words(
        "来源只见专家评审通过", "The source shows only that the experts agreed"
    ),
    "public_notice": Words("来源只见公示", "The source shows only the public notice"),
}
"""Stages short of protection: for us all of them are pending."""


@dataclass(frozen=True, slots=True)
class WantedRight:
    """A right as the document has it; the names are those of `GiRight`."""

    kind: RightKind
    status: RightStatus
    number: str | None
    number_kind: str | None
    since: str | None
    managing_authority: str | None
    holder: str | None
    legal_effect_note: str | None
    source: str
    evidence: Evidence
    confidence: Confidence
    announcement: AnnouncementNumber | None
    announcement_kind: AnnouncementKind


@dataclass(frozen=True, slots=True)
class WantedStandard:
    """A standard as the document has it, its number normalised."""

    number: str
    source: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class WantedFact:
    """A fact as the document has it."""

    kind: FactKind
    value: str
    source: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class WantedGi:
    """A product as the document has it; the names are those of `Gi`."""

    code: str
    name_zh: str
    name_en: str
    category: str
    season_mask: int
    evidence: Evidence
    confidence: Confidence
    search_text: str
    rights: tuple[WantedRight, ...]
    standards: tuple[WantedStandard, ...]
    facts: tuple[WantedFact, ...]


def read(product: Mapping[str, Any], goods: Mapping[str, Words]) -> WantedGi:
    """Return a product of a document that has no faults.

    Args:
        product: one of `products`.
        goods: kinds of goods by what names end with; see `goods_of`.
    """
    what = goods_of(product["name_zh"], goods)
    others = [product["name_en"], *([what.en] if what else []), product["id"]]
    return WantedGi(
        code=product["id"],
        name_zh=product["name_zh"],
        name_en=product["name_en"],
        category=product["category"],
        season_mask=mask_of(product["season_months"]),
        evidence=Evidence(product["evidence"]),
        confidence=Confidence(product["confidence"]),
        search_text=search_text(product["name_zh"], others),
        rights=tuple(_right(right) for right in product["registrations"]),
        standards=tuple(_standard(standard) for standard in product["standards"]),
        facts=tuple(_facts(product)),
    )


def goods_of(name_zh: str, goods: Mapping[str, Words]) -> Words | None:
    """Return what a product is, by the longest goods word that its name ends with.

    Args:
        name_zh: such as 吉县苹果.
        goods: the list of goods; the Chinese label is what a name ends with.
    """
    fitting = [words for words in goods.values() if name_zh.endswith(words.zh)]
    return max(fitting, key=lambda words: len(words.zh), default=None)


def evidence_of(source: str) -> Evidence:
    """Return how far a source carries: what is partly memory is memory."""
    parts = source.split(_JOINT)
    sourced = all(part.startswith(_SOURCED) for part in parts)
    return Evidence.SOURCED if sourced else Evidence.MEMORY


def _right(right: Mapping[str, Any]) -> WantedRight:
    stage = _STAGES.get(right["status"])
    status = RightStatus.PENDING if stage else RightStatus(right["status"])
    is_announced = right["number_kind"] == "announcement"
    announced = announcement_number(right["number"]) if is_announced else None
    usual = AnnouncementKind.ACCEPTED if stage else AnnouncementKind.FINAL
    return WantedRight(
        kind=RightKind(right["kind"]),
        status=status,
        number=right["number"] or None,
        number_kind=right["number_kind"] or None,
        since=right["date"] or None,
        managing_authority=right.get("managing_authority") or None,
        holder=right.get("holder") or None,
        legal_effect_note=f"{stage.zh} / {stage.en}" if stage else None,
        source=_plain(right["source"]),
        evidence=evidence_of(right["source"]),
        confidence=Confidence(right["confidence"]),
        announcement=announced,
        announcement_kind=(announced and announced.kind) or usual,
    )


def _standard(standard: Mapping[str, Any]) -> WantedStandard:
    number = standard_number(standard["number"])
    return WantedStandard(
        number or standard["number"],
        _plain(standard["source"]),
        evidence_of(standard["source"]),
    )


def _facts(product: Mapping[str, Any]) -> Iterator[WantedFact]:
    months = ",".join(str(month) for month in sorted(product["season_months"]))
    remark = "catalogue"
    for kind, value, source in (
        (FactKind.NAME_EN, product["name_en"], product["name_en_basis"]),
        (FactKind.SEASON, months, product["season_source"]),
        (FactKind.QUALITY, product["quality"], product["quality_source"]),
        (FactKind.EU_CHINA, product["eu_china"], product["eu_china_source"]),
        (FactKind.NOTE, product["note"], remark),
    ):
        if value:
            yield WantedFact(kind, value, _plain(source), evidence_of(source))


def _plain(source: str) -> str:
    """Return a source without the marks that `evidence_of` reads."""
    parts = (part.removeprefix(_SOURCED).strip() for part in source.split(_JOINT))
    return _JOINT.join(parts)
