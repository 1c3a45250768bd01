"""What one reader of one format returns, before its system is settled."""

from dataclasses import dataclass, field, replace

from gi_registry.geo.crs import Crs
from gi_registry.geo.intake.outcomes import Finding, Reason
from gi_registry.geo.intake.raw import RawFeature
from gi_registry.geo.intake.refusals import warning

_EXACT = 1e15
"""Below, a float's digits are all its own."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Features of one file or member of an archive.

    Attributes:
        features: in the order of the file, each numbered within it.
        crs: what the file says of itself, or what its format prescribes.
        crs_from: `file`, `member` or `format`; empty where it says nothing.
        findings: of the file as a whole.
    """

    features: list[RawFeature]
    crs: Crs | None = None
    crs_from: str = ""
    findings: list[Finding] = field(default_factory=list)


def as_text(value: object) -> str:
    """Return an attribute as it is shown: nothing for null, 12 for 12.0."""
    if value is None or value != value:  # noqa: PLR0124 -- NaN and NaT alone
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


def skipping_strays(features: list[RawFeature]) -> list[RawFeature]:
    """Warn of points and lines that stand among polygons, instead of refusing them.

    Drawings and Google Earth's folders have a well or a road beside the plots; a
    file of nothing else is refused entry by entry.
    """
    if all(feature.geometry is None for feature in features):
        return features
    return [
        replace(feature, findings=tuple(_skipped(it) for it in feature.findings))
        for feature in features
    ]


def _skipped(finding: Finding) -> Finding:
    if finding.reason is not Reason.NOT_A_POLYGON:
        return finding
    return warning(
        Reason.NON_POLYGON_SKIPPED,
        "这一条不是面，已跳过。",
        "This entry is not a polygon and was skipped.",
    )
