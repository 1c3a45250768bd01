"""Tables of divisions, production areas and plots; CGCS2000 (EPSG:4490)."""

from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gi_registry.accounts.models import Organisation
from gi_registry.areas.causes import Cause
from gi_registry.areas.rules import (
    ChangeKind,
    ClauseKind,
    ClauseStatus,
    DivisionLevel,
    FinestLevel,
    FlagKind,
    ImportPurpose,
)
from gi_registry.core.db import Base, Big, Instant
from gi_registry.geo.columns import Geometry
from gi_registry.geo.intake.outcomes import Outcome
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


class DivisionChange(Base):
    """What became of a division when a newer layer was loaded.

    One row for each successor; a division that none succeeds has a row without one.
    """

    __tablename__ = "division_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind]
    old_code: Mapped[str] = mapped_column(String(12), index=True)
    old_name: Mapped[str] = mapped_column(String(60))
    new_code: Mapped[str | None] = mapped_column(String(12), index=True)
    new_name: Mapped[str] = mapped_column(String(60))
    share: Mapped[float]
    """Of the old division's area that lies in the new one, 0 to 1."""
    on_day: Mapped[date]
    """First day of the new one."""
    document: Mapped[str] = mapped_column(String(120))
    """Number of the approval; empty where no source has it."""
    recorded_at: Mapped[Instant]


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
    """The finest that the wording names and the polygon has not."""
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
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The officer who decided it; none for what a machine read and nobody confirmed."""
    decision: Mapped[str] = mapped_column(Text, default="")
    """Why, in the officer's words; empty for a machine's reading."""

    counties: Mapped[list["AreaCounty"]] = relationship(
        lazy="raise", order_by="AreaCounty.ordinal"
    )
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
    """Of the county, or the wider division, in which it lies; true on its day."""
    status: Mapped[ClauseStatus]
    reason: Mapped[str] = mapped_column(Text)
    """Why it has that status, in Chinese."""
    reason_en: Mapped[str] = mapped_column(Text, default="")
    """The same in English; empty where an older program read it."""
    kind: Mapped[ClauseKind] = mapped_column(default=ClauseKind.COUNTY)
    cause: Mapped[Cause | None]
    """Why it has that status, in one word; none where an older program read it."""
    codes: Mapped[list[str]] = mapped_column(default=list)
    """Of the divisions that it names, 6, 9 or 12 digits; true on its day."""
    begins: Mapped[int | None]
    """Where in the wording it begins, characters; none where it is not there."""
    ends: Mapped[int | None]
    """The character after its last one."""
    evidence: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was matched, in which file."""
    outline_id: Mapped[int | None] = mapped_column(ForeignKey("area_outline.id"))
    """The polygon that an officer attached; none where divisions draw it."""


class AreaCounty(Base):
    """A county in which an area lies, by its code on the day of the version."""

    __tablename__ = "area_county"

    area_version_id: Mapped[int] = mapped_column(
        ForeignKey("area_version.id"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(12), primary_key=True, index=True)
    ordinal: Mapped[int]


class AreaOutline(Base):
    """A polygon that an officer attached to a clause; written once."""

    __tablename__ = "area_outline"

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    """Where it comes from, in the officer's words."""
    crs_given: Mapped[str] = mapped_column(String(20))
    """Coordinate system in which it came in."""
    uncertainty_m: Mapped[int]
    """How far it may be off, metres, as the officer says."""
    area_m2: Mapped[Big]
    """Geodesic."""
    made_at: Mapped[Instant]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    geometry: Mapped[BaseGeometry] = mapped_column(Geometry())


class AreaDraft(Base):
    """What officers are making of a product's area before they decide it.

    One a product; `revision` grows with each change, so that two officers cannot
    overwrite each other unseen.
    """

    __tablename__ = "area_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), unique=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("area_version.id"))
    """The version in force when it was begun."""
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    finest_level: Mapped[FinestLevel]
    source: Mapped[str] = mapped_column(Text)
    evidence: Mapped[Evidence]
    counties: Mapped[list[str]]
    clauses: Mapped[list[dict[str, Any]]]
    changed_at: Mapped[Instant]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class AreaFlag(Base):
    """Why somebody must look at a product's area again."""

    __tablename__ = "area_flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"), index=True)
    kind: Mapped[FlagKind]
    division_code: Mapped[str | None] = mapped_column(String(12))
    """The division that was changed."""
    why: Mapped[str] = mapped_column(Text)
    why_en: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    """Day of the change."""
    raised_at: Mapped[Instant]
    resolved_at: Mapped[Instant | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    resolution: Mapped[str] = mapped_column(Text, default="")
    """The officer's reason."""


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
    __table_args__ = (
        CheckConstraint("declared_m2 >= 0", name="declared"),
        Index("uq_plot_replaces_id", "replaces_id", unique=True),
    )

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
    number: Mapped[int] = mapped_column(default=1)
    """Of the version, from 1."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"))
    """The version that this one corrects; none for the first."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was corrected, as typed; empty for the first version."""

    gi: Mapped[Gi] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")

    @property
    def is_point(self) -> bool:
        """Whether it is a workshop's site, which has no area and no claims."""
        return self.measured_m2 == 0


class PlotClaim(Base):
    """That the land of a plot counts for a product in a season; not public.

    Written once; only `ended_at` is set later. No two active claims of one
    product and season share more than 5 % of the smaller plot.
    """

    __tablename__ = "plot_claim"
    __table_args__ = (
        Index(
            "uq_plot_claim_active",
            "plot_id",
            "season",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_plot_claim_gi_id_season", "gi_id", "season"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plot_id: Mapped[int] = mapped_column(ForeignKey("plot.id"), index=True)
    gi_id: Mapped[int] = mapped_column(ForeignKey("gi.id"))
    """The same as the plot's."""
    season: Mapped[int]
    """Calendar year."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    """The same as the plot's."""
    made_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]
    """None while it holds."""


class AreaImport(Base):
    """A file of which something was taken; not public. Written once.

    The original lies in `core.blobs` under its SHA-256.
    """

    __tablename__ = "area_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[ImportPurpose]
    file_name: Mapped[str] = mapped_column(String(255))
    """As it was called, without folders."""
    size: Mapped[int]
    """Of the original, bytes."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """Format, such as GeoJSON."""
    crs: Mapped[str] = mapped_column(String(20))
    """What its coordinates are in."""
    crs_from: Mapped[str] = mapped_column(String(20))
    """Who says so: `declared`, `file`, `member`, `prefix` or `format`."""
    source: Mapped[str] = mapped_column(String(60))
    """How it was measured, as typed; empty where nobody said."""
    county_code: Mapped[str | None] = mapped_column(String(12))
    """Named for all of it."""
    gi_id: Mapped[int | None] = mapped_column(ForeignKey("gi.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who handed it in; none on the command line."""
    outcome: Mapped[Outcome]
    reasons: Mapped[list[str]]
    """Of the file and its features, once each, in order of appearance."""
    findings: Mapped[list[dict[str, Any]]]
    """Of the file itself: reason, weight, zh, en."""
    made_at: Mapped[Instant]

    features: Mapped[list["ImportedFeature"]] = relationship(
        lazy="raise", order_by="ImportedFeature.id"
    )


class ImportedFeature(Base):
    """One polygon of an imported file, or a feature that has none; not public."""

    __tablename__ = "imported_feature"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("area_import.id"), index=True)
    number: Mapped[int]
    """Of its feature in the file, from 0."""
    part: Mapped[int]
    """Of that feature's polygons, from 0."""
    outcome: Mapped[Outcome]
    findings: Mapped[list[dict[str, Any]]]
    """Reason, weight, zh, en."""
    area_m2: Mapped[float | None]
    """Geodesic; none without a polygon."""
    declared_m2: Mapped[float | None]
    """What the file says; none where it says nothing."""
    county_code: Mapped[str | None] = mapped_column(String(12))
    """What it names, or was named for it, or where its middle lies."""
    properties: Mapped[dict[str, Any]]
    """Attributes of the file, people's names among them: never shown to others."""
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("plot.id"), index=True)
    """The plot that it became."""
    geometry: Mapped[BaseGeometry | None] = mapped_column(Geometry())
    """None unless it was accepted."""
