"""What holds for any point and any outline, whatever the numbers."""

import math
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import scale

from gi_registry.geo import layers
from gi_registry.geo.crs import Crs, from_cgcs2000, to_cgcs2000
from gi_registry.geo.index import AreaIndex
from gi_registry.geo.measure import area_m2

COUNTIES = {county.adcode: county.geometry for county in layers.counties()}
INDEX = AreaIndex(COUNTIES)

Pair = tuple[float, float]
Ring = list[Pair]

in_china = st.tuples(st.floats(73, 135), st.floats(18, 54))
offsets = pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])


@offsets
@given(place=in_china)
@example(place=(105.0, 35.0))
@example(place=(116.404, 39.915))
def test_what_is_shifted_comes_back(crs: Crs, place: Pair) -> None:
    there_and_back = to_cgcs2000(from_cgcs2000(place, crs), crs)
    back_and_there = from_cgcs2000(to_cgcs2000(place, crs), crs)

    assert np.abs(there_and_back - place).max() < 1e-6
    assert np.abs(back_and_there - place).max() < 1e-6


@given(codes=st.sets(st.sampled_from(sorted(COUNTIES)), min_size=1, max_size=30))
def test_counties_together_are_as_large_as_their_sum(codes: set[str]) -> None:
    outlines = [COUNTIES[code] for code in sorted(codes)]

    whole = area_m2(shapely.union_all(outlines))

    assert whole == pytest.approx(sum(map(area_m2, outlines)), rel=1e-9)


@st.composite
def stars(draw: st.DrawFn) -> Ring:
    """Draw a ring that does not cross itself: corners around a middle, by angle."""
    count = draw(st.integers(3, 12))
    lon, lat = draw(st.floats(80, 130)), draw(st.floats(20, 50))
    size = 10 ** draw(st.floats(-3, 0))
    reach = draw(st.lists(st.floats(0.3, 1), min_size=count, max_size=count))
    return [
        (
            lon + size * r * math.cos(2 * math.pi * at / count),
            lat + size * r * math.sin(2 * math.pi * at / count),
        )
        for at, r in enumerate(reach)
    ]


@given(ring=stars(), start=st.integers(0, 11))
def test_an_area_knows_no_direction_and_no_first_corner(ring: Ring, start: int) -> None:
    begun = start % len(ring)
    turned = [*ring[begun:], *ring[:begun]]

    area = area_m2(Polygon(ring))

    assert area > 0
    assert area_m2(Polygon(turned)) == pytest.approx(area, rel=1e-9)
    assert area_m2(Polygon(turned[::-1])) == pytest.approx(area, rel=1e-9)


@given(ring=stars(), share=st.floats(0.1, 0.9), is_turned=st.booleans())
def test_what_fills_a_hole_makes_the_shell_whole(
    ring: Ring,
    share: float,
    is_turned: bool,  # noqa: FBT001 -- hypothesis passes it
) -> None:
    shell = Polygon(ring).convex_hull
    inner = scale(shell, share, share)
    around = shapely.get_coordinates(inner)
    hole = around[::-1] if is_turned else around

    rest = area_m2(Polygon(shapely.get_coordinates(shell), [hole]))

    assert rest + area_m2(inner) == pytest.approx(area_m2(shell), rel=1e-9)


def holds(rings: list[Ring], point: Pair) -> bool:
    """Say by exact arithmetic whether rings hold a point, their lines included.

    Counts the edges that a ray to the east crosses; an odd number is inside.
    """
    x, y = map(Fraction, point)
    crossed = 0
    for ring in rings:
        corners = [(Fraction(a), Fraction(b)) for a, b in ring]
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            if (
                side == 0
                and min(ax, bx) <= x <= max(ax, bx)
                and min(ay, by) <= y <= max(ay, by)
            ):
                return True
            if (ay > y) != (by > y):
                crossed += (side > 0) == (by > ay)
    return crossed % 2 == 1


steps = st.integers(-3, 3)


def beside(one: Pair, other: Pair, share: float, east: int, north: int) -> Pair:
    """Return a point of an edge as floating point has it, some last places off."""
    x = one[0] + share * (other[0] - one[0])
    y = one[1] + share * (other[1] - one[1])
    return x + east * math.ulp(x), y + north * math.ulp(y)


@given(
    ring=stars(),
    edge=st.integers(0, 11),
    share=st.floats(0, 1) | st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    east=steps,
    north=steps,
)
def test_next_to_a_line_the_answer_is_that_of_exact_arithmetic(
    ring: Ring, edge: int, share: float, east: int, north: int
) -> None:
    at = edge % len(ring)
    point = beside(ring[at - 1], ring[at], share, east, north)
    outline = Polygon(ring)

    expected = holds([ring], point)

    assert shapely.intersects_xy(outline, *point) == expected
    assert (AreaIndex({"it": outline}).locate(*point) == "it") == expected


EDGES = [
    (one, other)
    for outline in COUNTIES.values()
    for part in shapely.get_rings(shapely.get_parts(outline))
    for one, other in zip(part.coords, part.coords[1:], strict=False)
]
RINGS = {
    code: [
        list(ring.coords)[:-1] for ring in shapely.get_rings(shapely.get_parts(shape))
    ]
    for code, shape in COUNTIES.items()
}


@given(
    edge=st.integers(0, len(EDGES) - 1),
    share=st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0]),
    east=steps,
    north=steps,
)
def test_on_a_county_s_border_too(
    edge: int, share: float, east: int, north: int
) -> None:
    one, other = EDGES[edge]
    point = beside(one, other, share, east, north)
    near = box(*point, *point).buffer(1e-6)
    expected = tuple(
        code
        for code, outline in COUNTIES.items()
        if outline.intersects(near) and holds(RINGS[code], point)
    )

    assert INDEX.locate_all(*point) == expected
    assert INDEX.locate(*point) == (expected[0] if expected else None)
