"""Rows of a product made from, or brought up to, what a catalogue says."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.products.errors import RightGoneError
from gi_registry.products.models import (
    Announcement,
    Gi,
    GiFact,
    GiRight,
    GiStandard,
    RightAnnouncement,
)
from gi_registry.products.rules.catalogue import (
    WantedFact,
    WantedGi,
    WantedRight,
    WantedStandard,
)
from gi_registry.products.rules.numbers import AnnouncementNumber

Announcements = dict[tuple[str, int, int], Announcement]
"""By issuer, year and number."""

_GI = (
    "name_zh",
    "name_en",
    "category",
    "season_mask",
    "evidence",
    "confidence",
    "search_text",
)
_RIGHT = (
    "status",
    "number",
    "number_kind",
    "since",
    "managing_authority",
    "holder",
    "legal_effect_note",
    "source",
    "evidence",
    "confidence",
)
_MIRRORED = ("status", "since", "holder", "managing_authority")
"""What a catalogue no longer says once events of CNIPA are on record."""
_STANDARD = ("source", "evidence")
_FACT = ("value", "source", "evidence")


def announcements_of(
    session: Session, wanted: Iterable[WantedGi], source: str
) -> Announcements:
    """Return all announcements that the catalogue names, adding what is missing."""
    named = {
        _key(right.announcement): right.announcement
        for each in wanted
        for right in each.rights
        if right.announcement is not None
    }
    issuers = {issuer for issuer, _, _ in named}
    statement = select(Announcement).where(Announcement.issuer.in_(issuers))
    known = {(a.issuer, a.year, a.number): a for a in session.scalars(statement)}
    for key, number in named.items():
        if key not in known:
            known[key] = Announcement(
                issuer=number.issuer,
                year=number.year,
                number=number.number,
                title=number.title,
                source=source,
            )
            session.add(known[key])
    session.flush()
    return known


def new(
    wanted: WantedGi,
    announcements: Announcements,
    *,
    now: datetime,
) -> Gi:
    """Return the rows of a product that is not registered yet."""
    return Gi(
        code=wanted.code,
        imported_at=now,
        rights=[
            _new_right(right, ordinal, announcements)
            for ordinal, right in enumerate(wanted.rights, start=1)
        ],
        standards=[_new_standard(each) for each in wanted.standards],
        facts=[_new_fact(each) for each in wanted.facts],
        **_values(wanted, _GI),
    )


def _new_right(
    wanted: WantedRight,
    ordinal: int,
    announcements: Announcements,
) -> GiRight:
    right = GiRight(ordinal=ordinal, kind=wanted.kind, **_values(wanted, _RIGHT))
    right.announcements = []
    _link(right, wanted, announcements)
    return right


def _new_standard(wanted: WantedStandard) -> GiStandard:
    return GiStandard(number=wanted.number, **_values(wanted, _STANDARD))


def _new_fact(wanted: WantedFact) -> GiFact:
    return GiFact(kind=wanted.kind, **_values(wanted, _FACT))


def brought_up(
    session: Session,
    gi: Gi,
    wanted: WantedGi,
    announcements: Announcements,
) -> bool:
    """Make a registered product what the document says; tell whether it changed."""
    # A list, not a chain of `or`: every part must be looked at.
    changes = [
        _set(gi, wanted, _GI),
        _rights_brought_up(gi, wanted, announcements),
        _standards_brought_up(session, gi, wanted),
        _facts_brought_up(session, gi, wanted),
    ]
    return any(changes)


def _rights_brought_up(
    gi: Gi,
    wanted: WantedGi,
    announcements: Announcements,
) -> bool:
    by_ordinal = {right.ordinal: right for right in gi.rights}
    changes = []
    for ordinal, each in enumerate(wanted.rights, start=1):
        right = by_ordinal.pop(ordinal, None)
        if right is None:
            gi.rights.append(_new_right(each, ordinal, announcements))
            changes.append(True)
            continue
        if right.kind is not each.kind:
            raise RightGoneError(gi.code, ordinal)
        said = [n for n in _RIGHT if right.mirrored_at is None or n not in _MIRRORED]
        changes += [_set(right, each, said), _link(right, each, announcements)]
    gone = [number for number, each in by_ordinal.items() if each.mirrored_at is None]
    if gone:
        raise RightGoneError(gi.code, min(gone))
    return any(changes)


def _standards_brought_up(session: Session, gi: Gi, wanted: WantedGi) -> bool:
    known = {standard.number: standard for standard in gi.standards}
    changes = []
    for each in wanted.standards:
        standard = known.pop(each.number, None)
        if standard is None:
            gi.standards.append(_new_standard(each))
        changes.append(standard is None or _set(standard, each, _STANDARD))
    for gone in known.values():
        session.delete(gone)
    return any(changes) or bool(known)


def _facts_brought_up(session: Session, gi: Gi, wanted: WantedGi) -> bool:
    known = {fact.kind: fact for fact in gi.facts}
    changes = []
    for each in wanted.facts:
        fact = known.pop(each.kind, None)
        if fact is None:
            gi.facts.append(_new_fact(each))
        changes.append(fact is None or _set(fact, each, _FACT))
    for gone in known.values():
        session.delete(gone)
    return any(changes) or bool(known)


def _link(
    right: GiRight,
    wanted: WantedRight,
    announcements: Announcements,
) -> bool:
    """Tie a right to the announcement of its number; one tied before stays."""
    if wanted.announcement is None:
        return False
    announcement = announcements[_key(wanted.announcement)]
    kind = wanted.announcement_kind
    tied = {(link.announcement_id, link.kind) for link in right.announcements}
    if (announcement.id, kind) in tied:
        return False
    right.announcements.append(
        RightAnnouncement(
            announcement_id=announcement.id, announcement=announcement, kind=kind
        )
    )
    return True


def _values(wanted: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in names}


def _set(row: object, wanted: object, names: Iterable[str]) -> bool:
    """Set what differs; tell whether something did."""
    new = {
        name: value
        for name, value in _values(wanted, names).items()
        if getattr(row, name) != value
    }
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def _key(number: AnnouncementNumber) -> tuple[str, int, int]:
    return number.issuer, number.year, number.number
