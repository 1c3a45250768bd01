"""Tables of the capacity ledger, label runs and their ranges."""

from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Big, Instant
from gi_registry.marks.rules import CapacityBasis, RangeState
from gi_registry.producers.models import Authorization
from gi_registry.products.models import Gi


class CapacityDecision(Base):
    """How much one authorized user may mark in a year, and why.

    The newest decision for an authorization and year holds; none is changed.
    """

    __tablename__ = "capacity_decision"
    __table_args__ = (
        Index("ix_capacity_decision_of", "authorization_id", "year", "id"),
        CheckConstraint("ceiling_g >= 0", name="ceiling"),
        CheckConstraint("allowance_g BETWEEN 0 AND ceiling_g", name="allowance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    year: Mapped[int]
    basis: Mapped[CapacityBasis]
    terms: Mapped[list[dict[str, Any]]]
    """Every term behind the figure: key, zh, en, value, unit_zh, unit_en, source."""
    ceiling_g: Mapped[Big]
    """Grams of goods that may be marked in the year."""
    allowance_g: Mapped[Big] = mapped_column(default=0)
    """Grams for which labels may be drawn beyond the ceiling, as some are spoilt."""
    tranches: Mapped[list[int]] = mapped_column(default=lambda: [100])
    """Percent of the year that opens at first, then, and so on; 100 in all."""
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class CapacityFactor(Base):
    """What holds for all producers of a product, basis and year.

    The newest decision holds; none is changed.
    """

    __tablename__ = "capacity_factor"
    __table_args__ = (Index("ix_capacity_factor_of", "gi_id", "year", "basis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"))
    basis: Mapped[CapacityBasis]
    year: Mapped[int]
    """Production year."""
    terms: Mapped[list[dict[str, Any]]]
    """Yield ceiling, season factor, conversion and waste, as in a decision."""
    ageing_months: Mapped[int | None]
    """How long stock is aged at least before it is marked; none where not decided."""
    document: Mapped[str] = mapped_column(String(120))
    """Number or name of the paper that decides it."""
    reason: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[Instant]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    gi: Mapped[Gi] = relationship(lazy="raise")


class CodeEpoch(Base):
    """A key of item codes: since when runs are issued under it, and its leak.

    The first epoch needs no row; it holds until there is a second one.
    """

    __tablename__ = "code_epoch"
    __table_args__ = (
        CheckConstraint("epoch >= 1", name="epoch"),
        CheckConstraint(
            "(leaked_on IS NULL) = (leaked_reason IS NULL)", name="leak_has_reason"
        ),
    )

    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begun_at: Mapped[Instant | None]
    """First instant of runs under it; none of the first epoch."""
    reason: Mapped[str] = mapped_column(Text)
    """Why it was begun."""
    leaked_on: Mapped[date | None]
    """From this day on codes of its runs may be made by strangers."""
    leaked_reason: Mapped[str | None] = mapped_column(Text)


class LabelRun(Base):
    """Labels issued at once: one row, whatever their number.

    The codes are not stored; they follow from the run number, the index and
    the key of the epoch.
    """

    __tablename__ = "label_run"
    __table_args__ = (
        CheckConstraint("size BETWEEN 1 AND 268435456", name="size"),
        CheckConstraint("net_content_g > 0", name="net_content"),
        Index("ix_label_run_of", "authorization_id", "year"),
        {"sqlite_autoincrement": True},  # a run number never comes twice
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """The run number inside each code, 1 to 2^32 - 1."""
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    year: Mapped[int]
    """Production year whose capacity it draws on."""
    size: Mapped[int]
    """Labels, count; indexes run from 0 to size - 1."""
    net_content_g: Mapped[int]
    """Goods in one pack, grams."""
    pack_name: Mapped[str] = mapped_column(String(60))
    """Such as 500 mL 瓶装; printed beside the code."""
    key_epoch: Mapped[int]
    expires_on: Mapped[date]
    """Last day on which labels of the run may be activated."""
    issued_at: Mapped[Instant]
    issued_to_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    has_pin: Mapped[bool] = mapped_column(default=False)
    """Whether six digits stand under a scratch layer on each label; not stored."""

    authorization: Mapped[Authorization] = relationship(lazy="raise")


class LabelRange(Base):
    """What happened to the labels [first, end) of a run; ranges never overlap."""

    __tablename__ = "label_range"
    __table_args__ = (
        CheckConstraint('"first" >= 0 AND "first" < "end"', name="half_open"),
        CheckConstraint("(state = 'activated') = (lot_id IS NOT NULL)", name="has_lot"),
        Index("ix_label_range_run", "run_id", "first"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("label_run.id"))
    first: Mapped[int]
    end: Mapped[int]
    """One past the last index."""
    state: Mapped[RangeState]
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"), index=True)
    on_day: Mapped[date]
    """Day on which the labels went onto the goods, or were lost."""
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[Instant | None]
    """When it was taken back; then it counts for nothing."""
    first_scan_at: Mapped[Instant | None]
    """When a label of the range was checked first; after that it stands."""


class LedgerClosing(Base):
    """The books of a holder's year are closed, with the figures of that day.

    Nothing of the year, nor of one before it, is entered after this.
    """

    __tablename__ = "ledger_closing"
    __table_args__ = (UniqueConstraint("authorization_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(ForeignKey("authorization.id"))
    year: Mapped[int]
    figures: Mapped[dict[str, Any]]
    """Labels and grams of each line of the account, from opening to closing."""
    closed_at: Mapped[Instant]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class CertificateKey(Base):
    """The life of a key that signs certificates; the key itself is not stored.

    It follows from the master secret and its epoch. Without a row the first
    epoch's signs; only the days are ever set later.
    """

    __tablename__ = "certificate_key"
    __table_args__ = (
        CheckConstraint("epoch >= 1", name="epoch"),
        CheckConstraint("retired_on >= began_on", name="order"),
    )

    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began_on: Mapped[date | None]
    """First day on which it signed; none for the first one, which nobody noted."""
    retired_on: Mapped[date | None]
    """Day on which the next one took its place."""
    revoked_on: Mapped[date | None]
    """From this day on nothing that it signed is believed."""
    reason: Mapped[str] = mapped_column(Text)
    """Why it was retired or revoked, as last said."""
