"""Receipts that somebody else can check: signed, and with the log's proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from gi_registry.annual_reports.errors import (
    NotAReceiptError,
    ReceiptNotLoggedError,
    ReportNotFoundError,
)
from gi_registry.annual_reports.models import AnnualReport
from gi_registry.annual_reports.rules import RECEIPT_PREFIX, ReceiptClaims
from gi_registry.annual_reports.service import reading
from gi_registry.core.errors import GiError
from gi_registry.marks import service as marks
from gi_registry.marks.certificates import (
    KeyRevokedError,
    KeyStatus,
    NotACertificateError,
    believed,
    installation_keys,
    public_jwks,
    seal,
    signed_by,
)
from gi_registry.translog import service as translog
from gi_registry.translog.errors import (
    CheckpointSignatureError,
    LogKeyError,
    ProofFormError,
)
from gi_registry.translog.rules.entries import committed
from gi_registry.translog.rules.notes import Checkpoint, NoteKey
from gi_registry.translog.rules.proofs import LogProof
from gi_registry.translog.rules.tree import leaf_hash


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt as it goes out.

    Attributes:
        claims: what it says.
        entry: the log's entry; the leaf hash is SHA-256 of a zero byte and it.
        proof: that the log has it, with record and salt, to which it commits.
        text: signed, for a QR code.
    """

    claims: ReceiptClaims
    entry: str
    proof: LogProof
    text: str


def signed_receipt(
    session: Session, report: AnnualReport, *, base_url: str, master: bytes
) -> SignedReceipt:
    """Return the receipt of a version; the same until the key is replaced.

    Its proof is by the log as it was when this became the last entry.

    Args:
        session: to read with.
        report: authorization and entity loaded.
        base_url: the registry's public address.
        master: the master secret, 32 bytes.

    Raises:
        ReportNotFoundError: it was not handed in.
    """
    leaf = reading.leaf_of(session, report)
    if leaf is None:
        raise ReportNotFoundError
    held = report.authorization
    claims = ReceiptClaims(
        issuer=urlsplit(base_url).hostname or "localhost",
        number=reading.number_of(report),
        submitted_at=leaf.at.replace(microsecond=0),
        version=report.version,
        sha256=leaf.body["sha256"],
        leaf_index=leaf.index,
        leaf_hash=leaf.leaf_hash,
        uscc=held.entity.uscc,
        holder=held.entity.name,
    )
    proof = translog.prove(
        session,
        leaf.index,
        translog.LogKey.of(base_url, master),
        count=leaf.index + 1,
        extra=translog.opening_of(leaf),
    )
    key = marks.signing_key(session, master)
    text = seal(claims.to_cwt(), key, prefix=RECEIPT_PREFIX)
    return SignedReceipt(claims, translog.entry_of(leaf).decode(), proof, text)


def verify_receipt(
    text: str, proof: str, keys: Mapping[str, Any]
) -> tuple[ReceiptClaims, Checkpoint]:
    """Return what a receipt says and the checkpoint that covers it.

    Needs no network, no database and no clock.

    Args:
        text: as scanned, from `GR1:` to its end.
        proof: the whole of its .tlog-proof.
        keys: as `/.well-known/gi-keys.json` has them.

    Raises:
        NotAReceiptError, ProofFormError: it is no receipt, or no proof.
        GiError: no key signed it, or the key was revoked; `certificates.verify`.
        ReceiptNotLoggedError: the proof is of something else.
        LogKeyError: the keys lack one of the log.
        ProofError, CheckpointSignatureError, CheckpointFormError: the log's key
            did not sign a checkpoint that covers it.
    """
    try:
        said, _, _ = believed(text, keys, prefix=RECEIPT_PREFIX)
        claims = ReceiptClaims.from_cwt(said)
    except (NotACertificateError, ValueError) as error:
        raise NotAReceiptError from error
    found = LogProof.read(proof)
    try:
        record, entry = committed(found.extra)
    except ValueError as error:
        raise ProofFormError from error
    leaf = leaf_hash(entry)
    body = record["body"]
    is_of_it = (
        (found.index, leaf.hex()) == (claims.leaf_index, claims.leaf_hash)
        and record.get("subject") == claims.number
        and body.get("version") == claims.version
        and body.get("sha256") == claims.sha256
    )
    if not is_of_it:
        raise ReceiptNotLoggedError(claims.number, claims.leaf_index)
    return claims, _by_the_log(found, leaf, keys)


def _by_the_log(found: LogProof, leaf: bytes, keys: Mapping[str, Any]) -> Checkpoint:
    """Return the checkpoint that one of the log's keys signed."""
    error: GiError = LogKeyError()
    for key in keys.get(marks.LOG_MEMBER) or ():
        try:
            return found.check(leaf, NoteKey.read(key))
        except (CheckpointSignatureError, LogKeyError) as refusal:
            error = refusal
    raise error


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
