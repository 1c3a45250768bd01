"""What an entry of the log is, and how much of it everybody sees.

What was decided is kept whole as a record. The public entry is the record itself
where nothing in it is anybody's business secret or personal; else it shows time,
kind, whatever is listed here, and a salted commitment to the record. Who has the
record and its salt can prove it; nobody can guess it. What is not listed is hidden.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from gi_registry.translog.rules.tiles import LONGEST_ENTRY

SALT_BYTES: Final = 16

_ANNOUNCED_FAMILIES: Final = ("authorization.", "right.")
_ANNOUNCED: Final = frozenset(
    {"announcement", "announced_on", "authorizations", "due_on", "file_sha256"}
    | {"from", "gi", "on", "right", "rules", "state", "to", "uscc"}
)
"""Shown where CNIPA announced it, which makes it public."""
_EXCEEDING: Final = "capacity-above-factors"
_EXCEEDING_SHOWN: Final = frozenset({"kind", "request", "reason"})
"""Exceptions by which somebody may mark more than the factors or the evidence say."""
_SHOWN: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(fields.split())
    for kind, fields in {
        "product.registered": "name rights sha256",
        "product.changed": "name rights sha256",
        "area.read": "version valid_from finest_level divisions clauses area_m2 "
        "evidence",
        "area.decided": "version valid_from divisions clauses area_m2 added removed "
        "changed",
        "division.changed": "on document successors",
        "campaign.decided": "opens_on users_by county_by prefecture_by province_by "
        "form document",
        "reports.drawn": "reports percent sha256",
        "reports.locked": "reports sha256",
        "figures.published": "reports sha256",
        "setting.set": "amount unit since document",
        "setting.emptied": "amount unit since document",
        "certificate-key.begun": "epoch on after",
        "certificate-key.revoked": "on",
        "codes.epoch-begun": "epoch",
        "codes.epoch-leaked": "epoch leaked_on reason",
        "run.issued": "run year key_epoch expires_on",
        "factors.decided": "basis year terms ageing_months document reason",
        "labels.last-day": "year last_on document reason",
        "labels.recalled": "run on_day reason",
        "capacity.decided": "year basis reason override",
    }.items()
}


def shown(kind: str, body: Mapping[str, Any]) -> list[str] | None:
    """Return which members of a body everybody sees; None hides the subject too."""
    listed = _SHOWN.get(kind)
    if listed is None and kind.startswith(_ANNOUNCED_FAMILIES):
        listed = _ANNOUNCED if body.get("announcement") else None
    if kind.startswith("override.") and body.get("kind") == _EXCEEDING:
        listed = _EXCEEDING_SHOWN
    return None if listed is None else sorted(listed & body.keys())


def record(
    index: int, at: datetime, kind: str, subject: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Return everything that is kept of a decision, but who took it."""
    return {
        "at": at.astimezone(UTC).isoformat(),
        "body": body,
        "index": index,
        "kind": kind,
        "subject": subject,
    }


def hides(whole: Mapping[str, Any], seen: list[str] | None) -> bool:
    """Whether a record has something that its entry does not show."""
    return seen is None or set(seen) != set(whole["body"])


def entry(whole: Mapping[str, Any], seen: list[str] | None, salt: str | None) -> bytes:
    """Return the public entry of a record.

    Args:
        whole: the record.
        seen: members of its body that are shown; None hides the subject too.
        salt: hex; none where nothing is hidden.
    """
    if salt is None:
        return canonical(whole)
    public = {"at": whole["at"], "index": whole["index"], "kind": whole["kind"]}
    public["commitment"] = commitment(whole, salt)
    if seen is not None:
        public["subject"] = whole["subject"]
        public["body"] = {name: whole["body"][name] for name in seen}
    return canonical(public)


def opening(
    whole: Mapping[str, Any], seen: list[str] | None, salt: str | None
) -> bytes:
    """Return what proves to whom it is given that an entry commits to a record."""
    return canonical({"record": whole, "salt": salt, "shown": seen})


def committed(extra: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the record that an opening holds, and the entry that commits to it.

    Raises:
        ValueError: it is no opening.
    """
    try:
        values = json.loads(extra)
        whole, seen = values["record"], values["shown"]
        made = entry(whole, seen, values["salt"])
    except (KeyError, TypeError) as error:
        raise ValueError(extra) from error
    if not isinstance(whole, dict) or not isinstance(whole.get("body"), dict):
        raise ValueError(extra)  # noqa: TRY004 -- a form like any other
    return whole, made


def commitment(whole: Mapping[str, Any], salt: str) -> str:
    """Return the hash of the salt's bytes and the record, hex."""
    return sha256(bytes.fromhex(salt) + canonical(whole)).hexdigest()


def fits(whole: Mapping[str, Any]) -> bool:
    """Whether a record can be shown whole: a bundle takes no longer entry."""
    return len(canonical(whole)) <= LONGEST_ENTRY


def canonical(values: Mapping[str, Any]) -> bytes:
    """Return JSON in the one form that is hashed."""
    return json.dumps(
        values,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()
