"""Tables of authorizations and their states."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.core.db import Base, Instant
from gi_registry.producers.models.applications import Application
from gi_registry.producers.models.entities import Entity
from gi_registry.producers.rules import (
    AuthorizationState,
)
from gi_registry.products.models import Announcement, Gi, GiRight


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
    rules: Mapped[list[str] | None]
    """Key and version of the rules of law behind it; none where it was recorded
    before they were kept."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Instant]

    announcement: Mapped[Announcement | None] = relationship(lazy="raise")
