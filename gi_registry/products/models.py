"""Tables of geographical indications and the rights in them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import BYTEWISE, Base, Instant
from gi_registry.products.rules import (
    AnnouncementKind,
    Confidence,
    Evidence,
    FactKind,
    RightKind,
    RightStatus,
)


class Gi(Base):
    """A product name of geographical indication; the rights in it are separate."""

    __tablename__ = "gi"
    __table_args__ = (
        CheckConstraint("season_mask BETWEEN 0 AND 4095", name="season_mask"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    """Public id in addresses and files, such as SXGI-001; never reused."""
    name_zh: Mapped[str] = mapped_column(String(60), index=True)
    name_en: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(40), index=True)
    """Kind of goods, such as vinegar; see schemas/codelists/category.csv."""
    season_mask: Mapped[int] = mapped_column(default=0)
    """Months in which it comes to market: bit 0 January … bit 11 December."""
    evidence: Mapped[Evidence]
    confidence: Mapped[Confidence]
    search_text: Mapped[str] = mapped_column(BYTEWISE)
    """What search looks through: pinyin with and without spaces, initials, name,
    English, code; lower case, a line break around each; see `rules.naming`."""
    imported_at: Mapped[Instant]

    rights: Mapped[list["GiRight"]] = relationship(
        lazy="raise", order_by="GiRight.id", back_populates="gi"
    )
    standards: Mapped[list["GiStandard"]] = relationship(
        lazy="raise", order_by="GiStandard.id"
    )
    facts: Mapped[list["GiFact"]] = relationship(lazy="raise", order_by="GiFact.id")


class GiRight(Base):
    """One right in a product name: who protects it, by which act, since when."""

    __tablename__ = "gi_right"
    __table_args__ = (UniqueConstraint("gi_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    ordinal: Mapped[int]
    """Order within the product, from 1."""
    kind: Mapped[RightKind] = mapped_column(index=True)
    status: Mapped[RightStatus]
    number: Mapped[str | None] = mapped_column(String(80))
    """As printed: certificate, specification or registration number."""
    number_kind: Mapped[str | None] = mapped_column(String(30))
    since: Mapped[str | None] = mapped_column(BYTEWISE)
    """YYYY, YYYY-MM or YYYY-MM-DD: as exact as the source is."""
    valid_to: Mapped[date | None]
    """Last day, of trade mark registrations."""
    managing_authority: Mapped[str | None] = mapped_column(String(120))
    """管理机构 that the announcement names; it supervises, whatever the map says."""
    holder: Mapped[str | None] = mapped_column(String(120))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("gi_right.id"))
    """The right that this one was converted from."""
    legal_effect_note: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Evidence]
    confidence: Mapped[Confidence]
    mirrored_at: Mapped[Instant | None]
    """When an event of CNIPA first said how it stands; no catalogue says so since."""

    gi: Mapped[Gi] = relationship(lazy="raise", back_populates="rights")
    announcements: Mapped[list["RightAnnouncement"]] = relationship(lazy="raise")


class Announcement(Base):
    """A public announcement; one may cover hundreds of rights or users."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("issuer", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(20))
    """CNIPA, AQSIQ, MARA …"""
    year: Mapped[int]
    """Year that is part of the number; 0 where the series has none (CNIPA)."""
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    """As printed, such as 国家质检总局公告2004年第104号."""
    announced_on: Mapped[date | None]
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(Text)


class RightAnnouncement(Base):
    """What an announcement did to a right."""

    __tablename__ = "right_announcement"

    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), primary_key=True)
    announcement_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.id"), primary_key=True, index=True
    )
    kind: Mapped[AnnouncementKind] = mapped_column(primary_key=True)

    announcement: Mapped[Announcement] = relationship(lazy="raise")


class GiStandard(Base):
    """A standard that says what the product is."""

    __tablename__ = "gi_standard"
    __table_args__ = (UniqueConstraint("gi_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    """Normalised, such as GB/T 19777-2013."""
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Evidence]


class GiFact(Base):
    """A stated fact of a product, with its source."""

    __tablename__ = "gi_fact"
    __table_args__ = (UniqueConstraint("gi_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    kind: Mapped[FactKind]
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Evidence]
