"""The keys that sign certificates: the one that does, rotation, revocation."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.core.db import lock
from gi_registry.core.words import china_day
from gi_registry.marks import queries
from gi_registry.marks.certificates import (
    MEMBER,
    CertificateRevokedError,
    Ended,
    KeySpan,
    KeyStatus,
    Revoked,
    SigningKey,
    Verified,
    installation_keys,
    public_jwks,
    signed_list,
    verify,
)
from gi_registry.marks.certificates.errors import (
    KeyEndedError,
    KeyReasonError,
    NoSuchKeyError,
)
from gi_registry.marks.certificates.keys import unpadded
from gi_registry.marks.models import CertificateKey
from gi_registry.producers import service as producers
from gi_registry.producers.rules import AUTHORIZATION_STATE_WORDS
from gi_registry.translog import service as translog

LOG_MEMBER: Final = "log"
"""Member of the key set that has the log's keys."""

_KEYS = 0x6B6579
"""Advisory lock under which keys follow one another."""


def signing_key(session: Session, master: bytes) -> SigningKey:
    """Return the key that signs certificates at present.

    Args:
        session: to read with.
        master: the master secret, 32 bytes.
    """
    return SigningKey.of_master(master, epoch=key_spans(session)[-1].epoch)


def key_spans(session: Session) -> list[KeySpan]:
    """Return the lives of all keys, oldest first; the last one signs."""
    return [
        KeySpan(row.epoch, row.began_on, row.retired_on, row.revoked_on)
        for row in _rows(session)
    ] or [KeySpan(1)]


def key_set(
    session: Session, master: bytes, *, base_url: str, on: date
) -> dict[str, Any]:
    """Return the JWK set to publish, with the signed list of what is revoked.

    The log's key is another member: a certificate that it signed is none.

    Args:
        session: to read with.
        master: the master secret, 32 bytes.
        base_url: the registry's public address.
        on: the present day in China.
    """
    spans = key_spans(session)
    signer = SigningKey.of_master(master, epoch=spans[-1].epoch)
    keys = installation_keys(master, spans)
    revoked = Revoked(
        on,
        {
            unpadded(key.kid): key.until
            for key in keys
            if key.status is KeyStatus.REVOKED and key.until
        },
        {
            number: Ended(state.value, since)
            for number, state, since in queries.ended_authorizations(session)
        },
    )
    listed = signed_list(revoked, signer, issuer=urlsplit(base_url).netloc)
    log = str(translog.LogKey.of(base_url, master).public)
    return public_jwks(keys) | {MEMBER: listed, LOG_MEMBER: [log]}


def check_certificate(
    session: Session, text: str, master: bytes, *, on: date
) -> tuple[Verified, bool]:
    """Return what a certificate says, and whether the mark may be used on a day.

    Args:
        session: to read with.
        text: as scanned.
        master: the master secret, 32 bytes.
        on: the day, in China.

    Raises:
        GiError: it cannot be believed; see `certificates.verify`.
        CertificateRevokedError: the register says that the mark may not be used.
    """
    keys = public_jwks(installation_keys(master, key_spans(session)))
    found = verify(text, keys)
    authorization = producers.authorization(session, found.claims.number)
    state = producers.state_on(authorization, on)
    last = authorization.statuses[-1]
    if not last.state.may_use:
        raise CertificateRevokedError(
            number=found.claims.number,
            state=AUTHORIZATION_STATE_WORDS[last.state],
            since=last.from_on,
            listed_on=on,
        )
    return found, state is not None and state.may_use


def rotate_key(
    session: Session,
    master: bytes,
    reason: str,
    *,
    now: datetime,
    account_id: int | None = None,
) -> SigningKey:
    """Let the next key sign; what the present one signed still holds.

    Raises:
        KeyReasonError: no reason is given.
    """
    current = _locked_rows(session, reason)[-1]
    current.retired_on, current.reason = china_day(now), reason.strip()
    return _begin_next(session, master, current, now=now, account_id=account_id)


def revoke_key(
    session: Session,
    master: bytes,
    kid: str,
    reason: str,
    *,
    now: datetime,
    account_id: int | None = None,
) -> SigningKey:
    """Let nothing count any more that a key signed; return the one that signs.

    Certificates are made anew, with the key that signs, whenever they are shown.

    Raises:
        KeyReasonError: no reason is given.
        NoSuchKeyError: none of the keys is called so.
        KeyEndedError: it was revoked before.
    """
    rows = _locked_rows(session, reason)
    row = next((row for row in rows if _kid(master, row.epoch) == kid), None)
    if row is None:
        raise NoSuchKeyError(kid)
    if row.revoked_on is not None:
        raise KeyEndedError(kid, row.revoked_on)
    row.revoked_on, row.reason = china_day(now), reason.strip()
    session.flush()
    translog.append(
        session,
        "certificate-key.revoked",
        kid,
        {"on": row.revoked_on.isoformat(), "reason": row.reason},
        now=now,
        account_id=account_id,
    )
    if row is not rows[-1]:
        return SigningKey.of_master(master, epoch=rows[-1].epoch)
    return _begin_next(session, master, row, now=now, account_id=account_id)


def _begin_next(
    session: Session,
    master: bytes,
    last: CertificateKey,
    *,
    now: datetime,
    account_id: int | None,
) -> SigningKey:
    today = china_day(now)
    session.add(CertificateKey(epoch=last.epoch + 1, began_on=today, reason=""))
    session.flush()
    key = SigningKey.of_master(master, epoch=last.epoch + 1)
    translog.append(
        session,
        "certificate-key.begun",
        unpadded(key.kid),
        {
            "epoch": last.epoch + 1,
            "on": today.isoformat(),
            "after": _kid(master, last.epoch),
            "reason": last.reason,
        },
        now=now,
        account_id=account_id,
    )
    return key


def _locked_rows(session: Session, reason: str) -> list[CertificateKey]:
    """Return all keys, oldest first, while nobody else can change them."""
    if not reason.strip():
        raise KeyReasonError
    lock(session, _KEYS)
    rows = _rows(session)
    if not rows:
        rows = [CertificateKey(epoch=1, reason="")]
        session.add_all(rows)
    return rows


def _rows(session: Session) -> list[CertificateKey]:
    return list(session.scalars(select(CertificateKey).order_by(CertificateKey.epoch)))


def _kid(master: bytes, epoch: int) -> str:
    return unpadded(SigningKey.of_master(master, epoch=epoch).kid)
