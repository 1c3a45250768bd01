"""Officers change the clauses of an area and decide it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from shapely import Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gi_registry.areas import drafting, service
from gi_registry.areas.causes import Cause
from gi_registry.areas.drafting import Clauses, Judgement
from gi_registry.areas.errors import (
    AreaPolygonError,
    ClauseGoneError,
    ClauseNotDrawnError,
    ClauseSplitError,
    CodeUnknownError,
    DraftChangedError,
    ReadingOrderError,
)
from gi_registry.areas.models import AreaDraft
from gi_registry.areas.rules import ClauseKind, ClauseStatus, FinestLevel, NewArea
from gi_registry.areas.service import Decision, Desk, NewOutline, Stand
from gi_registry.areas.service.flags import flag_divisions
from gi_registry.core.words import Words
from gi_registry.geo import layers
from gi_registry.geo.locate import PointAnswer
from gi_registry.geo.measure import area_m2
from gi_registry.products.models import Gi
from gi_registry.products.rules import Evidence
from gi_registry.translog import service as translog
from tests import factories
from tests.factories import NOW, TODAY

QI = "140727"
TEXT = "祁县古县镇、东观镇、贾令镇30村"
LATER = TODAY + timedelta(days=30)
SQUARE = box(112.40, 37.28, 112.44, 37.32)
"""In 祁县."""


@pytest.fixture
def gi(shanxi: Session) -> Gi:
    """Give a product whose wording a machine has read."""
    made = factories.gi(shanxi)
    new = NewArea(TEXT, (QI,), FinestLevel.COUNTY, "a page", Evidence.SOURCED)
    service.import_area(shanxi, made, new, on=TODAY, now=NOW)
    return made


@pytest.fixture
def officer(shanxi: Session) -> int:
    """Give the id of an officer."""
    return factories.officer(shanxi).id


def _stand(session: Session, gi: Gi) -> Stand:
    return service.desk_of(session, gi).stand


def _judgement(
    status: ClauseStatus, *codes: str, reason: str = "晋政函1号"
) -> Judgement:
    return Judgement(ClauseKind.TOWNSHIPS, codes, status, reason)


def _decide(
    session: Session, gi: Gi, officer: int, on: date = LATER, reason: str = "核对公告"
) -> None:
    service.decide_area(
        session,
        gi,
        _stand(session, gi),
        Decision(on, reason),
        now=NOW,
        account_id=officer,
    )


def _outline(
    session: Session, gi: Gi, officer: int, number: int, shape: BaseGeometry
) -> None:
    def change(desk: Desk) -> Clauses:
        new = NewOutline(shape, "CGCS2000", "县自然资源局", 50)
        return service.attach_outline(
            session, desk, number, new, now=NOW, account_id=officer
        )

    service.change_draft(
        session, gi, _stand(session, gi), change, now=NOW, account_id=officer
    )


def test_a_machine_reading_is_confirmed_as_it_is(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    before = service.current_area(shanxi, gi.id, on=TODAY)
    assert before is not None
    assert before.decided_by_id is None

    _decide(shanxi, gi, officer)

    after = service.current_area(shanxi, gi.id, on=LATER)
    assert after is not None
    assert (after.number, after.decided_by_id, after.decision) == (
        2,
        officer,
        "核对公告",
    )
    assert before.valid_to == LATER - timedelta(days=1)
    assert [c.text for c in after.clauses] == [c.text for c in before.clauses]
    assert after.area_m2 == before.area_m2
    entry = translog.history(shanxi, gi.code)[-1]
    assert entry.kind == "area.decided"
    assert entry.body["reason"] == "核对公告"


def test_what_was_decided_no_machine_replaces(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    _decide(shanxi, gi, officer, on=TODAY)

    new = NewArea("祁县", (QI,), FinestLevel.COUNTY, "another page", Evidence.SOURCED)
    kept = service.import_area(shanxi, gi, new, on=LATER, now=NOW)
    service.import_area(shanxi, gi, new, on=LATER, now=NOW)

    assert (kept.number, kept.text) == (2, TEXT)
    (flag,) = service.open_flags(shanxi, [gi.id])[gi.id]
    assert "祁县" in flag.why


def test_a_change_waits_in_the_draft(shanxi: Session, gi: Gi, officer: int) -> None:
    judgement = _judgement(ClauseStatus.GONE, reason="2021年并入昭馀镇")

    service.change_draft(
        shanxi,
        gi,
        Stand(1, 0),
        lambda desk: service.judge_clause(desk, 1, judgement),
        now=NOW,
        account_id=officer,
    )

    current = service.current_area(shanxi, gi.id, on=TODAY)
    assert current is not None
    assert current.clauses[0].status is ClauseStatus.AMBIGUOUS
    desk = service.desk_of(shanxi, gi)
    assert desk.stand == Stand(1, 1)
    assert desk.clauses[0].status is ClauseStatus.GONE
    assert "2021年并入昭馀镇" in desk.clauses[0].reason


def test_two_officers_do_not_overwrite_each_other(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    other = factories.officer(shanxi).id
    both_saw = _stand(shanxi, gi)

    def first(desk: Desk) -> Clauses:
        return drafting.removed(desk.clauses, 2)

    service.change_draft(shanxi, gi, both_saw, first, now=NOW, account_id=officer)

    with pytest.raises(DraftChangedError) as refusal:
        service.change_draft(shanxi, gi, both_saw, first, now=NOW, account_id=other)
    assert "没有覆盖" in refusal.value.words.zh
    with pytest.raises(DraftChangedError):
        service.decide_area(
            shanxi, gi, both_saw, Decision(LATER, "x"), now=NOW, account_id=other
        )
    assert len(service.desk_of(shanxi, gi).clauses) == 1


def test_an_outline_resolves_a_clause_and_is_what_is_drawn(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    _outline(shanxi, gi, officer, 1, SQUARE)

    desk = service.desk_of(shanxi, gi)
    seen = service.preview(shanxi, desk)

    assert desk.clauses[0].cause is Cause.OUTLINE
    assert seen.drawn.area_m2 == pytest.approx(area_m2(SQUARE), abs=1)
    assert seen.drawn.uncertainty_m == 50
    assert seen.gained_m2 == seen.outside_m2 == 0
    whole = service.current_area(shanxi, gi.id, on=TODAY)
    assert whole is not None
    assert seen.lost_m2 == pytest.approx(whole.area_m2 - seen.drawn.area_m2, rel=1e-6)
    assert seen.finest is FinestLevel.VILLAGE  # 30村 is still open


def test_a_polygon_that_is_all_that_the_wording_means_answers_inside(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    _outline(shanxi, gi, officer, 1, SQUARE)
    checked = Judgement(ClauseKind.COUNTED, (), ClauseStatus.RESOLVED, "已逐村核对")
    service.change_draft(
        shanxi,
        gi,
        _stand(shanxi, gi),
        lambda desk: service.judge_clause(desk, 2, checked),
        now=NOW,
        account_id=officer,
    )
    middle = SQUARE.centroid
    before = service.test_point(shanxi, gi.id, middle.x, middle.y, on=TODAY)

    _decide(shanxi, gi, officer)

    after = service.test_point(shanxi, gi.id, middle.x, middle.y, on=LATER)
    outside = service.test_point(shanxi, gi.id, 112.30, 37.40, on=LATER)
    assert before.answer is PointAnswer.UNKNOWN
    assert after.answer is PointAnswer.INSIDE
    assert outside.answer is PointAnswer.OUTSIDE


def test_an_outline_beyond_the_county_is_seen(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    """A square in 平遥县, which the wording does not name."""
    beyond = box(112.10, 37.15, 112.14, 37.19)
    _outline(shanxi, gi, officer, 1, beyond)

    seen = service.preview(shanxi, service.desk_of(shanxi, gi))

    assert seen.outside_m2 == pytest.approx(area_m2(beyond), abs=1)


def test_a_point_is_no_outline(shanxi: Session, gi: Gi, officer: int) -> None:
    with pytest.raises(AreaPolygonError):
        _outline(shanxi, gi, officer, 1, Point(112.4, 37.3))


def test_a_decision_resolves_the_flags(shanxi: Session, gi: Gi, officer: int) -> None:
    why = Words("祁县更名", "Renamed")
    flag_divisions(shanxi, QI, why, since=TODAY, now=NOW)
    (flag,) = service.open_flags(shanxi, [gi.id])[gi.id]
    assert service.flagged_products(shanxi, ["14"]) == 1
    assert service.flagged_products(shanxi, ["1404"]) == 0

    _decide(shanxi, gi, officer, reason="只是更名，范围不变")

    assert service.open_flags(shanxi, [gi.id]) == {}
    assert (flag.resolved_by_id, flag.resolution) == (officer, "只是更名，范围不变")


def test_a_decision_cannot_begin_before_the_present_version(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    with pytest.raises(ReadingOrderError):
        _decide(shanxi, gi, officer, on=TODAY - timedelta(days=1))


def test_the_draft_is_gone_after_the_decision_and_can_be_thrown_away(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    _outline(shanxi, gi, officer, 1, SQUARE)
    service.discard_draft(shanxi, gi, _stand(shanxi, gi))
    assert shanxi.scalar(select(AreaDraft)) is None

    _outline(shanxi, gi, officer, 1, SQUARE)
    _decide(shanxi, gi, officer)
    assert shanxi.scalar(select(AreaDraft)) is None


def test_a_new_wording_is_read_by_itself(shanxi: Session, gi: Gi, officer: int) -> None:
    new = NewArea("平遥县、祁县", (), FinestLevel.COUNTY, "公告2号", Evidence.SOURCED)

    service.reread(shanxi, gi, _stand(shanxi, gi), new, now=NOW, account_id=officer)
    _decide(shanxi, gi, officer)

    area = service.current_area(shanxi, gi.id, on=LATER)
    assert area is not None
    assert (area.text, area.source) == ("平遥县、祁县", "公告2号")
    assert [county.code for county in area.counties] == ["140728", QI]
    published = {county.adcode: county.area_km2 for county in layers.counties()}
    whole = (published["140728"] + published[QI]) * 1e6
    assert area.area_m2 == pytest.approx(whole, rel=1e-5)


def test_the_same_wording_is_read_again_by_the_counties_that_it_had(
    shanxi: Session, officer: int
) -> None:
    gi = factories.gi(shanxi)
    text = "太行山一带"
    listed = NewArea(text, (QI,), FinestLevel.COUNTY, "a", Evidence.SOURCED)
    service.import_area(shanxi, gi, listed, on=TODAY, now=NOW)
    again = NewArea(text, (), FinestLevel.COUNTY, "公告2号", Evidence.SOURCED)

    draft = service.reread(
        shanxi, gi, _stand(shanxi, gi), again, now=NOW, account_id=officer
    )

    assert draft.counties == [QI]


def test_until_its_day_a_decided_area_is_not_the_one_that_is_drawn(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    before = service.map_svg(shanxi, gi.id, on=TODAY)
    card = service.silhouettes(shanxi, [gi.id], on=TODAY)
    _outline(shanxi, gi, officer, 1, SQUARE)

    _decide(shanxi, gi, officer)

    assert service.map_svg(shanxi, gi.id, on=TODAY) == before
    assert service.map_svg(shanxi, gi.id, on=LATER) != before
    assert service.silhouettes(shanxi, [gi.id], on=TODAY) == card


def test_an_outline_stays_what_is_drawn_when_its_county_gets_another_code(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    _outline(shanxi, gi, officer, 1, SQUARE)
    _decide(shanxi, gi, officer, on=TODAY)
    counties = [
        replace(each, adcode="140704") if each.adcode == QI else each
        for each in layers.counties()
    ]

    service.load_divisions(shanxi, now=NOW + timedelta(days=30), counties=counties)
    _decide(shanxi, gi, officer, reason="只是改码")

    area = service.current_area(shanxi, gi.id, on=LATER)
    assert area is not None
    assert area.area_m2 == pytest.approx(area_m2(SQUARE), abs=1)
    assert [county.code for county in area.counties] == ["140704"]
    assert service.open_flags(shanxi, [gi.id]) == {}


def test_history_says_what_each_version_changed(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    service.change_draft(
        shanxi,
        gi,
        Stand(1, 0),
        lambda desk: drafting.removed(desk.clauses, 2),
        now=NOW,
        account_id=officer,
    )
    _decide(shanxi, gi, officer)

    last, first = service.history(service.area_versions(shanxi, gi.id))

    assert first.difference is None
    assert last.difference is not None
    assert [clause.text for clause in last.difference.removed] == ["30村"]
    assert last.difference.added == ()


def test_codes_must_be_known(shanxi: Session) -> None:
    known = ["140727", "140727101", "141182101205"]

    assert service.codes_known(shanxi, [*known, *known]) == tuple(known)
    for unknown in ("140799", "140727999", "1407", "甲"):
        with pytest.raises(CodeUnknownError):
            service.codes_known(shanxi, [unknown])


def test_townships_are_not_resolved_without_an_outline(shanxi: Session, gi: Gi) -> None:
    desk = service.desk_of(shanxi, gi)

    with pytest.raises(ClauseNotDrawnError):
        service.judge_clause(desk, 1, _judgement(ClauseStatus.RESOLVED, "140727101"))
    whole = service.judge_clause(desk, 1, _judgement(ClauseStatus.RESOLVED, QI))
    assert whole[0].cause is Cause.DRAWN


def test_a_clause_is_cut_and_put_together_again(shanxi: Session, gi: Gi) -> None:
    desk = service.desk_of(shanxi, gi)
    one = desk.clauses[0]
    offset = one.text.index("贾令镇")

    cut = drafting.split(desk.clauses, 1, offset)

    assert [c.text for c in cut] == ["祁县古县镇、东观镇", "贾令镇", "30村"]
    assert [c.codes for c in cut[:2]] == [
        ("140727102", "140727101"),
        ("140727103",),
    ]
    assert all(c.begins is not None and TEXT[c.begins : c.ends] == c.text for c in cut)
    again = drafting.merged(cut, 1, TEXT)
    assert (again[0].text, again[0].codes) == (one.text, one.codes)
    with pytest.raises(ClauseSplitError):
        drafting.split(desk.clauses, 1, len(one.text))
    with pytest.raises(ClauseGoneError):
        drafting.merged(desk.clauses, len(desk.clauses), TEXT)


def test_a_missed_clause_is_put_where_it_stands(shanxi: Session, gi: Gi) -> None:
    desk = service.desk_of(shanxi, gi)
    without = drafting.removed(desk.clauses, 1)

    added = drafting.added(
        without, TEXT, "古县镇", _judgement(ClauseStatus.AMBIGUOUS, "140727102")
    )

    assert [c.text for c in added] == ["古县镇", "30村"]
    assert added[0].county == QI


def test_a_clause_survives_the_draft_as_it_is(shanxi: Session, gi: Gi) -> None:
    for clause in service.desk_of(shanxi, gi).clauses:
        assert drafting.DraftClause.from_json(clause.as_json()) == clause


def test_the_list_filters_sorts_and_stays_in_the_jurisdiction(
    shanxi: Session, gi: Gi, officer: int
) -> None:
    other = factories.gi(shanxi)
    new = NewArea("屯留区", ("140405",), FinestLevel.COUNTY, "b", Evidence.SOURCED)
    service.import_area(shanxi, other, new, on=TODAY, now=NOW)
    _decide(shanxi, other, officer, on=TODAY)

    def codes(prefixes: list[str], **wanted: str) -> list[str]:
        asked = service.WantedAreas(**wanted)
        page = service.area_list(shanxi, prefixes, asked)
        return [row.code for row in page.items]

    assert codes(["14"]) == sorted([gi.code, other.code])
    assert codes(["1407"]) == [gi.code]
    assert codes(["14"], view="open") == [gi.code]
    assert codes(["14"], view="decided") == [other.code]
    assert codes(["14"], view="ambiguous") == [gi.code]
    assert codes(["14"], view="gone") == []
    assert codes(["14"], sort="-ambiguous")[0] == gi.code
    assert codes(["14"], text=other.name_zh) == [other.code]
    row = service.area_list(shanxi, ["1407"], service.WantedAreas()).items[0]
    assert (row.resolved, row.ambiguous, row.gone, row.is_decided) == (0, 2, 0, False)
