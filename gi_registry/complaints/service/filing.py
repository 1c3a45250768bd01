"""A complaint comes in: what was found of the code is frozen, an office is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gi_registry.complaints.models import Complaint, ComplaintPhoto
from gi_registry.complaints.rules import PROVINCE, ComplaintState, Matter
from gi_registry.complaints.service.telling import tell_office
from gi_registry.core import blobs, photo
from gi_registry.core.codes import CodeKeys, Decoded
from gi_registry.core.db import lock
from gi_registry.core.ids import digest, new_secret, numbered
from gi_registry.core.words import china_day
from gi_registry.law.rules import Span, Unit, deadline
from gi_registry.packs import service as packs
from gi_registry.packs.rules import PACK_RUNS
from gi_registry.producers.models import Authorization
from gi_registry.scans import service as scans
from gi_registry.scans.rules import Verdict
from gi_registry.translog import service as translog

HANDLED_WITHIN: Final = Span(7, Unit.WORKING_DAYS)
"""From receipt; Art. 46 of the consumers' law (`consumer.46`)."""

_QUEUE: Final = 0x637074
"""Advisory lock under which complaints get their numbers."""


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """What somebody reports.

    Attributes:
        code: as it came, may be empty.
        shop: shop or platform.
        bought_in: code of the county, empty if not said.
        telephone: for an answer, may be empty.
    """

    matter: Matter
    code: str = ""
    shop: str = ""
    bought_in: str = ""
    words: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint that is on record.

    Attributes:
        secret: in the link by which it is followed; kept nowhere.
    """

    complaint: Complaint
    secret: str


@dataclass(frozen=True, slots=True)
class _Found:
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()
    run: int | None = None
    index: int | None = None
    authorization_id: int | None = None


def kept_photo(data_dir: Path, stream: IO[bytes], field: str) -> str:
    """Keep a photo without what the camera wrote into it; return its SHA-256.

    Raises:
        FileKindError: it is no JPEG or PNG, or too many pixels.
    """
    return blobs.put(data_dir, BytesIO(photo.plain(stream, field))).sha256


def file(
    session: Session,
    keys: CodeKeys,
    new: NewComplaint,
    photos: Sequence[str] = (),
    *,
    now: datetime,
) -> Filed:
    """Put a complaint on record and tell the office that handles it.

    Args:
        session: a writing session.
        keys: of item codes.
        new: what is reported.
        photos: SHA-256 of kept photos.
        now: the present instant.
    """
    found = _found(session, keys, new.code, now=now)
    of = found.authorization_id
    held = session.get(Authorization, of) if of is not None else None
    today, secret = china_day(now), new_secret()
    lock(session, _QUEUE)
    complaint = Complaint(
        number=_next_number(session, today.year),
        secret_sha256=digest(secret),
        matter=new.matter,
        code=scans.grouped_or_none(new.code) or new.code,
        run_id=found.run,
        index=found.index,
        authorization_id=of,
        verdict=found.verdict and found.verdict.value,
        reasons=list(found.reasons),
        shop=new.shop,
        bought_in=new.bought_in or None,
        words=new.words,
        telephone=new.telephone or None,
        division=new.bought_in or (held.division if held else PROVINCE),
        state=ComplaintState.RECEIVED,
        received_at=now,
        due_on=deadline(today, HANDLED_WITHIN).day,
        photos=[ComplaintPhoto(sha256=each) for each in dict.fromkeys(photos)],
    )
    session.add(complaint)
    session.flush()
    body = {
        "matter": new.matter.value,
        "verdict": complaint.verdict,
        "division": complaint.division,
        "photos": len(complaint.photos),
    }
    translog.append(session, "complaint.received", complaint.number, body, now=now)
    tell_office(session, complaint, now=now)
    return Filed(complaint, secret)


def _found(session: Session, keys: CodeKeys, code: str, *, now: datetime) -> _Found:
    """Return what a scan of a code says now; nothing is counted."""
    if not code:
        return _Found()
    decoded, reason = scans.decode(keys, code)
    if decoded is not None and decoded.run >= PACK_RUNS:
        of_pack = _of_pack(session, decoded)
        if of_pack is not None:
            return _Found(authorization_id=of_pack)
    finding = scans.look_up(session, decoded, now=now)
    reasons = [*finding.reasons, *([reason] if reason else [])]
    texts = tuple(text for each in reasons for text in each.words)
    known = finding.known
    if known is None:
        return _Found(finding.verdict, texts)
    run, index = finding.run, finding.index
    return _Found(finding.verdict, texts, run, index, known.authorization_id)


def _of_pack(session: Session, decoded: Decoded) -> int | None:
    pack = packs.of_pack(session, decoded)
    return None if pack is None else pack.run.authorization.id


def _next_number(session: Session, year: int) -> str:
    statement = select(func.max(Complaint.number)).where(
        Complaint.number.startswith(f"CP-{year}-")
    )
    last = session.scalar(statement)
    return numbered("CP", year, int(last.rpartition("-")[2]) + 1 if last else 1)
