"""What is said of a file once it is judged."""

from dataclasses import dataclass, field

from shapely import Polygon

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import (
    Finding,
    Outcome,
    Reason,
    Weight,
    feature_outcome,
    file_outcome,
)


@dataclass(eq=False, slots=True)
class Judged:
    """One polygon of a file, or a feature that has none, and what was found.

    Attributes:
        index: of its feature in the file, from 0.
        part: of that feature's polygons, from 0; several share one `index`.
        properties: the feature's, by the file's own names.
        findings: in the order in which they were found.
        geometry: in EPSG:4490, valid, shell counter-clockwise; none where it
            could not be placed.
        area_m2: geodesic; none without a geometry.
        declared_m2: what the file says of the feature; none if it does not.
        county: code of the county that it names or that was named for it, else
            of the one that its middle lies in.
        product: code of its product, or the name that the file gives it.
        share_inside: of its area, in what it ought to lie in; none if untested.
        distance_m: from the border of that; none unless it is near or crosses it.
        neighbour: name of the county into which it reaches.
    """

    index: int
    part: int
    properties: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    geometry: Polygon | None = None
    area_m2: float | None = None
    declared_m2: float | None = None
    county: str | None = None
    product: str | None = None
    share_inside: float | None = None
    distance_m: float | None = None
    neighbour: str | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether it is no polygon, passed over without harm to the others."""
        return self.geometry is None and all(
            finding.weight is not Weight.REFUSAL for finding in self.findings
        )

    @property
    def outcome(self) -> Outcome:
        """What becomes of it; what is passed over is not taken."""
        if self.is_skipped:
            return Outcome.REFUSED
        return feature_outcome(self.findings)

    @property
    def is_refused(self) -> bool:
        """Whether it is not taken."""
        return self.outcome is Outcome.REFUSED


@dataclass(frozen=True, eq=False, slots=True)
class JudgedFile:
    """A file, judged.

    Attributes:
        name: without folders.
        sha256: of its bytes, hex.
        kind: such as GeoJSON.
        crs: what its coordinates are in; none where that is not known.
        crs_from: who says so, as in `RawFile`.
        findings: of the file itself.
        features: its polygons in the order of the file, and what has none.
    """

    name: str
    sha256: str
    kind: str
    crs: Crs | None
    crs_from: str
    findings: tuple[Finding, ...]
    features: tuple[Judged, ...]

    @property
    def outcome(self) -> Outcome:
        """What becomes of the file."""
        skipped = [it for it in self.features if it.is_skipped]
        of_skipped = [finding for it in skipped for finding in it.findings]
        judged = [it.outcome for it in self.features if not it.is_skipped]
        return file_outcome((*self.findings, *of_skipped), judged)

    @property
    def reasons(self) -> list[Reason]:
        """Every reason of the file and its features once, as they appear."""
        found = [*self.findings, *(it for f in self.features for it in f.findings)]
        return list(dict.fromkeys(finding.reason for finding in found))

    @property
    def accepted(self) -> list[Judged]:
        """What can be taken."""
        return [it for it in self.features if not it.is_refused]
