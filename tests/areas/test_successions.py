"""Constructed changes of counties, and which products they concern."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from shapely import box
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.cli import areas
from gi_registry.areas.models import AreaFlag, Division, DivisionChange
from gi_registry.areas.rules import ChangeKind, FinestLevel, FlagKind, NewArea
from gi_registry.areas.service.successions import Was, successions
from gi_registry.core.db import Database
from gi_registry.geo import layers
from gi_registry.geo.errors import LayerUnreadableError
from gi_registry.geo.layers import Division as Given
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog
from tests import factories
from tests.factories import NOW, TODAY

TUNLIU, QI, PINGYAO = "140405", "140727", "140728"
LATER = NOW + timedelta(days=10)
CHANGED_ON = TODAY + timedelta(days=10)

LEFT, RIGHT = box(0, 0, 1, 1), box(1, 0, 2, 1)


def _named(session: Session, text: str, *codes: str) -> Gi:
    gi = factories.gi(session)
    new = NewArea(text, codes, FinestLevel.COUNTY, "a test", Evidence.SOURCED)
    service.import_area(session, gi, new, on=TODAY, now=NOW)
    return gi


def _layer(change: Callable[[Given], list[Given]], code: str) -> list[Given]:
    return [
        new
        for county in layers.counties()
        for new in (change(county) if county.adcode == code else [county])
    ]


def _halved(county: Given) -> list[Given]:
    west, south, east, north = county.geometry.bounds
    middle = (west + east) / 2
    halves = box(west, south, middle, north), box(middle, south, east, north)
    one, other = (shapely.intersection(county.geometry, half) for half in halves)
    return [
        replace(county, geometry=one),
        replace(county, adcode="140799", name="祁东县", geometry=other),
    ]


def _flags(session: Session, gi: Gi) -> list[AreaFlag]:
    return service.open_flags(session, [gi.id]).get(gi.id, [])


def test_a_renamed_county_flags_the_products_that_name_it(shanxi: Session) -> None:
    named = _named(shanxi, "祁县", QI)
    other = _named(shanxi, "平遥县", PINGYAO)

    counties = _layer(lambda c: [replace(c, name="祁州区")], QI)
    written = service.load_divisions(
        shanxi, now=LATER, counties=counties, document="国函〔2026〕1号"
    )

    assert written == 1
    (change,) = shanxi.scalars(select(DivisionChange))
    assert (change.kind, change.old_name, change.new_name, change.new_code) == (
        ChangeKind.RENAMED,
        "祁县",
        "祁州区",
        QI,
    )
    assert (change.document, change.on_day) == ("国函〔2026〕1号", CHANGED_ON)
    (flag,) = _flags(shanxi, named)
    assert (flag.kind, flag.division_code, flag.since) == (
        FlagKind.DIVISION,
        QI,
        CHANGED_ON,
    )
    assert "祁州区" in flag.why
    assert _flags(shanxi, other) == []
    assert translog.history(shanxi, QI)[0].kind == "division.changed"


def test_the_old_county_stays_with_its_last_day(shanxi: Session) -> None:
    counties = _layer(lambda c: [replace(c, name="祁州区")], QI)
    service.load_divisions(shanxi, now=LATER, counties=counties)

    statement = select(Division).where(Division.code == QI).order_by(Division.id)
    assert [(row.name, row.valid_to) for row in shanxi.scalars(statement)] == [
        ("祁县", CHANGED_ON - timedelta(days=1)),
        ("祁州区", None),
    ]


def test_a_wording_with_the_old_name_is_read_by_the_recorded_change(
    shanxi: Session,
) -> None:
    counties = _layer(lambda c: [replace(c, name="祁州区")], QI)
    service.load_divisions(shanxi, now=LATER, counties=counties, document="甲1号")

    gi = factories.gi(shanxi)
    new = NewArea("祁县", (QI,), FinestLevel.COUNTY, "a test", Evidence.SOURCED)
    area = service.import_area(shanxi, gi, new, on=CHANGED_ON, now=LATER)

    (clause,) = area.clauses
    assert clause.cause == "former_name"
    assert "2026年改为祁州区（甲1号）" in clause.reason


def test_a_version_keeps_the_code_that_was_true_on_its_day(shanxi: Session) -> None:
    gi = _named(shanxi, "祁县", QI)
    counties = _layer(lambda c: [replace(c, adcode="140704", name="祁州区")], QI)

    service.load_divisions(shanxi, now=LATER, counties=counties)

    area = service.current_area(shanxi, gi.id, on=CHANGED_ON)
    assert area is not None
    assert [county.code for county in area.counties] == [QI]
    assert area.clauses[0].codes == [QI]
    (flag,) = _flags(shanxi, gi)
    assert "祁州区（140704）" in flag.why
    (change,) = shanxi.scalars(select(DivisionChange))
    assert change.kind is ChangeKind.RENAMED
    assert change.share == pytest.approx(1)
    ended = shanxi.scalars(select(Division).where(Division.code == QI)).one()
    assert ended.valid_to == CHANGED_ON - timedelta(days=1)


def test_a_split_county_has_two_successors(shanxi: Session) -> None:
    gi = _named(shanxi, "祁县", QI)

    service.load_divisions(shanxi, now=LATER, counties=_layer(_halved, QI))

    changes = list(shanxi.scalars(select(DivisionChange)))
    assert {(c.kind, c.new_code) for c in changes} == {
        (ChangeKind.SPLIT, QI),
        (ChangeKind.SPLIT, "140799"),
    }
    assert sum(c.share for c in changes) == pytest.approx(1, abs=1e-6)
    assert len(_flags(shanxi, gi)) == 1
    new = NewArea("祁县", (QI,), FinestLevel.COUNTY, "b", Evidence.SOURCED)
    area = service.import_area(shanxi, gi, new, on=CHANGED_ON, now=LATER)
    assert area.clauses[0].cause == "split"
    assert set(area.clauses[0].codes) == {QI, "140799"}


def test_a_moved_border_concerns_both_counties(shanxi: Session) -> None:
    one, other = _named(shanxi, "祁县", QI), _named(shanxi, "平遥县", PINGYAO)
    far = _named(shanxi, "屯留区", TUNLIU)
    by_code = {county.adcode: county.geometry for county in layers.counties()}
    west, south, _, north = by_code[QI].bounds
    strip = shapely.intersection(by_code[QI], box(west, south, west + 0.1, north))
    moved = {
        QI: shapely.difference(by_code[QI], strip),
        PINGYAO: shapely.union(by_code[PINGYAO], strip),
    }
    counties = [
        replace(county, geometry=moved.get(county.adcode, county.geometry))
        for county in layers.counties()
    ]

    service.load_divisions(shanxi, now=LATER, counties=counties)

    assert len(_flags(shanxi, one)) == len(_flags(shanxi, other)) == 1
    assert _flags(shanxi, far) == []
    kinds = set(shanxi.scalars(select(DivisionChange.kind)))
    assert kinds == {ChangeKind.BORDER}
    lost = strip.area / by_code[QI].area
    (given,) = shanxi.scalars(
        select(DivisionChange).where(
            DivisionChange.old_code == QI, DivisionChange.new_code == PINGYAO
        )
    )
    assert given.share == pytest.approx(lost, rel=1e-6)


def test_the_first_load_and_the_same_again_change_nothing(shanxi: Session) -> None:
    service.load_divisions(shanxi, now=LATER)

    assert list(shanxi.scalars(select(DivisionChange))) == []
    assert list(shanxi.scalars(select(AreaFlag))) == []


def test_a_county_that_goes_into_another_is_merged() -> None:
    before = {"1": Was("甲县", LEFT), "2": Was("乙县", RIGHT)}
    after = {"2": Was("乙县", shapely.union(LEFT, RIGHT))}

    found = {(s.kind, s.old_code, s.new_code) for s in successions(before, after)}

    assert found == {(ChangeKind.MERGED, "1", "2"), (ChangeKind.BORDER, "2", "2")}


def test_a_county_that_nothing_covers_has_ended() -> None:
    (found,) = successions(
        {"1": Was("甲县", LEFT)}, {"2": Was("乙县", box(5, 5, 6, 6))}
    )

    assert (found.kind, found.new_code) == (ChangeKind.ENDED, None)
    assert found.words.zh == "甲县（1）撤销"


def test_a_layer_is_loaded_from_a_file(
    database: Database, app: Flask, tmp_path: Path
) -> None:
    with database.write() as session:
        service.load_divisions(session, now=NOW)
    path = layers.layer_path("shanxi_counties.geojson")
    document = json.loads(path.read_text(encoding="utf-8"))
    for feature in document["features"]:
        if feature["properties"]["adcode"] == QI:
            feature["properties"]["name"] = "祁州区"
    changed = tmp_path / "counties.geojson"
    changed.write_text(json.dumps(document), encoding="utf-8")

    result = _run(app, "load", "--counties", str(changed))

    assert (result.exit_code, result.stdout.strip()) == (0, "1")
    with database.read() as session:
        names = service.names(session, [QI])
    assert names[QI].zh == "祁州区"


def test_a_file_of_another_scheme_is_refused(app: Flask, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.geojson"
    wrong.write_text('{"features": [{"properties": {}}]}', encoding="utf-8")

    result = _run(app, "load", "--counties", str(wrong))

    assert isinstance(result.exception, LayerUnreadableError)
    assert "geodata/README.md" in result.exception.words.zh


def _run(app: Flask, *arguments: str) -> Result:
    info = ScriptInfo(create_app=lambda: app)
    return CliRunner().invoke(areas, arguments, obj=info)
