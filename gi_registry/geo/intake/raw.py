"""What a reader hands on: features as they stand in the file, and their system."""

from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import Finding


@dataclass(frozen=True, slots=True)
class RawFeature:
    """One feature of a file.

    Attributes:
        index: from 0, in the order of the file.
        properties: its attributes as text, by the file's own names.
        geometry: as drawn, two-dimensional, in the file's own system, valid or
            not; none where the file has none or it could not be built.
        findings: what the reader found in it, such as a dropped height or an
            open polyline (which has no geometry then).
    """

    index: int
    properties: dict[str, str]
    geometry: BaseGeometry | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file, read.

    Attributes:
        name: without folders.
        sha256: of its bytes, hex.
        kind: such as GeoJSON, Shapefile, KML.
        crs: what its coordinates are in; none where the file is refused, or
            nothing in it is drawn.
        crs_from: `declared`, `file`, `member`, `prefix` or `format`: who
            says so.
        features: in the order of the file; none where the file is refused.
        findings: of the file itself.
    """

    name: str
    sha256: str
    kind: str
    crs: Crs | None
    crs_from: str
    features: tuple[RawFeature, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
