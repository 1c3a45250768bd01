import time

import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, MultiPolygon, Point, Polygon

from gi_registry.core.words import Words
from gi_registry.geo.crs import Crs, from_cgcs2000
from gi_registry.geo.intake.ground import Asked, Domain, Ground, Standing
from gi_registry.geo.intake.judge import judge
from gi_registry.geo.intake.outcomes import Finding, Outcome, Reason, Weight
from gi_registry.geo.intake.raw import RawFeature, RawFile
from tests.geo.drawings import (
    QIXIAN,
    county,
    ground,
    judged,
    judged_as,
    metres,
    reasons,
    rectangle,
    swapped,
)


def test_a_plain_plot_is_accepted_with_its_area() -> None:
    found = judged(rectangle(0, 0, 200, 50))

    (plot,) = found.features
    assert found.outcome is Outcome.ACCEPTED
    assert plot.area_m2 == pytest.approx(10_000, rel=1e-3)
    assert plot.share_inside == 1.0
    assert found.reasons == []


def test_a_clockwise_shell_is_turned_without_a_word() -> None:
    found = judged(rectangle(0, 0, 200, 50).reverse())

    assert found.outcome is Outcome.ACCEPTED
    assert found.features[0].geometry is not None
    assert found.features[0].geometry.exterior.is_ccw


def test_a_hole_that_runs_as_its_shell_is_a_hole_and_said() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    hole = [(40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0)]

    alike = judged(metres(*square, holes=(hole,))).features[0]
    against = judged(metres(*square, holes=(hole[::-1],))).features[0]

    assert alike.area_m2 == pytest.approx(100**2 - 20**2, rel=1e-3)
    assert reasons(alike) == [Reason.REWOUND]
    assert alike.outcome is Outcome.ACCEPTED_WITH_WARNING
    assert against.area_m2 == pytest.approx(alike.area_m2)
    assert reasons(against) == []


def test_a_small_loop_is_taken_off_and_said() -> None:
    # The pen goes past the corner and crosses the edge it came along.
    loop = metres((0, 0), (200, 0), (200, 202), (201, 199), (199, 200), (0, 200))

    (plot,) = judged(loop).features

    assert plot.outcome is Outcome.ACCEPTED_AFTER_REPAIR
    assert reasons(plot) == [Reason.SELF_INTERSECTION_REPAIRED]
    assert plot.area_m2 == pytest.approx(200**2, rel=0.005)


def test_a_bow_tie_is_ambiguous_and_says_the_areas() -> None:
    bow_tie = metres((0, 0), (200, 0), (0, 200), (200, 200))

    (plot,) = judged(bow_tie).features

    assert plot.outcome is Outcome.REFUSED
    assert reasons(plot) == [Reason.SELF_INTERSECTION_AMBIGUOUS]
    # Two triangles of 100 m height on 200 m; by order of points they cancel out.
    assert "20,0" in plot.findings[0].words.en
    assert "/ 0 m2" in plot.findings[0].words.en


def test_a_hole_far_outside_its_shell_is_ambiguous() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]
    away = [(300.0, 0.0), (300.0, 50.0), (350.0, 50.0), (350.0, 0.0)]

    (plot,) = judged(metres(*square, holes=(away,))).features

    assert reasons(plot) == [Reason.SELF_INTERSECTION_AMBIGUOUS]


def test_swapped_axes_are_offered_and_then_taken() -> None:
    straight = rectangle(0, 0, 200, 50)

    refused = judged(swapped(straight))
    taken = judged(swapped(straight), asked=Asked(swap_axes=True))

    assert refused.outcome is Outcome.REFUSED
    assert refused.reasons == [Reason.AXIS_ORDER_SUSPECTED]
    assert taken.outcome is Outcome.ACCEPTED
    assert taken.features[0].area_m2 == pytest.approx(10_000, rel=1e-3)


def test_northing_before_easting_is_swapped_too() -> None:
    straight = from_cgcs2000(rectangle(0, 0, 200, 50), Crs.GK3_ZONE_37)

    refused = judged(swapped(straight), crs=Crs.GK3_ZONE_37)

    assert refused.reasons == [Reason.AXIS_ORDER_SUSPECTED]


def test_every_kind_of_rubbish_is_said_and_the_good_one_stays() -> None:
    good = rectangle(0, 0, 200, 50)
    line = shapely.from_wkt(
        "POLYGON ((112.4 37.3, 112.5 37.3, 112.4 37.3, 112.4 37.3))"
    )
    with np.errstate(invalid="ignore"):
        nan = Polygon([(112.4, 37.3), (np.nan, 37.3), (112.5, 37.4)])
    far = Polygon([(400, 37), (401, 37), (401, 38)])
    mixed = GeometryCollection([rectangle(300, 0, 50, 50), Point(112.4, 37.3)])

    found = judged(
        None,
        Polygon(),
        Point(112.4, 37.3),
        line,
        nan,
        far,
        rectangle(0, 100, 0.9, 0.9),
        rectangle(0, 200, 300, 0.3),
        mixed,
        good,
    )

    assert [reasons(it) for it in found.features] == [
        [Reason.NO_GEOMETRY],
        [Reason.EMPTY_GEOMETRY],
        [Reason.NOT_A_POLYGON],
        [Reason.ZERO_AREA],
        [Reason.BAD_COORDINATE],
        [Reason.BAD_COORDINATE],
        [Reason.AREA_BELOW_MINIMUM],
        [Reason.SLIVER],
        [Reason.POLYGON_TAKEN_FROM_COLLECTION],
        [],
    ]
    assert found.outcome is Outcome.PARTIALLY_ACCEPTED
    assert [it.index for it in found.accepted] == [8, 9]


def test_parts_of_a_feature_stand_singly() -> None:
    both = MultiPolygon([rectangle(0, 0, 100, 50), rectangle(200, 0, 100, 100)])

    found = judged(both)

    assert [(it.index, it.part) for it in found.features] == [(0, 0), (0, 1)]
    assert [it.area_m2 for it in found.features] == pytest.approx(
        [5_000, 10_000], rel=1e-3
    )


def test_plots_that_meet_are_told_apart() -> None:
    base = rectangle(0, 0, 100, 100)

    found = judged(
        base,
        shapely.normalize(base),
        rectangle(20, 20, 30, 30),
        rectangle(90, 0, 100, 100),
        rectangle(0, 97, 100, 100),
        rectangle(-100.2, -5, 100, 100),
        rectangle(-50, -105.3, 100, 100.2),
        rectangle(100, 300, 100, 100),
        rectangle(200, 300, 100, 100),
    )

    assert [reasons(it) for it in found.features] == [
        [],
        [Reason.DUPLICATE],
        [Reason.CONTAINED_IN_OTHER_PLOT],
        [Reason.OVERLAP],
        [Reason.OVERLAP],
        [Reason.SLIVER],
        [Reason.SLIVER],
        [],
        [],
    ]
    assert [it.outcome for it in found.features[3:6]] == [
        Outcome.REFUSED,  # 10 % of either
        Outcome.ACCEPTED_WITH_WARNING,  # 3 %
        Outcome.ACCEPTED_WITH_WARNING,
    ]


def test_a_narrow_overlap_is_a_small_one() -> None:
    found = judged(rectangle(0, 0, 100, 100), rectangle(99.7, 0, 100, 100))

    assert reasons(found.features[1]) == [Reason.SLIVER]


def test_a_refused_plot_does_not_stand_in_the_way() -> None:
    found = judged(
        rectangle(0, 0, 100, 100),
        rectangle(50, 0, 100, 100),
        rectangle(101, 0, 100, 100),
    )

    assert [it.is_refused for it in found.features] == [False, True, False]


def test_registered_plots_come_first_but_only_of_the_same_product() -> None:
    plot = rectangle(0, 0, 100, 100)
    there = Ground(
        ground().counties,
        ground().province,
        standing=(Standing("东地", "a", plot), Standing("西地", "b", plot)),
    )

    same = judged(plot, on=there, asked=Asked(product="a", county=QIXIAN))
    other = judged(plot, on=there, asked=Asked(product="c", county=QIXIAN))

    assert same.reasons == [Reason.DUPLICATE]
    assert "东地" in same.features[0].findings[0].words.zh
    assert other.outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("field", "value", "says_m2"),
    [
        ("亩数", "15.0", 10_000),
        ("MJ_MU", "15", 10_000),
        ("面积(公顷)", "1", 10_000),
        ("area_m2", "10,000", 10_000),
        ("面积", "1公顷", 10_000),
        ("面积", "10000㎡", 10_000),
        ("面积", "15亩", 10_000),
        ("亩产", "500", None),
    ],
)
def test_the_declared_area_is_read_in_its_unit(
    field: str, value: str, says_m2: float | None
) -> None:
    found = judged_as({"所在县": "祁县", field: value})

    assert found.features[0].declared_m2 == pytest.approx(says_m2)
    assert found.outcome is Outcome.ACCEPTED


def test_hectares_for_mu_are_said() -> None:
    found = judged_as({"所在县": "祁县", "亩数": "1"})

    (plot,) = found.features
    assert reasons(plot) == [Reason.AREA_DIFFERS_FROM_DECLARED]
    assert plot.outcome is Outcome.ACCEPTED_WITH_WARNING
    assert "hectares for mu" in plot.findings[0].words.en


@pytest.mark.parametrize(
    "properties",
    [
        {"所在县": "祁县"},
        {"adcode": "140727"},
        {"ZLXZ": "祁县"},
        {"村代码": "140727100200"},
        {"地块名称": "祁县古县镇一号"},
    ],
)
def test_the_county_is_found_in_the_attributes(properties: dict[str, str]) -> None:
    found = judged_as(properties)

    assert found.features[0].county == QIXIAN


def test_a_former_name_is_found() -> None:
    found = judged_as({"所在县": "太谷县"})

    assert found.features[0].county == "140703"
    assert found.reasons == [Reason.OUTSIDE_AREA]


@pytest.mark.parametrize(
    ("right", "named"),
    [
        (Crs.GK3_CM_111, Crs.GK3_CM_114),
        (Crs("EPSG:2382"), Crs("EPSG:2383")),  # Xian 1980
    ],
)
def test_a_wrong_zone_is_refused_with_the_right_one(right: Crs, named: Crs) -> None:
    plot = from_cgcs2000(rectangle(0, 0, 200, 50), right)

    found = judged(plot, crs=named)

    assert found.reasons == [Reason.OUTSIDE_AREA]
    assert right in found.features[0].findings[0].words.zh


@pytest.mark.parametrize("crs", [Crs.UTM_50N, Crs.WEB_MERCATOR, Crs("EPSG:4610")])
def test_a_system_without_zones_of_ours_has_no_right_one(crs: Crs) -> None:
    plot = from_cgcs2000(rectangle(0, 0, 200, 50, at=(114.4, 37.0)), crs)

    found = judged(plot, crs=crs)

    assert Outcome.REFUSED is found.outcome


def test_a_file_in_which_nothing_is_drawn_says_so_entry_by_entry() -> None:
    nothing = Finding(Reason.NO_GEOMETRY, Weight.REFUSAL, Words("无", "None"))
    entries = tuple(RawFeature(it, {}, None, (nothing,)) for it in range(2))

    raw = RawFile("a.csv", "0" * 64, "CSV", None, "", entries)
    found = judge(raw, ground(), Asked())

    assert [reasons(it) for it in found.features] == [[Reason.NO_GEOMETRY]] * 2


def test_the_products_area_counts_before_the_county() -> None:
    taigu = county("140703")
    area = Domain(Words("甲", "A"), taigu.geometry, taigu.uncertainty_m, "cn-a")
    there = Ground(ground().counties, ground().province, areas={"cn-a": area})

    found = judged(
        rectangle(0, 0, 200, 50), on=there, asked=Asked(product="cn-a", county=QIXIAN)
    )

    assert found.reasons == [Reason.OUTSIDE_AREA]


def _at_line(offset_m: float, size_m: float) -> Polygon:
    """Return a square whose middle is on, or west of, 祁县's easternmost point."""
    line = county().geometry
    point = max(shapely.get_coordinates(line).tolist())
    return rectangle(
        -offset_m - size_m / 2, -size_m / 2, size_m, size_m, at=(point[0], point[1])
    )


def test_near_the_line_the_distance_is_said() -> None:
    found = judged(_at_line(-120, 20))

    (plot,) = found.features
    assert reasons(plot) == [Reason.NEAR_BORDER]
    assert plot.distance_m == pytest.approx(110, rel=0.05)
    assert plot.outcome is Outcome.ACCEPTED_WITH_WARNING


def test_across_the_line_the_share_and_the_neighbour_are_said() -> None:
    found = judged(_at_line(0, 100))

    (plot,) = found.features
    assert reasons(plot) == [Reason.PARTLY_OUTSIDE_AREA]
    assert plot.outcome is Outcome.ACCEPTED_WITH_WARNING
    assert plot.neighbour in {"榆社县", "太谷区", "武乡县", "平遥县"}
    assert plot.share_inside is not None
    assert 0 < plot.share_inside < 1


def test_a_quarter_of_a_million_points_are_simplified_and_said() -> None:
    angle = np.linspace(0, 2 * np.pi, 237_000, endpoint=False)
    radius = 1_000 + 0.05 * np.sin(angle * 40_000)
    ring = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    start = time.perf_counter()

    (plot,) = judged(metres(*map(tuple, ring.tolist()))).features

    assert time.perf_counter() - start < 20
    assert reasons(plot) == [Reason.SIMPLIFIED]
    assert shapely.count_coordinates(plot.geometry) <= 200_000
    assert plot.area_m2 == pytest.approx(np.pi * 1_000**2, rel=1e-3)


def test_many_plots_take_seconds() -> None:
    rows = [
        rectangle(102.0 * column, 52.0 * row, 100, 50)
        for row in range(-30, 30)
        for column in range(-25, 25)
    ]
    start = time.perf_counter()

    found = judged(*rows)

    assert time.perf_counter() - start < 10
    assert found.outcome is Outcome.ACCEPTED
    assert len(found.features) == 3_000


def test_what_is_no_single_plot_is_refused_where_plots_are_registered() -> None:
    asked = Asked(most_points=100, most_m2=1_000)

    small, wide, long = judged(
        rectangle(0, 0, 20, 20),
        rectangle(100, 0, 200, 50),
        shapely.segmentize(rectangle(-100, 0, 20, 20), 1e-6),
        asked=asked,
    ).features

    assert reasons(small) == []
    assert reasons(wide) == [Reason.TOO_LARGE]
    assert reasons(long) == [Reason.TOO_LARGE]
