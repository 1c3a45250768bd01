"""What reports are compared with, asked of the rows on both engines."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gi_registry.annual_reports import queries
from gi_registry.annual_reports.rules import ReportState
from gi_registry.annual_reports.service.grounds import Holder, ledgers
from gi_registry.core.sheets import SheetRow
from gi_registry.marks import service as marks
from gi_registry.marks.rules import HandOver, PrintCheck
from gi_registry.marks.service import Act, NewPrintLot, PrintFile
from gi_registry.producers import service as producers
from gi_registry.producers.errors import DeliveriesRefusedError
from gi_registry.producers.models import Entity, PrimaryProducer
from gi_registry.producers.service import By
from tests import factories
from tests.annual_reports.rows import NOW, YEAR, report
from tests.marks.test_printing import a_printer, a_run
from tests.producers.test_deliveries import person as household

SOLD = {"marked_output_g": 200_000, "marked_sales_fen": 400_000}
"""4,000 yuan for 200 kg is 20 yuan a kg."""


def test_prices_are_of_what_was_filed(session: Session) -> None:
    filed, draft = (factories.authorization(session) for _ in range(2))
    report(session, filed, state=ReportState.CORRECTED, **SOLD | {"version": 1})
    report(session, filed, version=2, **SOLD)
    report(session, draft, state=ReportState.DRAFT, **SOLD)

    found = queries.prices(session, [filed.gi_id, draft.gi_id], YEAR)

    assert found == {filed.gi_id: [2_000]}


def test_people_count_in_the_years_in_which_they_produced(session: Session) -> None:
    of = factories.authorization(session)
    by = factories.account(session)
    for last4, days in {
        "0001": (date(YEAR - 1, 3, 1), None),
        "0002": (date(YEAR, 12, 31), None),
        "0003": (date(YEAR - 1, 3, 1), date(YEAR, 1, 1)),
        "0004": (date(YEAR + 1, 1, 1), None),
    }.items():
        person = PrimaryProducer(
            entity_id=of.entity_id,
            name="示例农户",
            identity_salt="00",
            identity_hash=last4,
            identity_key=last4,
            identity_last4=last4,
            from_on=days[0],
            to_on=days[1],
            added_at=NOW,
            added_by_id=by.id,
        )
        session.add(person)
    session.flush()

    assert queries.households(session, [of.id], YEAR) == {of.id: 2}


def test_deliveries_fill_a_report_in_until_it_is_locked(session: Session) -> None:
    of = factories.authorization(session)
    own = session.get_one(Entity, of.entity_id).organisation_id
    assert own is not None
    household(session, of, "示例甲户", from_on=date(YEAR, 3, 1))
    by = By(factories.account(session).id, NOW)
    line = {"person": "示例甲户", "day": f"{YEAR}-09-28", "kg": "125.5"}
    holder = Holder(of.id, own, of.gi_id, None)

    before = ledgers(session, [holder], YEAR)[of.id]
    producers.record_deliveries(session, own, [SheetRow(1, line)], by=by)
    known = ledgers(session, [holder], YEAR)[of.id]
    report(session, of, state=ReportState.LOCKED)
    more = [SheetRow(1, line | {"slip": "2"})]
    with pytest.raises(DeliveriesRefusedError) as refused:
        producers.record_deliveries(session, own, more, by=by)

    assert "households" not in before
    assert (known["households"], known["delivered_g"]) == (1, 125_500)
    assert "锁定" in str(refused.value.facts["lines"])


def test_labels_after_the_last_day_are_counted(session: Session) -> None:
    of = factories.authorization(session, valid_to=date(YEAR, 9, 30))
    run, lot = factories.run(session, of, year=YEAR), factories.lot(session, of)
    factories.labels(session, run, 0, 10, lot).on_day = date(YEAR, 9, 30)
    factories.labels(session, run, 10, 13, lot).on_day = date(YEAR, 10, 1)
    session.flush()

    ends = queries.ends(session, [of.id], YEAR)

    assert ends == {of.id: date(YEAR, 10, 1)}
    assert queries.activated_after(session, ends, YEAR) == {of.id: 3}


def _of_printers(given: dict[str, Any]) -> tuple[int | None, ...]:
    return tuple(
        given.get(f"labels_{name}") for name in ("printed", "destroyed", "samples")
    )


def test_labels_are_received_on_the_day_on_which_they_came_in(
    session: Session,
) -> None:
    run, by = a_run(session), factories.officer(session)
    act = Act(factories.NOW, by.id)
    later = Act(datetime(2027, 1, 5, 4, tzinfo=UTC), by.id)
    of = factories.authorization(session)
    ids = (run.authorization_id, of.id)
    holders = [Holder(each, 0, of.gi_id, None) for each in ids]

    def known(year: int) -> list[int | None]:
        found = ledgers(session, holders, year)
        return [found[each].get("labels_received") for each in ids]

    new = NewPrintLot(run.id, a_printer(session, by).id, 0, 100, note="")
    file = PrintFile("labels-1-0-99.csv", "a" * 64)
    lot = marks.print_lot(session, marks.send_lot(session, new, file, act).id)
    marks.take_on(session, lot, list(PrintCheck), "示例-1", act)
    said = HandOver(factories.TODAY, 89, spoiled=[(10, 20)], sample=[(99, 100)])
    marks.hand_over(session, lot, said, act)
    assert known(2026) == [None, None]

    marks.receive(session, lot, 84, [(50, 55)], act)
    assert known(2026) == [84, None]
    given = ledgers(session, holders[:1], 2026)[run.authorization_id]
    assert (given["labels_void"], given["labels_closing"]) == (1, 999)

    marks.settle(session, lot, is_found=True, reason="示例", act=later)
    assert known(2026) == [84, None]
    assert known(2027) == [5, None]


def test_what_was_destroyed_is_known_where_only_printers_can_have(
    session: Session,
) -> None:
    run, by = a_run(session), factories.officer(session)
    act, mine = Act(factories.NOW, by.id), run.authorization_id
    of = factories.authorization(session)
    holders = [Holder(each, 0, of.gi_id, None) for each in (mine, of.id)]
    new = NewPrintLot(run.id, a_printer(session, by).id, 0, 100, note="")
    file = PrintFile("labels-1-0-99.csv", "a" * 64)
    lot = marks.print_lot(session, marks.send_lot(session, new, file, act).id)
    marks.take_on(session, lot, list(PrintCheck), "示例-1", act)
    said = HandOver(factories.TODAY, 89, spoiled=[(10, 20)], sample=[(99, 100)])
    marks.hand_over(session, lot, said, act)
    marks.destroy_waste(session, lot, factories.TODAY, "示例", act)
    session.flush()

    found = ledgers(session, holders, 2026)
    assert _of_printers(found[mine]) == (100, 10, 1)
    assert _of_printers(found[of.id]) == (None, 0, 0)

    factories.labels(session, run, 200, 201).on_day = factories.TODAY
    session.flush()

    found = ledgers(session, holders, 2026)  # the user may have destroyed it, or not
    assert _of_printers(found[mine]) == (100, None, 1)
    assert queries.labels_destroyed(session, [mine, of.id], 2026) == {mine: 10}
