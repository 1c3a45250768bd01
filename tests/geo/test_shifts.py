from collections.abc import Callable

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely import Point, Polygon

from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.ground import Asked, Domain
from gi_registry.geo.intake.outcomes import Outcome, Reason
from gi_registry.geo.intake.shifts import ENOUGH, best_fit
from gi_registry.geo.measure import metres_per_degree
from tests.geo.drawings import ground, judged, rectangle

WAVES_M = (1_500, 3_000, 6_000)


Points = NDArray[np.float64]


def bend(rng: np.random.Generator, amplitude_m: float) -> Callable[[Points], Points]:
    """Return a smooth random displacement of points in metres.

    An amplitude of 215 gives gaps of 140 m in the median and 500 m at the 90th
    percentile, as the drawn lines have.
    """
    parts = []
    for wave in np.repeat(WAVES_M, 6):
        way = rng.normal(size=2)
        way *= 2 * np.pi / wave / np.linalg.norm(way) * rng.uniform(0.7, 1.4)
        parts.append((way, rng.uniform(0, 2 * np.pi, 2), rng.normal(size=2)))

    def moved(points: Points) -> Points:
        by = np.zeros_like(points)
        for way, phase, push in parts:
            by += push * np.sin((points @ way)[:, None] + phase)
        bent: Points = points + amplitude_m * by / np.sqrt(len(parts) / 2)
        return bent

    return moved


def along(
    rng: np.random.Generator, county: Domain, radius_m: float, error_m: float
) -> Polygon:
    """Return a part of a county at its border, drawn by somebody else."""
    scale = metres_per_degree(county.geometry.centroid.y)
    flat = shapely.transform(county.geometry, lambda points: points * scale)
    other = shapely.transform(shapely.segmentize(flat, 150), bend(rng, error_m))
    other = max(shapely.get_parts(shapely.make_valid(other)), key=lambda it: it.area)
    start = other.exterior.interpolate(rng.uniform(0, other.exterior.length))
    part = other.intersection(_blob(rng, start, radius_m))
    largest: Polygon = max(shapely.get_parts(part), key=lambda it: it.area)
    return shapely.transform(largest, lambda points: points / scale)


def within(rng: np.random.Generator, county: Domain, radius_m: float) -> Polygon:
    """Return a village's outline inside a county, wherever."""
    scale = metres_per_degree(county.geometry.centroid.y)
    low_x, low_y, high_x, high_y = county.geometry.bounds
    while True:
        middle = Point(rng.uniform(low_x, high_x), rng.uniform(low_y, high_y))
        if county.geometry.contains(middle):
            break
    flat = shapely.transform(middle, lambda points: points * scale)
    return shapely.transform(_blob(rng, flat, radius_m), lambda points: points / scale)


def _blob(rng: np.random.Generator, middle: Point, radius_m: float) -> Polygon:
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    radius = np.ones(64)
    for waves in range(2, 9):
        push = rng.normal() * 0.25 / waves
        radius += push * np.sin(waves * angle + rng.uniform(0, 6.28))
    radius = np.clip(radius, 0.3, None) * radius_m
    return Polygon(
        np.column_stack(
            [middle.x + radius * np.cos(angle), middle.y + radius * np.sin(angle)]
        )
    )


def shifted(shape: Polygon, crs: Crs) -> Polygon:
    return shapely.transform(shape, lambda points: from_cgcs2000(points, crs))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("error_m", [0, 215])
def test_honest_outlines_raise_no_suspicion(seed: int, error_m: float) -> None:
    rng = np.random.default_rng(seed)

    margins = []
    for county in rng.choice(np.array(ground().counties, dtype=object), 10):
        for radius in (1_500, 6_000):
            for drawn in (
                along(rng, county, radius, error_m),
                within(rng, county, radius),
            ):
                fit = best_fit([drawn], county.geometry)
                margins.append(fit.margin if fit else -np.inf)

    assert max(margins) < ENOUGH


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_an_outline_traced_from_a_web_map_is_found(crs: Crs) -> None:
    rng = np.random.default_rng(7)
    counties = rng.choice(np.array(ground().counties, dtype=object), 12)

    fits = [
        best_fit([shifted(along(rng, county, 12_000, 215), crs)], county.geometry)
        for county in counties
    ]

    found = [fit for fit in fits if fit and fit.margin >= ENOUGH and fit.crs is crs]
    assert len(found) >= 10


def test_the_suspicion_refuses_every_plot_and_names_the_system() -> None:
    county = next(it for it in ground().counties if it.name.zh == "祁县")
    outline = along(np.random.default_rng(1), county, 6_000, 0)
    village = shifted(outline, Crs.GCJ02)
    small = rectangle(0, 0, 100, 100)

    suspected = judged(village, small)
    vouched = judged(village, small, asked=Asked(sure_of_crs=True))
    named = judged(village, small, crs=Crs.GCJ02)

    assert suspected.outcome is Outcome.REFUSED
    assert suspected.reasons == [Reason.GCJ02_SUSPECTED]
    assert "--crs GCJ-02" in suspected.features[0].findings[0].words.zh
    assert vouched.outcome is Outcome.ACCEPTED_WITH_WARNING
    assert Reason.GCJ02_SUSPECTED not in named.reasons


def test_outlines_side_by_side_are_seen_as_one() -> None:
    county = next(it for it in ground().counties if it.name.zh == "祁县")
    outline = along(np.random.default_rng(1), county, 6_000, 0)
    low_x, low_y, high_x, high_y = outline.bounds
    step = (high_x - low_x) / 20
    cells = [
        shapely.box(low_x + step * i, low_y, low_x + step * (i + 1), high_y)
        for i in range(20)
    ]
    strips = [
        shifted(part, Crs.GCJ02)
        for cell in cells
        for part in shapely.get_parts(outline.intersection(cell))
        if isinstance(part, Polygon)
    ]

    found = judged(*strips)

    assert len(strips) >= 20
    assert found.reasons == [Reason.GCJ02_SUSPECTED]


def test_honest_plots_along_the_border_are_left_alone() -> None:
    county = next(it for it in ground().counties if it.name.zh == "祁县")
    east, _ = metres_per_degree(county.geometry.centroid.y)
    inner = county.geometry.buffer(-700 / east).exterior
    plots = [
        rectangle(0, 0, 60, 60, at=(point.x, point.y))
        for point in (inner.interpolate(i / 300, normalized=True) for i in range(300))
    ]

    found = judged(*plots)

    assert Reason.GCJ02_SUSPECTED not in found.reasons


def _hugging(county: Domain, inside_m: float) -> list[Polygon]:
    east, _ = metres_per_degree(county.geometry.centroid.y)
    inner = county.geometry.buffer(-inside_m / east).exterior
    return [
        rectangle(-29, -29, 58, 58, at=(point.x, point.y))
        for point in (inner.interpolate(i / 60, normalized=True) for i in range(60))
    ]


def test_plots_that_stray_on_one_side_are_brought_home_by_the_offset() -> None:
    county = next(it for it in ground().counties if it.name.zh == "祁县")
    plots = _hugging(county, 100)

    found = judged(*(shifted(plot, Crs.GCJ02) for plot in plots))
    home = judged(*(shifted(plot, Crs.GCJ02) for plot in plots), crs=Crs.GCJ02)
    honest = judged(*plots)

    assert found.reasons == [Reason.GCJ02_SUSPECTED]
    assert found.outcome is Outcome.REFUSED
    assert home.outcome is Outcome.ACCEPTED_WITH_WARNING
    assert Reason.GCJ02_SUSPECTED not in honest.reasons


def test_an_honest_outline_on_the_line_itself_is_inside() -> None:
    county = next(it for it in ground().counties if it.name.zh == "祁县")

    found = judged(along(np.random.default_rng(5), county, 3_000, 0))

    assert found.reasons == [Reason.NEAR_BORDER]
