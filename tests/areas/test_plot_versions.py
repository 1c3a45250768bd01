"""A plot's versions: corrected, ended, taken up again; nothing is overwritten."""

from datetime import timedelta

import pytest
from shapely import Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service
from gi_registry.areas.claims.errors import (
    PlotEndedError,
    PlotNotResumableError,
    PlotOverlapError,
    PlotUnknownError,
)
from gi_registry.areas.claims.rules import UNDO, Correction
from gi_registry.areas.models import Plot
from gi_registry.areas.rules import NewPlot
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi
from tests import factories
from tests.factories import NOW

FIELD = box(112.3400, 37.3500, 112.3430, 37.3520)
LARGER = box(112.3400, 37.3500, 112.3432, 37.3520)
LATER = NOW + timedelta(days=1)
SEASON = 2026


@pytest.fixture
def holder(shanxi: Session) -> Organisation:
    return factories.organisation(shanxi)


@pytest.fixture
def gi(shanxi: Session) -> Gi:
    return factories.gi(shanxi)


@pytest.fixture
def plot(shanxi: Session, holder: Organisation, gi: Gi) -> Plot:
    return added(shanxi, holder, gi)


def added(session: Session, holder: Organisation, gi: Gi) -> Plot:
    area = round(area_m2(FIELD))
    new = NewPlot(holder.id, gi.id, "示例东坡", area, FIELD, "EPSG:4490", "survey")
    return service.add_plot(session, new, now=NOW)


def correction(outline: BaseGeometry = LARGER, reason: str = "补测东侧") -> Correction:
    declared = 0 if isinstance(outline, Point) else round(area_m2(outline))
    return Correction("示例东坡", declared, outline, "EPSG:4326", "gnss", reason)


def seasons(session: Session, plot: Plot) -> list[int]:
    claims = service.claims_of(session, [plot.id])[plot.id]
    return [claim.season for claim in claims if claim.ended_at is None]


def test_a_corrected_outline_is_a_new_version_with_its_reason(
    shanxi: Session, plot: Plot
) -> None:
    before = plot.geometry.wkb

    corrected = service.correct_plot(shanxi, plot, correction(), now=LATER)

    assert (corrected.number, corrected.replaces_id) == (2, plot.id)
    assert corrected.reason == "补测东侧"
    assert corrected.geometry.equals(LARGER)
    assert (plot.geometry.wkb, plot.ended_at) == (before, LATER)
    assert (seasons(shanxi, plot), seasons(shanxi, corrected)) == ([], [SEASON])


def test_a_correction_may_overlap_what_it_corrects_but_nobody_else(
    shanxi: Session, plot: Plot, gi: Gi
) -> None:
    beside = box(112.3430, 37.3500, 112.3460, 37.3520)
    new = NewPlot(
        factories.organisation(shanxi).id,
        gi.id,
        "示例西坡",
        round(area_m2(beside)),
        beside,
        "EPSG:4490",
        "survey",
    )
    service.add_plot(shanxi, new, now=NOW)
    too_large = box(112.3400, 37.3500, 112.3440, 37.3520)

    with pytest.raises(PlotOverlapError), shanxi.begin_nested():
        service.correct_plot(shanxi, plot, correction(too_large), now=LATER)

    shanxi.refresh(plot)
    assert plot.ended_at is None
    assert seasons(shanxi, plot) == [SEASON]


def test_all_versions_are_found_from_any_of_them(shanxi: Session, plot: Plot) -> None:
    second = service.correct_plot(shanxi, plot, correction(), now=LATER)
    third = service.correct_plot(shanxi, second, correction(FIELD), now=LATER)

    for version in (plot, second, third):
        assert service.versions_of(shanxi, version) == [third, second, plot]


def test_a_version_is_corrected_once(shanxi: Session, plot: Plot) -> None:
    service.correct_plot(shanxi, plot, correction(), now=LATER)

    with pytest.raises(PlotEndedError):
        service.correct_plot(shanxi, plot, correction(), now=LATER)


def test_a_correction_keeps_the_next_season_too(
    shanxi: Session, plot: Plot, holder: Organisation
) -> None:
    service.claim_season(shanxi, holder.id, SEASON + 1, now=NOW)

    corrected = service.correct_plot(shanxi, plot, correction(), now=LATER)

    assert seasons(shanxi, corrected) == [SEASON + 1, SEASON]


def test_a_point_that_becomes_land_is_claimed(
    shanxi: Session, holder: Organisation, gi: Gi
) -> None:
    new = NewPlot(holder.id, gi.id, "示例", 0, Point(112.34, 37.35), "EPSG:4490", "map")
    point = service.add_plot(shanxi, new, now=NOW)

    land = service.correct_plot(shanxi, point, correction(), now=LATER)
    again = service.correct_plot(
        shanxi, land, correction(Point(112.34, 37.35)), now=LATER
    )

    assert (seasons(shanxi, land), seasons(shanxi, again)) == ([], [])
    assert [c.season for c in service.claims_of(shanxi, [land.id])[land.id]] == [SEASON]


def test_a_plot_that_was_ended_can_be_taken_up_with_its_claims(
    shanxi: Session, plot: Plot
) -> None:
    service.end_plot(shanxi, plot, now=LATER)
    ended = seasons(shanxi, plot)

    service.resume_plot(shanxi, plot, now=LATER + UNDO)

    assert (ended, plot.ended_at, seasons(shanxi, plot)) == ([], None, [SEASON])


def test_it_is_too_late_after_the_time_for_undoing(shanxi: Session, plot: Plot) -> None:
    service.end_plot(shanxi, plot, now=LATER)

    with pytest.raises(PlotNotResumableError):
        service.resume_plot(shanxi, plot, now=LATER + UNDO + timedelta(microseconds=1))


def test_what_was_corrected_is_not_taken_up(shanxi: Session, plot: Plot) -> None:
    service.correct_plot(shanxi, plot, correction(), now=LATER)

    with pytest.raises(PlotNotResumableError):
        service.resume_plot(shanxi, plot, now=LATER)


def test_land_that_another_claimed_meanwhile_is_not_taken_up(
    shanxi: Session, plot: Plot, gi: Gi
) -> None:
    service.end_plot(shanxi, plot, now=LATER)
    added(shanxi, factories.organisation(shanxi), gi)

    with pytest.raises(PlotOverlapError):
        service.resume_plot(shanxi, plot, now=LATER)


def test_another_producers_plot_is_not_there(shanxi: Session, plot: Plot) -> None:
    other = factories.organisation(shanxi)

    assert service.plot_of(shanxi, plot.id, plot.organisation_id) is plot
    with pytest.raises(PlotUnknownError):
        service.plot_of(shanxi, plot.id, other.id)
