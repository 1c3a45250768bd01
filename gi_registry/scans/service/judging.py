"""What officers see and say of one code, and which codes deserve a look."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gi_registry.core.access import Place
from gi_registry.core.codes import Decoded
from gi_registry.scans import queries
from gi_registry.scans.errors import (
    CodeNotIssuedError,
    JudgementReasonError,
    SameJudgementError,
)
from gi_registry.scans.models import Scan, ScannedItem
from gi_registry.scans.queries import ProductCount, Watched
from gi_registry.scans.rules import Judgement
from gi_registry.scans.service.looking import Finding, look_up
from gi_registry.translog import service as translog

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept of one code.

    Attributes:
        finding: what a scan would answer now.
        place: whose it is to judge.
        item: its count and judgement; None if nobody checked it.
        scans: its checks, newest first, at most 200.
        judgements: log entries about it, newest last.
    """

    finding: Finding
    place: Place
    item: ScannedItem | None
    scans: list[Scan]
    judgements: list[Any]


@dataclass(frozen=True, slots=True)
class Suspicious:
    """Codes that many devices checked, and how many of them by product."""

    codes: list[Watched]
    products: list[ProductCount]


def record_of(session: Session, decoded: Decoded | None, *, now: datetime) -> Record:
    """Return what is kept of a code.

    Raises:
        CodeNotIssuedError: it is none of ours.
    """
    finding = look_up(session, decoded, now=now)
    if decoded is None or finding.known is None:
        raise CodeNotIssuedError
    place = queries.place_of(session, finding.known.authorization_id)
    subject = _subject(decoded)
    return Record(
        finding=finding,
        place=Place(*place),
        item=session.get(ScannedItem, (decoded.run, decoded.index)),
        scans=queries.scans_of(session, decoded.run, decoded.index),
        judgements=translog.history(session, subject),
    )


def judge(
    session: Session,
    decoded: Decoded,
    judgement: Judgement,
    *,
    reason: str,
    now: datetime,
    account_id: int,
) -> ScannedItem:
    """Mark a code as suspect, or clear it, and log it; the caller may judge it.

    A cleared code's earlier checks are in no rule any more.

    Raises:
        JudgementReasonError: no reason, or a treatise.
        SameJudgementError: it is marked so already.
    """
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise JudgementReasonError
    item = session.get(ScannedItem, (decoded.run, decoded.index))
    if item is None:
        item = ScannedItem(
            run_id=decoded.run,
            index=decoded.index,
            first_at=now,
            last_at=now,
            checks=0,
        )
        session.add(item)
    if item.judgement is judgement:
        raise SameJudgementError
    item.judgement, item.judgement_reason = judgement, reason
    item.judged_at, item.judged_by_id = now, account_id
    session.flush()
    body = {"judgement": judgement.value, "reason": reason}
    translog.append(
        session,
        f"code.{judgement.value}",
        _subject(decoded),
        body,
        now=now,
        account_id=account_id,
    )
    return item


def suspicious(
    session: Session, prefixes: tuple[str, ...], since: datetime, *, most: int = 200
) -> Suspicious:
    """Return codes that more than five devices checked in a day.

    Args:
        session: to read with.
        prefixes: divisions of the authorizations that are looked at; "" is all.
        since: the first instant that counts.
        most: codes returned, those with the most devices first.
    """
    codes = queries.watched(session, prefixes, since, most=most)
    return Suspicious(codes, queries.watched_by_product(session, prefixes, since))


def _subject(decoded: Decoded) -> str:
    """Return what the public log calls a code, without telling it."""
    return f"label-{decoded.run}-{decoded.index}"
