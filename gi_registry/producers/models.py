"""Tables of entities, applications for the mark, and authorizations."""

from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account, Organisation
from gi_registry.areas.models import Plot
from gi_registry.core.db import Base, Instant
from gi_registry.geo.columns import Geometry
from gi_registry.producers.rules import (
    ApplicationState,
    AuthorizationState,
    EntityStatus,
    Route,
)
from gi_registry.products.models import Announcement, Gi, GiRight


class Entity(Base):
    """A business with a unified social credit code (统一社会信用代码)."""

    __tablename__ = "entity"

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    """GB 32100, both check characters right."""
    name: Mapped[str] = mapped_column(String(120), index=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), unique=True
    )
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County in which it produces; never taken from the credit code."""
    address: Mapped[str] = mapped_column(String(200))
    status: Mapped[EntityStatus]
    status_on: Mapped[date]
    created_at: Mapped[Instant]

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class StoredFile(Base):
    """A file kept under its SHA-256 in the data directory."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    """As uploaded, for the download."""
    media_type: Mapped[str] = mapped_column(String(40))
    """By content: application/pdf, image/jpeg or image/png."""
    size: Mapped[int]
    """Bytes."""
    stored_at: Mapped[Instant]
    stored_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Application(Base):
    """A producer's application to use the special mark for one right."""

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Such as AP-2026-000001."""
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), index=True)
    route: Mapped[Route]
    state: Mapped[ApplicationState] = mapped_column(index=True)
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"))
    standard_number: Mapped[str | None] = mapped_column(String(60))
    """Standard produced to."""
    product_description: Mapped[str] = mapped_column(Text)
    quality_report_sha256: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.sha256")
    )
    """特色质量检验检测报告, the second document of Order 80 Art. 20."""
    licence_record: Mapped[str | None] = mapped_column(String(120))
    """Number of the recorded licence or membership; of the trade-mark route."""
    licence_ends_on: Mapped[date | None]
    """Last day of that licence, if it has one."""
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County of the plot: the place of origin."""
    created_at: Mapped[Instant]
    submitted_at: Mapped[Instant | None] = mapped_column(index=True)
    state_since: Mapped[Instant]
    cnipa_register_number: Mapped[str | None] = mapped_column(String(60))
    cnipa_registered_on: Mapped[date | None]

    entity: Mapped[Entity] = relationship(lazy="raise")
    right: Mapped[GiRight] = relationship(lazy="raise")
    plot: Mapped[Plot | None] = relationship(lazy="raise")
    origin_checks: Mapped[list["OriginCheck"]] = relationship(
        lazy="raise", order_by="OriginCheck.id"
    )
    events: Mapped[list["ApplicationEvent"]] = relationship(
        lazy="raise", order_by="ApplicationEvent.id"
    )


class ApplicationEvent(Base):
    """One step of an application; never changed."""

    __tablename__ = "application_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), index=True
    )
    from_state: Mapped[ApplicationState | None]
    to_state: Mapped[ApplicationState]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Instant]
    words: Mapped[str] = mapped_column(Text)
    """Reason or remark, as typed."""

    account: Mapped[Account] = relationship(lazy="raise")


class OriginCheck(Base):
    """A visit to the place of production (产地核验): who, when, where, what."""

    __tablename__ = "origin_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), index=True
    )
    visited_on: Mapped[date]
    officer_one: Mapped[str] = mapped_column(String(60))
    officer_two: Mapped[str] = mapped_column(String(60))
    position: Mapped[BaseGeometry] = mapped_column(Geometry())
    """Point of the visit, CGCS2000."""
    crs_given: Mapped[str] = mapped_column(String(20))
    point_test: Mapped[dict[str, Any]]
    """Tests of the plot and of the position, each with answer, distance_m,
    uncertainty_m, words and area version."""
    finding: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    """What shows that the place is inside, where the map does not; else empty."""
    recorded_at: Mapped[Instant]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Authorization(Base):
    """An announced right of one entity to use the mark for one right.

    What stands here was decided by CNIPA and is mirrored, with the announcement.
    Its states are in `authorization_status`.
    """

    __tablename__ = "authorization"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    """Printed on the certificate, such as MA-2026-000042; our own numbering."""
    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id"), unique=True
    )
    entity_id: Mapped[int] = mapped_column(ForeignKey("entity.id"), index=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("gi_right.id"), index=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County of the place of origin."""
    standard_number: Mapped[str | None] = mapped_column(String(60))
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    valid_from: Mapped[date]
    """Day of the announcement."""
    valid_to: Mapped[date | None]
    """Last day, where a licence or a mark ends; else none."""
    vector_opened_on: Mapped[date | None]
    """Day CNIPA opened the download of the artwork; only recorded here."""
    state: Mapped[AuthorizationState] = mapped_column(index=True)
    """The present state; the same as the open row of `authorization_status`."""
    created_at: Mapped[Instant]

    application: Mapped[Application] = relationship(lazy="raise")
    entity: Mapped[Entity] = relationship(lazy="raise")
    right: Mapped[GiRight] = relationship(lazy="raise")
    gi: Mapped[Gi] = relationship(lazy="raise")
    announcement: Mapped[Announcement] = relationship(lazy="raise")
    statuses: Mapped[list["AuthorizationStatus"]] = relationship(
        lazy="raise", order_by="AuthorizationStatus.id"
    )


class AuthorizationStatus(Base):
    """A state of an authorization from a day to a day, with its reason."""

    __tablename__ = "authorization_status"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR from_on <= to_on", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    authorization_id: Mapped[int] = mapped_column(
        ForeignKey("authorization.id"), index=True
    )
    state: Mapped[AuthorizationState]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    """First day on which it no longer holds; none while it does."""
    reason: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    """Last day to put things right, of RECTIFY."""
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    """Of CNIPA's cancellation, of STOPPED."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Instant]

    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
