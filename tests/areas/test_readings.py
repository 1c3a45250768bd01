import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import service
from gi_registry.areas.errors import DivisionsMissingError, ReadingOrderError
from gi_registry.areas.models import AreaVersion, Division
from gi_registry.areas.rules import ClauseStatus, FinestLevel, NewArea
from gi_registry.geo import layers
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog
from tests import factories
from tests.factories import NOW, TODAY

VINEGAR = NewArea(
    text="太原市清徐县；晋中市太谷县(今太谷区)、祁县现辖行政区域",
    county_codes=("140121", "140703", "140727"),
    finest_level=FinestLevel.COUNTY,
    source="AQSIQ announcement 2004 No. 104",
    evidence=Evidence.SOURCED,
)
LATER = TODAY + timedelta(days=30)


def test_an_area_is_the_union_of_the_counties_that_its_wording_names(
    shanxi: Session,
) -> None:
    gi = factories.gi(shanxi)

    area = service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)

    published = {county.adcode: county.area_km2 for county in layers.counties()}
    whole = sum(published[code] for code in VINEGAR.county_codes)
    assert (area.number, area.valid_from, area.valid_to) == (1, TODAY, None)
    assert area.area_m2 == pytest.approx(whole * 1e6, rel=1e-5)
    assert area.uncertainty_m == max(
        layers.uncertainty()[code] for code in VINEGAR.county_codes
    )
    assert [clause.division_code for clause in area.clauses] == [*VINEGAR.county_codes]
    assert {clause.status for clause in area.clauses} == {ClauseStatus.RESOLVED}


def test_counties_apart_make_a_multipolygon(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    apart = replace(VINEGAR, text="祁县、绛县", county_codes=("140727", "140826"))

    area = service.import_area(shanxi, gi, apart, on=TODAY, now=NOW)

    assert area.geometry is not None
    assert area.geometry.geom_type == "MultiPolygon"


def test_the_same_reading_again_changes_nothing(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    first = service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)
    shanxi.expire_all()

    again = service.import_area(
        shanxi, gi, VINEGAR, on=LATER, now=NOW + timedelta(days=30)
    )

    assert again.id == first.id
    assert len(service.area_versions(shanxi, gi.id)) == 1
    assert len(translog.history(shanxi, gi.code)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "祁县、太谷区、清徐县"},
        {"county_codes": ("140727",)},
        {"finest_level": FinestLevel.TOWNSHIP},
        {"source": "another page"},
        {"evidence": Evidence.OFFICIAL},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_different_reading_is_the_next_version_and_ends_the_former(
    shanxi: Session, changed: dict[str, object]
) -> None:
    gi = factories.gi(shanxi)
    first = service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)

    new = replace(VINEGAR, **changed)  # type: ignore[arg-type]
    second = service.import_area(shanxi, gi, new, on=LATER, now=NOW)

    assert (second.number, second.valid_from) == (2, LATER)
    assert first.valid_to == LATER - timedelta(days=1)
    before = service.current_area(shanxi, gi.id, on=LATER - timedelta(days=1))
    after = service.current_area(shanxi, gi.id, on=LATER)
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (1, 2)
    entries = translog.history(shanxi, gi.code)
    assert [entry.body["version"] for entry in entries] == [1, 2]


def test_a_corrected_border_is_a_different_reading(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    first = service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)
    qi = shanxi.scalars(select(Division).where(Division.code == "140727")).one()
    qi.geometry = qi.geometry.buffer(0.01)
    shanxi.flush()

    second = service.import_area(shanxi, gi, VINEGAR, on=LATER, now=NOW)

    assert second.number == 2
    assert second.area_m2 > first.area_m2


def test_of_two_readings_on_one_day_the_later_counts(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)

    corrected = replace(VINEGAR, source="a better page")
    service.import_area(shanxi, gi, corrected, on=TODAY, now=NOW)

    found = service.current_area(shanxi, gi.id, on=TODAY)
    assert found is not None
    assert (found.number, found.source) == (2, "a better page")


def test_a_reading_cannot_begin_before_the_present_one(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    service.import_area(shanxi, gi, VINEGAR, on=TODAY, now=NOW)

    with pytest.raises(ReadingOrderError) as refusal:
        service.import_area(
            shanxi, gi, replace(VINEGAR, source="x"), on=date(2020, 1, 1), now=NOW
        )

    assert "2026-11-22" in refusal.value.words.zh


def test_a_former_code_is_taken_for_its_successors(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    old = replace(
        VINEGAR, text="大同市南郊区、晋中市太谷县", county_codes=("140211", "140726")
    )

    area = service.import_area(shanxi, gi, old, on=TODAY, now=NOW)

    split, renamed = area.clauses
    assert split.codes == ["140213", "140214"]
    assert split.status is ClauseStatus.AMBIGUOUS
    assert renamed.codes == ["140703"]
    assert renamed.status is ClauseStatus.RESOLVED
    assert "国函〔2019〕104号" in renamed.reason
    assert [county.code for county in area.counties] == ["140213", "140214", "140703"]


def test_what_no_clause_resolves_has_no_geometry(shanxi: Session) -> None:
    gi = factories.gi(shanxi)
    lost = replace(VINEGAR, text="某地", county_codes=("149999",))

    area = service.import_area(shanxi, gi, lost, on=TODAY, now=NOW)

    assert area.geometry is None
    assert (area.area_m2, area.uncertainty_m) == (0, 0)
    assert {clause.text: clause.status for clause in area.clauses} == {
        "某地": ClauseStatus.AMBIGUOUS,
        "149999": ClauseStatus.GONE,
    }


def test_without_divisions_there_is_nothing_to_read(session: Session) -> None:
    gi = factories.gi(session)

    with pytest.raises(DivisionsMissingError) as refusal:
        service.import_area(session, gi, VINEGAR, on=TODAY, now=NOW)

    assert "areas load" in refusal.value.words.zh


def test_the_catalogue_gives_every_product_an_area(shanxi: Session) -> None:
    path = layers.layer_path("gi_catalogue.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    for entry in document["products"]:
        factories.gi(shanxi, code=entry["id"], name_zh=entry["name_zh"])

    changed = service.import_catalogue(shanxi, document, on=TODAY, now=NOW)
    again = service.import_catalogue(shanxi, document, on=LATER, now=NOW)

    assert (changed, again) == (109, 0)
    areas = list(shanxi.scalars(select(AreaVersion)))
    assert all(area.geometry is not None for area in areas)
    finer = [area for area in areas if area.finest_level.finer_than_polygon]
    # townships and villages counted in the file, and nine wordings that name some
    # or only count them though the file says county
    assert len(finer) == 16 + 11 + 9
    sourced = [area for area in areas if area.evidence is Evidence.SOURCED]
    assert len(sourced) == 64


def test_products_that_are_not_registered_are_passed_over(shanxi: Session) -> None:
    entry = {
        "text": "祁县",
        "county_adcodes": ["140727"],
        "finest_level_named": "county",
        "source": "memory",
    }
    document = {"products": [{"id": "NOT-THERE", "area": entry}]}

    assert service.import_catalogue(shanxi, document, on=TODAY, now=NOW) == 0
    assert list(shanxi.scalars(select(Gi))) == []
