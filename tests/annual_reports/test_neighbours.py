"""Numbers beside those of neighbours, and the public mark of a missing report."""

from datetime import UTC, date, datetime

from flask import Flask
from sqlalchemy.orm import Session

from gi_registry.annual_reports import service
from gi_registry.annual_reports.rules.neighbours import (
    COMPARED,
    Near,
    nearest,
    placed,
)
from gi_registry.core import clock
from gi_registry.core.access import Role
from gi_registry.core.db import Database
from gi_registry.law.models import OfficeSetting
from gi_registry.law.rules import Setting, Unit
from tests import factories
from tests.annual_reports.rows import report

OUTPUT = next(each for each in COMPARED if each.name == "total_output_g")


def test_the_nearest_ring_with_three_others_is_taken() -> None:
    assert nearest("140727", ["140727"] * 3) is Near.COUNTY
    assert nearest("140727", ["140727"] * 2 + ["140728"]) is Near.PREFECTURE
    assert nearest("140727", ["140727", "140728", "140121"]) is Near.PROVINCE
    assert nearest("140727", ["140727"] * 2) is None


def test_places_count_from_the_largest_and_equals_share_theirs() -> None:
    found = placed(OUTPUT, 5, [9, 5, 1, 7])

    assert found is not None
    assert (found.middle, found.place, found.of) == (5, 3, 5)
    assert placed(OUTPUT, 5, [1, 2]) is None


def test_neighbours_make_the_same_product_in_the_same_year(session: Session) -> None:
    right = factories.right(session)
    for tonnes in (1, 2, 3):
        held = factories.authorization(session, to=right)
        report(session, held, total_output_g=tonnes * 1_000_000)
    report(session, factories.authorization(session), total_output_g=9_000_000)
    mine = report(
        session, factories.authorization(session, to=right), total_output_g=4_000_000
    )

    found = service.neighbours(session, service.get(session, mine.id))

    assert found is not None
    assert found.near is Near.COUNTY
    (output,) = [each for each in found.placed if each.figure is OUTPUT]
    assert (output.middle, output.place, output.of) == (2_000_000, 1, 4)


def test_the_public_is_told_of_a_missing_report_only_where_the_province_set_it(
    app: Flask, database: Database
) -> None:
    year = clock.today().year - 2
    with database.write() as session:
        held = factories.authorization(session, valid_from=date(year, 1, 1))
        number = held.number
        officer = factories.officer(session, Role.PROVINCE, "14").id
    public = app.test_client()

    before = public.get(f"/c/{number}").text
    with database.write() as session:
        session.add(
            OfficeSetting(
                division="14",
                key=Setting.REPORT_FLAG,
                amount=10,
                unit=Unit.DAYS,
                since=date(year, 1, 1),
                document="示例",
                reason="示例",
                set_at=datetime(year, 1, 1, tzinfo=UTC),
                set_by_id=officer,
            )
        )
    after = public.get(f"/c/{number}").text

    assert "年报没有提交" not in before
    assert f"{year} 年度年报没有提交" in after
    assert "没有为此规定处罚" in after
