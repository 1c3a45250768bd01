"""The result of an import as people and programs read it: JSON and CSV."""

from collections.abc import Iterator
from typing import Any

import shapely

from gi_registry.geo.intake.judged import Judged, JudgedFile
from gi_registry.geo.intake.outcomes import Finding
from gi_registry.geo.measure import mu

CSV_HEAD = (
    "index",
    "part",
    "outcome",
    "reasons",
    "area_m2",
    "area_mu",
    "area_declared_m2",
    "county",
    "product",
    "share_inside",
    "distance_m",
    "neighbour",
    "words_zh",
    "words_en",
)


def document(judged: JudgedFile, *, outlines: bool = False) -> dict[str, Any]:
    """Return the JSON document of a judged file.

    Its form stands in INTERFACES.md; members beside those may be added.

    Args:
        judged: the file.
        outlines: whether each outline is in it, as GeoJSON in EPSG:4490.
    """
    return {
        "outcome": judged.outcome.value,
        "reasons": [reason.value for reason in judged.reasons],
        "reason": ";".join(reason.value for reason in judged.reasons),
        "crs": judged.crs.value if judged.crs else None,
        "crs_from": judged.crs_from,
        "file": judged.name,
        "kind": judged.kind,
        "words": said(judged.findings),
        "features": [_feature(it, outlines=outlines) for it in judged.features],
        "file_sha256": judged.sha256,
    }


def said(findings: list[Finding] | tuple[Finding, ...]) -> list[dict[str, str]]:
    """Return findings with their sentences."""
    return [
        {
            "reason": it.reason.value,
            "weight": it.weight.name.lower(),
            "zh": it.words.zh,
            "en": it.words.en,
        }
        for it in findings
    ]


def rows(judged: JudgedFile) -> Iterator[tuple[object, ...]]:
    """Give a line for each feature, under `CSV_HEAD`."""
    for it in judged.features:
        feature = _feature(it, outlines=False)
        feature["reasons"] = feature["reason"]
        feature["words_zh"] = "".join(finding.words.zh for finding in it.findings)
        feature["words_en"] = " ".join(finding.words.en for finding in it.findings)
        yield tuple(feature[name] for name in CSV_HEAD)


def _feature(it: Judged, *, outlines: bool) -> dict[str, Any]:
    reasons = list(dict.fromkeys(finding.reason.value for finding in it.findings))
    feature: dict[str, Any] = {
        "index": it.index,
        "part": it.part,
        "outcome": it.outcome.value,
        "reason": ";".join(reasons),
        "reasons": reasons,
        "skipped": it.is_skipped,
        "area_m2": _rounded(it.area_m2, 2),
        "area_mu": _rounded(None if it.area_m2 is None else mu(it.area_m2), 3),
        "area_declared_m2": _rounded(it.declared_m2, 2),
        "county": it.county,
        "product": it.product,
        "share_inside": _rounded(it.share_inside, 4),
        "distance_m": _rounded(it.distance_m, 1),
        "neighbour": it.neighbour,
        "centroid": None,
        "words": said(it.findings),
    }
    if it.geometry is not None:
        middle = shapely.centroid(it.geometry)
        feature["centroid"] = [round(middle.x, 7), round(middle.y, 7)]
    if outlines:
        feature["geometry"] = (
            None if it.geometry is None else shapely.geometry.mapping(it.geometry)
        )
    return feature


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
