"""What the scan page and its JSON are filled with."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from gi_registry.core.words import Words
from gi_registry.marks.rules import RangeState, mass
from gi_registry.packs.service import Outer
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS, AuthorizationState
from gi_registry.scans.queries import Known
from gi_registry.scans.rules import PROVINCES, Verdict
from gi_registry.scans.service import Checked, Finding, PinEntry
from gi_registry.tracing.service import Moment

REPORT_URL: Final = "/complain?code="
"""Where a buyer reports a problem; the code as printed follows, if it is one."""

LEVEL: Final = "item"
"""Each code stands for one label; codes of whole lots are another matter."""

_NOTHING: Final = Words("无记录", "none on record")


@dataclass(frozen=True, slots=True)
class Product:
    """The product named on the page."""

    name_zh: str
    name_en: str
    code: str
    announcement: str | None
    standard: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """The authorized user named on the page."""

    name: str
    uscc: str


@dataclass(frozen=True, slots=True)
class Goods:
    """The lot named on the page."""

    number: str
    produced_on: date | None
    place: Words | None


@dataclass(frozen=True, slots=True)
class Pin:
    """The scratch PIN of a label, as the page asks for it.

    Attributes:
        first_at: when the right one was entered first; None if never.
        entry: what came of the one that was just entered.
        error: why none was compared.
    """

    first_at: datetime | None = None
    entry: PinEntry | None = None
    error: Words | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the scan page; see templates/scans/scan.html."""

    verdict: str
    checks: int
    first_checked_at: datetime | None
    code_grouped: str | None
    official_host: str
    reasons: tuple[Words, ...]
    product: Product | None = None
    holder: Holder | None = None
    lot: Goods | None = None
    activated_on: date | None = None
    net_content: Words | str | None = None
    county: Words | None = None
    map_svg: str | None = None
    timeline: tuple[Moment, ...] = ()
    capacity: Words | None = None
    state_then: Words | None = None
    state_today: Words | None = None
    level: str = LEVEL
    report_url: str = REPORT_URL
    pin: "Pin | None" = None
    packs: tuple[Outer, ...] = ()
    places: tuple[tuple[str, Words], ...] = tuple(PROVINCES.items())


class More(NamedTuple):
    """What the page shows beside the finding.

    Attributes:
        county: where the goods were made.
        timeline: what is told of the lot.
        capacity: the producer's figures of the year.
        map_svg: picture of the area.
        pin: the scratch PIN, where the buyer is asked for one.
        packs: the case that the label is in, and the piece that its goods are of.
    """

    county: Words | None = None
    timeline: tuple[Moment, ...] = ()
    capacity: Words | None = None
    map_svg: str | None = None
    pin: Pin | None = None
    packs: tuple[Outer, ...] = ()


def shared_by(checked: Checked) -> Hashable:
    """Return what decides how a page looks, but for its code and language."""
    finding, known = checked.finding, checked.finding.known
    counted = (checked.checks, checked.first_at) if _is_again(checked) else None
    return (
        known.shared if known else None,
        finding.verdict,
        finding.reasons,
        finding.state_then,
        finding.state_today,
        counted,
    )


def view_of(
    checked: Checked, more: More, *, code_grouped: str | None, base_url: str
) -> View:
    """Return what the page shows.

    Args:
        checked: the answer.
        more: what else is shown.
        code_grouped: the code as printed; None where it is none.
        base_url: public address of the registry.
    """
    finding, known = checked.finding, checked.finding.known
    reasons = tuple(reason.words for reason in finding.reasons)
    host = urlsplit(base_url).netloc
    code = code_grouped
    report_url = f"{REPORT_URL}{code or ''}"
    if known is None:
        verdict = finding.verdict.value
        return View(verdict, 0, None, code, host, reasons, report_url=report_url)
    again = _is_again(checked)
    is_used = known.lot_id is not None
    return View(
        "genuine_again" if again else _kind(finding),
        checked.checks if again else 1,
        checked.first_at if again else None,
        code,
        host,
        reasons,
        product=_product(known),
        holder=Holder(known.holder, known.uscc),
        lot=_goods(known),
        activated_on=known.on_day if is_used else None,
        net_content=_net_content(known),
        county=more.county,
        map_svg=more.map_svg,
        timeline=more.timeline,
        capacity=more.capacity,
        report_url=report_url,
        state_then=_state(finding.state_then) if is_used else None,
        state_today=_state(finding.state_today),
        pin=more.pin,
        packs=more.packs,
    )


def as_json(checked: Checked) -> dict[str, Any]:
    """Return the answer for programs; the same members for every verdict."""
    finding, known = checked.finding, checked.finding.known
    return {
        "verdict": finding.verdict.value,
        "reasons": [reason.slug for reason in finding.reasons],
        "first_check": checked.is_first,
        "checks": checked.checks,
        "level": LEVEL,
        "product": known and _product_json(known),
        "user": known and _user_json(checked, known),
        "lot": _lot_json(known) if known and known.lot_id else None,
        "run": finding.run,
        "index": finding.index,
    }


def _kind(finding: Finding) -> str:
    """Return which answer the page gives; goods that are recalled have their own."""
    recalled = RangeState.RECALLED.value
    is_recalled = any(reason.slug == recalled for reason in finding.reasons)
    return recalled if is_recalled else finding.verdict.value


def _is_again(checked: Checked) -> bool:
    return checked.finding.verdict is Verdict.GENUINE and not checked.is_first


def _product(known: Known) -> Product:
    return Product(
        name_zh=known.name_zh,
        name_en=known.name_en,
        code=known.gi_code,
        announcement=known.right_number,
        standard=known.lot_standard or known.authorization_standard,
    )


def _goods(known: Known) -> Goods | None:
    if known.lot is None:
        return None
    return Goods(known.lot, known.produced_on, None)


def _net_content(known: Known) -> Words:
    """Say what is in the pack, as its label names it, and the weight."""
    weight = mass(known.net_content_g)
    return Words(
        f"{weight.zh}（{known.pack_name}）", f"{weight.en} ({known.pack_name})"
    )


def _state(state: AuthorizationState | None) -> Words:
    return AUTHORIZATION_STATE_WORDS[state] if state else _NOTHING


def _product_json(known: Known) -> dict[str, Any]:
    return {
        "code": known.gi_code,
        "name_zh": known.name_zh,
        "name_en": known.name_en,
        "pack": known.pack_name,
        "net_content_g": known.net_content_g,
    }


def _user_json(checked: Checked, known: Known) -> dict[str, Any]:
    finding = checked.finding
    return {
        "name": known.holder,
        "uscc": known.uscc,
        "authorization": known.authorization,
        "state_on_activation": finding.state_then and finding.state_then.value,
        "state_today": finding.state_today and finding.state_today.value,
    }


def _lot_json(known: Known) -> dict[str, Any]:
    return {
        "number": known.lot,
        "produced_on": known.produced_on and known.produced_on.isoformat(),
        "activated_on": known.on_day and known.on_day.isoformat(),
        "division": known.division,
        "standard": known.lot_standard,
    }
