"""Receipts that somebody else can check: signed, and with the log's leaf."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gi_registry.annual_reports.errors import (
    NotAReceiptError,
    ReceiptNotLoggedError,
    ReportNotFoundError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import RECEIPT_PREFIX, ReceiptClaims
from gi_registry.annual_reports.service import reading
from gi_registry.marks import service as marks
from gi_registry.marks.certificates import (
    KeyRevokedError,
    KeyStatus,
    NotACertificateError,
    installation_keys,
    public_jwks,
    seal,
    signed_by,
)
from gi_registry.translog import service as translog


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt as it goes out.

    Attributes:
        claims: what it says.
        entry: the log's entry; the leaf hash is SHA-256 of a zero byte and it.
        opening: record and salt, to which the entry commits.
        text: signed, for a QR code.
    """

    claims: ReceiptClaims
    entry: str
    opening: str
    text: str


def signed_receipt(
    session: Session, report: AnnualReport, *, issuer: str, master: bytes
) -> SignedReceipt:
    """Return the receipt of a version; the same until the key is replaced.

    Args:
        session: to read with.
        report: authorization and entity loaded.
        issuer: host of the registry's address.
        master: the master secret, 32 bytes.

    Raises:
        ReportNotFoundError: it was not handed in.
    """
    leaf = reading.leaf_of(session, report)
    if leaf is None:
        raise ReportNotFoundError
    held = report.authorization
    claims = ReceiptClaims(
        issuer=issuer,
        number=reading.number_of(report),
        submitted_at=leaf.at.replace(microsecond=0),
        version=report.version,
        sha256=leaf.body["sha256"],
        leaf_index=leaf.index,
        leaf_hash=leaf.leaf_hash,
        uscc=held.entity.uscc,
        holder=held.entity.name,
    )
    entry = translog.entry_of(leaf)
    opening = translog.opening_of(leaf)
    key = marks.signing_key(session, master)
    text = seal(claims.to_cwt(), key, prefix=RECEIPT_PREFIX)
    return SignedReceipt(claims, entry.decode(), opening.decode(), text)


def check_receipt(session: Session, text: str, *, master: bytes) -> ReceiptClaims:
    """Return what a receipt says, if it is ours and the log holds it.

    Args:
        session: to read with.
        text: as scanned, from `GR1:` to its end.
        master: the master secret, 32 bytes.

    Raises:
        NotAReceiptError: it is no receipt.
        UnknownKeyError, SignatureError: none of our keys signed it.
        KeyRevokedError: the key that signed it was revoked.
        ReceiptNotLoggedError: the log holds something else there.
    """
    keys = public_jwks(installation_keys(master, marks.key_spans(session)))
    try:
        said, key = signed_by(text, keys, prefix=RECEIPT_PREFIX)
        claims = ReceiptClaims.from_cwt(said)
    except (NotACertificateError, ValueError) as error:
        raise NotAReceiptError from error
    if key.status is KeyStatus.REVOKED:
        raise KeyRevokedError(kid=key.kid.hex(), since=key.until)
    if not any(
        leaf.index == claims.leaf_index
        and claims.leaf_hash in (leaf.leaf_hash, translog.former_hash(leaf))
        and leaf.body["version"] == claims.version
        and leaf.body.get("sha256") == claims.sha256
        for leaf in translog.history(session, claims.number)
    ):
        raise ReceiptNotLoggedError(claims.number, claims.leaf_index)
    return claims
