"""Tables of applications for the mark."""

from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Account
from gi_registry.areas.models import Plot
from gi_registry.core.db import Base, Instant
from gi_registry.geo.columns import Geometry
from gi_registry.producers.models.entities import Entity
from gi_registry.producers.rules import (
    ApplicationState,
    Examiner,
    Route,
)
from gi_registry.products.models import GiRight


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
    member_id: Mapped[int | None] = mapped_column(ForeignKey("mark_member.id"))
    """Row of the mark's register that it rests on, where the register is kept."""
    division: Mapped[str] = mapped_column(String(12), index=True)
    """County of the plot: the place of origin."""
    created_at: Mapped[Instant]
    submitted_at: Mapped[Instant | None] = mapped_column(index=True)
    state_since: Mapped[Instant]
    cnipa_register_number: Mapped[str | None] = mapped_column(String(60))
    cnipa_registered_on: Mapped[date | None]
    examiner: Mapped[Examiner | None]
    """Who examined it, on record with the registration."""

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
    for_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """For whom, where a deputy acted."""
    at: Mapped[Instant]
    words: Mapped[str] = mapped_column(Text)
    """Reason or remark, as typed."""
    rules: Mapped[list[str] | None]
    """Key and version of the rules of law behind it, such as
    `order80.20@2024-02-01`; none where it was recorded before they were kept."""

    account: Mapped[Account] = relationship(lazy="raise", foreign_keys=account_id)
    held_for: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=for_id)


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
