"""Lists of plots for producers and for officers."""

import pytest
from shapely import box
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.service import Asked
from gi_registry.geo.crs import Bounds
from tests import factories
from tests.counting import counted
from tests.factories import NOW

SEASON = 2026


def test_a_list_has_the_present_versions_and_says_what_is_claimed(
    session: Session,
) -> None:
    holder, gi = factories.organisation(session), factories.gi(session)
    corrected = factories.plot(session, holder, gi, name="旧", ended_at=NOW)
    present = factories.plot(session, holder, gi, name="甲", replaces_id=corrected.id)
    ended = factories.plot(session, holder, gi, name="停", ended_at=NOW)
    factories.plot(session, factories.organisation(session), gi)
    before = service.holdings(session, holder.id, Asked(SEASON))
    service.claim_season(session, holder.id, SEASON, now=NOW)

    page = service.holdings(session, holder.id, Asked(SEASON))
    over = service.holdings(session, holder.id, Asked(SEASON, is_ended=True))

    assert [(h.plot, h.is_claimed) for h in before.items] == [(present, False)]
    assert [(h.plot, h.is_claimed) for h in page.items] == [(present, True)]
    assert [h.plot for h in over.items] == [ended]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("name", "ab"), ("-name", "ba"), ("measured", "ba"), ("-measured", "ab")],
)
def test_a_list_is_sorted(session: Session, sort: str, order: str) -> None:
    holder, gi = factories.organisation(session), factories.gi(session)
    for name, measured in (("a", 900), ("b", 400)):
        factories.plot(session, holder, gi, name=name, measured_m2=measured)

    page = service.holdings(session, holder.id, Asked(SEASON, sort=sort))

    assert "".join(holding.plot.name for holding in page.items) == order


def test_a_list_is_narrowed(session: Session) -> None:
    holder = factories.organisation(session)
    millet, dates = factories.gi(session), factories.gi(session)
    east = factories.plot(session, holder, millet, name="东坡100%")
    west = factories.plot(session, holder, dates, name="西坡")
    service.claim_season(session, holder.id, SEASON, now=NOW, plot_ids=[west.id])

    def found(**given: object) -> list[object]:
        asked = Asked(SEASON, **given)  # type: ignore[arg-type] # by parameter
        return [h.plot for h in service.holdings(session, holder.id, asked).items]

    assert found(text="100%") == [east]
    assert found(text="%坡") == []
    assert found(gi_id=dates.id) == [west]
    assert found(claim="unclaimed") == [east]
    assert found(claim="claimed") == [west]


def test_an_officer_has_the_plots_of_the_jurisdiction_in_a_box(
    session: Session,
) -> None:
    holder, gi = factories.organisation(session), factories.gi(session)
    here = factories.plot(session, holder, gi)
    away = factories.plot(session, holder, gi, geometry=box(113, 38, 113.001, 38.001))
    factories.plot(session, holder, gi, division_code="140121")
    box_here = Bounds(112.3, 37.3, 112.4, 37.4)

    whole = service.plots_in(session, ["1407"], Asked(SEASON, sort="since"))
    part = service.plots_in(session, ["1407"], Asked(SEASON, bounds=box_here))
    nothing = service.plots_in(session, [], Asked(SEASON))

    assert [h.plot for h in whole.items] == [here, away]
    assert [(h.plot, h.plot.organisation.name) for h in part.items] == [
        (here, holder.name)
    ]
    assert nothing.total == 0


def test_a_long_list_takes_as_many_queries_as_a_short_one(session: Session) -> None:
    gi = factories.gi(session)

    def queries(count: int) -> int:
        holder = factories.organisation(session)
        for _ in range(count):
            factories.plot(session, holder, gi)
        session.expunge_all()
        with counted(session) as statements:
            service.holdings(session, holder.id, Asked(SEASON))
        return len(statements)

    assert queries(20) == queries(2)


def test_totals_count_what_is_in_use(session: Session) -> None:
    holder, gi = factories.organisation(session), factories.gi(session)
    factories.plot(session, holder, gi, measured_m2=1_000)
    factories.plot(session, holder, gi, measured_m2=0)
    factories.plot(session, holder, gi, measured_m2=500, ended_at=NOW)

    totals = service.totals(session, holder.id, SEASON)

    assert (totals.plots, totals.measured_m2, totals.unclaimed) == (2, 1_000, 1)
