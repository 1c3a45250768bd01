"""One plot, one claim per product and season."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.accounts.models import Organisation
from gi_registry.areas import service
from gi_registry.areas.claims.errors import PlotOverlapError, SeasonError
from gi_registry.areas.claims.rules import Overlap, check_overlaps, comparison
from gi_registry.areas.models import Plot, PlotClaim
from gi_registry.areas.rules import NewPlot
from gi_registry.core.db import Database
from gi_registry.geo.crs import Bounds
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi
from gi_registry.translog.models import LogLeaf
from tests import factories
from tests.counting import counted
from tests.factories import NOW

WEST, EAST, SOUTH, NORTH = 112.3400, 112.3430, 37.3500, 37.3520
FIELD = box(WEST, SOUTH, EAST, NORTH)
WIDTH = EAST - WEST
SEASON = 2026


def shifted(share: float) -> Polygon:
    """Return FIELD moved east so that `share` of it stays within FIELD."""
    step = WIDTH * (1 - share)
    return box(WEST + step, SOUTH, EAST + step, NORTH)


def asked(holder: Organisation, gi: Gi, outline: BaseGeometry, name: str) -> NewPlot:
    declared = 0 if isinstance(outline, Point) else round(area_m2(outline))
    return NewPlot(holder.id, gi.id, name, declared, outline, "EPSG:4490", "survey")


def add(session: Session, holder: Organisation, gi: Gi, outline: BaseGeometry) -> Plot:
    return service.add_plot(session, asked(holder, gi, outline, "示例地"), now=NOW)


def test_a_new_plot_has_the_claim_of_the_present_season(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)

    plot = add(shanxi, holder, gi, FIELD)

    (claim,) = service.claims_of(shanxi, [plot.id])[plot.id]
    assert (claim.gi_id, claim.season, claim.organisation_id) == (
        gi.id,
        SEASON,
        holder.id,
    )
    assert claim.ended_at is None


def test_a_workshop_needs_no_claim_and_two_may_share_an_address(
    shanxi: Session,
) -> None:
    gi = factories.gi(shanxi)
    place = Point(112.34, 37.35)

    plots = [add(shanxi, factories.organisation(shanxi), gi, place) for _ in range(2)]

    assert [service.claims_of(shanxi, [p.id])[p.id] for p in plots] == [[], []]


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_more_than_five_percent_of_another_claim_blocks(
    shanxi: Session, whose: str
) -> None:
    is_own = whose == "own"
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    service.add_plot(shanxi, asked(holder, gi, FIELD, "绝密东坡"), now=NOW)
    other = holder if is_own else factories.organisation(shanxi)

    with pytest.raises(PlotOverlapError) as refusal:
        add(shanxi, other, gi, shifted(0.06))

    error = refusal.value
    shared_mu = 0.06 * area_m2(FIELD) / (2000 / 3)
    assert error.facts["share"] == 0.06
    assert f"{shared_mu:.2f} 亩" in error.words.zh
    assert "6%" in error.words.zh
    assert "请核对边界" in error.words.zh
    assert "county office" in error.words.en
    assert ("绝密东坡" in error.words.zh) is is_own
    assert holder.name not in f"{error.words} {error.facts}"
    assert "112." not in f"{error.words} {error.facts}"


def test_five_percent_and_less_is_only_told(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    add(shanxi, holder, gi, FIELD)

    plot = add(shanxi, factories.organisation(shanxi), gi, shifted(0.04))

    (told,) = service.shared_by(shanxi, plot, SEASON)
    assert told.share == pytest.approx(0.04, abs=1e-4)
    assert told.shared_m2 == pytest.approx(0.04 * area_m2(FIELD), rel=1e-3)
    assert not told.blocks
    assert told.own_name is None
    assert "4.0%" in told.words.zh


def test_the_share_is_of_the_smaller_plot(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    add(shanxi, factories.organisation(shanxi), gi, FIELD)
    inside = box(WEST + WIDTH * 0.4, SOUTH, WEST + WIDTH * 0.42, NORTH)

    with pytest.raises(PlotOverlapError) as refusal:
        add(shanxi, factories.organisation(shanxi), gi, inside)

    assert refusal.value.facts["share"] == 1.0


def test_neighbours_that_share_an_edge_do_not_overlap(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    add(shanxi, factories.organisation(shanxi), gi, FIELD)

    plot = add(shanxi, factories.organisation(shanxi), gi, shifted(0))

    assert service.shared_by(shanxi, plot, SEASON) == []


def test_another_product_may_grow_on_the_same_land(shanxi: Session) -> None:
    millet, walnut = factories.gi(shanxi), factories.gi(shanxi)
    add(shanxi, factories.organisation(shanxi), millet, FIELD)

    plot = add(shanxi, factories.organisation(shanxi), walnut, FIELD)

    assert service.shared_by(shanxi, plot, SEASON) == []


def test_land_that_was_given_up_can_be_claimed(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    first = add(shanxi, factories.organisation(shanxi), gi, FIELD)
    service.end_plot(shanxi, first, now=NOW)

    second = add(shanxi, factories.organisation(shanxi), gi, FIELD)

    assert service.claims_of(shanxi, [first.id])[first.id][0].ended_at == NOW
    assert service.claims_of(shanxi, [second.id])[second.id][0].ended_at is None


def test_one_step_claims_the_next_season_for_all_plots(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    plots = [add(shanxi, holder, gi, shifted(-at)) for at in range(3)]
    add(shanxi, holder, gi, Point(112.34, 37.35))

    renewal = service.claim_season(shanxi, holder.id, SEASON + 1, now=NOW)
    again = service.claim_season(shanxi, holder.id, SEASON + 1, now=NOW)

    assert [plot.id for plot in renewal.claimed] == [plot.id for plot in plots]
    assert (renewal.blocked, renewal.shared, again.claimed) == ([], [], [])
    claims = service.claims_of(shanxi, [plot.id for plot in plots])
    assert {tuple(c.season for c in found) for found in claims.values()} == {
        (SEASON + 1, SEASON)
    }


def test_what_another_claimed_first_is_left_out_of_a_renewal_and_told(
    shanxi: Session,
) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    blocked = add(shanxi, holder, gi, FIELD)
    free = add(shanxi, holder, gi, shifted(-1))
    service.end_plot(shanxi, blocked, now=NOW)
    other = factories.organisation(shanxi)
    add(shanxi, other, gi, FIELD)
    blocked.ended_at = None
    shanxi.flush()
    service.claim_season(shanxi, other.id, SEASON + 1, now=NOW)

    renewal = service.claim_season(shanxi, holder.id, SEASON + 1, now=NOW)

    assert renewal.claimed == [free]
    (why,) = renewal.blocked
    assert why.plot_id == blocked.id
    assert why.share == pytest.approx(1.0, abs=1e-4)
    claimed = [c.season for c in service.claims_of(shanxi, [blocked.id])[blocked.id]]
    assert claimed == [SEASON]


def test_of_ones_own_plots_that_overlap_the_older_one_is_claimed(
    shanxi: Session,
) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    older = factories.plot(shanxi, holder, gi, geometry=FIELD, measured_m2=59_000)
    newer = factories.plot(shanxi, holder, gi, geometry=FIELD, measured_m2=59_000)

    renewal = service.claim_season(shanxi, holder.id, SEASON, now=NOW)

    assert renewal.claimed == [older]
    assert [overlap.plot_id for overlap in renewal.blocked] == [newer.id]


@pytest.mark.parametrize("season", [SEASON - 1, SEASON + 2])
def test_only_this_season_and_the_next_can_be_claimed(
    shanxi: Session, season: int
) -> None:
    holder = factories.organisation(shanxi)

    with pytest.raises(SeasonError):
        service.claim_season(shanxi, holder.id, season, now=NOW)


def test_many_plots_take_as_many_queries_as_a_few(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)

    def queries(row: int, count: int) -> int:
        south = 37.30 + row * 0.003
        new = [
            asked(holder, gi, box(x, south, x + 0.0004, south + 0.002), f"{row}-{at}")
            for at in range(count)
            for x in (112.30 + at * 0.0004,)
        ]
        with counted(shanxi) as statements:
            plots = service.add_plots(shanxi, new, now=NOW)
        assert len(plots) == count
        return len(statements)

    queries(2, 1)  # counties are read once and kept in memory
    few, many = queries(0, 3), queries(1, 200)

    assert many == few
    total = select(PlotClaim).where(PlotClaim.ended_at.is_(None))
    assert len(list(shanxi.scalars(total))) == 204


def test_plots_of_one_file_are_added_all_or_none(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    new = [
        asked(holder, gi, outline, name)
        for outline, name in ((FIELD, "甲"), (shifted(0.5), "乙"))
    ]

    with pytest.raises(PlotOverlapError) as refusal, shanxi.begin_nested():
        service.add_plots(shanxi, new, now=NOW)

    assert len(refusal.value.plot_ids) == 1
    assert service.plots_of(shanxi, holder.id) == []


def test_the_log_has_numbers_and_areas_but_no_names_and_no_outline(
    shanxi: Session,
) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)

    plot = service.add_plot(shanxi, asked(holder, gi, FIELD, "绝密"), now=NOW)

    (leaf,) = shanxi.scalars(select(LogLeaf).where(LogLeaf.kind == "plot.added"))
    assert leaf.subject == f"plot-{plot.id}"
    assert leaf.body == {
        "gi": gi.code,
        "plots": [[plot.id, plot.id]],
        "area_m2": plot.measured_m2,
        "season": SEASON,
    }


def test_an_outline_can_be_tried_without_keeping_it(shanxi: Session) -> None:
    holder, gi = factories.organisation(shanxi), factories.gi(shanxi)
    kept = add(shanxi, holder, gi, FIELD)
    new = asked(factories.organisation(shanxi), gi, shifted(0.5), "示例")

    (found,) = service.try_claim(shanxi, new, SEASON)
    without = service.try_claim(shanxi, new, SEASON, except_id=kept.id)

    assert found.blocks
    assert without == []


def test_an_officer_sees_who_overlaps_whom_in_the_jurisdiction(
    shanxi: Session,
) -> None:
    gi = factories.gi(shanxi)
    first = add(shanxi, factories.organisation(shanxi), gi, FIELD)
    second = add(shanxi, factories.organisation(shanxi), gi, shifted(0.04))

    (found,) = service.overlaps(shanxi, ["1407"], SEASON)
    elsewhere = service.overlaps(shanxi, ["1401"], SEASON)
    beside = service.overlaps(
        shanxi, [""], SEASON, bounds=Bounds(112.5, 37.5, 112.6, 37.6)
    )

    assert (found.plot_id, found.other_id) == (second.id, first.id)
    assert found.share == pytest.approx(0.04, abs=1e-4)
    assert (elsewhere, beside) == ([], [])


def test_the_overlaps_of_a_jurisdiction_take_as_many_queries_as_there_are_not_plots(
    shanxi: Session,
) -> None:
    gi = factories.gi(shanxi)

    def queries() -> int:
        with counted(shanxi) as statements:
            service.overlaps(shanxi, ["14"], SEASON)
        return len(statements)

    for at in range(2):
        add(shanxi, factories.organisation(shanxi), gi, shifted(0.04 - at))
    few = queries()
    for at in range(2, 12):
        add(shanxi, factories.organisation(shanxi), gi, shifted(0.04 - at))

    assert queries() == few


ROUNDS, RIVALS = 4, 4


def test_of_rivals_for_the_same_land_one_wins(database: Database) -> None:
    with database.write() as session:
        service.load_divisions(session, now=NOW)
        gi = factories.gi(session)
        rivals = [factories.organisation(session) for _ in range(RIVALS)]

    def race(outline: Polygon) -> list[str]:
        start = Barrier(RIVALS)

        def run(holder: Organisation) -> str:
            with database.read() as session:
                session.scalar(select(Gi.id))  # the connection is open
            start.wait()
            try:
                with database.write() as session:
                    add(session, holder, gi, outline)
            except PlotOverlapError:
                return "refused"
            return "kept"

        with ThreadPoolExecutor(RIVALS) as pool:
            return sorted(pool.map(run, rivals))

    results = [race(shifted(-at)) for at in range(ROUNDS)]

    assert results == [["kept"] + ["refused"] * (RIVALS - 1)] * ROUNDS


def overlap(share: float) -> Overlap:
    return Overlap(1, 2, shared_m2=100.0, share=share, own_name=None)


def test_just_five_percent_is_allowed() -> None:
    check_overlaps([overlap(0.05)], season=SEASON)
    with pytest.raises(PlotOverlapError):
        check_overlaps([overlap(0.05), overlap(0.0501)], season=SEASON)


@pytest.mark.parametrize(
    ("declared", "said"),
    [(1_019, "相符"), (1_080, "多 8%"), (920, "少 8%"), (1_300, "多 30%，请核对")],
)
def test_the_difference_of_areas_is_said_in_words(declared: int, said: str) -> None:
    assert said in comparison(declared, 1_000).zh
