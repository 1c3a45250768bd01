"""The tables of the log of decisions."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gi_registry.core.db import Base, Big, Instant
from gi_registry.translog.rules.peers import Trouble


class LogLeaf(Base):
    """One decision, in the order in which it was taken; never changed.

    The leaf hash is RFC 9162's: SHA-256 of a zero byte and the public entry, which
    follows from this row alone (`rules.entries`): a changed row no longer fits.
    """

    __tablename__ = "log_leaf"
    __table_args__ = (Index("ix_log_leaf_subject_index", "subject", "index"),)

    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 0 without a gap."""
    at: Mapped[Instant]
    kind: Mapped[str] = mapped_column(String(60), index=True)
    """Such as `authorization.announced`."""
    subject: Mapped[str] = mapped_column(String(60))
    """Public number of what it is about, such as MA-2026-000042."""
    body: Mapped[dict[str, Any]]
    """Facts of the decision; nothing personal, no full item codes."""
    shown: Mapped[list[str] | None]
    """Members of the body that are public; none hides the subject too."""
    salt: Mapped[str | None] = mapped_column(String(32))
    """Hex, of the commitment; none where nothing is hidden."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who acted; not part of the public entry."""
    for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """For whom, where a deputy acted; not part of the public entry."""
    leaf_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256, hex."""


class LogNode(Base):
    """The hash over a full tile of the level below; never changed.

    Level 0 are the leaves themselves.
    """

    __tablename__ = "log_node"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1; a hash of level L stands over 256**L entries."""
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Counted from 0 without a gap."""
    hash: Mapped[str] = mapped_column(String(64))
    """SHA-256, hex."""


class LogWitness(Base):
    """How things stand with one who is asked to cosign the log."""

    __tablename__ = "log_witness"

    key: Mapped[str] = mapped_column(String(320), primary_key=True)
    """Its public key, as it is set."""
    size: Mapped[Big]
    """Entries of the checkpoint that it cosigned last, or says that it did."""
    cosigned_at: Mapped[Instant | None]
    """When, as it says."""
    tried_size: Mapped[Big | None]
    """Entries of the checkpoint that it was asked about last."""
    due_at: Mapped[Instant]
    """Before this it is not asked again."""
    failures: Mapped[int]
    """In a row."""
    trouble: Mapped[Trouble | None]
    """Why it did not cosign when it was asked last."""
    trouble_since: Mapped[Instant | None]
    seen_size: Mapped[Big | None]
    """How many entries it has seen that this log has not, or has otherwise."""


class LogCosignature(Base):
    """What a witness put below a checkpoint; the newest are kept."""

    __tablename__ = "log_cosignature"

    size: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    """Entries of the checkpoint."""
    key: Mapped[str] = mapped_column(String(320), primary_key=True)
    """Of the witness."""
    at: Mapped[Instant]
    line: Mapped[str] = mapped_column(String(500))
    """As it stands below the checkpoint, without its newline."""
