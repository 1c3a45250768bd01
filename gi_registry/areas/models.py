"""Tables of divisions, production areas and plots; CGCS2000 (EPSG:4490)."""

from datetime import date

from shapely.geometry.base import BaseGeometry
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.areas.rules import ClauseStatus, DivisionLevel, FinestLevel
from gi_registry.core.db import Base, Big, Instant
from gi_registry.geo.columns import Geometry
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence


class Division(Base):
    """An administrative division, dated; codes are reused over time."""

    __tablename__ = "division"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), index=True)
    """GB/T 2260: 140000, 140700, 140727."""
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    level: Mapped[DivisionLevel] = mapped_column(index=True)
    parent_code: Mapped[str | None] = mapped_column(String(12), index=True)
    valid_from: Mapped[date]
    """First day; 1900-01-01 where the source gives none."""
    valid_to: Mapped[date | None]
    area_m2: Mapped[Big]
    """Geodesic."""
    label_lon: Mapped[float]
    label_lat: Mapped[float]
    """A point inside, for the name on a map; CGCS2000 degrees."""
    border_uncertainty_m: Mapped[int]
    """How far the drawn border may be from the true one, 90th percentile, metres."""
    source: Mapped[str] = mapped_column(Text)
    geometry: Mapped[BaseGeometry] = mapped_column(Geometry())


class DivisionAlias(Base):
    """An older name of a division, as announcements still print it."""

    __tablename__ = "division_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    old_code: Mapped[str] = mapped_column(String(12))
    old_name: Mapped[str] = mapped_column(String(60), index=True)
    new_code: Mapped[str] = mapped_column(String(12), index=True)
    new_name: Mapped[str] = mapped_column(String(60))
    changed_year: Mapped[int | None]
    document: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(Text)


class AreaVersion(Base):
    """The production area of a product as read from its wording, at a time.

    Never overwritten: a new reading or a change of area is a new version, and
    the one before gets its `valid_to`.
    """

    __tablename__ = "area_version"
    __table_args__ = (
        UniqueConstraint("gi_id", "number"),
        CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    number: Mapped[int]
    """Within the product, from 1."""
    text: Mapped[str] = mapped_column(Text)
    """The wording, verbatim."""
    finest_level: Mapped[FinestLevel]
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Evidence]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """Last day; none while it is the current one."""
    made_at: Mapped[Instant]
    uncertainty_m: Mapped[int]
    """How far the drawn border may be from the true one, metres."""
    area_m2: Mapped[Big]
    """Geodesic; of the polygon, which may be more than the wording means."""
    geometry: Mapped[BaseGeometry | None] = mapped_column(Geometry())
    """None where no clause is resolved."""

    gi: Mapped[Gi] = relationship(lazy="raise")
    clauses: Mapped[list["AreaClause"]] = relationship(
        lazy="raise", order_by="AreaClause.ordinal"
    )


class AreaClause(Base):
    """One part of an area's wording and what it was resolved to."""

    __tablename__ = "area_clause"
    __table_args__ = (UniqueConstraint("area_version_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    area_version_id: Mapped[int] = mapped_column(
        ForeignKey("area_version.id"), index=True
    )
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    division_code: Mapped[str | None] = mapped_column(String(12), index=True)
    status: Mapped[ClauseStatus]
    reason: Mapped[str] = mapped_column(Text)
    """Why it has that status, in Chinese."""


class LayerState(Base):
    """What names the present state of a public layer.

    Triggers of the database write it whenever a row behind the layer is added,
    changed or deleted; a migration that copies such a table makes them again.
    """

    __tablename__ = "layer_state"

    layer: Mapped[str] = mapped_column(String(20), primary_key=True)
    """areas, divisions or products."""
    token: Mapped[str] = mapped_column(String(36))
    """Random; another one for another state."""


class Plot(Base):
    """A piece of land, or the site of a workshop, of one producer; not public.

    Written once; a corrected outline is a new row and the old one is ended.
    """

    __tablename__ = "plot"
    __table_args__ = (CheckConstraint("declared_m2 >= 0", name="declared"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    division_code: Mapped[str] = mapped_column(String(12), index=True)
    """County in which its middle lies."""
    declared_m2: Mapped[int]
    """What the producer says, m2; 0 for a workshop point."""
    measured_m2: Mapped[int]
    """Geodesic area of the outline, m2; 0 for a point."""
    crs_given: Mapped[str] = mapped_column(String(20))
    """Coordinate system in which the outline came in."""
    source: Mapped[str] = mapped_column(String(60))
    """How it was measured, such as handheld GNSS."""
    created_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    geometry: Mapped[BaseGeometry] = mapped_column(Geometry())
    """Polygon, or point of a workshop."""
