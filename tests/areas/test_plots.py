import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.errors import (
    OutlineCrossesError,
    OutlineTooLongError,
    OutsideProvinceError,
    PlotAreaMismatchError,
    PlotAreaMissingError,
    PlotKindError,
    PlotSizeError,
    PointWithAreaError,
)
from gi_registry.areas.models import Plot
from gi_registry.areas.rules import NewPlot, check_plot_size
from tests import factories
from tests.factories import NOW

FIELD = box(112.3400, 37.3500, 112.3430, 37.3520)
FIELD_M2 = 59_000
"""265.8 m by 222.0 m: arcs at 37.351 degrees north by the usual formulas."""


def new(session: Session, geometry: BaseGeometry, declared_m2: int) -> NewPlot:
    return NewPlot(
        organisation_id=factories.organisation(session).id,
        gi_id=factories.gi(session).id,
        name="示例一号地",
        declared_m2=declared_m2,
        geometry=geometry,
        crs_given="GCJ-02",
        source="手持 GNSS",
    )


def added(session: Session, geometry: BaseGeometry, declared_m2: int) -> Plot:
    return service.add_plot(session, new(session, geometry, declared_m2), now=NOW)


def test_a_plot_is_measured_and_placed(shanxi: Session) -> None:
    plot = added(shanxi, FIELD, 60_000)

    assert plot.measured_m2 == pytest.approx(FIELD_M2, rel=0.001)
    assert plot.division_code == "140727"
    assert (plot.crs_given, plot.declared_m2) == ("GCJ-02", 60_000)


def test_a_workshop_is_a_point(shanxi: Session) -> None:
    plot = added(shanxi, Point(112.34, 37.35), 0)

    assert (plot.measured_m2, plot.division_code) == (0, "140727")


def test_heights_are_dropped(shanxi: Session) -> None:
    plot = added(shanxi, shapely.force_3d(FIELD, 812.0), 60_000)

    assert not plot.geometry.has_z


def test_a_point_has_no_area(shanxi: Session) -> None:
    with pytest.raises(PointWithAreaError):
        added(shanxi, Point(112.34, 37.35), 100)


@pytest.mark.parametrize(
    "outline",
    [LineString([(112, 37), (113, 38)]), Polygon(), MultiPolygon([FIELD])],
    ids=lambda outline: outline.geom_type,
)
def test_a_plot_is_one_polygon_or_one_point(
    shanxi: Session, outline: BaseGeometry
) -> None:
    with pytest.raises(PlotKindError):
        added(shanxi, outline, 60_000)


def test_a_plot_does_not_cross_itself(shanxi: Session) -> None:
    with pytest.raises(OutlineCrossesError):
        added(
            shanxi,
            Polygon([(112, 37), (112.1, 37.1), (112.1, 37), (112, 37.1)]),
            60_000,
        )


def test_a_plot_has_ten_thousand_corners_at_most(shanxi: Session) -> None:
    with pytest.raises(OutlineTooLongError):
        added(shanxi, FIELD.segmentize(0.0000005), FIELD_M2)


def test_a_plot_lies_in_the_province(shanxi: Session) -> None:
    with pytest.raises(OutsideProvinceError) as refusal:
        added(shanxi, box(116.300, 39.900, 116.303, 39.902), 60_000)

    assert "坐标系" in refusal.value.words.zh


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (FIELD_M2 * 15, "当作公顷填"),
        (FIELD_M2 // 15, "当作亩填"),
        (FIELD_M2 * 2, "相差 15 倍"),
        (FIELD_M2 // 3, "相差 15 倍"),
    ],
)
def test_a_declared_area_that_is_far_off_is_refused_with_the_likely_mistake(
    shanxi: Session, declared: int, said: str
) -> None:
    with pytest.raises(PlotAreaMismatchError) as refusal:
        added(shanxi, FIELD, declared)

    words = refusal.value.words
    assert said in words.zh
    assert "公顷" in words.zh
    assert "亩" in words.zh
    assert "hectare" in words.en
    assert refusal.value.field == "declared_m2"


def test_half_of_the_measured_area_may_be_wrong() -> None:
    check_plot_size(1_500, 1_000, is_point=False)
    check_plot_size(500, 1_000, is_point=False)
    for declared in (1_501, 499):
        with pytest.raises(PlotAreaMismatchError):
            check_plot_size(declared, 1_000, is_point=False)


def test_an_outline_needs_a_declared_area() -> None:
    with pytest.raises(PlotAreaMissingError) as refusal:
        check_plot_size(0, 66_667, is_point=False)

    assert "100.00 亩" in refusal.value.words.zh


def test_a_plot_is_neither_nothing_nor_a_county() -> None:
    for measured in (0, 100_000_001):
        with pytest.raises(PlotSizeError):
            check_plot_size(measured, measured, is_point=False)


def test_an_organisation_has_its_plots_that_are_not_ended(shanxi: Session) -> None:
    holder, other = factories.organisation(shanxi), factories.organisation(shanxi)
    millet, dates = factories.gi(shanxi), factories.gi(shanxi)
    first = factories.plot(shanxi, holder, millet)
    second = factories.plot(shanxi, holder, dates)
    given_up = factories.plot(shanxi, holder, millet)
    factories.plot(shanxi, other, millet)

    service.end_plot(shanxi, given_up, now=NOW)

    assert service.plots_of(shanxi, holder.id) == [first, second]
    assert service.plots_of(shanxi, holder.id, millet.id) == [first]
