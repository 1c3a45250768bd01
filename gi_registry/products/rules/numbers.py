"""Numbers of announcements and standards, as they are printed and as we keep them."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from gi_registry.products.rules import AnnouncementKind

_ISSUERS = (
    ("国家质量监督检验检疫总局", "AQSIQ"),
    ("国家质检总局", "AQSIQ"),
    ("质检总局", "AQSIQ"),
    ("国家知识产权局", "CNIPA"),
    ("农业农村部", "MARA"),
    ("农业部", "MOA"),
)
_YEARLY = frozenset({"AQSIQ"})
"""Issuers whose numbers begin anew each year; the others count on."""

_ANNOUNCEMENT = re.compile(
    r"(?:公告)?(?:(?P<year>[12][0-9]{3})年)?第?(?P<number>[0-9]{1,6})号(?:公告)?"
    r"(?:\((?P<stage>[^()]+)\))?"
)
_STAGES = {
    "受理": AnnouncementKind.ACCEPTED,
    "初步认定": AnnouncementKind.PRELIMINARY,
    "认定": AnnouncementKind.FINAL,
    "批准": AnnouncementKind.FINAL,
    "初步变更": AnnouncementKind.CHANGE_PRELIMINARY,
    "变更": AnnouncementKind.CHANGE,
    "撤销": AnnouncementKind.REVOKED,
}

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─－", "-"))
_STANDARDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<series>GB(?:/[TZ])?) ?(?P<rest>[0-9]{1,6}(?:\.[0-9]+)?-[12][0-9]{3})",
        r"(?P<series>DB[0-9]{2,4}(?:/T)?) ?(?P<rest>[0-9]+(?:\.[0-9]+)?-[12][0-9]{3})",
        r"(?P<series>T/[A-Z0-9]{2,12}) (?P<rest>[0-9]+(?:\.[0-9]+)?-[12][0-9]{3})",
        r"(?P<series>Q/[A-Z0-9]+) (?P<rest>\S.*-[12][0-9]{3})",
        r"(?P<series>(?!GB|DB)[A-Z]{2}(?:/[TZ])?) ?(?P<rest>[0-9]{1,6}-[12][0-9]{3})",
    )
)


@dataclass(frozen=True, slots=True)
class AnnouncementNumber:
    """The number of an announcement.

    Attributes:
        issuer: AQSIQ, CNIPA, MARA or MOA.
        year: that is part of the number; 0 in a series that counts on.
        number: within the year or the series.
        title: as printed, without what the announcement does.
        kind: what it does, if that is printed with the number.
    """

    issuer: str
    year: int
    number: int
    title: str
    kind: AnnouncementKind | None


def announcement_number(text: str) -> AnnouncementNumber | None:
    """Read an announcement's number, such as 国家质检总局公告2004年第104号.

    Returns:
        What it says; None where the issuer is not one of ours, the number is
        missing, or a yearly series names no year.
    """
    plain = re.sub(r"\s", "", normalize("NFKC", text))
    plain = plain.removeprefix("中华人民共和国")
    for name, issuer in _ISSUERS:
        if not plain.startswith(name):
            continue
        found = _ANNOUNCEMENT.fullmatch(plain, len(name))
        if found is None or (issuer in _YEARLY and found["year"] is None):
            return None
        stage = found["stage"]
        return AnnouncementNumber(
            issuer,
            int(found["year"]) if issuer in _YEARLY else 0,
            int(found["number"]),
            plain.removesuffix(f"({stage})") if stage else plain,
            _STAGES.get(stage or ""),
        )
    return None


def standard_number(text: str) -> str | None:
    """Return a standard's number in its one form, such as GB/T 19777-2013.

    Dashes of all kinds become hyphens, spaces single, letters upper case.

    Returns:
        None where it is the number of no national (GB), industry, local (DB),
        group (T/) or enterprise (Q/) standard with its year.
    """
    plain = normalize("NFKC", text).translate(_DASHES).upper()
    plain = re.sub(r"\s*([/-])\s*", r"\1", re.sub(r"\s+", " ", plain.strip()))
    for pattern in _STANDARDS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return f"{found['series']} {found['rest']}"
    return None
