"""Neighbouring fields of the invented growers, claimed season by season."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

import shapely
from shapely.geometry import Point, Polygon
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import service as areas
from gi_registry.areas.claims.rules import Correction
from gi_registry.areas.rules import NewPlot
from gi_registry.core.sheets import SheetRow
from gi_registry.core.words import china_day
from gi_registry.demo import places
from gi_registry.demo.scenario import User
from gi_registry.demo.service.applying import Story
from gi_registry.demo.service.diary import Act, Diary
from gi_registry.geo.measure import area_m2
from gi_registry.marks.rules import CapacityBasis
from gi_registry.producers import service as producers
from gi_registry.producers.rules.individuals import NewIndividual
from gi_registry.products.models import Gi

_GROWN = (CapacityBasis.PLOT_AREA, CapacityBasis.TREE_COUNT)
_BESIDE_DEG = 0.009
"""Some 800 m: beyond the plot of the application."""
_ROWS, _COLUMNS = 2, 3
_DAY = timedelta(days=1)
_NUMERALS = "二三四五六七八九"
_HOUSEHOLDS = {"示例甲户": "440524188001010014", "示例乙户": "11010519491231002X"}
"""With the two examples of numbers in GB 11643-1999, annex A."""
_LOADS = 5
"""That the households bring in a year."""


def enter_fields(
    session: Session, diary: Diary, stories: Sequence[Story], *, pepper: bytes
) -> None:
    """Enter the fields of those who grow, and of the vinegar maker who signs in.

    Args:
        session: a writing session.
        diary: runs what is entered.
        stories: of the authorized users.
        pepper: the installation's secret for identity numbers.
    """
    for story in stories:
        who = story.who
        if not isinstance(who, User) or not _has_fields(story):
            continue
        diary.on(who.since + 11 * _DAY, _added(session, story))
        until = min(who.ended[1] if who.ended else date.max, china_day(diary.until))
        for year in range(who.since.year + 1, until.year + 1):
            day = date(year, 1, 5)
            if day < until:
                diary.on(day, _claimed(session, story))
        if who.login is not None:
            diary.on(who.since + 12 * _DAY, _worked(session, story, pepper))
            for year in range(who.since.year + 1, until.year + 1):
                day = date(year, 10, 12)
                if day < until:
                    diary.on(day, _delivered(session, story))
            diary.on(date(2026, 4, 20), _corrected(session, story))


def _has_fields(story: Story) -> bool:
    return story.goods.basis in _GROWN or story.who.login is not None


def _added(session: Session, story: Story) -> Act:
    def act(now: datetime) -> None:
        dice = Random(f"fields of {story.serial}")  # noqa: S311 -- the same every time
        beside = Point(story.position.x + _BESIDE_DEG, story.position.y)
        fields = places.block_at(beside, _ROWS, _COLUMNS, dice)
        gi_id = session.scalars(select(Gi.id).where(Gi.code == story.goods.gi)).one()
        new = [
            NewPlot(
                organisation_id=story.organisation,
                gi_id=gi_id,
                name=f"示例{_NUMERALS[at]}号地",
                declared_m2=round(area_m2(field) * dice.uniform(0.97, 1.03)),
                geometry=field,
                crs_given="CGCS2000",
                source="gnss",
            )
            for at, field in enumerate(fields)
        ]
        areas.add_plots(session, new, now=now, account_id=story.person)
        _claimed(session, story)(now)  # the plot of the application too

    return act


def _worked(session: Session, story: Story, pepper: bytes) -> Act:
    """List two households, and name them for a field each."""

    def act(now: datetime) -> None:
        by, own = producers.By(story.person, now), story.organisation
        entity = producers.entity_of(session, own)
        people = [
            NewIndividual(
                name,
                producers.conceal(entity, number, pepper=pepper),
                china_day(now),
            )
            for name, number in _HOUSEHOLDS.items()
        ]
        producers.add_individuals(session, own, people, by=by)
        fields = areas.plots_of(session, own)[-len(people) :]
        for plot, person in zip(fields, people, strict=True):
            producers.name_worker(session, own, plot.id, person.name, by=by)

    return act


def _delivered(session: Session, story: Story) -> Act:
    """Record what the two households brought in the autumn of a year."""

    def act(now: datetime) -> None:
        dice = Random(f"deliveries to {story.serial} in {now.year}")  # noqa: S311 -- the same every time
        last = china_day(now)
        rows = [
            SheetRow(
                at,
                {
                    "person": list(_HOUSEHOLDS)[at % len(_HOUSEHOLDS)],
                    "product": story.goods.gi,
                    "day": (last - (_LOADS - at) * 3 * _DAY).isoformat(),
                    "kg": f"{dice.randrange(2_000, 6_000) / 10}",
                    "slip": f"{now.year}-{at:03d}",
                },
            )
            for at in range(1, _LOADS + 1)
        ]
        by = producers.By(story.person, now)
        producers.record_deliveries(session, story.organisation, rows, by=by)

    return act


def _claimed(session: Session, story: Story) -> Act:
    def act(now: datetime) -> None:
        areas.claim_season(
            session,
            story.organisation,
            china_day(now).year,
            now=now,
            account_id=story.person,
        )

    return act


def _corrected(session: Session, story: Story) -> Act:
    """Give up a strip at the outer edge of the last field."""

    def act(now: datetime) -> None:
        plot = areas.plots_of(session, story.organisation)[-1]
        a, b, c, d = shapely.get_coordinates(plot.geometry)[:4].tolist()
        cut = [
            (c[0] * 0.9 + b[0] * 0.1, c[1] * 0.9 + b[1] * 0.1),
            (d[0] * 0.9 + a[0] * 0.1, d[1] * 0.9 + a[1] * 0.1),
        ]
        outline = Polygon([a, b, *((round(x, 7), round(y, 7)) for x, y in cut)])
        correction = Correction(
            name=plot.name,
            declared_m2=round(area_m2(outline)),
            geometry=outline,
            crs_given="EPSG:4326",
            source="gnss",
            reason="北侧修路，退出一条地（示例）",
        )
        producers.correct_place(
            session, plot, correction, now=now, account_id=story.person
        )

    return act
