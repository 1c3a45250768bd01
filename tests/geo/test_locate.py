import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from gi_registry.core.words import Words
from gi_registry.geo import locate
from gi_registry.geo.errors import ShapeError
from gi_registry.geo.locate import PointAnswer, length_words

# A degree of the equator is 111,319.49 m long, so there a hundredth is 1,113 m.
AREA = box(0, -1, 1, 1)
STEP_M = 6_378_137 * math.pi / 18_000


def test_a_point_well_inside_is_inside() -> None:
    test = locate.test_point(
        Point(0.01, 0), AREA, uncertainty_m=500, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.INSIDE
    assert test.distance_m == pytest.approx(STEP_M)
    assert test.words == Words(
        "在产地范围内：距边界 1.1 公里，界线误差约 500 米。",
        "Inside the production area: 1.1 km from the border, which is known to "
        "about 500 m.",
    )


def test_a_point_well_outside_is_outside_however_fine_the_announcement() -> None:
    for finer in (False, True):
        test = locate.test_point(
            Point(-0.01, 0), AREA, uncertainty_m=500, finer_than_polygon=finer
        )

        assert test.answer is PointAnswer.OUTSIDE
        assert test.distance_m == pytest.approx(STEP_M)
        assert "1.1 公里" in test.words.zh
        assert "check the coordinates" in test.words.en


@pytest.mark.parametrize("lon", [-0.01, -0.001, 0, 0.001, 0.01])
def test_nobody_decides_what_the_border_is_too_vague_for(lon: float) -> None:
    test = locate.test_point(
        Point(lon, 0), AREA, uncertainty_m=1200, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.NEAR_BORDER
    assert "实地核查" in test.words.zh
    assert "1.2 km" in test.words.en


def test_inside_counties_is_not_yet_inside_townships() -> None:
    test = locate.test_point(
        Point(0.5, 0), AREA, uncertainty_m=500, finer_than_polygon=True
    )

    assert test.answer is PointAnswer.UNKNOWN
    assert "乡镇" in test.words.zh
    assert "townships" in test.words.en


@given(lon=st.floats(-0.05, 0.05), uncertainty=st.floats(0, 3000))
def test_the_answer_follows_from_side_and_distance(
    lon: float, uncertainty: float
) -> None:
    test = locate.test_point(
        Point(lon, 0), AREA, uncertainty_m=uncertainty, finer_than_polygon=False
    )

    distance = abs(lon) * STEP_M * 100
    near = distance <= uncertainty
    if not math.isclose(distance, uncertainty, rel_tol=1e-6, abs_tol=1e-6):
        side = PointAnswer.INSIDE if lon >= 0 else PointAnswer.OUTSIDE
        assert test.answer is (PointAnswer.NEAR_BORDER if near else side)


def test_a_point_in_a_hole_is_outside() -> None:
    holed = Polygon(AREA.exterior, [box(0.4, -0.1, 0.6, 0.1).exterior])

    test = locate.test_point(
        Point(0.5, 0), holed, uncertainty_m=500, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.OUTSIDE


def test_a_test_needs_an_area_and_an_uncertainty() -> None:
    for wrong in (-1, math.nan):
        with pytest.raises(ValueError, match="uncertainty"):
            locate.test_point(
                Point(0, 0), AREA, uncertainty_m=wrong, finer_than_polygon=False
            )
    with pytest.raises(ShapeError):
        locate.test_point(
            Point(0, 0), Polygon(), uncertainty_m=1, finer_than_polygon=False
        )


def test_a_plot_well_inside_is_inside() -> None:
    test = locate.test_polygon(
        box(0.01, 0, 0.02, 0.01), AREA, uncertainty_m=500, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.INSIDE
    assert test.distance_m == pytest.approx(STEP_M)
    assert (test.share_outside, test.reach_m) == (0, 0)


def test_a_plot_half_outside_says_by_how_much() -> None:
    test = locate.test_polygon(
        box(-0.01, 0, 0.01, 0.01), AREA, uncertainty_m=500, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.OUTSIDE
    assert test.distance_m == 0
    assert test.share_outside == pytest.approx(0.5)
    assert test.reach_m == pytest.approx(STEP_M)
    assert test.words.zh.startswith("地块面积的 50.0% 在界线外，最远超出 1.1 公里。")
    assert test.words.en.startswith("50.0% of the plot lies beyond the border")


def test_a_plot_that_reaches_out_less_than_the_border_is_known_is_near() -> None:
    test = locate.test_polygon(
        box(-0.001, 0, 0.01, 0.01), AREA, uncertainty_m=500, finer_than_polygon=True
    )

    assert test.answer is PointAnswer.NEAR_BORDER
    assert test.share_outside == pytest.approx(1 / 11)


def test_a_plot_just_outside_is_near_only_if_all_of_it_is() -> None:
    small, large = box(-0.002, 0, -0.001, 0.001), box(-0.05, 0, -0.001, 0.001)

    answers = [
        locate.test_polygon(
            plot, AREA, uncertainty_m=500, finer_than_polygon=False
        ).answer
        for plot in (small, large)
    ]

    assert answers == [PointAnswer.NEAR_BORDER, PointAnswer.OUTSIDE]


def test_a_plot_far_outside_is_outside_as_a_whole() -> None:
    test = locate.test_polygon(
        box(-0.03, 0, -0.02, 0.01), AREA, uncertainty_m=500, finer_than_polygon=True
    )

    assert test.answer is PointAnswer.OUTSIDE
    assert test.share_outside == pytest.approx(1)
    assert test.distance_m == pytest.approx(2 * STEP_M)
    assert test.reach_m == pytest.approx(3 * STEP_M)


def test_a_plot_in_counties_is_not_yet_in_townships() -> None:
    test = locate.test_polygon(
        box(0.5, 0, 0.51, 0.01), AREA, uncertainty_m=500, finer_than_polygon=True
    )

    assert test.answer is PointAnswer.UNKNOWN


def test_a_plot_of_many_corners_outside_is_answered() -> None:
    circle = Point(-0.05, 0).buffer(0.1, quad_segs=20_000)

    test = locate.test_polygon(
        circle, AREA, uncertainty_m=500, finer_than_polygon=False
    )

    assert test.answer is PointAnswer.OUTSIDE
    assert test.reach_m == pytest.approx(15 * STEP_M, rel=1e-3)


def test_a_line_is_no_plot() -> None:
    with pytest.raises(ShapeError):
        locate.test_polygon(
            AREA.boundary, AREA, uncertainty_m=1, finer_than_polygon=False
        )


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (0, Words("0 米", "0 m")),
        (350.4, Words("350 米", "350 m")),
        (999.6, Words("1.0 公里", "1.0 km")),
        (1249, Words("1.2 公里", "1.2 km")),
        (123_456, Words("123.5 公里", "123.5 km")),
    ],
)
def test_a_length_is_said_in_a_fitting_unit(metres: float, expected: Words) -> None:
    assert length_words(metres) == expected


def test_every_answer_has_words_in_both_languages() -> None:
    assert all(answer.words.zh and answer.words.en for answer in PointAnswer)
